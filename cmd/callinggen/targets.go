package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/gen/json"
	"github.com/callinggen/callinggen/gen/jsonschema"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
)

// A kind is a target that can be asked for.
type kind struct {
	name   string   // on the command line and in the configuration
	folder string   // below the parent of all outputs
	keys   []string // of the configuration
	build  func(b *builder, o options) (gen.Target, error)

	install func(b *builder, o options) docs.Package // nil for what nobody installs
	asked   bool                                     // runs only when it is named or configured
}

// knows reports whether the target has a key of the configuration.
func (k *kind) knows(key string) bool { return slices.Contains(k.keys, key) }

// kinds is every target, in the order in which they are told of. A target that shows samples comes after those that it
// shows.
var kinds = []kind{
	{name: "go", folder: "go", keys: []string{"out", "package", "import", "locale", "only", "tags", "header"}, build: buildGo, install: installGo},
	{name: "typescript", folder: "npm", keys: []string{"out", "package", "version", "classes", "root", "extra", "locale", "license", "repository"}, build: buildTypeScript, install: installTypeScript},
	{name: "docs", folder: "docs", keys: []string{"out", "locales", "templates"}, build: buildDocs},
	{name: "json", folder: "json", keys: []string{"out"}, build: buildJSON, asked: true},
	{name: "jsonschema", folder: "jsonschema", keys: []string{"out", "id"}, build: buildJSONSchema, asked: true},
}

// A builder makes the targets of one protocol, each once.
type builder struct {
	protocol *schema.Protocol
	config   *config
	kinds    []kind
	choices  []*choice
	built    map[string]gen.Target
	reads    *reads
	read     []string           // what the protocol was read from
	resolved map[string]options // by target; nothing that they come from is read twice
}

func newBuilder(p *schema.Protocol, c *config, choices []*choice, r *reads) *builder {
	return &builder{protocol: p, config: c, kinds: kinds, choices: choices, reads: r, read: r.names(), built: map[string]gen.Target{}, resolved: map[string]options{}}
}

func (b *builder) target(k *kind) (gen.Target, error) {
	if t := b.built[k.name]; t != nil {
		return t, nil
	}
	t, err := k.build(b, b.options(k))
	if err == nil {
		b.built[k.name] = t
	}
	return t, err
}

// options are those of a target that runs, or else those that it would have. The import path of a Go package is known
// then, if it can be.
func (b *builder) options(k *kind) options {
	o, ok := b.resolved[k.name]
	if !ok {
		o = b.chosen(k)
		if k.knows("import") && o.module == "" {
			o.module = importPath(o.out)
		}
		b.resolved[k.name] = o
	}
	return o
}

func (b *builder) chosen(k *kind) options {
	for _, ch := range b.choices {
		if ch.kind == k {
			return ch.options
		}
	}
	o := b.config.optionsOf(k)
	o.out = outFolder(b.config, k)
	return o
}

func buildGo(b *builder, o options) (gen.Target, error) {
	return golang.New(b.protocol, golang.Options{
		Package: o.pkg, Import: o.module, Locale: o.locale, Only: o.only, Header: o.header, Tags: o.tags,
	}), nil
}

func buildTypeScript(b *builder, o options) (gen.Target, error) {
	extra, err := readFolder(b.reads.in(o.extra))
	if err != nil {
		return nil, fmt.Errorf("the folder that extra names: %w", err)
	}
	return typescript.New(b.protocol, typescript.Options{
		Package: o.pkg, Version: o.version, Root: o.root, Locale: o.locale, Classes: o.classes, Extra: extra, License: o.license, Repository: o.repo,
		Places: o.places,
	}), nil
}

func buildDocs(b *builder, o options) (gen.Target, error) {
	samplers, err := b.samplers()
	if err != nil {
		return nil, err
	}
	locales := o.locales
	if len(locales) == 0 {
		locales = []string{b.protocol.Locale}
	}
	return docs.New(b.protocol, docs.Options{Locales: locales, Labels: fixedWords(locales), Samplers: samplers, Packages: b.packages(), Templates: o.templates}), nil
}

// packages tells readers what they can install.
func (b *builder) packages() []docs.Package {
	var list []docs.Package
	for i := range b.kinds {
		if k := &b.kinds[i]; k.install != nil {
			if p := k.install(b, b.options(k)); p.Name != "" {
				list = append(list, p)
			}
		}
	}
	return list
}

func installGo(_ *builder, o options) docs.Package {
	return docs.Package{Language: "go", Name: o.module, Install: "go get " + o.module}
}

func installTypeScript(b *builder, o options) docs.Package {
	name := cmp.Or(o.pkg, b.protocol.ID)
	return docs.Package{Language: "ts", Name: name, Install: "npm install " + name}
}

func buildJSON(b *builder, _ options) (gen.Target, error) {
	return json.New(b.protocol, json.Options{}), nil
}

func buildJSONSchema(b *builder, o options) (gen.Target, error) {
	return jsonschema.New(b.protocol, jsonschema.Options{ID: o.id}), nil
}

// samplers gives the languages that examples can be shown in.
func (b *builder) samplers() ([]gen.Sampler, error) {
	var list []gen.Sampler
	for i := range b.kinds {
		if b.kinds[i].name == "docs" {
			break
		}
		t, err := b.target(&b.kinds[i])
		if err != nil {
			return nil, err
		}
		if s, ok := t.(interface{ Sampler() gen.Sampler }); ok {
			list = append(list, s.Sampler())
		}
	}
	return list, nil
}

// outFolder gives where a target goes that the command line says nothing about.
func outFolder(c *config, k *kind) string {
	if o := c.optionsOf(k); o.out != "" {
		return o.out
	}
	return filepath.Join(c.dir, c.defaultOut(), k.folder)
}

// defaultOut is the folder that holds one folder a target when nothing says otherwise. It is named after the protocol file,
// so that it is known before that is read: what is there may be all that is wanted.
func (c *config) defaultOut() string {
	file := filepath.Base(cmp.Or(c.schema, schema.EmbeddedProtocol))
	return strings.TrimSuffix(file, filepath.Ext(file))
}
