package load

import (
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// payload reads what a message carries, as the members of a struct.
func (l *loader) payload(m *schema.Message, n *yaml.Node, s scope) *schema.Payload {
	if n == nil {
		return &schema.Payload{Struct: &schema.Struct{}}
	}
	noun := schema.Pascal(m.Name)
	s = s.in("payload").called(noun)
	l.onlyAnnotations(n, annotations[payloadSpot])
	t := l.payloadType(n, s)
	switch inner := schema.Underlying(t).(type) {
	case *schema.Struct:
		return &schema.Payload{Struct: inner, Type: t}
	case *schema.Map:
		open := &schema.Struct{}
		if _, any := inner.Elem.(*schema.Any); !any {
			open.Rest = inner.Elem
		}
		return &schema.Payload{Struct: open, Type: t}
	}
	return l.valuePayload(m, n, t, s)
}

// payloadType reads the type of a payload. An object that is written there is the message's own and needs no other name.
func (l *loader) payloadType(n *yaml.Node, s scope) schema.Type {
	if ref := get(n, "$ref"); ref != nil {
		return l.reference(n, ref, s, payloadSpot)
	}
	t := l.shape(n, s, true)
	switch t.(type) {
	case *schema.Enum, *schema.Union:
		return l.inlineDecl(n, t, s.called(join(s.typeName(), "Value")))
	}
	return t
}

// valuePayload makes the one field of a payload that is no object.
func (l *loader) valuePayload(m *schema.Message, n *yaml.Node, t schema.Type, s scope) *schema.Payload {
	if m.Layout != schema.Nested {
		l.report.add(n, "wrong-layout", "a flat message lays its members beside the type, so its payload must be an object; change the payload or the layout")
	}
	f := &schema.Field{Name: "value", Type: t, Required: true}
	f.Path, f.Pos, f.Evidence = s.path, l.report.at(n), s.evidence
	return &schema.Payload{Struct: &schema.Struct{Fields: []*schema.Field{f}}, Type: t, Value: f}
}

// flatOnly reports whether the envelope leaves no place for a payload but beside the type.
func (l *loader) flatOnly() bool { return l.protocol.Envelope.Payload == "" }

// finishMessages checks what needs the payloads of all messages.
func (l *loader) finishMessages() {
	for _, m := range l.protocol.Messages {
		l.checkReplyField(m)
		l.checkFlat(m)
	}
	l.tellMessages()
}

// checkReplyField reports a field to match replies by that one of the two has not.
func (l *loader) checkReplyField(m *schema.Message) {
	r := m.Replies
	if r == nil || r.By != "field" {
		return
	}
	sides := []*schema.Message{m}
	for _, reply := range r.Messages {
		sides = append(sides, reply.Message)
	}
	for _, side := range sides {
		if side.Payload.Struct.Field(r.Field) == nil {
			l.report.addAt(r.Pos, "unknown-field", `replies are matched by %q, which %s has not; add the field, or match by order or id`, r.Field, side.ID)
		}
	}
}

// checkFlat reports members of a flat message that are called like a property of the envelope.
func (l *loader) checkFlat(m *schema.Message) {
	if m.Layout == schema.Nested {
		return
	}
	e := l.protocol.Envelope
	taken := map[string]bool{e.Type: true, e.ID: true}
	for _, f := range e.Fixed {
		taken[f.Name] = true
	}
	if m.Layout == schema.Either {
		taken[e.Payload] = true
	}
	for _, f := range m.Payload.Struct.Fields {
		if f.Wire != "" && taken[f.Wire] {
			l.report.addAt(f.Pos, "duplicate-name", "%s is flat, and the envelope has a property %q already; nest the message or rename the field", m.ID, f.Wire)
		}
	}
}

// tellMessages finds how messages of the same wire type are told apart. Where they cannot be, lint says so.
func (l *loader) tellMessages() {
	same := map[string][]*schema.Message{}
	for _, m := range l.protocol.LiveMessages() {
		same[m.Type] = append(same[m.Type], m)
	}
	for _, group := range same {
		for _, confusable := range l.byReceiver(group) {
			if len(confusable) > 1 {
				tellGroup(confusable)
			}
		}
	}
}

// byReceiver splits messages of one wire type by the side that receives them, unless one of them reaches both.
func (l *loader) byReceiver(group []*schema.Message) [][]*schema.Message {
	var first, second []*schema.Message
	for _, m := range group {
		toFirst, toSecond := m.ReceivedBy(l.protocol.Participants[0]), m.ReceivedBy(l.protocol.Participants[1])
		switch {
		case toFirst && toSecond:
			return [][]*schema.Message{group}
		case toFirst:
			first = append(first, m)
		default:
			second = append(second, m)
		}
	}
	return [][]*schema.Message{first, second}
}

// tellGroup finds how each of several messages is known: objects by what is in them, other payloads by their JSON kind.
func tellGroup(group []*schema.Message) {
	tells := make([]schema.Tell, len(group))
	var objects []shapeOf
	kinds := map[string]int{}
	for i, m := range group {
		if m.Payload.Value == nil {
			objects = append(objects, shapeOf{fields: m.Payload.Struct.Live(), tell: &tells[i], index: i})
			continue
		}
		kind, problem := jsonKind(m.Payload.Type)
		if _, taken := clash(kinds, kind); taken || problem != "" || kind == "null" {
			return
		}
		kinds[kind] = i
		tells[i].Kind = kind
	}
	if tellApart(objects) >= 0 {
		return
	}
	for i, m := range group {
		m.Same = &tells[i]
	}
}
