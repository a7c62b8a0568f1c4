package schema

import (
	"slices"
	"strings"
	"testing"
)

func TestParseProse(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // spans between bars, references in < >
	}{
		{"", ""},
		{"plain", "plain"},
		{"[[A]]", "<A>"},
		{"see [[A.b|the b]], or [[.c]]!", "see |<A.b|the b>|, or |<.c>|!"},
		{"[[A]][[B]]", "<A>|<B>"},
		{"`[[A]]` and [[B]]", "`[[A]]` and |<B>"},
		{"``a ` [[A]]`` [[B]]", "``a ` [[A]]`` |<B>"},
		{"` [[A]]", "` |<A>"},
		{"`` [[A]] ` [[B]]", "`` |<A>| ` |<B>"},
		{"```\n[[A]]\n```\n[[B]]", "```\n[[A]]\n```\n|<B>"},
		{"~~~~ info\n[[A]]\n~~~\n[[A]]\n~~~~\n[[B]]", "~~~~ info\n[[A]]\n~~~\n[[A]]\n~~~~\n|<B>"},
		{"- item\n\n  ```\n  [[A]]\n  ```\n\n[[B]]", "- item\n\n  ```\n  [[A]]\n  ```\n\n|<B>"},
		{"```\n[[never closed]]", "```\n[[never closed]]"},
		{"```[[A]]``` inline", "```[[A]]``` inline"},
		{`\[[A]] [\[B]]`, `\[[A]] [\[B]]`},
		{"[[]] [[ [[A", "[[]] [[ [[A"},
		{"[[A]", "[[A]"},
		{"[[A\nB]]", "[[A\nB]]"},
		{"[[[A]]]", "[|<A>|]"},
		{"[link](x) [[A]](y)", "[link](x) |<A>|(y)"},
	} {
		prose := ParseProse(c.text)
		var spans []string
		for _, s := range prose {
			if s.Ref != nil {
				spans = append(spans, "<"+s.Text+">")
			} else {
				spans = append(spans, s.Text)
			}
		}
		if got := strings.Join(spans, "|"); got != c.want {
			t.Errorf("ParseProse(%q) = %q, want %q", c.text, got, c.want)
		}
		if prose.String() != c.text {
			t.Errorf("ParseProse(%q).String() = %q", c.text, prose.String())
		}
	}
}

func TestParseProseReadsLabels(t *testing.T) {
	ref := ParseProse("[[.a|the a]]")[0].Ref
	if ref.Label != "the a" || !ref.Local || ref.Target != nil {
		t.Errorf("%+v", ref)
	}
}

// resolverFixture is a message that carries a struct, and an enum.
func resolverFixture() (*Protocol, *Message, *Decl) {
	inner := &Decl{Name: "Inner", Type: &Struct{Fields: []*Field{{Wire: "deep", Type: &Any{}}, {Wire: "dotted.name", Type: &Any{}}}}}
	red := &EnumValue{Value: &Value{Kind: StringValue, String: "RED"}}
	color := &Decl{Name: "Color", Type: &Enum{Values: []*EnumValue{red}}}
	call := &Message{ID: "CALL", Payload: &Payload{Struct: &Struct{Fields: []*Field{
		{Wire: "number", Type: &Basic{Kind: "string"}},
		{Wire: "inner", Type: &Nullable{Type: inner}},
		{Wire: "list", Type: &Array{Elem: inner}},
		{Wire: "a.b", Type: inner},
	}}}}
	hidden := &Decl{Name: "CallInner", Inline: true}
	return &Protocol{Messages: []*Message{call}, Types: []*Decl{inner, color, hidden}, Flows: []*Flow{{ID: "main"}}, Guides: []*Guide{{ID: "start"}}}, call, color
}

func TestResolver(t *testing.T) {
	p, call, color := resolverFixture()
	r := NewResolver(p)
	for _, c := range []struct {
		raw   string
		owner Element
		want  string // wire name of the field or enum value, "-" for the element alone, "" when unknown
		near  string // suggestion when unknown
	}{
		{"CALL", nil, "-", ""},
		{"CALL|label", nil, "-", ""},
		{"main", nil, "-", ""},
		{"start", nil, "-", ""},
		{"CALL.number", nil, "number", ""},
		{"CALL.inner.deep", nil, "deep", ""},
		{"CALL.list.deep", nil, "deep", ""},
		{"CALL.a.b", nil, "a.b", ""},
		{"CALL.a.b.dotted.name", nil, "dotted.name", ""},
		{".number", call, "number", ""},
		{"Color.RED", nil, "RED", ""},
		{".RED", color, "RED", ""},
		{"CALLL", nil, "", "CALL"},
		{"CAL.number", nil, "", "CALL.number"},
		{"CALL.numbr", nil, "", "CALL.number"},
		{".numbr", call, "", ".number"},
		{"number", call, "", ".number"},
		{".number", nil, "", ""},
		{"CALL.", nil, "", ""},
		{".", call, "", ""},
		{"", nil, "", ""},
		{"CallInner", nil, "", ""},
		{"main.step", nil, "", ""},
		{"CALL.number.deep", nil, "", ""},
		{"Color.REDD", nil, "", "Color.RED"},
	} {
		ref, ok := r.Resolve(c.raw, c.owner)
		got := ""
		switch {
		case ok && ref.Field != nil:
			got = ref.Field.Wire
		case ok && ref.Value != nil:
			got = ref.Value.Value.Text()
		case ok:
			got = "-"
		}
		if got != c.want {
			t.Errorf("Resolve(%q) = %q, want %q", c.raw, got, c.want)
		}
		if near := r.Suggest(c.raw, c.owner); !ok && near != c.near {
			t.Errorf("Suggest(%q) = %q, want %q", c.raw, near, c.near)
		}
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"OutgoingCall", "IncomingCall", "type", "payload", "a"}
	for word, want := range map[string]string{
		"OutgoingCal":           "OutgoingCall",
		"outgoingcall":          "OutgoingCall",
		"tpye":                  "type",
		"paylod":                "payload",
		"A":                     "a",
		"b":                     "",
		"elephant":              "",
		"":                      "",
		strings.Repeat("a", 99): "",
	} {
		if got := Suggest(word, slices.Values(known)); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
}
