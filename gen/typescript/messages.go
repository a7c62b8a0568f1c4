package typescript

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// envelope writes the type of a whole message: the properties that every message has, and the payload where it belongs.
func (t *Target) envelope(p *printer) {
	e := t.protocol.Envelope
	p.doc(ours("A message as it travels: an envelope around a payload.").
		withExample("const show = (message: " + envelopeName + "<string, unknown>): void => console.log(" + access("message", e.Type) + ");"))
	p.block("export type "+envelopeName+"<Type extends string, Payload> = {", "} & "+t.payloadPlace(), func() {
		p.doc(doc{}.with("The wire type, which tells what the payload is."))
		p.line("readonly %s: Type;", key(e.Type))
		if e.ID != "" {
			p.doc(doc{}.with("The id. A message that a side makes up for itself has none."))
			p.line("readonly %s?: %s | undefined;", key(e.ID), t.expr(p, e.IDType))
		}
		for _, f := range e.Fixed {
			p.doc(doc{}.with("The same in every message."))
			p.line("readonly %s: %s;", key(f.Name), constType(f.Value))
		}
	})
}

// payloadPlace writes where a payload is, as a type of the envelope's parameters: nowhere, beside the type, or in a
// property of its own.
func (t *Target) payloadPlace() string {
	place := "Payload"
	if property := t.protocol.Envelope.Payload; property != "" {
		nested := "{ readonly " + key(property) + ": Payload }"
		place = nested
		if types := t.typesLaidOut(schema.Either); len(types) > 0 {
			place = typeCase(types, nested+" | Payload", place)
		}
		if types := t.typesLaidOut(schema.Flat); len(types) > 0 {
			place = typeCase(types, "Payload", place)
		}
	}
	return "([Payload] extends [undefined]\n  ? unknown\n  : " + place + ");"
}

// typeCase writes a type for messages of certain wire types, and another one for the rest.
func typeCase(types []string, then, otherwise string) string {
	return "Type extends " + strings.Join(types, " | ") + "\n  ? " + then + "\n  : " + otherwise
}

// handler writes the type of the functions that get messages.
func (t *Target) handler(p *printer) {
	p.gap()
	p.doc(ours("What to do when a message arrives: a function of its payload and of the whole message.").
		withExample("const show: " + handlerName + "<string, unknown> = (data, event) => console.log(" + access("event", t.protocol.Envelope.Type) + ", data);"))
	p.line("export type %s<Type extends string, Payload> = (data: Payload, event: %s<Type, Payload>) => void;", handlerName, envelopeName)
}

// typesLaidOut gives the wire types of a layout, as literals. The handshake's messages never reach an application.
func (t *Target) typesLaidOut(layout schema.Layout) []string {
	var list []string
	for _, m := range t.protocol.LiveMessages() {
		if m.Layout == layout && !isHandshake(t.protocol, m) {
			list = append(list, quote(m.Type))
		}
	}
	return distinct(list)
}

// sideTypes writes the types of what a side sends and receives.
func (t *Target) sideTypes(p *printer, s *side) {
	t.payloadMap(p, s.sendsName(), "What "+s.participant.InSentence()+" sends: the payload of each wire type.", s.sends, t.sentType)
	t.payloadMap(p, s.receivesName(), "What reaches "+s.participant.InSentence()+": the payload of each wire type.", s.receives, t.payloadType)
	t.eventType(p, s)
	t.handlers(p, s)
	t.sessionType(p, s)
	t.optionsType(p, s)
}

// payloadMap writes an interface from wire types to payloads.
func (t *Target) payloadMap(p *printer, name, about string, messages []*schema.Message, payload func(*printer, *schema.Message) string) {
	var types []string
	payloads := map[string][]string{}
	for _, m := range messages {
		if payloads[m.Type] == nil {
			types = append(types, m.Type)
		}
		payloads[m.Type] = append(payloads[m.Type], payload(p, m))
	}
	p.gap()
	p.doc(ours(about).withExample("type Types = keyof " + name + ";"))
	p.block("export interface "+name+" {", "}", func() {
		for _, wire := range types {
			p.line("%s: %s;", key(wire), strings.Join(payloads[wire], " | "))
		}
	})
}

// payloadType gives the type of a message's payload.
func (t *Target) payloadType(p *printer, m *schema.Message) string { return p.use(t.names.noun(m)) }

// sentType is payloadType where the application hands a payload over: it may leave out what the runtime fills.
func (t *Target) sentType(p *printer, m *schema.Message) string {
	noun := t.payloadType(p, m)
	var names []string
	for _, f := range filled(m) {
		if f.Required {
			names = append(names, quote(f.Wire))
		}
	}
	if len(names) == 0 {
		return noun
	}
	fills := strings.Join(names, " | ")
	return fmt.Sprintf("Omit<%s, %s> & Partial<Pick<%s, %s>>", noun, fills, noun, fills)
}

