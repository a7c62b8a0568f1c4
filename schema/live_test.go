package schema

import (
	"slices"
	"strings"
	"testing"
)

// TestLiveTypes looks for types that only something removed needs, and for removed ones that something live still needs.
func TestLiveTypes(t *testing.T) {
	gone := Meta{Removed: &Removal{}}
	text := &Basic{Kind: "string"}
	decl := func(name string, t Type) *Decl { return &Decl{Name: name, Type: t} }
	inline := func(name string) *Decl { return &Decl{Name: name, Type: text, Inline: true} }

	old := decl("Old", text)
	old.Meta = gone
	unused := decl("Unused", text)
	unused.Meta = gone
	alias := &Decl{Name: "Alias", Type: text, Alias: old}
	item, lost, asked, lostAsked, prefix, stored, failure := inline("Item"), inline("Lost"), inline("Asked"), inline("LostAsked"), inline("Prefix"), inline("Stored"), inline("Failure")
	tree := decl("Tree", nil)
	tree.Type = &Struct{Fields: []*Field{
		{Wire: "children", Type: &Array{Elem: tree}},
		{Wire: "items", Type: &Map{Elem: &Nullable{Type: item}}},
		{Wire: "lost", Type: lost, Meta: gone},
	}}
	part := &Decl{Name: "PartialTree", Type: text, PartialOf: tree}

	p := &Protocol{
		Types: []*Decl{old, unused, alias, tree, item, lost, asked, lostAsked, prefix, stored, failure, part},
		Messages: []*Message{
			{Payload: &Payload{Struct: &Struct{}}},
			{Payload: &Payload{Type: lostAsked}, Meta: gone},
		},
		Storage: []*StorageKey{{Value: stored}, {Value: lost, Meta: gone}},
		HTTP: &HTTP{
			Error:    failure,
			Families: []*Family{{Parameters: []*Parameter{{Type: prefix}}}},
			Endpoints: []*Endpoint{
				{Parameters: []*Parameter{{Type: asked}, {Type: lostAsked, Meta: gone}}},
				{Request: &Body{Type: part}, Meta: gone},
			},
		},
	}
	var names []string
	for _, d := range p.LiveTypes() {
		names = append(names, d.Name)
	}
	if got, want := strings.Join(names, " "), "Old Alias Tree Item Asked Prefix Stored Failure"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if live := tree.Type.(*Struct).Live(); len(live) != 2 || len(tree.Type.(*Struct).Fields) != 3 {
		t.Errorf("%d of %d members are live", len(live), len(tree.Type.(*Struct).Fields))
	}
	if !slices.Equal(p.HTTP.Live(), p.HTTP.Endpoints[:1]) {
		t.Error("a removed endpoint is live")
	}
}
