// Package golang turns a protocol into a Go package: a struct for each message and type, enums, unions, the envelope,
// dispatch to typed handlers and validation. What is emitted imports the standard library alone.
//
// The half of the package that is the same for every protocol is real Go in the folder runtime and is copied; what is
// emitted here is declarations and tables for it. This package knows nothing of the other targets and never touches the
// disk.
package golang

import (
	"fmt"
	"go/token"
	"regexp"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// Options are what the Go package needs to know and the protocol does not say.
type Options struct {
	Package string   // name of the package; by default the protocol's id as one word
	Import  string   // its import path; "" when it is not known, and then no sample is given
	Locale  string   // BCP 47 tag of the doc comments; by default the protocol's own
	Only    []string // parts to emit: participants' ids and "http"; empty: all
	Header  string   // what every file says above its package clause, like a licence; "": nothing
	Tags    string   // build constraint of every file, as after //go:build; "": none
}

// A Target is one protocol on its way to a Go package.
type Target struct {
	protocol *schema.Protocol
	options  Options
	parts    *parts
	names    *names
	shapes   *shapes
}

var _ gen.Target = (*Target)(nil)

// New prepares a target. Mistakes in names wait for Check, those in options for Generate.
func New(p *schema.Protocol, o Options) *Target {
	if o.Package == "" {
		o.Package = PackageName(p.ID)
	}
	if o.Locale == "" {
		o.Locale = p.Locale
	}
	parts := newParts(p, o.Only)
	names := newNames(p)
	return &Target{protocol: p, options: o, parts: parts, names: names, shapes: &shapes{names: names}}
}

// PackageName makes the name of a package of another name: its words as one.
func PackageName(from string) string {
	name := strings.ToLower(strings.Join(schema.Words(from), ""))
	if !token.IsIdentifier(name) {
		return "protocol"
	}
	return name
}

// Name is the target's name on the command line.
func (t *Target) Name() string { return "go" }

// Check gives the names that clash or cannot be spelled in Go.
func (t *Target) Check() []schema.Diagnostic { return t.names.check(t.protocol, t.parts) }

// Generate gives the files of the package.
func (t *Target) Generate() ([]gen.File, error) {
	if err := t.checkOptions(); err != nil {
		return nil, err
	}
	files, err := t.render(t.sources())
	if err != nil {
		return nil, err
	}
	return append(files, t.runtime()...), nil
}

// Sampler shows examples as Go that uses the package.
func (t *Target) Sampler() gen.Sampler { return &sampler{t} }

func (t *Target) checkOptions() error {
	if name := t.options.Package; !token.IsIdentifier(name) || name == "_" {
		return fmt.Errorf("%q cannot be the name of a Go package; give another one as package", name)
	}
	if path := t.options.Import; path != "" && !IsImportPath(path) {
		return fmt.Errorf("%q cannot be the path of a Go package; give another one as import", path)
	}
	if err := checkTags(t.options.Tags); err != nil {
		return err
	}
	return t.parts.err
}

var importPath = regexp.MustCompile(`^[\w.~+-]+(/[\w.~+-]+)*$`)

// IsImportPath reports whether the go command would find a package under a path.
func IsImportPath(path string) bool { return importPath.MatchString(path) }

const (
	methodsIntro = "The methods of encoding/json, which lose nothing of what they read; Validate, which gives every violation of the schema as Violations; and what makes a type a Message."
	fieldsIntro  = "The fields of each struct in their order, by which it is read from JSON, written to it and checked. An optional field that has a value points into the room of its struct."
	checksIntro  = "What the schema asks of each type. Validate runs these methods and collects what they find."
)

// sources gives the files to emit, each with its declarations in order.
func (t *Target) sources() []source {
	list := []source{{name: "doc", about: t.packageComment()}}
	if t.parts.talks() {
		list = append(list,
			source{name: "protocol", decls: t.protocolDecls()},
			source{name: "messages", decls: t.messageDecls()},
			source{name: "dispatch", decls: t.dispatchDecls()},
			source{name: "peers", decls: t.peerDecls()},
		)
	}
	list = append(list,
		source{name: "http", decls: built(t.httpDecls()...)},
		source{name: "types", decls: t.typeDecls()},
		source{name: "enums", decls: t.enumDecls()},
		source{name: "unions", decls: t.unionDecls()},
		source{name: "methods", intro: methodsIntro, decls: t.methodDecls()},
		source{name: "fields", intro: fieldsIntro, decls: t.fieldsDecls()},
		source{name: "validate", intro: checksIntro, decls: t.checkDecls()},
	)
	return append(list, t.testServer()...)
}