// eventType writes the union of all whole messages that reach a side.
func (t *Target) eventType(p *printer, s *side) {
	p.gap()
	wire := t.protocol.Envelope.Type
	p.doc(ours("Any message that reaches " + s.participant.InSentence() + ", whole. Its `" + wire + "` tells which one it is.").
		withExample("const show = (event: " + s.eventName() + "): void => console.log(event);"))
	p.block("export type "+s.eventName()+" = {", "}["+"keyof "+s.receivesName()+"];", func() {
		p.line("[Type in keyof %s]: %s<Type, %s[Type]>;", s.receivesName(), p.use(envelopeName), s.receivesName())
	})
}

// handlers writes the functions that a side may be given, one a message.
func (t *Target) handlers(p *printer, s *side) {
	p.gap()
	rest := unhandled + ": (data, event) => console.log(data, event),"
	example := rest
	if m := s.typical(); m != nil {
		example = t.handled(m)
	}
	p.doc(ours("The handlers of " + s.participant.InSentence() + ", one for each message that reaches it. All of them are optional.").
		withExample("const handlers: " + s.handlersName() + " = {\n  " + example + "\n};"))
	p.block("export interface "+s.handlersName()+" {", "}", func() {
		for _, m := range s.receives {
			p.doc(t.docOf(&m.Meta, m.Evidence).withExample(t.handled(m)))
			p.line("%s?: %s | undefined;", t.names.handler(m), t.handlerOf(p, s, m))
		}
		p.doc(ours("Called for a message that has no handler here. Its type may be one that this package does not know.").
			withExample(rest))
		p.line("%s?: ((data: unknown, event: %s) => void) | undefined;", unhandled, s.eventName())
	})
}

// handlerOf gives the type of a message's handler. One that catches others gets theirs.
func (t *Target) handlerOf(p *printer, s *side, m *schema.Message) string {
	noun := p.use(t.names.noun(m))
	if m.Catches == "" {
		return fmt.Sprintf("%s<%s, %s>", p.use(handlerName), quote(m.Type), noun)
	}
	if m.Payload.Type == nil {
		noun = "unknown"
	}
	return fmt.Sprintf("((data: %s, event: %s) => void)", noun, s.eventName())
}

// envelopeOf gives the type of one whole message.
func (t *Target) envelopeOf(p *printer, m *schema.Message) string {
	return fmt.Sprintf("%s<%s, %s>", p.use(envelopeName), quote(m.Type), p.use(t.names.noun(m)))
}

func (t *Target) sessionType(p *printer, s *side) {
	ready := "void"
	if m := s.ready(); m != nil {
		ready = p.use(t.names.noun(m))
	}
	p.gap()
	p.doc(ours("A conversation, as " + s.participant.InSentence() + " has it.").
		withExample("const end = (session: " + s.sessionName() + "): void => session.destroy();"))
	p.line("export type %s = %s.Session<%s, %s, %s>;", s.sessionName(), p.use(runtimeName), s.sendsName(), ready, t.sentID())
}

// sentID gives the type of the ids that the runtime makes.
func (t *Target) sentID() string {
	switch id := t.protocol.Envelope.IDType.(type) {
	case *schema.Basic:
		if t.protocol.Envelope.ID != "" {
			return basicType(id)
		}
	case *schema.Union:
		return "string"
	}
	return "string"
}

// optionsType writes what a side can be told: what the runtime takes, and the application's part of the handshake.
func (t *Target) optionsType(p *printer, s *side) {
	base := "Options"
	if s.needsOrigin() {
		base = "OriginOptions"
	}
	p.gap()
	p.doc(ours("What a " + s.class + " can be told.").
		withExample("const options: " + s.options() + " = {\n  " + strings.Join(append(t.requiredOptions(s), "queue: true"), ",\n  ") + ",\n};"))
	told := fmt.Sprintf("%s.%s<%s>", p.use(runtimeName), base, s.handlersName())
	opening, between, end := "export interface "+s.options()+" extends "+told, " {", "}"
	if s == t.other {
		opening, between, end = "export type "+s.options()+" = "+runtimeName+".Framed<"+told, " & {", "}>;"
	}
	if s.greeting == nil {
		if s == t.other {
			between, end = "", ">;"
		}
		p.line("%s", opening+between+end)
		return
	}
	p.block(opening+between, end, func() {
		p.doc(t.docOf(&s.greeting.Meta, s.greeting.Evidence).with("Here without what the runtime fills."))
		if s.needsGreeting() {
			p.line("readonly %s: %s;", key(s.greeting.Name), t.sentType(p, s.greeting))
		} else {
			p.line("readonly %s?: %s | undefined;", key(s.greeting.Name), t.sentType(p, s.greeting))
		}
	})
}
