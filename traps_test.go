package callinggen_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// traps are names that mean something to a language, to what is generated, or to a file system.
var traps = strings.Fields(`
	type func var const range select go map chan interface struct defer package import return default switch case fallthrough
	string len error any nil true false int make new append iota copy cap panic recover print byte rune float64 bool
	class function enum await async yield delete typeof instanceof this super null undefined void arguments eval let static
	export extends implements private public protected in of with debugger finally catch throw try while do if else for never
	unknown object symbol bigint number boolean declare namespace module require exports global globalThis window document
	__proto__ constructor toString hasOwnProperty prototype valueOf isPrototypeOf __defineGetter__ then toJSON
	init main _ __ $ _a a_ 1st 2 3d -1 größe Größe 名前 имя αβγ Ñandú
	fooBar FooBar foobar foo_bar FOO_BAR foo-bar foo
	Decode Encode Message Envelope Extra Options Session Ptr Validate Widget App AppHandlers NewApp AppOptions Handler VERSION
	connect pair session ready destroy Pipe Conn HTTPClient HTTPError Violations RawMessage TypeOf Nullable Promise Partial Rest
	MarshalJSON UnmarshalJSON String Error Client Record Array Date JSON Map Set Symbol Function Object
	Window MessagePort MessageEvent Transport Side Shape Validator Violation Result PageHandlers Disposable ReadonlyArray Uint8Array
	con nul aux prn com1 lpt9 CON README index page on onUnhandled default_ time json context errors fmt http url`)

// A trapSection is a place for names: a protocol with a line for each of them.
type trapSection struct {
	name   string
	before string // the lines above, without the preamble
	line   string // with %[1]q for the name and %[2]d for its number
	after  string
}

const trapPreamble = `protocol: traps
version: '1'
title: Traps
locale: en
participants: {app: {title: App}, page: {title: Page}}
envelope: {type: kind, id: id, payload: body}
history: {'1': The first.}
`

const aMessage = "messages:\n  mmm: {from: app}\n"

