package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// An expected says what may come back to a message, and how it is known to be the reply.
type expected struct {
	by       matching
	field    string   // the member that is equal in both, when matched by it
	messages []string // ids in the definition
}

type matching uint8

const (
	byOrder matching = iota
	byID
	byField
)

// A wait is somebody who waits for a reply to one message.
type wait struct {
	expected
	id    IntOrString
	value json.RawMessage // of the field
	reply chan reply      // gets one
}

type reply struct {
	m   Message
	err error
}

// sendAndWait sends a message and waits for the first reply, or for the first of the type of a wanted one.
func (p *peer) sendAndWait(ctx context.Context, m Message, wanted []Message) (Message, error) {
	if isNil(m) {
		return nil, p.send(ctx, m)
	}
	w := &wait{expected: p.replies[m.messageID()], reply: make(chan reply, 1)}
	if err := w.narrow(wanted); err != nil {
		return nil, fmt.Errorf("%s was not sent: %w", p.wireType(m), err)
	}
	defer p.dropWait(w)
	if err := p.sendAwaiting(ctx, m, w); err != nil {
		return nil, err
	}
	select {
	case r := <-w.reply:
		return r.m, r.err
	default:
	}
	select {
	case r := <-w.reply:
		return r.m, r.err
	case <-p.done:
		return nil, fmt.Errorf("%s: no reply: %w", p.wireType(m), p.why())
	case <-ctx.Done():
		return nil, fmt.Errorf("%s: no reply: %w", p.wireType(m), context.Cause(ctx))
	}
}

// narrow makes a wait one for the wanted replies alone, if there are any.
func (w *wait) narrow(wanted []Message) error {
	if len(wanted) == 0 {
		return nil
	}
	var ids []string
	for _, m := range wanted {
		if m == nil || !slices.Contains(w.messages, m.messageID()) {
			return fmt.Errorf("a %T is no reply to it", m)
		}
		ids = append(ids, m.messageID())
	}
	w.messages = ids
	return nil
}

func (p *peer) addWait(w *wait, env Envelope, m Message) {
	if w == nil {
		return
	}
	w.id = env.ID
	if w.by == byField {
		w.value = compacted(membersOf(m)[w.field])
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waits = append(p.waits, w)
}

func (p *peer) dropWait(w *wait) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waits = slices.DeleteFunc(p.waits, func(x *wait) bool { return x == w })
}

// resolve gives a message to the one who has waited longest for it. A payload that cannot be read, which is what err says,
// is a reply as well.
func (p *peer) resolve(env Envelope, m Message, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, w := range p.waits {
		if p.isReply(w, env, m) {
			w.reply <- reply{m, err}
			p.waits = slices.Delete(p.waits, i, i+1)
			return
		}
	}
}

func (p *peer) isReply(w *wait, env Envelope, m Message) bool {
	if !slices.ContainsFunc(w.messages, func(id string) bool { return p.isOf(id, m) }) {
		return false
	}
	switch w.by {
	case byID:
		return env.ID == w.id
	case byField:
		return bytes.Equal(compacted(membersOf(m)[w.field]), w.value)
	default:
		return true
	}
}

// isOf reports whether a message is of a kind; one that could not be read is of every kind with its wire type.
func (p *peer) isOf(id string, m Message) bool {
	k := p.byID[id]
	if raw, ok := m.(*RawMessage); ok {
		return k != nil && raw.Type == k.wire
	}
	return m.messageID() == id
}

// repliesByID reports whether a message answers another, known by its wire type, with the id of that one.
func (c *conversation) repliesByID(wire, answer string) bool {
	for _, k := range c.byType[wire] {
		if e := c.replies[k.id]; e.by == byID && slices.Contains(e.messages, answer) {
			return true
		}
	}
	return false
}

func compacted(value json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, value) != nil {
		return nil
	}
	return b.Bytes()
}
