package golang

import (
	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

const contextPackage = "context"

// dispatchDecls gives, for each side, the struct of its handlers and what calls them.
func (t *Target) dispatchDecls() []decl {
	var decls []decl
	for _, side := range t.parts.sides {
		decls = append(decls, func(p *printer) { t.handlersType(p, side) })
		decls = append(decls, built(t.dispatchMethod(side))...)
		decls = append(decls, func(p *printer) { t.deliverMethod(p, side) })
		if t.answers(side) {
			decls = append(decls, built(t.answerMethod(side))...)
		}
	}
	return decls
}

// received gives the messages that a side has a handler for.
func (t *Target) received(p *schema.Participant) []*schema.Message {
	var list []*schema.Message
	for _, m := range t.parts.messages {
		if m.ReceivedBy(p) {
			list = append(list, m)
		}
	}
	return list
}

func (t *Target) handlersName(p *schema.Participant) string { return t.names.sides[p] + "Handlers" }

// handlerName names the field of a message's handler.
func (t *Target) handlerName(m *schema.Message) string { return "On" + t.names.messages[m] }

// handlersType prints the struct of optional functions.
func (t *Target) handlersType(p *printer, side *schema.Participant) {
	messages := t.received(side)
	name := t.handlersName(side)
	p.comment(t.doc().
		say("%s are what %s does with the messages that it receives. Each may be nil. [EnvelopeFrom] gives a handler the envelope of its message.",
			name, side.InSentence()).lines...)
	p.block("type "+name+" struct", func() {
		for _, m := range messages {
			p.comment(t.handlerDoc(m).lines...)
			p.row(t.handlerName(m), handlerFunc(p, "*"+t.names.messages[m]))
		}
		if len(messages) > 0 {
			p.gap()
		}
		p.comment(t.doc().say("Default is called for a message whose own handler is nil, and for a [*RawMessage].").lines...)
		p.row("Default", handlerFunc(p, "Message"))
	})
}

// handlerFunc spells the type of a handler.
func handlerFunc(p *printer, message string) string {
	return "func(ctx " + p.name(contextPackage, "Context") + ", m " + message + ") error"
}

// handlerDoc gives the comment of a handler's field.
func (t *Target) handlerDoc(m *schema.Message) *doc {
	d := t.doc().prose(m.Summary)
	if m.Catches != "" {
		d.say("It is called as well, and first, for every message whose type on the wire fits %q.", m.Catches)
	}
	if m.Deprecated != nil {
		d.say("Deprecated: see [%s].", t.names.messages[m])
	}
	return d
}

// dispatchMethod gives the method that hands a message to its handlers.
func (t *Target) dispatchMethod(p *schema.Participant) jen.Code {
	var catchers []*schema.Message
	for _, m := range t.received(p) {
		if m.Catches != "" {
			catchers = append(catchers, m)
		}
	}
	d := t.doc()
	if len(catchers) == 0 {
		d.say("Dispatch hands a message that %s received to its own handler, or to Default when that is nil.", p.InSentence())
	} else {
		d.say("Dispatch hands a message that %s received first to the handlers that catch its type, in the order of the fields, then to its own handler, or to Default when that is nil. It calls them all and joins their errors.", p.InSentence())
	}
	body := []jen.Code{jen.Id("ctx").Op("=").Id("withEnvelope").Call(jen.Id("ctx"), jen.Id("env"))}
	deliver := jen.Id("h").Dot("deliver").Call(jen.Id("ctx"), jen.Id("m"))
	if len(catchers) == 0 {
		body = append(body, jen.Return(deliver))
	} else {
		var results []jen.Code
		for _, m := range catchers {
			results = append(results, jen.Id("catch").Call(jen.Id("ctx"), jen.Id("definition"), jen.Lit(m.Catches),
				jen.Id("h").Dot(t.handlerName(m)), jen.Id("env"), jen.Id("m")))
		}
		body = append(body, jen.Return(jen.Qual("errors", "Join").Custom(rows("(", ")"), append(results, deliver)...)))
	}
	return d.comment().Func().Params(jen.Id("h").Op("*").Id(t.handlersName(p))).Id("Dispatch").
		Params(jen.Id("ctx").Qual(contextPackage, "Context"), jen.Id("env").Id("Envelope"), jen.Id("m").Id("Message")).
		Error().Block(body...)
}

// deliverMethod prints the method that finds a message's own handler.
func (t *Target) deliverMethod(p *printer, side *schema.Participant) {
	messages := t.received(side)
	deliver := func(own string) { p.line("return deliver(ctx, " + own + ", m, h.Default)") }
	p.block("func (h *"+t.handlersName(side)+") deliver(ctx "+p.name(contextPackage, "Context")+", m Message) error", func() {
		if len(messages) == 0 {
			deliver("nil")
			return
		}
		p.line("switch m := m.(type) {")
		for _, m := range messages {
			p.line("case *" + t.names.messages[m] + ":")
			p.indent(func() { deliver("h." + t.handlerName(m)) })
		}
		p.line("default:")
		p.indent(func() { deliver("nil") })
		p.line("}")
	})
}

// answers reports whether a side answers messages that it does not know.
func (t *Target) answers(p *schema.Participant) bool {
	m := t.protocol.Unknown
	return m != nil && m.Live() && m.SentBy(p)
}

func (t *Target) answerMethod(p *schema.Participant) jen.Code {
	m := t.protocol.Unknown
	return t.doc().
		say("Answer gives the [%s] that %s owes to a message that it does not know, or nil when it owes none: it knows the message, or the message itself is of the type of such an answer.",
			t.names.messages[m], p.InSentence()).
		comment().Func().Params(jen.Op("*").Id(t.handlersName(p))).Id("Answer").
		Params(jen.Id("env").Id("Envelope"), jen.Id("m").Id("Message")).Params(jen.Id("Message"), jen.Error()).
		Block(jen.Return(jen.Id("definition").Dot("answer").Call(
			jen.Id(t.sideName(p)), jen.Lit(m.Type), jen.Id("env"), jen.Id("m"), jen.Id("unknownAnswer"))))
}
