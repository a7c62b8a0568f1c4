package runtime

import (
	"errors"
	"fmt"
	"reflect"
)

// encode writes a message with its envelope.
func (p *protocol) encode(env Envelope, m Message) ([]byte, error) {
	if m == nil || reflect.ValueOf(m).IsNil() {
		return nil, errors.New("no message to encode")
	}
	if raw, ok := m.(*RawMessage); ok {
		return appendRaw(nil, raw.JSON)
	}
	k := p.byID[m.messageID()]
	out, err := p.append(env, k, m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", k.wire, err)
	}
	return out, nil
}

func (p *protocol) append(env Envelope, k *kind, m Message) ([]byte, error) {
	payload, err := p.payload(env, m)
	if err != nil {
		return nil, err
	}
	w := members{out: []byte{'{'}}
	for _, f := range p.fixed {
		w.addValid(f.name, string(f.value))
	}
	w.name(p.typeName)
	w.out = appendString(w.out, k.wire)
	if !env.ID.IsZero() && p.idName != "" {
		w.name(p.idName)
		w.out = env.ID.append(w.out)
	}
	form := formOf(env, k, m, payload)
	switch form {
	case FormNested:
		w.name(p.payloadName)
		w.out = append(w.out, payload...)
	case FormFlat:
		p.addFlat(&w, payload)
	}
	if err := p.addExtra(&w, env, form, payload); err != nil {
		return nil, err
	}
	return append(w.out, '}'), nil
}

// payload writes the payload: as it came, when it is a value that would be spelled otherwise and has not changed.
func (p *protocol) payload(env Envelope, m Message) ([]byte, error) {
	if raw, kept := env.Extra[p.payloadName]; kept && isValue(m) {
		was := reflect.New(reflect.TypeOf(m).Elem()).Interface()
		if unmarshal(raw, was) == nil && reflect.DeepEqual(was, m) {
			return raw, nil
		}
	}
	return marshal(m)
}

// formOf decides where a payload is written: where the envelope says, as far as the kind allows it and nothing is lost.
func formOf(env Envelope, k *kind, m Message, payload []byte) Form {
	empty := string(payload) == "{}" || reflect.ValueOf(m).Elem().IsZero()
	switch {
	case k.layout == flat:
		return FormFlat
	case env.Form == FormFlat && k.layout == either:
		return FormFlat
	case empty && env.Form == FormBare, empty && env.Form == FormUsual && k.layout == bare, isUnset(m):
		return FormBare
	default:
		return FormNested
	}
}

// isValue reports whether the payload of a message is its one field.
func isValue(m Message) bool {
	_, ok := valueField(reflect.TypeOf(m).Elem())
	return ok
}

// isUnset reports whether the payload of a message may be any value, and there is none.
func isUnset(m Message) bool {
	v := reflect.ValueOf(m).Elem()
	return isValue(m) && v.Field(0).Type() == typeOfRaw && v.Field(0).IsNil()
}

// addFlat writes the members of a payload beside the type. None of them can pose as a property of the envelope.
func (p *protocol) addFlat(w *members, payload []byte) {
	c := cursor{data: string(payload)}
	for name := range c.members() {
		if value := c.skip(); !p.owns(name) {
			w.addValid(name, value)
		}
	}
}

// owns reports whether the envelope of every message has the property.
func (p *protocol) owns(name string) bool {
	return name == p.typeName || name == p.idName && name != "" || p.isFixed(name)
}

// addExtra writes the members of the envelope that were kept, except those that are written already.
func (p *protocol) addExtra(w *members, env Envelope, form Form, payload []byte) error {
	written := map[string]bool{p.idName: !env.ID.IsZero(), p.payloadName: form == FormNested, p.typeName: true}
	for _, f := range p.fixed {
		written[f.name] = true
	}
	if form == FormFlat {
		c := cursor{data: string(payload)}
		for name := range c.members() {
			c.skip()
			written[name] = true
		}
	}
	for name, value := range inOrder(env.Extra) {
		if written[name] {
			continue
		}
		if err := w.addRaw(name, value); err != nil {
			return err
		}
	}
	return nil
}

// addValid writes a member whose value is known to be valid JSON.
func (w *members) addValid(name, value string) {
	w.name(name)
	w.out = append(w.out, value...)
}
