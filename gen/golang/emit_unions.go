package golang

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// unionDecls gives each union as a sealed interface, with the types that are one.
func (t *Target) unionDecls() []jen.Code {
	var decls []jen.Code
	for _, d := range t.parts.types {
		u, ok := d.Type.(*schema.Union)
		switch {
		case !ok || d.Alias != nil || isUnnamed(d):
		case isIntOrString(u):
			decls = append(decls, t.typeDoc(d, "").comment().Type().Id(t.names.decls[d]).Op("=").Id("IntOrString"))
		default:
			decls = append(decls, t.unionType(d, u))
			decls = append(decls, t.unionWrappers(d, u)...)
			decls = append(decls, t.unionMarkers(d, u), t.unionTable(d, u))
		}
	}
	return decls
}

func (t *Target) unionType(d *schema.Decl, u *schema.Union) jen.Code {
	note := "It holds " + joinOr(t.alternativeNames(u)) + ", or a [RawValue] when it is none of these."
	return t.typeDoc(d, note).comment().
		Type().Id(t.names.decls[d]).Interface(jen.Id(marker(t.names.decls[d])).Params())
}

// alternativeNames gives the Go types of a union as they are found in a value of it, as doc links.
func (t *Target) alternativeNames(u *schema.Union) []string {
	var list []string
	for _, a := range u.Alts {
		name := t.alternativeName(u, a)
		if isPointer(a) {
			name = "*" + name
		}
		list = append(list, "a ["+name+"]")
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
func (t *Target) alternativeType(u *schema.Union, a *schema.Alternative) *jen.Statement {
	if isPointer(a) {
		return jen.Op("*").Id(t.alternativeName(u, a))
	}
	return jen.Id(t.alternativeName(u, a))
}

// isPointer reports whether an alternative is a struct, of which a union holds a pointer.
func isPointer(a *schema.Alternative) bool {
	_, ok := schema.Underlying(a.Type).(*schema.Struct)
	return ok
}

// marker names the method that seals a union.
func marker(union string) string { return "is" + union }

// unionWrappers gives the types that make members of a union of what has no methods.
func (t *Target) unionWrappers(d *schema.Decl, u *schema.Union) []jen.Code {
	var decls []jen.Code
	for _, a := range u.Alts {
		if isWrapped(u, a) {
			decls = append(decls, t.doc().say("%s is a [%s] that is of JSON kind %s.", t.names.kinds[a], t.names.decls[d], a.Tell.Kind).
				comment().Type().Id(t.names.kinds[a]).Add(t.shapes.of(a.Type)))
		}
	}
	return decls
}

// unionMarkers gives the methods that make the types members of a union.
func (t *Target) unionMarkers(d *schema.Decl, u *schema.Union) jen.Code {
	var methods []jen.Code
	for _, a := range u.Alts {
		methods = append(methods, t.markerMethod(d, t.alternativeType(u, a)))
	}
	return jen.Add(lines(append(methods, t.markerMethod(d, jen.Id("RawValue")))...))
}

func (t *Target) markerMethod(d *schema.Decl, receiver *jen.Statement) *jen.Statement {
	return jen.Func().Params(receiver).Id(marker(t.names.decls[d])).Params().Block()
}

// unionTable gives the variable that tells the runtime how the alternatives are known, in the order in which they are
// tried: by a constant, by what a later one requires before an earlier one, by their kind.
func (t *Target) unionTable(d *schema.Decl, u *schema.Union) jen.Code {
	var constants, required, kinds []jen.Code
	for _, a := range u.Alts {
		row := jen.Id("alt").Types(t.alternativeType(u, a)).Call(tellLiteral(&a.Tell))
		switch {
		case a.Tell.Const != nil:
			constants = append(constants, row)
		case len(a.Tell.Required) > 0:
			required = append(required, row)
		default:
			kinds = append(kinds, row)
		}
	}
	slices.Reverse(required)
	return jen.Var().Id("_").Op("=").Id("union").Types(jen.Id(t.names.decls[d])).
		Custom(rows("(", ")"), slices.Concat(constants, required, kinds)...)
}

// tellLiteral spells how a shape is known.
func tellLiteral(tell *schema.Tell) *jen.Statement {
	switch {
	case tell.Const != nil:
		constant := schema.Underlying(tell.Const.Type).(*schema.Const)
		return jen.Id("tell").Values(jen.Id("property").Op(":").Lit(tell.Const.Wire), jen.Id("constant").Op(":").Add(rawString(jsonText(constant.Value))))
	case len(tell.Required) > 0:
		var names []jen.Code
		for _, f := range tell.Required {
			names = append(names, jen.Lit(f.Wire))
		}
		return jen.Id("tell").Values(jen.Id("required").Op(":").Index().String().Values(names...))
	default:
		return jen.Id("tell").Values(jen.Id("kind").Op(":").Lit(tell.Kind))
	}
}
