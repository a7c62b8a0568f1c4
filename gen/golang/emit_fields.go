package golang

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// fieldsDecls gives, for each struct, the method that names its fields to the runtime.
func (t *Target) fieldsDecls() []decl {
	var decls []decl
	for _, m := range t.parts.messages {
		if m.Payload.Value == nil {
			decls = append(decls, func(p *printer) { t.messageFields(p, m) })
		}
	}
	for _, d := range t.parts.types {
		if s, ok := d.Type.(*schema.Struct); ok && d.Alias == nil {
			decls = append(decls, func(p *printer) { t.fieldsMethod(p, t.names.decls[d], s) })
		}
	}
	return decls
}

func (t *Target) messageFields(p *printer, m *schema.Message) {
	name := t.names.messages[m]
	if t.sharesFields(m) {
		p.function(fieldsHead(name), "(*"+p.typ(t.shapes.spell(m.Payload.Type))+")(v).fields(o)")
		return
	}
	t.fieldsMethod(p, name, m.Payload.Struct)
}

func fieldsHead(name string) string { return "func (v *" + name + ") fields(o *object)" }

// fieldsMethod prints a line for each field, and before them the room for the values that optional fields point to.
func (t *Target) fieldsMethod(p *printer, name string, s *schema.Struct) {
	if len(s.Live()) == 0 && s.Rest == nil {
		p.function(fieldsHead(name), "o.noFields(&v.Extra)")
		return
	}
	var places room
	var lines []string
	odd := false
	for _, f := range s.Live() {
		lines = append(lines, t.fieldLine(p, f, &places))
		odd = odd || !isPlainJSON(f.Wire)
	}
	p.block(fieldsHead(name), func() {
		places.print(p)
		if odd {
			p.line("o.oddNames()")
		}
		p.block("for o.next(&v.Extra)", func() {
			for _, line := range lines {
				p.line(line)
			}
			if s.Rest != nil {
				p.line("restOf(o, &v.Rest)")
			}
		})
	})
}

// fieldLine spells the call of the runtime that reads, writes and checks a field.
func (t *Target) fieldLine(p *printer, f *schema.Field, places *room) string {
	field := t.names.fields[f]
	arguments := "(o, " + strconv.Quote(f.Wire) + ", &v." + field
	form, inner := t.shapes.formOf(f)
	kind := t.shapes.kindOf(inner)
	switch {
	case writtenConstant(f) != nil:
		return "constantValue" + arguments + ", " + rawQuote(jsonText(writtenConstant(f))) + ")"
	case f.Required && form == plainField && isInterface(inner) && inner != f.Type:
		return "nullableValue" + arguments + ")"
	case f.Required && form == plainField:
		return "required" + kind + arguments + ")"
	case f.Required:
		return "requiredValue" + arguments + ")"
	case form == pointerField && kind == "Struct", form == plainField && kind == "IntOrString":
		return "optional" + kind + arguments + ")"
	case form == pointerField && kind != "Value":
		places.add(field, p.typ(t.shapes.spell(inner)))
		return "optional" + kind + arguments + ", &room." + field + ")"
	default:
		return "optionalValue" + arguments + ")"
	}
}

// writtenConstant gives the value that is written for a field that is left out, or nil when there is none.
func writtenConstant(f *schema.Field) *schema.Value {
	if c, ok := schema.Underlying(f.Type).(*schema.Const); ok && f.Required && !isZero(c.Value) {
		return c.Value
	}
	return nil
}

// kindOf tells which functions of the runtime are for a type: those for values, unless there are some of its own.
func (s *shapes) kindOf(t schema.Type) string {
	switch u := schema.Underlying(t).(type) {
	case *schema.Struct:
		return "Struct"
	case *schema.Enum:
		return kindOfBasic[enumBase(u)]
	case *schema.Union:
		if isIntOrString(u) {
			return "IntOrString"
		}
	case *schema.Basic, *schema.Const:
		if spelled := s.spell(u); spelled.before == "" && kindOfBasic[spelled.name] != "" {
			return kindOfBasic[spelled.name]
		}
	}
	return "Value"
}

var kindOfBasic = map[string]string{
	"string": "Text", "DateTime": "Text", "int32": "Integer", "int64": "Integer", "uint32": "Integer", "uint64": "Integer", "Millis": "Integer",
	"bool": "Boolean", "float64": "Float",
}

// isPlainJSON reports whether JSON spells a name as it is.
func isPlainJSON(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' })
}

// A room is the struct for the values that the optional fields of a struct point to.
type room struct {
	types []string
	names map[string][]string // by type
}

func (r *room) add(name, typ string) {
	if r.names == nil {
		r.names = map[string][]string{}
	}
	if r.names[typ] == nil {
		r.types = append(r.types, typ)
	}
	r.names[typ] = append(r.names[typ], name)
}

// What gofmt leaves of a struct on one line: its names and their type, in bytes.
const oneLineStruct = 30

func (r *room) print(p *printer) {
	if len(r.types) == 0 {
		return
	}
	if first := r.types[0]; len(r.types) == 1 {
		if line := strings.Join(r.names[first], ", ") + " " + first; len(line) <= oneLineStruct {
			p.line("var room struct{ " + line + " }")
			return
		}
	}
	p.block("var room struct", func() {
		for _, typ := range r.types {
			r.rows(p, typ)
		}
	})
}

// rows prints the names of one type, in lines of a length that can be read.
func (r *room) rows(p *printer, typ string) {
	line := ""
	for _, name := range r.names[typ] {
		if line != "" && len(line)+len(name) > width {
			p.row(line, typ)
			line = ""
		}
		if line != "" {
			line += ", "
		}
		line += name
	}
	p.row(line, typ)
}
