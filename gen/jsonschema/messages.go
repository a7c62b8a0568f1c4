package jsonschema

import (
	"slices"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// message writes the definitions of one message.
func (w *writer) message(m *schema.Message) {
	if !w.names.isItsType(m) {
		w.Key(w.names.nouns[m]).Object(func() {
			w.about(&m.Meta, "")
			w.payload(m)
			w.Values("examples", m.Examples)
		})
	}
	if isSent(m) {
		w.Key(w.names.wire(m)).Object(func() {
			w.Text("description", plain(m.Summary))
			w.Flag("deprecated", m.Deprecated != nil)
			w.envelope(m)
		})
	}
}

// payload writes what is known of a payload. A message without one may come with any: nobody reads it.
func (w *writer) payload(m *schema.Message) {
	if s := w.carried(m); s != m.Payload.Struct {
		w.object(w.properties(s), s)
	} else if m.Payload.Type != nil {
		w.keywords(m.Payload.Type)
	}
}

// carried gives the members of a payload: its own, and of an answer that echoes the opening message the members of that.
func (w *writer) carried(m *schema.Message) *schema.Struct {
	h, own := w.protocol.Handshake, m.Payload.Struct
	if h == nil || !h.Echo || h.Accept != m || m.Payload.Value != nil {
		return own
	}
	both := *own
	both.Fields = slices.Clone(own.Fields)
	for _, f := range h.Open.Payload.Struct.Fields {
		if own.Field(f.Wire) == nil {
			both.Fields = append(both.Fields, f)
		}
	}
	return &both
}

// envelope writes a message as it is on the wire. Other properties may stand beside those of an envelope.
func (w *writer) envelope(m *schema.Message) {
	outer := w.outer(m)
	switch m.Layout {
	case schema.Flat:
		s := w.carried(m)
		w.object(append(outer, w.properties(s)...), s)
	case schema.Either:
		w.object(outer, &schema.Struct{})
		w.Key("oneOf").List(func() {
			w.Object(func() { w.members([]property{w.inner(m, true)}, &schema.Struct{}) })
			w.Object(func() { w.flat(m, outer) })
		})
	default:
		if m.Payload.Type != nil {
			outer = append(outer, w.inner(m, w.needsPayload(m)))
		}
		w.object(outer, &schema.Struct{})
	}
}

// flat writes a message of either layout whose members stand beside the type: it has no property for payloads.
func (w *writer) flat(m *schema.Message, outer []property) {
	s := w.carried(m)
	list := []property{w.fixed(w.protocol.Envelope.Payload, false)}
	if s.Closed || s.Rest != nil {
		for _, p := range outer {
			list = append(list, w.fixed(p.name, true))
		}
	}
	w.members(append(list, w.properties(s)...), s)
}

// fixed gives a property that may be anything, or that may not be there.
func (w *writer) fixed(name string, allowed bool) property {
	return property{name: name, schema: func() { w.Bool(allowed) }}
}

// outer gives the properties of the envelope around a payload.
func (w *writer) outer(m *schema.Message) []property {
	e := &w.protocol.Envelope
	var list []property
	for _, f := range e.Fixed {
		list = append(list, w.constant(f.Name, f.Value))
	}
	list = append(list, w.constant(e.Type, &schema.Value{Kind: schema.StringValue, String: m.Type}))
	if e.ID != "" {
		list = append(list, property{e.ID, e.Carries(m), func() { w.brief(gen.IsShort(e.IDType), func() { w.keywords(e.IDType) }) }})
	}
	return list
}

func (w *writer) constant(name string, v *schema.Value) property {
	return property{name, true, func() { w.row(func() { w.Key("const").Value(v) }) }}
}

// inner gives the envelope's property for the payload.
func (w *writer) inner(m *schema.Message, required bool) property {
	return property{w.protocol.Envelope.Payload, required, func() {
		w.row(func() { w.Key("$ref").String(reference(w.names.nouns[m])) })
	}}
}

// needsPayload reports whether a message without its payload would lack something.
func (w *writer) needsPayload(m *schema.Message) bool {
	if v := m.Payload.Value; v != nil {
		_, any := schema.Underlying(v.Type).(*schema.Any)
		return !any
	}
	return slices.ContainsFunc(w.carried(m).Live(), func(f *schema.Field) bool { return f.Required })
}
