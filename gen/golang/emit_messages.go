package golang

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// messageDecls gives a struct for each message, in the order of the protocol.
func (t *Target) messageDecls() []decl {
	return declsOf(t.parts.messages, t.messageType)
}

// messageType prints the type of one message. A payload that is a named type has that type's fields, so that a value of the
// one converts to the other.
func (t *Target) messageType(p *printer, m *schema.Message) {
	p.comment(t.messageDoc(m).lines...)
	head := "type " + t.names.messages[m]
	switch {
	case m.Payload.Value != nil:
		p.block(head+" struct", func() { t.valueField(p, m.Payload.Value) })
	case t.sharesFields(m):
		p.line(head + " " + p.typ(t.shapes.spell(m.Payload.Type)))
	default:
		p.block(head+" struct", func() { t.structFields(p, m.Payload.Struct) })
	}
}

// sharesFields reports whether a message has the fields of a type that has a name of its own.
func (t *Target) sharesFields(m *schema.Message) bool {
	d := original(m.Payload.Type)
	if d == nil {
		return false
	}
	_, ok := d.Type.(*schema.Struct)
	return ok
}

// messageDoc gives the comment of a message, which begins with its name, its type on the wire and its direction.
func (t *Target) messageDoc(m *schema.Message) *doc {
	wire := m.ID
	if m.Type != m.ID {
		wire = m.ID + " (of type " + m.Type + ")"
	}
	d := t.doc().say("%s is the message %s, %s.", t.names.messages[m], wire, direction(m))
	return d.prose(m.Summary).about(&m.Meta)
}

// direction says who sends a message, or on whose side it is made.
func direction(m *schema.Message) string {
	if len(m.From) == 0 {
		return "made by " + sides(m.Local) + " for " + their(m.Local) + " own handlers and never sent"
	}
	words := "sent by " + sides(m.From)
	if len(m.Local) > 0 {
		words += ", and made by " + sides(m.Local) + " for " + their(m.Local) + " own handlers"
	}
	return words
}

func their(list []*schema.Participant) string {
	if len(list) > 1 {
		return "their"
	}
	return "its"
}

func sides(list []*schema.Participant) string {
	var names []string
	for _, p := range list {
		names = append(names, p.InSentence())
	}
	return strings.Join(names, " and ")
}

// valueField prints the one field of a message whose payload is no object.
func (t *Target) valueField(p *printer, f *schema.Field) {
	p.comment(t.doc().say("Value is the payload.").prose(f.Summary).prose(f.Description).lines...)
	p.row("Value", p.typ(t.shapes.spellField(f)), noTag)
}
