package jsonschema

import (
	"fmt"
	"net/url"

	"github.com/callinggen/callinggen/schema"
)

// names are the definitions of the schema, in order. A type's is its name.
type names struct {
	messages []*schema.Message // live ones
	types    []*schema.Decl    // that something live needs
	nouns    map[*schema.Message]string
}

func newNames(p *schema.Protocol) *names {
	n := &names{messages: p.LiveMessages(), nouns: map[*schema.Message]string{}, types: p.LiveTypes()}
	for _, m := range n.messages {
		n.nouns[m] = schema.Pascal(m.Name)
	}
	return n
}

// isItsType reports whether the payload of a message is the type of the same name, so that one definition is enough.
func (n *names) isItsType(m *schema.Message) bool {
	d, ok := m.Payload.Type.(*schema.Decl)
	return ok && d.Name == n.nouns[m]
}

// wire names the definition of a message on the wire.
func (n *names) wire(m *schema.Message) string { return n.nouns[m] + "Message" }

// isSent reports whether a message is ever on the wire.
func isSent(m *schema.Message) bool { return len(m.From) > 0 }

// reference gives the address of a definition in the schema.
func reference(name string) string { return "#/$defs/" + url.PathEscape(name) }

// ruleName is the id of the rule about names.
const ruleName = "jsonschema-name"

// A definition is something that takes a name.
type definition struct {
	what string // `type "TextFile"`
	pos  schema.Position
}

// check gives the names that clash or cannot be spelled.
func (n *names) check() []schema.Diagnostic {
	var found []schema.Diagnostic
	taken := map[string]definition{}
	add := func(name string, d definition) bool {
		first, clash := taken[name]
		if clash {
			found = append(found, clashOf(name, d, first))
		} else {
			taken[name] = d
		}
		return !clash
	}
	for _, d := range n.types {
		add(d.Name, definition{fmt.Sprintf("type %q", d.Name), d.Pos})
	}
	for _, m := range n.messages {
		switch {
		case n.nouns[m] == "":
			found = append(found, unspellable(m))
		case !n.isItsType(m) && !add(n.nouns[m], definition{fmt.Sprintf("message %q", m.ID), m.Pos}):
		case isSent(m):
			add(n.wire(m), definition{fmt.Sprintf("message %q on the wire", m.ID), m.Pos})
		}
	}
	return found
}

func clashOf(name string, d, first definition) schema.Diagnostic {
	return schema.Diagnostic{
		Pos:     d.pos,
		Message: fmt.Sprintf("%s and %s (%s) are both %s in the JSON Schema; add `name:`", d.what, first.what, first.pos, name),
		Rule:    ruleName,
	}
}

func unspellable(m *schema.Message) schema.Diagnostic {
	return schema.Diagnostic{
		Pos:     m.Pos,
		Message: fmt.Sprintf("message %q has no letter or digit to name its definition in the JSON Schema by; add `name:`", m.ID),
		Rule:    ruleName,
	}
}
