package typescript

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A few values, to be written as literals.

var yes = &schema.Value{Kind: schema.BoolValue, Bool: true}

func text(s string) *schema.Value { return &schema.Value{Kind: schema.StringValue, String: s} }

func number(n int) *schema.Value {
	return &schema.Value{Kind: schema.NumberValue, Number: strconv.Itoa(n)}
}

func texts(list []string) *schema.Value {
	v := &schema.Value{Kind: schema.ArrayValue}
	for _, s := range list {
		v.Items = append(v.Items, text(s))
	}
	return v
}

func object(members []schema.Member) *schema.Value {
	return &schema.Value{Kind: schema.ObjectValue, Members: members}
}

func entry(name string, v *schema.Value) schema.Member { return schema.Member{Name: name, Value: v} }

// inlineLimit is how long a literal may get on one line.
const inlineLimit = 80

// literal writes a JSON value as TypeScript, which holds numbers as doubles: one that it would round is written as it is sent. Long
// values go over several lines, of which those after the first are indented.
func literal(v *schema.Value, indent string) string {
	if s := inlineLiteral(v); len(s) <= inlineLimit || len(v.Items)+len(v.Members) == 0 {
		return s
	}
	var b strings.Builder
	inner := indent + "  "
	if v.Kind == schema.ArrayValue {
		b.WriteString("[\n")
		for _, item := range v.Items {
			b.WriteString(inner + literal(item, inner) + ",\n")
		}
		return b.String() + indent + "]"
	}
	b.WriteString("{\n")
	for _, m := range v.Members {
		b.WriteString(inner + member(m.Name) + ": " + literal(m.Value, inner) + ",\n")
	}
	return b.String() + indent + "}"
}

func inlineLiteral(v *schema.Value) string {
	switch v.Kind {
	case schema.BoolValue:
		return strconv.FormatBool(v.Bool)
	case schema.NumberValue:
		sent, _ := v.InDouble()
		return sent
	case schema.StringValue:
		return quote(v.String)
	case schema.ArrayValue:
		var items []string
		for _, item := range v.Items {
			items = append(items, inlineLiteral(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case schema.ObjectValue:
		if len(v.Members) == 0 {
			return "{}"
		}
		var members []string
		for _, m := range v.Members {
			members = append(members, member(m.Name)+": "+inlineLiteral(m.Value))
		}
		return "{ " + strings.Join(members, ", ") + " }"
	}
	return "null"
}
