package golang

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// unionDecls gives each union as a sealed interface, with the types that are one.
func (t *Target) unionDecls() []decl {
	var decls []decl
	for _, d := range t.parts.types {
		u, ok := d.Type.(*schema.Union)
		switch {
		case !ok || d.Alias != nil || isUnnamed(d):
		case isIntOrString(u):
			decls = append(decls, func(p *printer) {
				p.comment(t.typeDoc(d, "").lines...)
				p.line("type " + t.names.decls[d] + " = IntOrString")
			})
		default:
			decls = append(decls, func(p *printer) {
				t.unionType(p, d, u)
				t.unionWrappers(p, d, u)
				t.unionMarkers(p, d, u)
				t.unionTable(p, d, u)
			})
		}
	}
	return decls
}

func (t *Target) unionType(p *printer, d *schema.Decl, u *schema.Union) {
	note := "It holds " + joinOr(t.alternativeNames(u)) + ", or a [RawValue] when it is none of these."
	p.comment(t.typeDoc(d, note).lines...)
	p.block("type "+t.names.decls[d]+" interface", func() { p.line(marker(t.names.decls[d]) + "()") })
	p.gap()
}

// alternativeNames gives the Go types of a union as they are found in a value of it, as doc links.
func (t *Target) alternativeNames(u *schema.Union) []string {
	var list []string
	for _, a := range u.Alts {
		name := t.alternativeName(u, a)
		if isPointer(a) {
			name = "*" + name
		}
		list = append(list, "["+name+"]")
	}
	return list
}

func joinOr(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// alternativeName gives the name of the defined type of an alternative.
func (t *Target) alternativeName(u *schema.Union, a *schema.Alternative) string {
	if isWrapped(u, a) {
		return t.names.kinds[a]
	}
	return t.names.decls[original(a.Type)]
}

// alternativeType spells the type of an alternative as it is found in a value of the union.
func (t *Target) alternativeType(u *schema.Union, a *schema.Alternative) string {
	if isPointer(a) {
		return "*" + t.alternativeName(u, a)
	}
	return t.alternativeName(u, a)
}

// isPointer reports whether an alternative is a struct, of which a union holds a pointer.
func isPointer(a *schema.Alternative) bool {
	_, ok := schema.Underlying(a.Type).(*schema.Struct)
	return ok
}

// marker names the method that seals a union.
func marker(union string) string { return "is" + union }

// unionWrappers prints the types that make members of a union of what has no methods.
func (t *Target) unionWrappers(p *printer, d *schema.Decl, u *schema.Union) {
	for _, a := range u.Alts {
		if isWrapped(u, a) {
			p.comment(t.doc().say("%s is a [%s] that is of JSON kind %s.", t.names.kinds[a], t.names.decls[d], a.Tell.Kind).lines...)
			p.line("type " + t.names.kinds[a] + " " + p.typ(t.shapes.spell(a.Type)))
			p.gap()
		}
	}
}

// unionMarkers prints the methods that make the types members of a union.
func (t *Target) unionMarkers(p *printer, d *schema.Decl, u *schema.Union) {
	for _, a := range u.Alts {
		p.function("func ("+t.alternativeType(u, a)+") "+marker(t.names.decls[d])+"()", "")
	}
	p.function("func (RawValue) "+marker(t.names.decls[d])+"()", "")
	p.gap()
}

// unionTable prints the variable that tells the runtime how the alternatives are known, in the order in which they are
// tried.
func (t *Target) unionTable(p *printer, d *schema.Decl, u *schema.Union) {
	p.line("var _ = union[" + t.names.decls[d] + "](")
	p.indent(func() {
		for _, a := range u.InOrderOfTrial() {
			p.line("alt[" + t.alternativeType(u, a) + "](" + tellText(&a.Tell) + "),")
		}
	})
	p.line(")")
}

// tellText spells how a shape is known.
func tellText(tell *schema.Tell) string {
	switch {
	case tell.Const != nil:
		constant := schema.Underlying(tell.Const.Type).(*schema.Const)
		return "tell{property: " + strconv.Quote(tell.Const.Wire) + ", constant: " + rawQuote(jsonText(constant.Value)) + "}"
	case len(tell.Required) > 0:
		var names []string
		for _, f := range tell.Required {
			names = append(names, strconv.Quote(f.Wire))
		}
		return "tell{required: []string{" + strings.Join(names, ", ") + "}}"
	default:
		return "tell{kind: " + strconv.Quote(tell.Kind) + "}"
	}
}
