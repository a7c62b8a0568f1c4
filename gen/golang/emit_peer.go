package golang

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// peerMethods are the methods that each participant has beside those that send.
var peerMethods = []string{"Close", "Ready", "Run", "Send"}

// peerDecls gives, for each side, the type of a participant, its options and the methods that send; then the table of the
// conversation that drives the runtime.
func (t *Target) peerDecls() []decl {
	var decls []decl
	for _, side := range t.parts.sides {
		decls = append(decls, built(t.peerType(side), t.optionsType(side), t.newPeer(side))...)
		for _, m := range t.sent(side) {
			decls = append(decls, func(p *printer) { t.sendMethod(p, side, m) })
			if t.awaits(side, m) {
				decls = append(decls, func(p *printer) { t.waitMethod(p, side, m) })
			}
		}
	}
	return append(decls, built(t.conversation())...)
}

// sent gives the messages that a side's application sends.
func (t *Target) sent(p *schema.Participant) []*schema.Message {
	var list []*schema.Message
	for _, m := range t.parts.messages {
		if m.SentBy(p) && !m.Automatic {
			list = append(list, m)
		}
	}
	return list
}

// awaits reports whether a message that a side sends has replies that the side receives.
func (t *Target) awaits(p *schema.Participant, m *schema.Message) bool {
	return m.Replies != nil && slices.ContainsFunc(t.repliesTo(m), func(r *schema.Message) bool { return r.ReceivedBy(p) })
}

// repliesTo gives the emitted messages that may come back to a message.
func (t *Target) repliesTo(m *schema.Message) []*schema.Message {
	var list []*schema.Message
	for _, r := range m.Replies.Messages {
		if t.parts.has(r.Message) {
			list = append(list, r.Message)
		}
	}
	return list
}

func (t *Target) optionsName(p *schema.Participant) string { return t.names.sides[p] + "Options" }

func (t *Target) peerType(p *schema.Participant) jen.Code {
	name := t.names.sides[p]
	d := t.doc().
		say("%s is the part of %s in a conversation. [New%s] makes one. Its Run receives; its other methods may be called at any time, from any goroutine and from handlers.", name, p.InSentence(), name)
	if t.protocol.Handshake != nil {
		d.say("A method that sends waits until the handshake is done.")
	}
	if t.protocol.Envelope.ID != "" {
		d.say("A reply that is matched by its id takes the id from the context that the handler of the request was given, so use that context, or one derived from it, to send the reply.")
	}
	return d.comment().Type().Id(name).Struct(jen.Op("*").Id("peer"))
}

// optionsType gives the struct of what can be set on a participant.
func (t *Target) optionsType(p *schema.Participant) jen.Code {
	var fields []jen.Code
	add := func(about string, field *jen.Statement) {
		fields = append(fields, t.doc().say("%s", about).comment().Add(field))
	}
	if name, m := t.greeting(p); m != nil {
		add("What to add to the ["+t.names.messages[m]+"] of the handshake. Nil: nothing.", jen.Id(name).Op("*").Id(t.names.messages[m]))
	}
	if t.fillsWith(p, "origin") {
		add("Where this side was loaded from, as it tells the other one.", jen.Id("Origin").String())
	}
	if t.fillsWith(p, "debug") {
		add("What this side tells the other one of its being debugged.", jen.Id("Debug").Bool())
	}
	add("Gets a line for each message at the debug level, with its type and id. Nil: nothing is logged.", jen.Id("Logger").Op("*").Qual("log/slog", "Logger"))
	add("Adds the whole message to those lines. It may hold personal data.", jen.Id("LogPayloads").Bool())
	add("Decides what an error of a handler means: nil goes on, an error ends Run, which returns it. Left out, every error of a handler ends Run.",
		jen.Id("HandleError").Func().Params(jen.Id("ctx").Qual(contextPackage, "Context"), jen.Id("m").Id("Message"), jen.Err().Error()).Error())
	return t.doc().say("%s are what can be set on a %s. The zero value will do.", t.optionsName(p), t.names.sides[p]).
		comment().Type().Id(t.optionsName(p)).Struct(fields...)
}

// greeting gives the message of the handshake that a side sends and the name of the option for it, or nil.
func (t *Target) greeting(p *schema.Participant) (string, *schema.Message) {
	h := t.protocol.Handshake
	switch {
	case h == nil:
		return "", nil
	case h.From == p:
		return "Open", h.Open
	default:
		return "Accept", h.Accept
	}
}

