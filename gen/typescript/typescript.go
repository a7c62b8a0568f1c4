// Package typescript turns a protocol into an npm package: declarations, the TypeScript that it is made of, and builds
// for import, require and a script tag, one entry for each participant.
//
// The half of the package that is the same for every protocol is real TypeScript in the folder runtime; what is emitted
// here is types, tables and a thin class over it. Each module is printed in all of its forms at once, as TypeScript, as
// declarations and as JavaScript; esbuild, inside this process, is asked only for what takes a parser, so that generating
// needs no Node and little time. The package knows nothing of the other targets and never touches the disk.
package typescript

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// Options are what the npm package needs to know and the protocol does not say.
type Options struct {
	Package string // npm name: "@example/editor"
	Version string // of the package, not of the protocol; by default "0.0.0"
	License string // SPDX identifier; by default "MIT", the licence of the runtime inside
	// Repository is the address of the source, as a page: "https://github.com/example/editor". Without one the package cannot be
	// published with a statement of where it was built.
	Repository string

	Root    string            // id of the participant that the package's root is; by default the one that accepts
	Locale  string            // BCP 47 tag of the comments; by default the protocol's own
	Classes map[string]string // id of a participant to the name of its class; by default the id in PascalCase
	Extra   map[string][]byte // a folder of code that the root exports besides, by path; see extra.go

	// Places says where an option was given, for what is wrong with it: "root", and with the id of a participant "classes.host".
	// What is wrong with an option that is not here is told of at the protocol.
	Places map[string]schema.Position
}

// defaultLicense is the licence of the runtime that every package holds.
const defaultLicense = "MIT"

// A Target is one protocol on its way to an npm package.
type Target struct {
	protocol *schema.Protocol
	options  Options
	names    *names
	root     *side             // the participant at the package's root
	other    *side             // the participant in the entry named after it
	decls    []*schema.Decl    // the types that still exist
	known    *known            // what there is to say of types that say little of themselves
	homes    map[string]string // the module that each name is declared in
}

var (
	_ gen.Target  = (*Target)(nil)
	_ gen.Sampler = (*sampler)(nil)
)

// New prepares a target. Mistakes in names wait for Check.
func New(p *schema.Protocol, o Options) *Target {
	o = o.withDefaults(p)
	t := &Target{protocol: p, options: o, names: newNames(p), known: newKnown(p)}
	root := p.Participants[0]
	if o.Root == p.Participants[1].ID {
		root = p.Participants[1]
	}
	t.root, t.other = newSide(p, root, o), newSide(p, root.Other, o)
	t.decls = p.LiveTypes()
	t.homes = homes(t)
	return t
}

func (o Options) withDefaults(p *schema.Protocol) Options {
	if o.Package == "" {
		o.Package = p.ID
	}
	if o.Version == "" {
		o.Version = "0.0.0"
	}
	if o.License == "" {
		o.License = defaultLicense
	}
	if o.Locale == "" {
		o.Locale = p.Locale
	}
	if o.Root == "" {
		o.Root = p.Participants[0].ID
		if p.Handshake != nil {
			o.Root = p.Handshake.From.Other.ID
		}
	}
	return o
}

// What npm lets a package be called, and how it writes versions.
var (
	packageName    = regexp.MustCompile(`^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$`)
	packageVersion = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)
)

// placeOf gives where an option was given, or else another place.
func (o Options) placeOf(option string, otherwise schema.Position) schema.Position {
	if pos, ok := o.Places[option]; ok {
		return pos
	}
	return otherwise
}

// check refuses what npm would refuse later.
func (o Options) check() error {
	const longest = 214
	if !packageName.MatchString(o.Package) || len(o.Package) > longest {
		return fmt.Errorf("%q cannot be the name of an npm package, which is in small letters, digits, \"-\", \".\" and \"_\"; give another one as package", o.Package)
	}
	if !packageVersion.MatchString(o.Version) {
		return fmt.Errorf("%q is no version of an npm package; give one like 1.0.0 as version", o.Version)
	}
	return nil
}

// Name is the target's name on the command line.
func (t *Target) Name() string { return "typescript" }

// Check gives the names that clash or cannot be spelled.
func (t *Target) Check() []schema.Diagnostic { return t.names.check(t) }

// Sampler shows examples as TypeScript that uses the package.
func (t *Target) Sampler() gen.Sampler { return &sampler{t} }

// Generate gives the files of the package.
func (t *Target) Generate() ([]gen.File, error) {
	if err := t.options.check(); err != nil {
		return nil, err
	}
	session, err := sessionLibrary()
	if err != nil {
		return nil, err
	}
	validate, err := validatorLibrary()
	if err != nil {
		return nil, err
	}
	manifest, err := t.manifest()
	if err != nil {
		return nil, err
	}
	parts := t.parts(session, validate)
	sources := t.sources(parts)
	builds, err := t.builds(parts, sources, session, validate)
	if err != nil {
		return nil, err
	}
	return slices.Concat(manifest, t.declarations(parts), builds, sources), nil
}
