package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/load"
)

// configName is the configuration file, looked for in the working directory only.
const configName = "callinggen.yaml"

// ruleConfig is the id of the one rule of a configuration.
const ruleConfig = "config"

// maxConfig bounds the bytes of a configuration.
const maxConfig = 1 << 20

// A config says which protocol is generated and how each target spells it.
type config struct {
	file    string              // "" without a configuration file
	dir     string              // paths in it are relative to this folder
	schema  string              // path of the protocol file, "": the embedded one
	options map[string]*options // by target; a target that is not here was not configured
}

// Options are what the configuration says about one target. Each target knows some of the keys.
type options struct {
	out     string // folder, "" by default
	pkg     string
	module  string // import path of the package
	version string
	license string
	repo    string // where the source is kept
	root    string
	locale  string
	id      string
	header  string
	tags    string
	classes map[string]string
	locales []string
	only    []string

	places map[string]schema.Position // where each key stands, that of a class as "classes.host"

	extra     fs.FS // folder of more source files, or nil
	templates fs.FS // folder of templates that replace built-in ones, or nil
}

// errDiagnostics carries what is wrong with a file that is no protocol: a configuration, translations.
type errDiagnostics []schema.Diagnostic

func (e errDiagnostics) Error() string {
	var b bytes.Buffer
	for i, d := range e {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(d.String())
	}
	return b.String()
}

// findConfig reads the configuration at a path; without a path the one of the working directory, or else none.
func findConfig(path string) (*config, error) {
	if path != "" {
		return readConfig(path)
	}
	info, err := os.Stat(configName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return noConfig(""), nil
	case err == nil && !isPlain(info):
		return nil, unreadable(configName, errNotPlain) // one that the user names may be a pipe
	}
	return readConfig(configName)
}

// configFor is the configuration at a path, or else the one there is, about the protocol file that is named. A protocol file
// alone has none.
func configFor(path, schema string) (*config, error) {
	if schema != "" && path == "" {
		return noConfig(schema), nil
	}
	c, err := findConfig(path)
	if err == nil && schema != "" {
		c.schema = schema
	}
	return c, err
}

// noConfig is the configuration of a protocol without a configuration file; "" is the embedded one.
func noConfig(schemaPath string) *config {
	c := &config{schema: schemaPath}
	if schemaPath == "" {
		c.options = embeddedOptions()
	}
	return c
}

// embeddedOptions are how the targets spell the embedded protocol.
func embeddedOptions() map[string]*options {
	data, err := schema.Embedded.ReadFile(schema.EmbeddedOptions)
	if err != nil {
		panic(err) // it is part of this program
	}
	r := &configReader{file: embeddedDir + "/" + schema.EmbeddedOptions, folder: func(path string) (fs.FS, error) { return fs.Sub(schema.Embedded, path) }}
	c := r.read(data, nil)
	if r.found != nil {
		panic(errDiagnostics(r.found))
	}
	return c.options
}

func readConfig(name string) (*config, error) {
	data, err := readSmall(name)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(name)
	r := &configReader{file: name, folder: func(path string) (fs.FS, error) { return openFolder(under(dir, path)) }}
	c := r.read(data, embeddedOptions)
	if r.found != nil {
		return nil, errDiagnostics(schema.SortDiagnostics(r.found))
	}
	c.file, c.dir = name, dir
	if c.schema != "" {
		c.schema = under(dir, c.schema)
	}
	for _, o := range c.options {
		if o.out != "" {
			o.out = under(dir, o.out)
		}
	}
	return c, nil
}

