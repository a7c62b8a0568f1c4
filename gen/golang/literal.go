package golang

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// literal spells a JSON value as a Go expression of a type's plain form. What does not fit the type is spelled as raw JSON
// where Go has a place for that.
func (s *shapes) literal(t schema.Type, v *schema.Value) *jen.Statement {
	if braces := s.braces(t, v); braces != nil {
		return s.of(t).Add(braces)
	}
	switch u := schema.Underlying(t).(type) {
	case *schema.Enum:
		return s.enumValue(t.(*schema.Decl), u, v)
	case *schema.Union:
		return s.unionValue(u, v)
	case *schema.Basic:
		return s.scalar(u, v)
	case *schema.Const:
		if !isRawConstant(u.Value) {
			return scalarLiteral(v)
		}
	}
	return rawJSON(v)
}

// braces spells what stands after the type of a composite literal, or gives nil when the type has none.
func (s *shapes) braces(t schema.Type, v *schema.Value) *jen.Statement {
	switch u := schema.Underlying(t).(type) {
	case *schema.Struct:
		return jen.Custom(rows("{", "}"), s.members(u, v)...)
	case *schema.Array:
		return jen.Custom(listOf(v), s.items(u.Elem, v)...)
	case *schema.Map:
		return jen.Custom(rows("{", "}"), s.entries(u.Elem, v.Members)...)
	}
	return nil
}

// element is literal for an item of a list or a map, which may be null and need not repeat its type.
func (s *shapes) element(t schema.Type, v *schema.Value) *jen.Statement {
	inner, null := withoutNull(t)
	switch {
	case null && v.Kind == schema.NullValue && !isAny(inner):
		return jen.Nil()
	case null && !isInterface(inner) && !isAny(inner):
		return s.pointer(inner, v)
	}
	if braces := s.braces(inner, v); braces != nil {
		return braces
	}
	return s.literal(inner, v)
}

func (s *shapes) items(elem schema.Type, v *schema.Value) []jen.Code {
	var list []jen.Code
	for _, item := range v.Items {
		list = append(list, s.element(elem, item))
	}
	return list
}

// listOf puts the items of a list on lines of their own when they are not all short.
func listOf(v *schema.Value) jen.Options {
	for _, item := range v.Items {
		if item.Kind == schema.ObjectValue || item.Kind == schema.ArrayValue {
			return rows("{", "}")
		}
	}
	return jen.Options{Open: "{", Close: "}", Separator: ", "}
}

func (s *shapes) entries(elem schema.Type, members []schema.Member) []jen.Code {
	var list []jen.Code
	for _, m := range members {
		list = append(list, jen.Lit(m.Name).Op(":").Add(s.element(elem, m.Value)))
	}
	return list
}

// members spells the fields of a struct, in the order of the value. A required constant is left out: it writes itself.
func (s *shapes) members(st *schema.Struct, v *schema.Value) []jen.Code {
	var list []jen.Code
	var others []schema.Member
	for _, m := range v.Members {
		f := st.Field(m.Name)
		switch {
		case f == nil || f.Removed != nil:
			others = append(others, m)
		case !writesItself(f):
			list = append(list, jen.Id(s.names.fields[f]).Op(":").Add(s.fieldValue(f, m.Value)))
		}
	}
	if len(others) == 0 {
		return list
	}
	if st.Rest != nil {
		rest := jen.Map(jen.String()).Add(s.of(st.Rest)).Custom(rows("{", "}"), s.entries(st.Rest, others)...)
		return append(list, jen.Id("Rest").Op(":").Add(rest))
	}
	raw := jen.Map(jen.String()).Qual(jsonPackage, "RawMessage").Custom(rows("{", "}"), s.entries(&schema.Any{}, others)...)
	return append(list, jen.Id("Extra").Op(":").Add(s.id("Extra")).Values(jen.Id("Members").Op(":").Add(raw)))
}

func isConstant(t schema.Type) bool {
	_, ok := schema.Underlying(t).(*schema.Const)
	return ok
}

