package golang

import (
	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// enumDecls gives each enum with its constants.
func (t *Target) enumDecls() []jen.Code {
	var decls []jen.Code
	for _, d := range t.parts.types {
		if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
			decls = append(decls, t.enumType(d, e), t.enumConstants(d, e), t.enumValid(d, e))
		}
	}
	return decls
}

func (t *Target) enumType(d *schema.Decl, e *schema.Enum) jen.Code {
	note := ""
	if e.Open {
		note = "Other values than those below may come."
	}
	return t.typeDoc(d, note).comment().Type().Id(t.names.decls[d]).Add(t.enumBase(e))
}

// enumBase gives the type under an enum: string or int64.
func (t *Target) enumBase(e *schema.Enum) *jen.Statement {
	if e.Base.Kind == "integer" {
		return jen.Int64()
	}
	return jen.String()
}

func (t *Target) enumConstants(d *schema.Decl, e *schema.Enum) jen.Code {
	values := liveValues(e)
	if len(values) == 0 {
		return jen.Null()
	}
	var list []jen.Code
	for _, v := range values {
		list = append(list, t.doc().prose(v.Summary).about(&v.Meta).comment().
			Id(t.names.values[v]).Id(t.names.decls[d]).Op("=").Add(enumLiteral(v)))
	}
	return comment("The values of " + t.names.decls[d] + ".").Const().Defs(list...)
}

func enumLiteral(v *schema.EnumValue) *jen.Statement {
	if v.Value.Kind == schema.StringValue {
		return jen.Lit(v.Value.String)
	}
	return jen.Op(v.Value.Number)
}

// enumValid gives the method that tells the listed values from others.
func (t *Target) enumValid(d *schema.Decl, e *schema.Enum) jen.Code {
	var cases []jen.Code
	for _, v := range liveValues(e) {
		cases = append(cases, jen.Id(t.names.values[v]))
	}
	body := []jen.Code{jen.Return(jen.False())}
	if len(cases) > 0 {
		body = append([]jen.Code{
			jen.Switch(jen.Id("v")).Block(jen.Case(jen.Custom(longList, cases...)).Block(jen.Return(jen.True()))),
		}, body...)
	}
	return comment("Valid reports whether v is one of the values above.").
		Func().Params(jen.Id("v").Id(t.names.decls[d])).Id("Valid").Params().Bool().Block(body...)
}

// longList is a list that may need more than one line.
var longList = jen.Options{Separator: ", "}