// under gives a path of the configuration from the working directory.
func under(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// readSmall reads a configuration, but no more of it than one can have.
func readSmall(name string) ([]byte, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; name a configuration file, such as %s", name, filepath.Join(name, configName))
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no configuration %s; name another one with --config, or leave that out", name)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w; make the file readable for you, or name another with --config", name, reason(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if len(data) > maxConfig {
		return nil, fmt.Errorf("%s is no configuration: it is larger than 1 MiB", name)
	}
	return data, nil
}

// protocol is the protocol that the configuration is about.
func (c *config) protocol() protocolFile {
	if c.schema == "" {
		return embeddedProtocol()
	}
	return protocolAt(c.schema)
}

// A configReader reads one configuration and notes what is wrong with it.
type configReader struct {
	file   string
	folder func(path string) (fs.FS, error) // opens a folder that the configuration names
	found  []schema.Diagnostic
}

// read reads a configuration. Without a schema of its own, what it says comes on top of the embedded options.
func (r *configReader) read(data []byte, embedded func() map[string]*options) *config {
	c := &config{options: map[string]*options{}}
	var targets *yaml.Node
	r.mapping(r.parse(data), "the configuration", []string{"schema", "targets"}, func(key, value *yaml.Node) {
		switch key.Value {
		case "schema":
			r.set(&c.schema, key, value)
		case "targets":
			targets = value
		}
	})
	base := map[string]*options{}
	if c.schema == "" && embedded != nil {
		base = embedded()
	}
	if targets == nil {
		c.options = base
		return c
	}
	r.mapping(targets, "targets", targetNames(), func(key, value *yaml.Node) {
		c.options[key.Value] = r.target(kindNamed(key.Value), base[key.Value], value)
	})
	return c
}

// target reads what is said about one target.
func (r *configReader) target(k *kind, base *options, n *yaml.Node) *options {
	o := &options{}
	if base != nil {
		*o = *base
	}
	o.places = maps.Clone(o.places)
	r.mapping(n, "the target "+k.name, k.keys, func(key, value *yaml.Node) {
		o.place(key.Value, r.at(key))
		r.option(o, key, value)
	})
	return o
}

func (o *options) place(key string, pos schema.Position) {
	if o.places == nil {
		o.places = map[string]schema.Position{}
	}
	o.places[key] = pos
}

func (r *configReader) option(o *options, key, value *yaml.Node) {
	switch key.Value {
	case "out":
		r.set(&o.out, key, value)
	case "package":
		r.set(&o.pkg, key, value)
	case "import":
		r.set(&o.module, key, value)
	case "version":
		r.set(&o.version, key, value)
	case "license":
		r.set(&o.license, key, value)
	case "repository":
		r.set(&o.repo, key, value)
		r.repository(value)
	case "root":
		r.set(&o.root, key, value)
	case "locale":
		r.set(&o.locale, key, value)
		r.tag(value)
	case "id":
		r.set(&o.id, key, value)
	case "header":
		r.set(&o.header, key, value)
	case "tags":
		r.set(&o.tags, key, value)
	case "locales":
		o.locales = r.list(key, value)
		r.different(key, value)
		for _, item := range value.Content {
			r.tag(item)
		}
	case "only":
		o.only = r.list(key, value)
	case "classes":
		o.classes = map[string]string{}
		r.texts(key, value, func(id *yaml.Node, name string) {
			o.classes[id.Value] = name
			o.place("classes."+id.Value, r.at(id))
		})
	case "extra":
		o.extra = r.open(key, value)
	case "templates":
		o.templates = r.open(key, value)
	}
}

// different refuses a list that names something twice.
func (r *configReader) different(key, n *yaml.Node) {
	seen := map[string]bool{}
	for _, item := range n.Content {
		if seen[item.Value] {
			r.fail(item, "%s names %q twice; remove one of the two", key.Value, item.Value)
		}
		seen[item.Value] = true
	}
}

// tag refuses a value that names no language.
func (r *configReader) tag(n *yaml.Node) {
	if err := l10n.CheckTag(n.Value); err != nil && n.Value != "" {
		r.fail(n, "%s", err)
	}
}

// repository refuses a value that is no address of a web page.
func (r *configReader) repository(n *yaml.Node) {
	if u, err := url.Parse(n.Value); err != nil || u.Scheme != "https" || u.Host == "" {
		r.fail(n, "repository must be the address of the source, like https://github.com/you/project")
	}
}

// open opens the folder that a key names.
func (r *configReader) open(key, n *yaml.Node) fs.FS {
	path := r.text(key, n)
	if path == "" {
		return nil
	}
	folder, err := r.folder(path)
	if err != nil {
		r.fail(n, "%s", err)
	}
	return folder
}

// openFolder opens a folder on disk, and makes sure that what is in it will be seen.
func openFolder(path string) (fs.FS, error) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() || err != nil && !errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("there is no folder %s; name another", path)
	}
	if _, err := os.ReadDir(path); err != nil {
		return nil, fmt.Errorf("cannot read the folder %s: %w; make it readable for you, or name another", path, reason(err))
	}
	return plainFiles{FS: os.DirFS(path)}, nil
}

