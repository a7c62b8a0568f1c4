// Package load reads a protocol file and resolves it to the model of package schema, or says with file, line and column
// what keeps it from being one. It does not judge style or completeness (that is lint) and knows no translations.
//
// A file goes through stages, one file of this package each: read.go and yaml.go turn bytes into a clean tree of YAML
// nodes, shape.go holds the tree against protocol.schema.json, and the rest resolves names to pointers. Every stage
// reports what it finds and goes on as far as it can, so that one run shows all mistakes.
package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// A Source is where a protocol file is.
type Source struct {
	FS   fs.FS
	Name string // of the protocol file in FS, with slashes; guides are found relative to it
	Dir  string // put before names in positions, as the user typed it; may be empty
}

// display spells a file of the source as the user knows it.
func (s Source) display(name string) string {
	if s.Dir == "" || strings.HasSuffix(s.Dir, "/") || strings.HasSuffix(s.Dir, string(filepath.Separator)) {
		return s.Dir + name
	}
	return s.Dir + "/" + name
}

// File loads the protocol file at a path of the operating system.
func File(path string) (*schema.Protocol, []schema.Diagnostic) { return Protocol(At(path)) }

// At is the source of the protocol file at a path of the operating system.
func At(path string) Source {
	dir, name := filepath.Split(path)
	root := dir
	if root == "" {
		root = "."
	}
	return Source{FS: os.DirFS(root), Name: name, Dir: dir}
}

// Protocol loads a protocol. The diagnostics are sorted. The protocol is nil when one of them is an error that leaves the
// model incomplete; mistakes in examples and defaults do not.
func Protocol(src Source) (*schema.Protocol, []schema.Diagnostic) {
	l := newLoader(src)
	l.run()
	diagnostics := l.report.sorted()
	if l.report.incomplete {
		return nil, diagnostics
	}
	return l.protocol, diagnostics
}

// A loader is one run over one protocol file.
type loader struct {
	src      Source
	report   report
	data     []byte           // the protocol file
	lines    func() lineIndex // of data; only errors need it
	protocol *schema.Protocol

	// Everything that can be named, by its name in the file.
	participants map[string]*schema.Participant
	actors       map[string]*schema.Actor
	tags         map[string]*schema.Tag
	sources      map[string]*schema.Source
	versions     map[string]*schema.Version
	messages     map[string]*schema.Message
	types        map[string]*schema.Decl
	families     map[string]*schema.Family
	auth         map[string]*schema.Auth
	endpoints    map[string]*schema.Endpoint
	flows        map[string]*schema.Flow
	referable    map[string]schema.Element // messages, types, endpoints, flows and guides

	inline   []*schema.Decl
	partial  []*schema.Decl
	partials map[*schema.Decl]*schema.Decl // by the whole type

	// Work that waits until every name has its pointer.
	texts     []pendingText
	uses      []pendingUse
	unions    []pendingUnion
	nullables []pendingNullable
	examples  []pendingExample
}

func newLoader(src Source) *loader {
	l := &loader{
		src:          src,
		protocol:     &schema.Protocol{},
		participants: map[string]*schema.Participant{},
		actors:       map[string]*schema.Actor{},
		tags:         map[string]*schema.Tag{},
		sources:      map[string]*schema.Source{},
		versions:     map[string]*schema.Version{},
		messages:     map[string]*schema.Message{},
		types:        map[string]*schema.Decl{},
		families:     map[string]*schema.Family{},
		auth:         map[string]*schema.Auth{},
		endpoints:    map[string]*schema.Endpoint{},
		flows:        map[string]*schema.Flow{},
		referable:    map[string]schema.Element{},
		partials:     map[*schema.Decl]*schema.Decl{},
	}
	l.report.file = src.display(src.Name)
	return l
}

func (l *loader) run() {
	data, ok := l.read(l.src.Name, maxFile, schema.Position{File: l.report.file})
	if !ok {
		return
	}
	l.data = data
	l.lines = sync.OnceValue(func() lineIndex { return indexLines(data) })
	root := l.parse(data)
	if root == nil {
		return
	}
	l.report.parsed = len(l.report.list)
	entries := sectionEntries(root)
	if len(entries) > maxEntries {
		l.report.add(root, "too-large", "the file holds more than %d messages, types and the like; nothing of that size is a protocol, cut it", maxEntries)
		return
	}
	shape := make(chan []finding, 1)
	go func() { shape <- misshapen(root, entries) }()
	l.resolve(root)
	l.report.addShape(<-shape)
	if !l.report.incomplete {
		l.checkExamples()
	}
}

// resolve turns the tree into the model. Everything that can be named is declared first, with nothing in it, so that
// every later step finds its pointers in any order of the file.
func (l *loader) resolve(root *yaml.Node) {
	l.checkIDs(root)
	top := l.header(root)
	l.declare(root)

	l.fillEnvelope(get(root, "envelope"))
	l.fillTypes(get(root, "types"), top)
	l.fillMessages(get(root, "messages"), top)
	l.fillHTTP(get(root, "http"), top)
	l.fillStorage(get(root, "storage"), top)
	l.fillHandshake(root)
	l.fillFlows(get(root, "flows"), top)
	l.fillFAQ(get(root, "faq"))
	l.fillGuides(get(root, "guides"), top)

	l.finishTypes()
	l.finishMessages()
	l.finishProse()
}
