package typescript

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// connect writes the function that begins a conversation. The other side of the package may make an iframe for it.
func (t *Target) connect(p *printer, s *side) {
	p.doc(ours("Begins a conversation as " + sideWords(s) + ", by wire types alone. {@link " + s.class + "} has a method for each message besides.").
		withExample("const session = " + t.beginning(s, connectName) + sending(s)))
	given, access := "options ?? {}", "options?."
	if s.needsOptions() {
		given, access = "options", "options."
	}
	p.function(connectName, []parameter{optionsParameter(p, s)}, p.use(s.sessionName()), withRuntime(func(runtime string) string {
		if s == t.other {
			begin := t.begin(s, runtime, "settings", "settings.")
			return "return " + runtime + "framed(" + given + ", (settings) => " + begin + ");"
		}
		return "return " + t.begin(s, runtime, given, access) + ";"
	}))
}

// beginning writes an example of how a conversation begins: with one handler, and with what is required. The side that may
// be around the other one shows it in a frame.
func (t *Target) beginning(s *side, call string) string {
	var options []string
	if s == t.other {
		options = append(options, "frame: { src: 'https://app.example/' }")
	} else if s.needsOrigin() {
		options = append(options, originOption)
	}
	options = append(options, t.greetingOption(s)...)
	if m := s.typical(); m != nil {
		options = append(options, "eventHandlers: { "+strings.TrimSuffix(t.handled(m), ",")+" }")
	}
	if len(options) == 0 {
		return call + "();"
	}
	return call + "({\n  " + strings.Join(options, ",\n  ") + ",\n});"
}

// sending writes an example of a message that is sent by its wire type, as soon as the other side is there.
func sending(s *side) string {
	m := s.tellable()
	if m == nil {
		return ""
	}
	return "\nawait session.ready();\nsession.send(" + quote(m.Type) + ", " + literal(m.Examples[0], "") + ");"
}

// begin writes the call that begins a conversation with options, whose members access leads to.
func (t *Target) begin(s *side, runtime, options, access string) string {
	call := "talk"
	switch {
	case t.protocol.Handshake != nil && s.opens():
		call = "open"
	case t.protocol.Handshake != nil:
		call = "accept"
	}
	arguments := sideName + ", " + options
	if s.greeting != nil {
		arguments += ", " + access + s.greeting.Name
	}
	return runtime + call + "(" + arguments + ")"
}

func optionsParameter(p *printer, s *side) parameter {
	return parameter{"options", p.use(s.options()), !s.needsOptions()}
}

// class writes the class of a side: a method for each message that it sends.
func (t *Target) class(p *printer, s *side) {
	p.gap()
	about := ours("Holds the conversation as " + sideWords(s) + ", with a method for each message that it sends.")
	about.prose = append(about.prose, t.docOf(&s.participant.Meta, t.protocol.Evidence).prose...)
	p.doc(about.withExample("const " + s.variable + " = " + t.beginning(s, "new "+s.class)))
	p.class(s.class, func() {
		p.doc(ours("The conversation underneath: its state, and messages by wire type.").
			withExample("console.log(" + s.variable + ".session.isReady);"))
		p.line("readonly session: %s;", p.use(s.sessionName()))
		p.gap()
		t.constructor(p, s)
		t.ready(p, s)
		for _, m := range s.sends {
			p.gap()
			t.sendMethod(p, s, m)
		}
		p.gap()
		p.doc(ours("Ends the conversation: from now on nothing is sent, received or called.").withExample(s.variable + ".destroy();"))
		p.method("destroy", nil, "void", plain("this.session.destroy();"))
		p.gap()
		p.doc(ours("The same as `destroy`, for `using`. It is there where the language knows `Symbol.dispose`.").
			withExample("using " + s.variable + " = " + t.beginning(s, "new "+s.class)))
		p.field("readonly [Symbol.dispose]: () => void")
	})
}

func (t *Target) constructor(p *printer, s *side) {
	p.doc(ours("Begins a conversation, or takes one that has begun.").
		withExample("const " + s.variable + " = " + t.beginning(s, "new "+s.class)))
	p.method("constructor", []parameter{optionsParameter(p, s), {"session", p.use(s.sessionName()), true}}, "",
		statement{
			source: "this.session = session ?? " + connectName + "(options);",
			script: "this.session = session ?? " + p.local(connectName) + "(options);",
		},
		statement{source: runtimeName + ".disposable(this);", script: "disposable(this);"},
	)
}

func (t *Target) ready(p *printer, s *side) {
	p.gap()
	result := "void"
	if m := s.ready(); m != nil {
		result = p.use(t.names.noun(m))
	}
	p.doc(ours("Waits for the other side. Rejects when there is none, when it does not answer, when the time is up and when this is destroyed.").
		withExample("await " + s.variable + ".ready({ timeoutMs: 10_000 });"))
	p.method("ready", []parameter{{"options", "{ readonly timeoutMs?: number | undefined }", true}}, "Promise<"+result+">",
		plain("return this.session.ready(options);"))
}

// sendMethod writes the method that sends a message. It gives the id where a reply will carry the same one, and takes the
// message that it answers where it is such a reply.
func (t *Target) sendMethod(p *printer, s *side, m *schema.Message) {
	about := t.docOf(&m.Meta, m.Evidence)
	var parameters []parameter
	arguments := []string{quote(m.Type)}
	if m.Payload.Type != nil {
		parameters = append(parameters, parameter{name: "data", typ: t.sentType(p, m)})
		arguments = append(arguments, "data")
	}
	verb := "send"
	if requests := repliesByID(m); len(requests) > 0 {
		var types []string
		for _, request := range requests {
			types = append(types, t.envelopeOf(p, request))
		}
		parameters = append(parameters, parameter{"request", strings.Join(types, " | "), true})
		arguments = append([]string{"request"}, arguments...)
		verb = "reply"
		about.tags = append(about.tags, "@param request - the message that this one answers")
	}
	result, before := "void", ""
	if m.Replies != nil && m.Replies.By == "id" {
		result, before = t.sentID()+" | undefined", "return "
		about.tags = append(about.tags, "@returns the id, which the replies have too; undefined when the message was not sent")
	}
	p.doc(t.withCalls(about, s, m))
	p.method(m.Sends, parameters, result, plain(before+"this.session."+verb+"("+strings.Join(arguments, ", ")+");"))
}

// repliesByID gives the messages that a message answers with their id.
func repliesByID(m *schema.Message) []*schema.Message {
	var list []*schema.Message
	for _, request := range m.Answers {
		if request.Live() && request.Replies.By == "id" {
			list = append(list, request)
		}
	}
	return list
}