func (r *configReader) fail(n *yaml.Node, format string, args ...any) {
	r.found = append(r.found, schema.Diagnostic{Pos: r.at(n), Message: fmt.Sprintf(format, args...), Rule: ruleConfig})
}

func (r *configReader) at(n *yaml.Node) schema.Position {
	return schema.Position{File: r.file, Line: n.Line, Col: n.Column}
}

// parse gives the root of the document; nil when there is none.
func (r *configReader) parse(data []byte) *yaml.Node {
	root, wrong := load.Document(r.file, data)
	if wrong != nil {
		wrong.Rule = ruleConfig
		r.found = append(r.found, *wrong)
	}
	return root
}

// mapping calls f for each entry of a mapping; an empty value is an empty mapping.
func (r *configReader) mapping(n *yaml.Node, what string, known []string, f func(key, value *yaml.Node)) {
	if n == nil || n.Tag == "!!null" {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping, with the keys %s", what, strings.Join(known, ", "))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case known != nil && !slices.Contains(known, key.Value):
			r.fail(key, "unknown key %q in %s%s", key.Value, what, didYouMean(key.Value, slices.Values(known)))
		case seen[key.Value]:
			r.fail(key, "%q is already set; remove one of the two", key.Value)
		default:
			f(key, value)
		}
		seen[key.Value] = true
	}
}

// text gives a value that is text.
func (r *configReader) text(key, n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		r.fail(n, "%s must be text", key.Value)
		return ""
	}
	return n.Value
}

func (r *configReader) set(to *string, key, n *yaml.Node) { *to = r.text(key, n) }

// list gives a list of texts.
func (r *configReader) list(key, n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fail(n, "%s must be a list, as in [a, b]", key.Value)
		return nil
	}
	var list []string
	for _, item := range n.Content {
		list = append(list, r.text(key, item))
	}
	return list
}

// texts calls f for each entry of a mapping from text to text.
func (r *configReader) texts(key, n *yaml.Node, f func(key *yaml.Node, text string)) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping, as in {name: Value}", key.Value)
		return
	}
	r.mapping(n, key.Value, nil, func(key, value *yaml.Node) { f(key, r.text(key, value)) })
}

// readFolder gives the files of a folder by their path in it.
func readFolder(folder fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	if folder == nil {
		return files, nil
	}
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[path.Clean(name)], err = fs.ReadFile(folder, name)
		}
		if err != nil {
			return unreadable(name, err)
		}
		return nil
	})
	return files, err
}

func targetNames() []string {
	var names []string
	for i := range kinds {
		names = append(names, kinds[i].name)
	}
	return names
}

func kindNamed(name string) *kind {
	for i := range kinds {
		if kinds[i].name == name {
			return &kinds[i]
		}
	}
	return nil
}

// optionsOf gives a copy of what the configuration says about a target.
func (c *config) optionsOf(k *kind) options {
	if o := c.options[k.name]; o != nil {
		copied := *o
		copied.classes = maps.Clone(o.classes)
		return copied
	}
	return options{}
}
