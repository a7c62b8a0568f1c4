package golang

import (
	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

const jsonPackage = "encoding/json"

// shapes spells types in Go.
//
//	string, number, boolean      string, int64 or as the format says, float64, bool
//	format epoch-millis          Millis
//	format date-time             DateTime
//	format byte                  []byte
//	an enum                      a named string or integer
//	integer or string            IntOrString
//	another union                a sealed interface
//	an array, a map              a slice, a map
//	null or a type               a pointer; Nullable for an optional field
//	any value                    json.RawMessage
//	a constant                   the type of its value
//
// An optional field is a pointer, unless its type has a nil or an IsZero of its own.
//
// A required struct is a value: the loader refuses one that would hold itself.
type shapes struct {
	names *names
	pkg   string // import path that names are qualified with; "" inside the package
}

// outside spells the same types for another package, which imports this one.
func (s *shapes) outside(importPath string) *shapes {
	return &shapes{names: s.names, pkg: importPath}
}

// original follows a reference through other names to the declaration that stands for itself.
func original(t schema.Type) *schema.Decl {
	d, ok := t.(*schema.Decl)
	if !ok {
		return nil
	}
	for d.Alias != nil {
		d = d.Alias
	}
	return d
}

// id names something of the generated package.
func (s *shapes) id(name string) *jen.Statement { return jen.Qual(s.pkg, name) }

// A goType is a Go type, spelled once for both ways of emitting code: see printer.
type goType struct {
	before string  // what stands before the name: "[]*", "map[string]"
	pkg    string  // import path of the package that has the name; "" for this package and for what Go predeclares
	name   string  // "string", "TextOpened"
	arg    *goType // type argument; or nil
}

// code gives the type to jennifer.
func (t goType) code() *jen.Statement {
	s := jen.Op(t.before).Qual(t.pkg, t.name)
	if t.arg != nil {
		s.Types(t.arg.code())
	}
	return s
}

// in gives the type of something that holds the type: "[]", "*".
func (t goType) in(before string) goType {
	t.before = before + t.before
	return t
}

var rawMessage = goType{pkg: jsonPackage, name: "RawMessage"}

// of is spell for jennifer.
func (s *shapes) of(t schema.Type) *jen.Statement { return s.spell(t).code() }

// spell gives the type of a value that is there and not null.
func (s *shapes) spell(t schema.Type) goType {
	switch t := t.(type) {
	case *schema.Decl:
		return s.decl(t)
	case *schema.Array:
		return s.spell(t.Elem).in("[]")
	case *schema.Map:
		return s.spell(t.Elem).in("map[string]")
	case *schema.Nullable:
		return s.nullable(t)
	case *schema.Const:
		return constantType(t.Value)
	case *schema.Basic:
		return s.basic(t)
	default:
		return rawMessage
	}
}

func (s *shapes) decl(d *schema.Decl) goType {
	switch {
	case isNullable(d):
		return s.spell(d.Type)
	case isUnnamed(d):
		return s.own("IntOrString")
	default:
		return s.own(s.names.decls[d])
	}
}

// own gives a type of the generated package.
func (s *shapes) own(name string) goType { return goType{pkg: s.pkg, name: name} }

// nullable gives a type that may be null, where nothing can be absent.
func (s *shapes) nullable(t *schema.Nullable) goType {
	if isInterface(t.Type) || isAny(t.Type) {
		return s.spell(t.Type)
	}
	return s.spell(t.Type).in("*")
}

func constantType(v *schema.Value) goType {
	switch v.Kind {
	case schema.StringValue:
		return goType{name: "string"}
	case schema.BoolValue:
		return goType{name: "bool"}
	case schema.NumberValue:
		if v.JSONKind() == "integer" {
			return goType{name: "int64"}
		}
		return goType{name: "float64"}
	default:
		return rawMessage
	}
}

func (s *shapes) basic(b *schema.Basic) goType {
	switch b.Kind {
	case "boolean":
		return goType{name: "bool"}
	case "number":
		return goType{name: "float64"}
	}
	switch b.Format {
	case "epoch-millis":
		return s.own("Millis")
	case "date-time":
		return s.own("DateTime")
	case "byte":
		return goType{before: "[]", name: "byte"}
	case "int32", "uint32", "uint64":
		return goType{name: b.Format}
	}
	if b.Kind == "integer" {
		return goType{name: "int64"}
	}
	return goType{name: "string"}
}

// A fieldForm says how a field wraps the value that its type stands for.
type fieldForm int

const (
	plainField    fieldForm = iota // the value itself; zero is absent where the field is optional
	pointerField                   // nil is absent, or null where the field is required
	nullableField                  // a Nullable
)

// formOf tells how a field holds its value, and the type of that value.
func (s *shapes) formOf(f *schema.Field) (fieldForm, schema.Type) {
	inner, null := withoutNull(f.Type)
	switch {
	case isAny(inner):
		return plainField, inner
	case null && !f.Required:
		return nullableField, inner
	case null && !isInterface(inner):
		return pointerField, inner
	case f.Required || hasOwnZero(inner):
		return plainField, inner
	default:
		return pointerField, inner
	}
}

// field is spellField for jennifer.
func (s *shapes) field(f *schema.Field) *jen.Statement { return s.spellField(f).code() }

// spellField gives the type of a field.
func (s *shapes) spellField(f *schema.Field) goType {
	form, inner := s.formOf(f)
	t := s.spell(inner)
	switch form {
	case pointerField:
		return t.in("*")
	case nullableField:
		nullable := s.own("Nullable")
		nullable.arg = &t
		return nullable
	default:
		return t
	}
}

// withoutNull gives the type inside a Nullable, also one that has a name.
func withoutNull(t schema.Type) (schema.Type, bool) {
	if n, ok := schema.Underlying(t).(*schema.Nullable); ok {
		inner, _ := withoutNull(n.Type)
		return inner, true
	}
	return t, false
}

// hasOwnZero reports whether a Go type says by itself that a value is absent.
func hasOwnZero(t schema.Type) bool {
	switch u := schema.Underlying(t).(type) {
	case *schema.Array, *schema.Map, *schema.Any, *schema.Union:
		return true
	case *schema.Basic:
		return u.Format == "byte"
	case *schema.Const:
		return isRawConstant(u.Value)
	}
	return false
}

func isAny(t schema.Type) bool {
	_, ok := schema.Underlying(t).(*schema.Any)
	return ok
}

func isNullable(d *schema.Decl) bool {
	_, ok := d.Type.(*schema.Nullable)
	return ok
}

// isInterface reports whether a type is a union that is spelled as an interface.
func isInterface(t schema.Type) bool {
	u, ok := schema.Underlying(t).(*schema.Union)
	return ok && !isIntOrString(u)
}

// isIntOrString reports whether a union is an integer or a string and nothing else.
func isIntOrString(u *schema.Union) bool {
	kinds := ""
	for _, a := range u.Alts {
		if _, ok := schema.Underlying(a.Type).(*schema.Basic); !ok {
			return false
		}
		kinds += a.Tell.Kind + " "
	}
	return kinds == "integer string " || kinds == "string integer "
}

// isUnnamed reports whether a declaration needs no name in Go: IntOrString stands for it where it is used.
func isUnnamed(d *schema.Decl) bool {
	u, ok := d.Type.(*schema.Union)
	return ok && d.Inline && isIntOrString(u)
}

// isWrapped reports whether an alternative of a union needs a Go type of its own, because the one that it has can have no
// methods.
func isWrapped(u *schema.Union, a *schema.Alternative) bool {
	return !isIntOrString(u) && !isDefined(a.Type)
}

// isDefined reports whether a type is a declaration that becomes a defined type in Go, not another name for one.
func isDefined(t schema.Type) bool {
	d := original(t)
	if d == nil {
		return false
	}
	switch d.Type.(type) {
	case *schema.Struct, *schema.Enum, *schema.Array, *schema.Map:
		return true
	}
	return false
}

func isRawConstant(v *schema.Value) bool {
	return v.Kind == schema.NullValue || v.Kind == schema.ArrayValue || v.Kind == schema.ObjectValue
}