func writesItself(f *schema.Field) bool {
	_, ok := schema.Underlying(f.Type).(*schema.Const)
	return ok && f.Required
}

func (s *shapes) fieldValue(f *schema.Field, v *schema.Value) *jen.Statement {
	form, inner := s.formOf(f)
	null := v.Kind == schema.NullValue
	switch {
	case form == nullableField && null:
		return s.id("Null").Types(s.of(inner)).Call()
	case form == nullableField:
		return s.id("NonNull").Call(s.typed(inner, v))
	case null && !isAny(inner) && !isConstant(inner):
		return jen.Nil()
	case form == pointerField:
		return s.pointer(inner, v)
	default:
		return s.literal(inner, v)
	}
}

// pointer spells a pointer to a value.
func (s *shapes) pointer(t schema.Type, v *schema.Value) *jen.Statement {
	if _, ok := schema.Underlying(t).(*schema.Struct); ok {
		return jen.Op("&").Add(s.literal(t, v))
	}
	return s.id("Ptr").Call(s.typed(t, v))
}

// typed is literal with the type where Go would infer another one.
func (s *shapes) typed(t schema.Type, v *schema.Value) *jen.Statement {
	value := s.literal(t, v)
	switch u := schema.Underlying(t).(type) {
	case *schema.Basic:
		if u.Kind == "boolean" || u.Kind == "string" && u.Format != "date-time" || u.Kind == "number" && v.JSONKind() == "number" {
			return value
		}
		return s.basic(u).code().Call(value)
	case *schema.Const:
		if v.JSONKind() == "integer" {
			return constantType(u.Value).code().Call(value)
		}
	case *schema.Union:
		if !isIntOrString(u) {
			return s.of(t).Call(value)
		}
	}
	return value
}

func (s *shapes) scalar(b *schema.Basic, v *schema.Value) *jen.Statement {
	if b.Format == "byte" {
		data, err := base64.StdEncoding.DecodeString(v.String)
		if err == nil {
			return jen.Index().Byte().Call(jen.Lit(string(data)))
		}
	}
	return scalarLiteral(v)
}

func scalarLiteral(v *schema.Value) *jen.Statement {
	switch v.Kind {
	case schema.StringValue:
		return jen.Lit(v.String)
	case schema.BoolValue:
		return jen.Lit(v.Bool)
	default:
		return jen.Op(v.Text())
	}
}

// enumValue spells a value of an enum as its constant, if it has one.
func (s *shapes) enumValue(d *schema.Decl, e *schema.Enum, v *schema.Value) *jen.Statement {
	for _, known := range e.Live() {
		if known.Value.Kind == v.Kind && known.Value.Text() == v.Text() {
			return s.id(s.names.values[known])
		}
	}
	return s.of(d).Call(scalarLiteral(v))
}

func (s *shapes) unionValue(u *schema.Union, v *schema.Value) *jen.Statement {
	if isIntOrString(u) {
		if v.Kind == schema.StringValue {
			return s.id("FromString").Call(jen.Lit(v.String))
		}
		return s.id("FromInt").Call(jen.Op(v.Text()))
	}
	a := u.AlternativeOf(v)
	switch {
	case a == nil:
		return s.id("RawValue").Call(rawString(jsonText(v)))
	case isPointer(a):
		return jen.Op("&").Add(s.literal(a.Type, v))
	case isWrapped(u, a):
		return s.id(s.names.kinds[a]).Call(s.literal(a.Type, v))
	default:
		return s.literal(a.Type, v)
	}
}

// rawJSON spells any value as the JSON that it is.
func rawJSON(v *schema.Value) *jen.Statement {
	text := jsonText(v)
	if strconv.CanBackquote(text) && strings.ContainsAny(text, `"\`) {
		return jen.Qual(jsonPackage, "RawMessage").Call(jen.Op("`" + text + "`"))
	}
	return jen.Qual(jsonPackage, "RawMessage").Call(jen.Lit(text))
}
