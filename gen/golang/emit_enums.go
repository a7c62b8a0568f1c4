package golang

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// enumDecls gives each enum with its constants.
func (t *Target) enumDecls() []decl {
	var decls []decl
	for _, d := range t.parts.types {
		if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
			decls = append(decls, func(p *printer) {
				t.enumType(p, d, e)
				t.enumConstants(p, d, e)
				t.enumValid(p, d, e)
			})
		}
	}
	return decls
}

func (t *Target) enumType(p *printer, d *schema.Decl, e *schema.Enum) {
	note := ""
	if e.Open {
		note = "Other values than those below may come."
	}
	p.comment(t.typeDoc(d, note).lines...)
	p.line("type " + t.names.decls[d] + " " + enumBase(e))
	p.gap()
}

// enumBase gives the type under an enum.
func enumBase(e *schema.Enum) string {
	if e.Base.Kind == "integer" {
		return "int64"
	}
	return "string"
}

func (t *Target) enumConstants(p *printer, d *schema.Decl, e *schema.Enum) {
	values := e.Live()
	if len(values) == 0 {
		return
	}
	p.comment("The values of " + t.names.decls[d] + ".")
	p.line("const (")
	p.indent(func() {
		for _, v := range values {
			p.comment(t.doc().prose(v.Summary).about(&v.Meta).lines...)
			p.row(t.names.values[v], t.names.decls[d], "= "+enumLiteral(v))
		}
	})
	p.line(")")
	p.gap()
}

func enumLiteral(v *schema.EnumValue) string {
	if v.Value.Kind == schema.StringValue {
		return strconv.Quote(v.Value.String)
	}
	return v.Value.Number
}

// enumValid prints the method that tells the listed values from others.
func (t *Target) enumValid(p *printer, d *schema.Decl, e *schema.Enum) {
	var names []string
	for _, v := range e.Live() {
		names = append(names, t.names.values[v])
	}
	p.comment("Valid reports whether v is one of the values above.")
	p.block("func (v "+t.names.decls[d]+") Valid() bool", func() {
		if len(names) > 0 {
			p.line("switch v {")
			p.line("case " + strings.Join(names, ", ") + ":")
			p.indent(func() { p.line("return true") })
			p.line("}")
		}
		p.line("return false")
	})
}
