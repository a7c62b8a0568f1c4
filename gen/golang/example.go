package golang

import (
	"math/big"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// exampleOf makes up a value of a type, as JSON: what an example of the protocol says, and otherwise as little as the type
// allows. A pattern is followed only as far as an example does.
func exampleOf(t schema.Type) string { return jsonText(exampler{}.value(t, nil)) }

// An exampler makes up values. It counts how deep it is, since a type may lead to itself.
type exampler struct{ depth int }

const deepestExample = 30

func (x exampler) value(t schema.Type, known *schema.Value) *schema.Value {
	if d, ok := t.(*schema.Decl); ok && known == nil && len(d.Examples) > 0 {
		known = d.Examples[0]
	}
	if x.depth++; x.depth > deepestExample {
		return &schema.Value{Kind: schema.NullValue}
	}
	switch u := schema.Underlying(t).(type) {
	case *schema.Struct:
		return x.object(u, known)
	case *schema.Map:
		return &schema.Value{Kind: schema.ObjectValue}
	case *schema.Array:
		return &schema.Value{Kind: schema.ArrayValue}
	case *schema.Const:
		return u.Value
	}
	if known != nil {
		return known
	}
	switch u := schema.Underlying(t).(type) {
	case *schema.Enum:
		if values := u.Live(); len(values) > 0 {
			return values[0].Value
		}
	case *schema.Union:
		return x.value(u.Alts[0].Type, nil)
	case *schema.Basic:
		return basicExample(u)
	}
	return &schema.Value{Kind: schema.NullValue}
}

// object has the members that must be there.
func (x exampler) object(s *schema.Struct, known *schema.Value) *schema.Value {
	v := &schema.Value{Kind: schema.ObjectValue}
	for _, f := range s.Live() {
		if !f.Required {
			continue
		}
		v.Members = append(v.Members, schema.Member{Name: f.Wire, Value: x.value(f.Type, fieldExample(f, known))})
	}
	return v
}

// fieldExample finds what the protocol says about the value of a member, or nil.
func fieldExample(f *schema.Field, object *schema.Value) *schema.Value {
	switch {
	case f.Default != nil: // what absence means
		return f.Default
	case object != nil && member(object, f.Wire) != nil:
		return member(object, f.Wire)
	case len(f.Examples) > 0:
		return f.Examples[0]
	}
	return nil
}

var formatExamples = map[string]string{
	"date-time": "2026-01-01T00:00:00Z", "date": "2026-01-01", "uri": "https://example.com/", "email": "someone@example.com",
	"uuid": "00000000-0000-4000-8000-000000000000", "e164": "+442079460123",
}

func basicExample(b *schema.Basic) *schema.Value {
	switch b.Kind {
	case "boolean":
		return &schema.Value{Kind: schema.BoolValue}
	case "integer", "number":
		return &schema.Value{Kind: schema.NumberValue, Number: numberExample(b)}
	}
	text := formatExamples[b.Format]
	if b.MinLength != nil && len(text) < *b.MinLength && *b.MinLength < 1<<10 {
		text += strings.Repeat("x", *b.MinLength-len(text))
	}
	return &schema.Value{Kind: schema.StringValue, String: text}
}

// numberExample is the number nearest to 0 between the bounds.
func numberExample(b *schema.Basic) string {
	zero := new(big.Rat)
	if low, ok := new(big.Rat).SetString(b.Minimum); ok && low.Cmp(zero) > 0 {
		return roundedUp(b, low, b.Minimum)
	}
	if high, ok := new(big.Rat).SetString(b.Maximum); ok && high.Cmp(zero) < 0 {
		return "-" + roundedUp(b, high.Neg(high), strings.TrimPrefix(b.Maximum, "-"))
	}
	return "0"
}

func roundedUp(b *schema.Basic, n *big.Rat, text string) string {
	if b.Kind == "number" {
		return text
	}
	if n.IsInt() {
		return n.Num().String()
	}
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return whole.Add(whole, big.NewInt(1)).String()
}
