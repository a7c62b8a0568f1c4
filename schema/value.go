package schema

import "strings"

// Member gives the value of a member of an object, or nil.
func (v *Value) Member(name string) *Value {
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Text spells a string, number, boolean or null without quotes; an array or object is "".
func (v *Value) Text() string {
	switch v.Kind {
	case StringValue:
		return v.String
	case NumberValue:
		return v.Number
	case BoolValue:
		if v.Bool {
			return "true"
		}
		return "false"
	case NullValue:
		return "null"
	}
	return ""
}

// JSONKind names the kind of a value as a [Tell] does. A number spelled with neither a fraction nor an exponent is an integer.
func (v *Value) JSONKind() string {
	switch v.Kind {
	case NullValue:
		return "null"
	case BoolValue:
		return "boolean"
	case StringValue:
		return "string"
	case ArrayValue:
		return "array"
	case ObjectValue:
		return "object"
	}
	if strings.ContainsAny(v.Number, ".eE") {
		return "number"
	}
	return "integer"
}
