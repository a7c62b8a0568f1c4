package schema

import "testing"

func TestAlternativeOf(t *testing.T) {
	text := func(s string) *Value { return &Value{Kind: StringValue, String: s} }
	number := func(s string) *Value { return &Value{Kind: NumberValue, Number: s} }
	object := func(members ...Member) *Value { return &Value{Kind: ObjectValue, Members: members} }
	one := &Decl{Type: &Const{Value: number("1")}} // a constant may have a name
	u := &Union{Alts: []*Alternative{
		{Name: "text", Tell: Tell{Kind: "string"}},
		{Name: "number", Tell: Tell{Kind: "number"}},
		{Name: "any object", Tell: Tell{Kind: "object"}},
		{Name: "a", Tell: Tell{Required: []*Field{{Wire: "a"}}}},
		{Name: "a and b", Tell: Tell{Required: []*Field{{Wire: "a"}, {Wire: "b"}}}},
		{Name: "one", Tell: Tell{Const: &Field{Wire: "kind", Type: one}}},
	}}
	for _, c := range []struct {
		value *Value
		want  string
	}{
		{text("1"), "text"},
		{number("1"), "number"},
		{number("1.5"), "number"},
		{object(), "any object"},
		{object(Member{Name: "b", Value: text("")}), "any object"},
		{object(Member{Name: "a", Value: text("")}), "a"},
		{object(Member{Name: "a", Value: text("")}, Member{Name: "b", Value: text("")}), "a and b"},
		{object(Member{Name: "a", Value: text("")}, Member{Name: "kind", Value: number("1")}), "one"},
		{object(Member{Name: "a", Value: text("")}, Member{Name: "kind", Value: text("1")}), "a"},
		{&Value{}, "none"},
	} {
		got := "none"
		if a := u.AlternativeOf(c.value); a != nil {
			got = a.Name
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.value, got, c.want)
		}
	}
	if a := (&Union{Alts: []*Alternative{{Tell: Tell{Kind: "integer"}}}}).AlternativeOf(number("1.5")); a != nil {
		t.Error("a number with a fraction is taken for an integer")
	}
}