// fillsWith reports whether a side sends a message with a member that the runtime fills so.
func (t *Target) fillsWith(p *schema.Participant, with string) bool {
	for _, m := range t.parts.messages {
		if m.SentBy(p) && slices.ContainsFunc(m.Payload.Struct.Live(), func(f *schema.Field) bool { return f.Fill == with }) {
			return true
		}
	}
	return false
}

func (t *Target) newPeer(p *schema.Participant) jen.Code {
	name := t.names.sides[p]
	var config []jen.Code
	set := func(field string, value jen.Code) { config = append(config, jen.Id(field).Op(":").Add(value)) }
	option := func(name string) *jen.Statement { return jen.Id("o").Dot(name) }
	if h := t.protocol.Handshake; h != nil && h.From == p {
		set("opens", jen.True())
	}
	if name, m := t.greeting(p); m != nil {
		set("greeting", option(name))
	}
	if t.fillsWith(p, "origin") {
		set("origin", option("Origin"))
	}
	if t.fillsWith(p, "debug") {
		set("debug", option("Debug"))
	}
	set("logger", option("Logger"))
	set("logPayloads", option("LogPayloads"))
	set("dispatch", jen.Id("h").Dot("Dispatch"))
	if t.answers(p) {
		set("answer", jen.Id("h").Dot("Answer"))
	}
	set("handleError", option("HandleError"))
	return t.doc().
		say("New%s makes a %s that speaks over a connection. Handlers and options may be nil; they are copied.", name, name).
		comment().Func().Id("New"+name).Params(
		jen.Id("conn").Id("Conn"), jen.Id("handlers").Op("*").Id(t.handlersName(p)), jen.Id("options").Op("*").Id(t.optionsName(p)),
	).Op("*").Id(name).Block(
		jen.List(jen.Id("h"), jen.Id("o")).Op(":=").List(jen.Id("copyOf").Call(jen.Id("handlers")), jen.Id("copyOf").Call(jen.Id("options"))),
		jen.Return(jen.Op("&").Id(name).Values(jen.Id("newPeer").Call(jen.Id("course"), jen.Id("conn"), jen.Id("config").Custom(rows("{", "}"), config...)))),
	)
}

// sendName names the method that sends a message.
func (t *Target) sendName(m *schema.Message) string { return t.names.senders[m] }

func (t *Target) waitName(m *schema.Message) string { return t.sendName(m) + "AndWait" }

func (t *Target) sendMethod(p *printer, side *schema.Participant, m *schema.Message) {
	d := t.doc().say("%s sends [%s].", t.sendName(m), t.names.messages[m])
	if m.Deprecated != nil {
		d.say("Deprecated: see [%s].", t.names.messages[m])
	}
	p.comment(d.lines...)
	p.block(t.sender(p, side, m, t.sendName(m))+") error", func() { p.line("return p.send(ctx, " + t.toSend(m) + ")") })
}

func (t *Target) waitMethod(p *printer, side *schema.Participant, m *schema.Message) {
	d := t.doc().say("%s sends [%s] and waits for a reply: %s. It gives the first that comes, or the first of the type of one that is wanted. Handlers are called with it too.",
		t.waitName(m), t.names.messages[m], t.replyNames(m))
	if m.Replies.By == "order" {
		d.say("Nothing in a reply tells which message it answers, so the first reply goes to the one who has waited longest: with two messages under way, which reply is whose is ambiguous. Set a deadline, since not every message is answered.")
	} else {
		d.say("Set a deadline, since the other side may never answer.")
	}
	if m.Deprecated != nil {
		d.say("Deprecated: see [%s].", t.names.messages[m])
	}
	p.comment(d.lines...)
	p.block(t.sender(p, side, m, t.waitName(m))+", wanted ...Message) (Message, error)", func() {
		p.line("return p.sendAndWait(ctx, " + t.toSend(m) + ", wanted)")
	})
}

// sender spells the head of a method that sends, up to its last parameter; a message without payload is no parameter.
func (t *Target) sender(p *printer, side *schema.Participant, m *schema.Message, name string) string {
	head := "func (p *" + t.names.sides[side] + ") " + name + "(ctx " + p.name(contextPackage, "Context")
	if m.Payload.Type != nil {
		head += ", m *" + t.names.messages[m]
	}
	return head
}

func (t *Target) toSend(m *schema.Message) string {
	if m.Payload.Type == nil {
		return "&" + t.names.messages[m] + "{}"
	}
	return "m"
}

// replyNames lists the types of the replies in words.
func (t *Target) replyNames(m *schema.Message) string {
	var names []string
	for _, r := range t.repliesTo(m) {
		names = append(names, "[*"+t.names.messages[r]+"]")
	}
	return joinOr(names)
}

