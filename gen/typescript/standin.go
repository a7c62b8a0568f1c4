package typescript

import (
	"cmp"

	"github.com/callinggen/callinggen/schema"
)

// standIn makes up a value of a type for a sample that cannot do without one, where the protocol shows none. It is one that
// the compiler takes; a pattern it does not meet.
func standIn(t schema.Type) *schema.Value {
	switch t := schema.Underlying(t).(type) {
	case *schema.Struct:
		return standInStruct(t.Fields)
	case *schema.Map:
		return &schema.Value{Kind: schema.ObjectValue}
	case *schema.Array:
		return &schema.Value{Kind: schema.ArrayValue}
	case *schema.Enum:
		return t.Values[0].Value
	case *schema.Const:
		return t.Value
	case *schema.Union:
		return standIn(t.Alts[0].Type)
	case *schema.Basic:
		return standInScalar(t)
	}
	return &schema.Value{} // null, for what may be that or anything
}

// standInStruct has the members that are required. They end: a struct that requires itself is refused.
func standInStruct(fields []*schema.Field) *schema.Value {
	v := &schema.Value{Kind: schema.ObjectValue}
	for _, f := range fields {
		if f.Required && f.Removed == nil {
			v.Members = append(v.Members, schema.Member{Name: f.Wire, Value: standInField(f)})
		}
	}
	return v
}

func standInField(f *schema.Field) *schema.Value {
	if len(f.Examples) > 0 {
		return f.Examples[0]
	}
	return standIn(f.Type)
}

func standInScalar(t *schema.Basic) *schema.Value {
	switch t.Kind {
	case "boolean":
		return &schema.Value{Kind: schema.BoolValue}
	case "string":
		return &schema.Value{Kind: schema.StringValue, String: "…"}
	}
	return &schema.Value{Kind: schema.NumberValue, Number: cmp.Or(t.Minimum, t.Maximum, "0")}
}