var trapSections = []trapSection{
	{name: "ids of messages", before: "messages:\n  zzz: {from: app}", line: "  %[1]q: {from: app, payload: {properties: {a: {type: string}}}}"},
	{name: "nouns", before: "messages:\n  zzz: {from: app}", line: "  z%[2]d: {from: [app, page], name: %[1]q}"},
	{name: "methods", before: "messages:\n  zzz: {from: app}", line: "  z%[2]d: {from: app, sends: %[1]q}"},
	{name: "wire types", before: "messages:\n  zzz: {from: app}", line: "  z%[2]d: {from: app, type: %[1]q}"},
	{name: "members", before: "messages:\n  zzz:\n    from: app\n    payload:\n      properties:\n        zzz: {type: string}", line: "        %[1]q: {type: string, default: a}"},
	{name: "names of members", before: "messages:\n  zzz:\n    from: app\n    payload:\n      properties:\n        zzz: {type: string}", line: "        z%[2]d: {name: %[1]q, type: integer}"},
	{name: "types", before: aMessage + "types:\n  Zzz: {type: string}", line: "  %[1]q: {type: object, properties: {a: {type: string}}}"},
	{name: "enums", before: aMessage + "types:\n  Zzz: {type: string}", line: "  %[1]q: {enum: [a, b]}"},
	{name: "values", before: aMessage + "types:\n  Zzz:\n    oneOf:\n      - {const: zzz}", line: "      - {const: %[1]q}"},
	{name: "names of values", before: aMessage + "types:\n  Zzz:\n    oneOf:\n      - {const: zzz}", line: "      - {const: z%[2]d, name: %[1]q}"},
	{name: "endpoints", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints:\n    zzz: {method: GET, path: /z, responses: {204: {}}}",
		line: "    %[1]q: {method: POST, path: '/z%[2]d/{a}', parameters: {a: {in: path, type: string}, b: {in: query, type: string}}, request: {type: object, properties: {a: {type: string}}}, responses: {200: {body: {type: object, properties: {a: {type: string}}}}}}"},
	{name: "endpoints of the app", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints:\n    zzz: {method: GET, path: /z, responses: {204: {}}}",
		line: "    %[1]q: {method: POST, servedBy: app, path: '/z%[2]d', request: {type: object, properties: {a: {type: string}}}, responses: {204: {}}}"},
	{name: "parameters", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints:\n    zzz:\n      method: GET\n      path: /z\n      responses: {204: {}}\n      parameters:\n        zzz: {in: query, type: string}", line: "        %[1]q: {in: query, type: string}"},
	{name: "parameters of a path", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints:\n    zzz: {method: GET, path: /z, responses: {204: {}}}", line: "    z%[2]d: {method: GET, path: '/z%[2]d/{a}', parameters: {a: {in: path, name: %[1]q, type: integer}}, responses: {204: {}}}"},
	{name: "families", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints: {zzz: {method: GET, path: /z, responses: {204: {}}}}\n  families:\n    zzz: /z", line: "    %[1]q: /z%[2]d"},
	{name: "ways to authenticate", before: aMessage + "http:\n  servers: {default: 'https://a.example'}\n  endpoints: {zzz: {method: GET, path: /z, responses: {204: {}}}}\n  auth:\n    zzz: {type: http}", line: "    %[1]q: {type: apiKey, in: header, name: X-A%[2]d}"},
	{name: "servers", before: aMessage + "http:\n  endpoints: {zzz: {method: GET, path: /z, responses: {204: {}}}}\n  servers:\n    zzz: https://a.example", line: "    %[1]q: https://a%[2]d.example"},
	{name: "flows", before: aMessage + "flows:\n  zzz: {title: Z, steps: [{message: mmm}]}", line: "  %[1]q: {title: A, steps: [{message: mmm}]}"},
	{name: "steps", before: aMessage + "flows:\n  zzz:\n    title: Z\n    steps:\n      - {message: mmm}", line: "      - {note: A., id: %[1]q}"},
	{name: "storage keys", before: aMessage + "storage:\n  zzz: {on: app, value: {type: string}}", line: "  %[1]q: {on: app, value: {type: boolean}}"},
	{name: "stored objects", before: aMessage + "storage:\n  zzz: {on: app, value: {type: string}}", line: "  %[1]q: {on: app, value: {type: object, properties: {a: {type: string}}}}"},
	{name: "tags", before: aMessage + "tags:\n  zzz: {title: Z}", line: "  %[1]q: {title: A%[2]d}"},
	{name: "sources", before: aMessage + "sources:\n  zzz: {title: Z, date: 2020}", line: "  %[1]q: {title: A%[2]d, date: 2021}"},
	{name: "actors", before: aMessage + "actors:\n  zzz: {title: Z}", line: "  %[1]q: {title: A%[2]d}"},
	{name: "questions", before: aMessage + "faq:\n  zzz: {question: 'Z?', answer: Z.}", line: "  %[1]q: {question: 'A%[2]d?', answer: A.}"},
	{name: "guides", before: aMessage + "guides:\n  - zzz.md", line: "  - guides/%[1]s.md"},
}

// A trapped name stands on a line of its own, so that a diagnostic tells which name it means.
func (s trapSection) file(names []string) ([]byte, map[int]string) {
	text := trapPreamble + strings.TrimSuffix(s.before, "\n") + "\n"
	lines := map[int]string{}
	for i, name := range names {
		lines[strings.Count(text, "\n")+1] = name
		text += fmt.Sprintf(s.line, name, i) + "\n"
	}
	return []byte(text + s.after), lines
}

// remedies are what a diagnostic about a name ends with.
var remedies = regexp.MustCompile("add `(name|sends):`|write it under `oneOf`|rename|move it to|name the actor otherwise|use (a letter|letters)|write any other wire type|give each its own name|name one of them|choose another")

// clash is what a diagnostic says of two names of the protocol.
var clash = regexp.MustCompile(`are both|differ in case only|is already the name of|like the one at|is also that of|alone from \S+ that of`)

// TestTrapNames takes names that are traps through every place of a protocol that has names. Either a diagnostic says where
// and what to do, or everything compiles, and every file of it can be written on every system.
func TestTrapNames(t *testing.T) {
	gentest.NeedTypeScript(t)
	packages := newPackages(t)
	for _, s := range trapSections {
		t.Run(s.name, func(t *testing.T) {
			names, p := s.acceptable(t)
			t.Logf("%d of %d names are refused: %v", len(traps)-len(names), len(traps), lackingFrom(traps, names))
			files := outputs(t, p)
			gentest.TypeCheckGo(t, files["go"])
			packages.add(t, files["typescript"])
			for target, list := range files {
				wantWritable(t, target, list)
			}
		})
	}
	packages.compile(t)
	packages.load(t)
}

// acceptable takes out, round by round, the names that are refused, and gives the rest with its protocol.
func (s trapSection) acceptable(t *testing.T) ([]string, *schema.Protocol) {
	t.Helper()
	names := slices.Clone(traps)
	for round := 0; round < 20; round++ {
		data, lines := s.file(names)
		files := fstest.MapFS{"p.yaml": {Data: data}, "zzz.md": {Data: []byte("# Z\n")}}
		for _, name := range names {
			files["guides/"+name+".md"] = &fstest.MapFile{Data: []byte("# A " + name + "\n")}
		}
		p, found := load.Protocol(load.Source{FS: files, Name: "p.yaml"})
		if p != nil && !schema.HasErrors(found) {
			for _, target := range targetsOf(p) {
				found = append(found, target.Check()...)
			}
			if len(found) == 0 {
				return names, p
			}
		}
		names = s.withoutRefused(t, names, lines, found)
	}
	t.Fatal("names are refused without end")
	return nil, nil
}

func (s trapSection) withoutRefused(t *testing.T, names []string, lines map[int]string, found []schema.Diagnostic) []string {
	t.Helper()
	refused := map[string]bool{}
	for _, d := range found {
		name, ok := lines[d.Pos.Line]
		if guide, isGuide := strings.CutPrefix(d.Pos.File, "guides/"); isGuide {
			name, ok = strings.TrimSuffix(guide, ".md"), true
		}
		if !ok || d.Pos.Col == 0 {
			t.Fatalf("not at one of the names: %s", d)
		}
		if !remedies.MatchString(d.Message) {
			t.Errorf("%q is refused without a way out: %s", name, d)
		}
		if clash.MatchString(d.Message) && !strings.Contains(d.Message, "p.yaml:") {
			t.Errorf("%q is refused without the other place: %s", name, d)
		}
		refused[name] = true
	}
	return slices.DeleteFunc(names, func(name string) bool { return refused[name] })
}

func lackingFrom(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

var (
	device   = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
	unusable = regexp.MustCompile(`[<>:"\\|?*\x00-\x1f]|[ .]$`)
)

// wantWritable wants paths that differ for every file system, and names that Windows can have.
func wantWritable(t *testing.T, target string, files []gen.File) {
	t.Helper()
	seen := map[string]string{}
	for _, f := range files {
		folded := strings.ToLower(f.Path)
		if other, twice := seen[folded]; twice {
			t.Errorf("%s: %s and %s are one file where case does not count", target, f.Path, other)
		}
		seen[folded] = f.Path
		for _, part := range strings.Split(f.Path, "/") {
			if device.MatchString(part) || unusable.MatchString(part) || len(part) > 200 {
				t.Errorf("%s: Windows cannot have a file %s", target, f.Path)
			}
		}
	}
	if _, err := gen.Write(t.TempDir(), files, gen.WriteOptions{Owner: target}); err != nil {
		t.Errorf("%s: %v", target, err)
	}
}

// TestTrapParticipants has a side of each name, and the two of each pair that differ in case only.
func TestTrapParticipants(t *testing.T) {
	gentest.NeedTypeScript(t)
	packages := newPackages(t)
	names := strings.Fields("type class string error init main _ __proto__ constructor 1st größe 名前 con Message Options Handler runtime index types window default connect http foo-bar")
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			data := fmt.Sprintf("protocol: traps\nversion: '1'\ntitle: Traps\nlocale: en\nparticipants:\n  %q: {title: A}\n  zzz: {title: Z}\nenvelope: {type: kind}\nhistory: {'1': A.}\n"+
				"messages:\n  ASK: {from: %q, replies: {by: order, messages: [{message: SAY}]}}\n  SAY: {from: zzz}\nstorage: {box: {on: %q, value: {type: string}}}\n", name, name, name)
			p, found := load.Protocol(load.Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(data)}}, Name: "p.yaml"})
			if p != nil && !schema.HasErrors(found) {
				for _, target := range targetsOf(p) {
					found = append(found, target.Check()...)
				}
			}
			for _, d := range found {
				if d.Pos.Line == 0 || !remedies.MatchString(d.Message) {
					t.Errorf("refused without a way out: %s", d)
				}
			}
			if len(found) > 0 {
				t.Logf("refused: %s", found[0])
				return
			}
			files := outputs(t, p)
			gentest.TypeCheckGo(t, files["go"])
			packages.add(t, files["typescript"])
			for target, list := range files {
				wantWritable(t, target, list)
			}
		})
	}
	packages.compile(t)
	packages.load(t)
}
