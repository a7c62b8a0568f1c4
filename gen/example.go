package gen

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// An Exampler makes up values of types: what the protocol says of them, and otherwise as little as the type allows. A
// pattern is followed only as far as an example does.
type Exampler struct {
	Text string // what a string holds that nothing is known of

	around []*schema.Decl // whose values are being made up
	left   *int           // values that may still be made up
}

// mostValues is how many values one example may take. Types that hold each other twice, level by level, would need more than
// any machine has; so would the search in unions that all refer to each other.
const mostValues = 10_000

// Value makes up a value of a type; where none can end, or would be too large, it is null.
func (x Exampler) Value(t schema.Type) *schema.Value { return orNull(x.bounded().value(t, nil)) }

// Object makes up an object with those of some members that must be there.
func (x Exampler) Object(fields []*schema.Field) *schema.Value {
	return orNull(x.bounded().object(fields, nil))
}

func (x Exampler) bounded() Exampler {
	left := mostValues
	x.left = &left
	return x
}

func orNull(v *schema.Value) *schema.Value { return cmp.Or(v, &schema.Value{Kind: schema.NullValue}) }

// value is Value with what is known of it, or nil. It gives nil for what would hold a value of its own type, and so on.
func (x Exampler) value(t schema.Type, known *schema.Value) *schema.Value {
	if *x.left--; *x.left < 0 {
		return nil
	}
	if d, ok := t.(*schema.Decl); ok {
		if known == nil && len(d.Examples) > 0 {
			known = d.Examples[0]
		}
		if known == nil && slices.Contains(x.around, d) {
			return nil
		}
		x.around = append(x.around, d)
	}
	t = schema.Underlying(t)
	switch t := t.(type) {
	case *schema.Struct:
		return x.object(t.Fields, known)
	case *schema.Map:
		return &schema.Value{Kind: schema.ObjectValue}
	case *schema.Array:
		return &schema.Value{Kind: schema.ArrayValue}
	case *schema.Const:
		return t.Value
	}
	if known != nil {
		return known
	}
	return x.invented(t)
}

// invented is value for what nothing is known of.
func (x Exampler) invented(t schema.Type) *schema.Value {
	switch t := t.(type) {
	case *schema.Enum:
		if values := t.Live(); len(values) > 0 {
			return values[0].Value
		}
	case *schema.Union:
		return x.first(t)
	case *schema.Basic:
		return x.scalar(t)
	}
	return orNull(nil)
}

// first makes up a value of the first alternative that ends, or gives nil.
func (x Exampler) first(u *schema.Union) *schema.Value {
	for _, a := range u.Alts {
		if v := x.value(a.Type, nil); v != nil {
			return v
		}
	}
	return nil
}

func (x Exampler) object(fields []*schema.Field, known *schema.Value) *schema.Value {
	v := &schema.Value{Kind: schema.ObjectValue}
	for _, f := range fields {
		if !f.Required || f.Removed != nil {
			continue
		}
		member := x.value(f.Type, knownOf(f, known))
		if member == nil {
			return nil
		}
		v.Members = append(v.Members, schema.Member{Name: f.Wire, Value: member})
	}
	return v
}

// knownOf finds what the protocol says about the value of a member, or nil.
func knownOf(f *schema.Field, object *schema.Value) *schema.Value {
	if f.Default != nil {
		return f.Default // what absence means
	}
	if object != nil {
		if v := object.Member(f.Wire); v != nil {
			return v
		}
	}
	if len(f.Examples) > 0 {
		return f.Examples[0]
	}
	return nil
}

var formatExamples = map[string]string{
	"date-time": "2026-01-01T00:00:00Z", "date": "2026-01-01", "uri": "https://example.com/", "email": "someone@example.com",
	"uuid": "00000000-0000-4000-8000-000000000000", "e164": "+442079460123",
}

func (x Exampler) scalar(b *schema.Basic) *schema.Value {
	switch b.Kind {
	case "boolean":
		return &schema.Value{Kind: schema.BoolValue}
	case "integer", "number":
		return &schema.Value{Kind: schema.NumberValue, Number: nearestToZero(b)}
	}
	text := x.Text
	if b.Format != "" {
		text = formatExamples[b.Format]
	}
	if b.MinLength != nil && *b.MinLength < 1<<10 {
		text += strings.Repeat("x", max(0, *b.MinLength-utf8.RuneCountInString(text)))
	}
	return &schema.Value{Kind: schema.StringValue, String: text}
}

// nearestToZero gives the number nearest to 0 between the bounds.
func nearestToZero(b *schema.Basic) string {
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
