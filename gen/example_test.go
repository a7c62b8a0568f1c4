package gen_test

import (
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

func TestExampler(t *testing.T) {
	three := 3
	text := &schema.Basic{Kind: "string"}
	number := func(spelled string) *schema.Value { return &schema.Value{Kind: schema.NumberValue, Number: spelled} }
	member := func(name string, typ schema.Type) *schema.Field {
		return &schema.Field{Wire: name, Type: typ, Required: true}
	}
	object := func(fields ...*schema.Field) *schema.Struct { return &schema.Struct{Fields: fields} }

	term := &schema.Decl{Name: "Term"}
	sum := &schema.Decl{Name: "Sum", Type: object(member("left", term), member("right", term))}
	leaf := &schema.Decl{Name: "Leaf", Type: object(member("n", &schema.Basic{Kind: "integer", Minimum: "2.5"}))}
	term.Type = &schema.Union{Alts: []*schema.Alternative{{Type: sum}, {Type: leaf}}}

	endless := &schema.Decl{Name: "Endless"}
	endless.Type = &schema.Union{Alts: []*schema.Alternative{{Type: &schema.Decl{Type: object(member("next", endless))}}}}

	shown := &schema.Decl{Name: "Shown", Type: object(member("a", text), &schema.Field{Wire: "b", Type: text})}
	shown.Examples = []*schema.Value{{Kind: schema.ObjectValue, Members: []schema.Member{{Name: "b", Value: number("1")}, {Name: "a", Value: number("2")}}}}
	gone := &schema.Field{Meta: schema.Meta{Removed: &schema.Removal{}}, Wire: "gone", Type: text, Required: true}
	usual := &schema.Field{Wire: "usual", Type: text, Required: true, Default: number("3"), Examples: []*schema.Value{number("4")}}

	var doubled schema.Type = text
	for range 64 {
		doubled = object(member("a", doubled), member("b", doubled))
	}
	crowd := make([]*schema.Decl, 32)
	for i := range crowd {
		crowd[i] = &schema.Decl{Name: "Crowd"}
	}
	for _, d := range crowd {
		all := &schema.Union{}
		for _, other := range crowd {
			all.Alts = append(all.Alts, &schema.Alternative{Type: object(member("a", other), member("b", endless))})
		}
		d.Type = all
	}

	for _, c := range []struct {
		name string
		typ  schema.Type
		want string
	}{
		{"a text", text, `"…"`},
		{"a text of some length", &schema.Basic{Kind: "string", MinLength: &three}, `"…xx"`},
		{"a text of a format", &schema.Basic{Kind: "string", Format: "date"}, `"2026-01-01"`},
		{"the first alternative that ends", sum, `{"left": {"n": 3}, "right": {"n": 3}}`},
		{"a type that two members have", object(member("a", sum), member("b", term)), `{"a": {"left": {"n": 3}, "right": {"n": 3}}, "b": {"n": 3}}`},
		{"no alternative ends", endless, `null`},
		{"what must be there, as the example has it", shown, `{"a": 2}`},
		{"what is removed, and what absence means", object(gone, usual), `{"usual": 3}`},
		{"nothing is in a list that holds itself", &schema.Array{Elem: endless}, `[]`},
		{"more values than can be written", doubled, `null`},
		{"more ways than can be tried", crowd[0], `null`},
		{"null, where that may be", &schema.Nullable{Type: term}, `null`},
	} {
		if got := gen.OneLine(gen.Exampler{Text: "…"}.Value(c.typ)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
