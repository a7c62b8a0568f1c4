package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// decode reads a message with its envelope.
func (p *protocol) decode(data []byte) (env Envelope, m Message, err error) {
	var b body
	if err := p.open(data, &env, &b); err != nil {
		return env, nil, err
	}
	k := p.kindOf(env.Type, &b)
	if k == nil {
		return env, &RawMessage{Type: env.Type, JSON: bytes.Clone(data)}, nil
	}
	m, err = p.read(&env, k, &b)
	if err != nil {
		return env, &RawMessage{Type: env.Type, JSON: bytes.Clone(data)}, fmt.Errorf("%s: %w: %w", k.wire, ErrPayload, err)
	}
	return env, m, nil
}

// A body is a message without what the envelope is known to hold.
type body struct {
	payload string // in the property for payloads, as JSON; "" when there is none
	others  []property
	draft   draft
}

// A property of the envelope, with its value as JSON.
type property struct{ name, value string }

// A draft is a payload that was read before the whole message was, since the type came first, as it mostly does. It is the
// message if its kind turns out to be right.
type draft struct {
	kind *kind // nil when there is none
	m    Message
	how  fit
	err  error
}

// open takes a message apart.
func (p *protocol) open(data []byte, env *Envelope, b *body) error {
	o := objects.Get().(*object)
	defer o.free()
	o.data = string(data)
	kind := kindOf(o.peek())
	fixed := p.walk(o, env, b)
	if kind != "object" {
		o.skip()
	}
	if err := o.end(); err != nil {
		return err
	}
	switch {
	case kind != "object":
		return fmt.Errorf("%w: want an object, got %s", ErrEnvelope, kind)
	case env.Type == "":
		return fmt.Errorf("%w: %s: want a string that is not empty", ErrEnvelope, p.typeName)
	}
	for _, f := range p.fixed {
		if got := fixed[f.name]; got == "" || !sameJSON([]byte(got), f.value) {
			return fmt.Errorf("%w: %s: want %s", ErrEnvelope, f.name, f.value)
		}
	}
	return nil
}

// walk puts the members of a message where they belong, and gives those that are fixed.
func (p *protocol) walk(o *object, env *Envelope, b *body) (fixed map[string]string) {
	c := &o.cursor
	if !c.open('{') {
		return nil
	}
	for i := 0; c.more('}'); i++ {
		switch name := p.nameAt(c, i); {
		case name == p.typeName:
			env.readType(c)
		case name == p.idName && name != "":
			env.readID(c, name)
		case name == p.payloadName && name != "":
			b.readPayload(o, p.byType[env.Type])
		case p.isFixed(name):
			if fixed == nil {
				fixed = map[string]string{}
			}
			fixed[name] = c.skip()
		default:
			b.others = append(b.others, property{name, c.skip()})
		}
	}
	return fixed
}

// nameAt goes on to the value of the member i and gives its name, without a look at each letter where it is the usual one.
func (p *protocol) nameAt(c *cursor, i int) string {
	if i < len(p.usual) && c.take(p.usual[i].value) {
		c.peek()
		return p.usual[i].name
	}
	return c.name()
}

// readType takes a string. Another value is no type.
func (env *Envelope) readType(c *cursor) {
	if env.Type = ""; c.peek() == '"' {
		env.Type = c.text()
	} else {
		c.skip()
	}
}

// readID takes a number or a string. Another value is no id, and is kept.
func (env *Envelope) readID(c *cursor, name string) {
	env.ID, env.Extra = IntOrString{}, nil // the last one counts
	start := c.mark()
	if !env.ID.read(c) {
		c.back(start)
		env.keep(property{name, c.skip()})
	}
}

// readPayload takes the payload, and reads it if only one kind of message comes into question.
func (b *body) readPayload(o *object, kinds []*kind) {
	start := o.pos
	if b.draft = (draft{}); len(kinds) == 1 && kinds[0].layout != flat {
		b.draft = kinds[0].draft(o)
	} else {
		o.skip()
	}
	b.payload = o.data[start:o.pos]
}

func (env *Envelope) keep(m property) {
	if env.Extra == nil {
		env.Extra = map[string]json.RawMessage{}
	}
	env.Extra[m.name] = json.RawMessage(m.value)
}

func (p *protocol) isFixed(name string) bool {
	return len(p.fixed) > 0 && slices.ContainsFunc(p.fixed, func(m member) bool { return m.name == name })
}

// kindOf finds the kind of a message: by its wire type and, where several share one, by a constant, else by what only one
// of them requires. Among these a later one is tried first, since it may require what an earlier one does and more. When
// nothing tells, it is the first that has no constant.
func (p *protocol) kindOf(wire string, b *body) *kind {
	if k := b.draft.kind; k != nil && k.wire == wire {
		return k
	}
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
func (b *body) form(k *kind) Form {
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
func (b *body) payloadOf(p *protocol, k *kind) string {
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
func (b *body) flat(p *protocol) string {
	w := output{[]byte{'{'}}
	for _, m := range b.others {
		w.addValid(m.name, m.value)
	}
	if b.payload != "" {
		w.addValid(p.payloadName, b.payload)
	}
	return string(append(w.out, '}'))
}

// read makes a message of kind k of its body and completes the envelope.
func (p *protocol) read(env *Envelope, k *kind, b *body) (Message, error) {
	form := b.form(k)
	d := b.draft
	if d.kind != k {
		d = p.draft(k, b)
	}
	switch {
	case d.err == nil && d.how == exact:
	case d.err == nil: // a value without an Extra of its own
		env.keep(property{p.payloadName, b.payload})
	case k.layout == bare || b.payload == "null":
		env.keep(property{p.payloadName, b.payload})
		form = FormBare
		if d = p.draft(k, &body{}); d.err != nil {
			return nil, d.err
		}
		if v, ok := d.m.(fielder); ok && k.layout != bare {
			extraOf(v).setNull()
		}
	default:
		return nil, d.err
	}
	if form != FormFlat {
		for _, m := range b.others {
			env.keep(m)
		}
	}
	if form != k.usual() {
		env.Form = form
	}
	return d.m, nil
}

// draft reads the payload as that of a message of kind k. One that is not there leaves a value zero, and a struct without its
// members.
func (p *protocol) draft(k *kind, b *body) draft {
	if b.form(k) == FormBare && k.value {
		return draft{k, k.new(), exact, nil}
	}
	return k.draft(&object{cursor: cursor{data: b.payloadOf(p, k)}})
}

// draft reads the next value as the payload of a message.
func (k *kind) draft(o *object) draft {
	m := k.new()
	how, err := o.fill(m)
	return draft{k, m, how, err}
}
