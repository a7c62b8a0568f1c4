package golang

import (
	"go/format"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the printer prints is as gofmt has it, whatever the lengths of names and texts.
func TestPrinter(t *testing.T) {
	for _, c := range []struct {
		name  string
		print func(p *printer)
	}{
		{"one line until it is too long", func(p *printer) {
			for n := range 80 {
				p.gap()
				p.function("func (v *"+strings.Repeat("T", n+1)+") check(c checker)", "return v.check(c)")
				p.gap()
				p.function("func (v *"+strings.Repeat("É", n+1)+") check(c checker)", "return v.check(c)")
			}
		}},
		{"methods of one type, some too long", func(p *printer) {
			name := strings.Repeat("T", 40)
			p.function("func ("+name+") short()", "")
			p.function("func (v *"+name+") Marshal() ([]byte, error)", "return marshal(v)")
			p.function("func (v *"+name+") UnmarshalFromSomewhere(data []byte) error", "return unmarshal(v, data)")
			p.function("func (v *"+name+") Validate() error", "return validate(v)")
			p.function("func ("+strings.Repeat("T", 100)+") long()", "")
		}},
		{"a control character", func(p *printer) { p.function("func f()", "g(`\t`)") }},
		{"letters of several bytes", func(p *printer) {
			p.block("type T struct", func() {
				p.row("Été", "string", jsonTag("é"))
				p.row("X", "map[string]Émile", jsonTag("x"))
				p.row("日本", "int64", jsonTag("`"))
			})
		}},
		{"comments and gaps part the rows", func(p *printer) {
			p.block("type T struct", func() {
				p.row("A", "int64", jsonTag("a"))
				p.row("Bcd", "string", jsonTag("b"))
				p.comment("About the next one.")
				p.row("Efghij", "bool", jsonTag("c"))
				p.row("K", "[]byte", jsonTag("d"))
				p.gap()
				p.row("Extra", "Extra", noTag)
			})
		}},
		{"nested statements", func(p *printer) {
			p.block("func f()", func() {
				p.statement(braced("for i := range a", braced("if a[i] != nil", "g(*a[i])", "h()"), "k()"))
			})
		}},
		{"imports", func(p *printer) {
			p.line("var a " + p.typ(goType{before: "[]*", pkg: jsonPackage, name: "RawMessage"}))
			p.line("var b " + p.typ(goType{name: "Nullable", arg: &rawMessage}))
			p.line("var c " + p.name(contextPackage, "Context"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPrinter(header, "x")
			c.print(p)
			got, err := p.source()
			if err != nil {
				t.Fatal(err)
			}
			want, err := format.Source(got)
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A file that jennifer could not make is an error of one line.
func TestPrinterError(t *testing.T) {
	p := newPrinter(header, "x")
	p.code(comment("A doc.").Func())
	if _, err := p.source(); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %q", err)
	}
}

// Whatever a comment says, it has the form that gofmt gives to doc comments.
func FuzzDocComment(f *testing.F) {
	for _, text := range []string{
		"One line.", "T is one.\n\nA Heading\n\nText.", "T is one.\n\nno heading, no full stop\n\nText.", "# Heading\n\nText.",
		"  - an item\n  - another", " 1. one\n 2. two", "- no item", "1. no item", "\tcode\n\n\tcode", "[x]: https://a.example", "see [x]:\n[x]: y",
		"[DialNumber] is a link.", "``quoted'' text", "a\n b", "+build x", "T is.\n\n\n\nDeprecated: no.", "• point", "Été\n\nÉté\n\nété", "_x_", "a\t b", "", " ",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := newPrinter(header, "x")
		p.comment(strings.Split(text, "\n")...)
		p.line("var X int")
		got, err := p.source()
		if err != nil {
			t.Fatal(err)
		}
		want, err := format.Source(got)
		if err != nil {
			t.Fatalf("%v\n%s", err, got)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	})
}
