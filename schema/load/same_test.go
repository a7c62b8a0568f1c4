package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/schema"
)

// TestLineEndings gives the same model for files with CRLF and a byte order mark.
func TestLineEndings(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/model-everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	unix, windows := fstest.MapFS{}, fstest.MapFS{}
	for _, f := range archive.Files {
		unix[f.Name] = &fstest.MapFile{Data: f.Data}
		windows[f.Name] = &fstest.MapFile{Data: []byte("\uFEFF" + strings.ReplaceAll(string(f.Data), "\n", "\r\n"))}
	}
	want, got := loadAndShow(unix, "p.yaml", true), loadAndShow(windows, "p.yaml", true)
	if want != got {
		t.Errorf("LF gives\n%s\nCRLF gives\n%s", want, got)
	}
}

// TestSameType tells messages of one wire type apart, where a side receives several.
func TestSameType(t *testing.T) {
	for _, c := range []struct{ name, messages, want string }{
		{"a constant", `
  A: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: a}}}}
  B: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: b}}}}`, "A const k, B const k"},
		{"a constant and an enum without it", `
  A: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: a}}}}
  B: {from: app, type: X, payload: {type: object, properties: {k: {enum: [b, c]}}}}`, "A const k, B object"},
		{"a constant and any text", `
  A: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: a}}}}
  B: {from: app, type: X, payload: {type: object, properties: {k: {type: string}}}}`, "A, B"},
		{"constants that are lists", `
  A: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: [1]}}}}
  B: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: [2]}}}}`, "A, B"},
		{"a constant beside a list", `
  A: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: [1]}}}}
  B: {from: app, type: X, payload: {type: object, required: [k], properties: {k: {const: 2}}}}`, "A required k, B const k"},
		{"required members", `
  A: {from: app, type: X}
  B: {from: app, type: X, payload: {type: object, required: [b], properties: {b: {}}}}
  C: {from: app, type: X, payload: {type: object, required: [b, c], properties: {b: {}, c: {}}}}`, "A object, B required b, C required c"},
		{"nothing", `
  A: {from: app, type: X}
  B: {from: app, type: X}`, "A, B"},
		{"other receivers", `
  A: {from: app, type: X}
  B: {from: page, type: X}`, "A, B"},
		{"a receiver in common", `
  A: {from: app, type: X}
  B: {from: [app, page], type: X, payload: {type: object, required: [b], properties: {b: {}}}}`, "A object, B required b"},
		{"one that is gone", `
  A: {from: app, type: X}
  B: {from: app, type: X, removed: {since: '1', reason: Unused.}}`, "A, B"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(preamble, "\n  PING: {from: app}\n", c.messages+"\n", 1)
			p, diagnostics := Protocol(Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(text)}}, Name: "p.yaml"})
			if p == nil {
				t.Fatal(diagnostics)
			}
			var got []string
			for _, m := range p.Messages {
				got = append(got, m.ID+spellTell(m.Same))
			}
			if list := strings.Join(got, ", "); list != c.want {
				t.Errorf("got %s, want %s", list, c.want)
			}
		})
	}
}

func spellTell(tell *schema.Tell) string {
	switch {
	case tell == nil:
		return ""
	case tell.Const != nil:
		return " const " + tell.Const.Wire
	case tell.Kind != "":
		return " " + tell.Kind
	}
	s := " required"
	for _, f := range tell.Required {
		s += " " + f.Wire
	}
	return s
}
