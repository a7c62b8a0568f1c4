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

func (p *protocol) append(env Envelope, k *kind, m Message) (_ []byte, err error) {
	w := objects.Get().(*object)
	defer w.free()
	w.task, w.out = writing, append(make([]byte, 0, 512), '{') // most messages need no more
	for _, f := range p.fixed {
		w.addValid(f.name, string(f.value))
	}
	w.begin(p.typeName)
	w.out = appendString(w.out, k.wire)
	if !env.ID.IsZero() && p.idName != "" {
		w.begin(p.idName)
		w.out = env.ID.append(w.out)
	}
	if k.layout == flat || k.layout == either && env.Form == FormFlat {
		err = p.addFlat(w, m)
	} else {
		err = p.addNested(w, env, k, m)
	}
	if err != nil {
		return nil, err
	}
	if err := w.addExtra(env); err != nil {
		return nil, err
	}
	return append(w.out, '}'), nil
}

// addNested writes the payload into its property, or not at all when nothing is lost by that.
func (p *protocol) addNested(w *object, env Envelope, k *kind, m Message) (err error) {
	before := len(w.out)
	w.begin(p.payloadName)
	start := len(w.out)
	if raw := env.Extra[p.payloadName]; raw != nil && k.value && isUnchanged(m, raw) {
		w.out = append(w.out, raw...)
	} else if err = w.put(m); err != nil {
		return err
	}
	if isBare(env, k, m, w.out[start:]) {
		w.out = w.out[:before]
	}
	return nil
}

// isUnchanged reports whether a value still is what the text made of it, which may spell it otherwise.
func isUnchanged(m Message, raw []byte) bool {
	was := reflect.New(reflect.TypeOf(m).Elem()).Interface()
	return unmarshal(raw, was) == nil && reflect.DeepEqual(was, m)
}

// isBare reports whether a message goes without its payload: an empty one where the envelope says so, or that of any value
// when there is none.
func isBare(env Envelope, k *kind, m Message, payload []byte) bool {
	if k.value {
		if v := reflect.ValueOf(m).Elem().Field(0); v.Type() == typeOfRaw && v.IsNil() {
			return true
		}
	}
	wanted := env.Form == FormBare || env.Form == FormUsual && k.layout == bare
	return wanted && (string(payload) == "{}" || reflect.ValueOf(m).Elem().IsZero())
}

// addFlat writes the members of a payload beside the type. None of them can pose as a property of the envelope.
func (p *protocol) addFlat(w *object, m Message) error {
	payload, err := marshal(m)
	if err != nil {
		return err
	}
	c := cursor{data: string(payload)}
	for name := range c.members() {
		if value := c.skip(); !p.owns(name) {
			w.addValid(name, value)
		}
	}
	return nil
}

// owns reports whether the envelope of every message has the property.
func (p *protocol) owns(name string) bool {
	return name == p.typeName || name == p.idName && name != "" || p.isFixed(name)
}

// addExtra writes the members of the envelope that were kept, except those that are written already.
func (w *object) addExtra(env Envelope) error {
	if len(env.Extra) == 0 {
		return nil
	}
	written := map[string]bool{}
	c := cursor{data: string(w.out) + "}"}
	for name := range c.members() {
		c.skip()
		written[name] = true
	}
	for name, value := range inOrder(env.Extra) {
		if written[name] {
			continue
		}
		w.begin(name)
		if err := w.raw(value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
