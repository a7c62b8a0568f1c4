package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// decode reads a message with its envelope.
func (p *protocol) decode(data []byte) (Envelope, Message, error) {
	env, body, err := p.open(data)
	if err != nil {
		return env, nil, err
	}
	k := p.kindOf(env.Type, body)
	if k == nil {
		return env, &RawMessage{Type: env.Type, JSON: bytes.Clone(data)}, nil
	}
	m := k.new()
	if err := p.read(&env, k, m, body); err != nil {
		return env, &RawMessage{Type: env.Type, JSON: bytes.Clone(data)}, fmt.Errorf("%s: %w: %w", k.wire, ErrPayload, err)
	}
	return env, m, nil
}

// A body is a message without what the envelope is known to hold.
type body struct {
	payload string // in the property for payloads, as JSON; "" when there is none
	others  []property
}

// A property of the envelope, with its value as JSON.
type property struct{ name, value string }

// open takes a message apart.
func (p *protocol) open(data []byte) (env Envelope, b body, err error) {
	c, err := newCursor(data)
	if err != nil {
		return env, b, err
	}
	if kind := kindOf(c.peek()); kind != "object" {
		return env, b, fmt.Errorf("%w: want an object, got %s", ErrEnvelope, kind)
	}
	var fixed map[string]string
	for name := range c.members() {
		m := property{name, c.skip()}
		switch {
		case m.name == p.typeName:
			env.Type = textOf(m.value)
		case m.is(p.idName):
			env.readID(m)
		case m.is(p.payloadName):
			b.payload = m.value
		case p.isFixed(m.name):
			if fixed == nil {
				fixed = map[string]string{}
			}
			fixed[m.name] = m.value
		default:
			b.others = append(b.others, m)
		}
	}
	if env.Type == "" {
		return env, b, fmt.Errorf("%w: %s: want a string that is not empty", ErrEnvelope, p.typeName)
	}
	for _, f := range p.fixed {
		if got := fixed[f.name]; got == "" || !sameJSON([]byte(got), f.value) {
			return env, b, fmt.Errorf("%w: %s: want %s", ErrEnvelope, f.name, f.value)
		}
	}
	return env, b, nil
}

// textOf gives a JSON string's text, or "" for another value.
func textOf(value string) string {
	if value[0] != '"' {
		return ""
	}
	return unquote(value)
}

// readID takes a number or a string. Another value is no id, and is kept.
func (env *Envelope) readID(m property) {
	env.ID, env.Extra = IntOrString{}, nil // the last one counts
	if !env.ID.read(m.value) {
		env.keep(m)
	}
}

func (env *Envelope) keep(m property) {
	if env.Extra == nil {
		env.Extra = map[string]json.RawMessage{}
	}
	env.Extra[m.name] = json.RawMessage(m.value)
}

func (p *protocol) isFixed(name string) bool {
	return slices.ContainsFunc(p.fixed, func(m member) bool { return m.name == name })
}

// is reports whether the member is an envelope property, which a protocol without it names "".
func (m property) is(property string) bool { return m.name == property && property != "" }

// kindOf finds the kind of a message: by its wire type and, where several share one, by a constant, else by what only one
// of them requires. Among these a later one is tried first, since it may require what an earlier one does and more. When
// nothing tells, it is the first that has no constant.
func (p *protocol) kindOf(wire string, b body) *kind {
	kinds := p.byType[wire]
	if len(kinds) == 1 {
		return kinds[0]
	}
	var found *kind
	for _, k := range kinds {
		constant, told := k.tell.property != "", k.tell.tells(cursor{data: b.payloadOf(p, k)})
		switch {
		case constant && told:
			return k
		case !constant && (told || found == nil):
			found = k
		}
	}
	return found
}

// form tells where the payload of a message of kind k stands.
func (b body) form(k *kind) Form {
	switch {
	case k.layout == flat:
		return FormFlat
	case b.payload != "":
		return FormNested
	case k.layout == either && len(b.others) > 0:
		return FormFlat
	default:
		return FormBare
	}
}

// usual is the form that messages of kind k have when nothing else is said.
func (k *kind) usual() Form {
	switch k.layout {
	case flat:
		return FormFlat
	case bare:
		return FormBare
	default:
		return FormNested
	}
}

// payloadOf gives the payload of a message of kind k as JSON.
func (b body) payloadOf(p *protocol, k *kind) string {
	switch b.form(k) {
	case FormNested:
		return b.payload
	case FormFlat:
		return b.flat(p)
	default:
		return "{}"
	}
}

// flat puts the members beside the type together as an object. One that is named like the property for payloads is nothing
// special there.
func (b body) flat(p *protocol) string {
	w := members{out: []byte{'{'}}
	for _, m := range b.others {
		w.addValid(m.name, m.value)
	}
	if b.payload != "" {
		w.addValid(p.payloadName, b.payload)
	}
	return string(append(w.out, '}'))
}

// read fills a message of kind k from its body and completes the envelope.
func (p *protocol) read(env *Envelope, k *kind, m Message, b body) error {
	form := b.form(k)
	how, err := b.fill(p, k, m)
	switch {
	case err == nil && how == exact:
	case err == nil: // a value without an Extra of its own
		env.keep(property{p.payloadName, b.payload})
	case k.layout == bare || b.payload == "null":
		env.keep(property{p.payloadName, b.payload})
		b.payload, form = "", FormBare
		if _, err := b.fill(p, k, m); err != nil {
			return err
		}
	default:
		return err
	}
	if form != FormFlat {
		for _, m := range b.others {
			env.keep(m)
		}
	}
	if form != k.usual() {
		env.Form = form
	}
	return nil
}

// fill reads the payload into a message. One that is not there leaves a value zero, and a struct without its members.
func (b body) fill(p *protocol, k *kind, m Message) (fit, error) {
	if b.form(k) == FormBare && isValue(m) {
		return exact, nil
	}
	return fill(m, b.payloadOf(p, k))
}
