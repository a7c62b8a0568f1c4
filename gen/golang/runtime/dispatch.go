package runtime

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// EnvelopeFrom gives the envelope of the message that is being handled.
func EnvelopeFrom(ctx context.Context) (Envelope, bool) {
	env, ok := ctx.Value(envelopeKey{}).(*Envelope)
	if !ok {
		return Envelope{}, false
	}
	return *env, true
}

type envelopeKey struct{}

// An envelopeContext is the context in which a message is handled. It is one allocation, where context.WithValue needs two.
type envelopeContext struct {
	context.Context
	env Envelope
}

func (c *envelopeContext) Value(key any) any {
	if key == any(envelopeKey{}) {
		return &c.env
	}
	return c.Context.Value(key)
}

func withEnvelope(ctx context.Context, env Envelope) context.Context {
	return &envelopeContext{ctx, env}
}

// deliver hands a message to its own handler, or to the one for messages that have none.
func deliver[M Message](ctx context.Context, own func(context.Context, M) error, m M, other func(context.Context, Message) error) error {
	switch {
	case own != nil:
		return own(ctx, m)
	case other != nil:
		return other(ctx, m)
	default:
		return nil
	}
}

// catch hands a message whose wire type fits a glob to the handler that catches it, read as that handler's own message.
func catch[T any, P interface {
	*T
	Message
}](ctx context.Context, p *protocol, glob string, handler func(context.Context, P) error, env Envelope, m Message) error {
	_, own := m.(P)
	if handler == nil || own || !matchGlob(glob, env.Type) {
		return nil
	}
	caught := P(new(T))
	if err := p.recast(m, caught); err != nil {
		return err
	}
	return handler(ctx, caught)
}

// recast reads the payload of one message as another's. A payload that the other cannot hold leaves it empty.
func (p *protocol) recast(from, to Message) error {
	var payload string
	if raw, ok := from.(*RawMessage); ok {
		var env Envelope
		var b body
		if err := p.open(raw.JSON, &env, &b); err != nil {
			return err
		}
		payload = b.payloadOf(p, &kind{layout: either})
	} else {
		text, err := marshal(from)
		if err != nil {
			return err
		}
		payload = string(text)
	}
	if unmarshal([]byte(payload), to) == nil {
		return nil
	}
	return unmarshal([]byte("{}"), to)
}

// matchGlob reports whether a text fits a pattern in which * stands for any characters.
func matchGlob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	last := len(parts) - 1
	if last == 0 {
		return text == pattern
	}
	text, ok := strings.CutPrefix(text, parts[0])
	for _, part := range parts[1:last] {
		_, rest, found := strings.Cut(text, part)
		text, ok = rest, ok && found
	}
	return ok && strings.HasSuffix(text, parts[last])
}

// answer makes the answer to a message of a type that a side has no handler for. A message of the answer's own type gets
// none, or two sides could answer each other for ever.
func (p *protocol) answer(by side, wire string, env Envelope, m Message, make func(json.RawMessage) Message) (Message, error) {
	if t := p.wireType(m); t == wire || p.receives(by, t) {
		return nil, nil
	}
	original, err := p.encode(env, m)
	if err != nil {
		return nil, err
	}
	return make(original), nil
}

// receives reports whether a side has a handler for a wire type.
func (p *protocol) receives(by side, wire string) bool {
	return slices.ContainsFunc(p.byType[wire], func(k *kind) bool { return k.to&by != 0 })
}