// conversation gives the table of the course of the protocol.
func (t *Target) conversation() jen.Code {
	e := t.protocol.Envelope
	fields := []jen.Code{
		jen.Id("protocol").Op(":").Id("definition"),
		jen.Id("version").Op(":").Id("ProtocolVersion"),
	}
	add := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	if b, ok := e.IDType.(*schema.Basic); ok && b.Kind == "integer" {
		add("numbers", jen.True())
	}
	if e.IDOnly == "requests" {
		add("onlyRequests", jen.True())
	}
	if rows := t.expectedRows(); len(rows) > 0 {
		add("replies", tableOf(jen.Id("expected"), rows))
	}
	if rows := t.fillRows(); len(rows) > 0 {
		add("fills", tableOf(jen.Index().Id("filled"), rows))
	}
	if h := t.protocol.Handshake; h != nil {
		add("handshake", jen.Op("&").Id("handshake").Custom(rows("{", "}"), t.handshakeFields(h)...))
	}
	return comment("course is what the runtime knows of the course of a conversation.").
		Var().Id("course").Op("=").Op("&").Id("conversation").Custom(rows("{", "}"), fields...)
}

func tableOf(elem *jen.Statement, list []jen.Code) jen.Code {
	return jen.Map(jen.String()).Add(elem).Custom(rows("{", "}"), list...)
}

func (t *Target) expectedRows() []jen.Code {
	var list []jen.Code
	for _, m := range t.parts.messages {
		if m.Replies == nil {
			continue
		}
		var fields []jen.Code
		switch m.Replies.By {
		case "id":
			fields = append(fields, jen.Id("by").Op(":").Id("byID"))
		case "field":
			fields = append(fields, jen.Id("by").Op(":").Id("byField"), jen.Id("field").Op(":").Lit(m.Replies.Field))
		}
		if replies := t.repliesTo(m); len(replies) > 0 {
			var ids []jen.Code
			for _, r := range replies {
				ids = append(ids, jen.Lit(r.ID))
			}
			fields = append(fields, jen.Id("messages").Op(":").Index().String().Values(ids...))
		}
		list = append(list, jen.Lit(m.ID).Op(":").Values(fields...))
	}
	return list
}

func (t *Target) fillRows() []jen.Code {
	var list []jen.Code
	for _, m := range t.parts.messages {
		var fills []jen.Code
		for _, f := range m.Payload.Struct.Live() {
			if f.Fill != "" {
				fills = append(fills, jen.Values(jen.Lit(f.Wire), jen.Lit(f.Fill)))
			}
		}
		if len(fills) > 0 {
			list = append(list, jen.Lit(m.ID).Op(":").Values(fills...))
		}
	}
	return list
}

func (t *Target) handshakeFields(h *schema.Handshake) []jen.Code {
	fields := []jen.Code{jen.Id("open").Op(":").Lit(h.Open.ID), jen.Id("accept").Op(":").Lit(h.Accept.ID)}
	add := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	if h.Echo {
		add("echo", jen.True())
	}
	if h.Ready != nil && t.parts.has(h.Ready) {
		add("ready", jen.Lit(h.Ready.ID))
		var members []jen.Code
		for _, f := range h.Ready.Payload.Struct.Live() {
			members = append(members, jen.Lit(f.Wire))
		}
		if len(members) > 0 {
			add("members", jen.Index().String().Values(members...))
		}
	}
	if h.Failed != nil && t.parts.has(h.Failed) {
		add("failed", jen.Lit(h.Failed.ID))
	}
	if h.Redirect != nil {
		add("redirect", jen.Lit(h.Redirect.Message.ID))
		add("address", jen.Lit(h.Redirect.To.Wire))
	}
	if h.RetryMillis > 0 {
		add("retryMillis", jen.Lit(h.RetryMillis))
	}
	if h.TimeoutMillis > 0 {
		add("timeoutMillis", jen.Lit(h.TimeoutMillis))
	}
	return fields
}

// checkSenders reports methods of a participant that clash or cannot be spelled.
func (n *names) checkSenders(p *schema.Participant, parts *parts, found *[]schema.Diagnostic) {
	methods := newSpace(found, peerMethods...)
	methods.remedy = "sends"
	for _, m := range parts.messages {
		if !m.SentBy(p) || m.Automatic {
			continue
		}
		methods.add(named{"method of message", m.ID, m.Pos, n.senders[m]})
		if m.Replies != nil && len(m.Replies.Messages) > 0 {
			methods.add(named{"method of message", m.ID, m.Pos, n.senders[m] + "AndWait"})
		}
	}
}
