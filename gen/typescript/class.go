package typescript

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// connect writes the function that begins a conversation. The other side of the package may make an iframe for it.
func (t *Target) connect(p *printer, s *side) {
	p.doc(ours("Begins a conversation as " + s.participant.InSentence() + ", by wire types alone. {@link " + s.class + "} has a method for each message besides.").
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

// class writes the class of a side: a method for each message that it sends. Most of them are made of their names, by the
// runtime; the others have a body.
func (t *Target) class(p *printer, s *side) {
	about := ours("Holds the conversation as " + s.participant.InSentence() + ", with a method for each message that it sends.")
	about.prose = append(about.prose, t.docOf(&s.participant.Meta, t.protocol.Evidence).prose...)
	named, bodied := t.methods(s)
	t.methodNames(p, named)
	p.gap()
	p.doc(about.withExample("const " + s.variable + " = " + t.beginning(s, "new "+s.class)))
	p.put(inSource, "export interface "+s.class+" {")
	p.put(inDeclared, "export declare class "+s.class+" {")
	p.inside(func() {
		t.inherited(p, s)
		for _, m := range named {
			p.gap()
			t.sendMethod(p, s, m)
		}
	})
	p.put(inSource, "}")
	p.gap()
	extends := func(runtime, class, connect string) string {
		return "class " + class + " extends " + pure + runtime + "sender(" + connect + ", " + methodsName + ") {"
	}
	p.put(inSource, "export "+extends(runtimeName+".", s.class, connectName))
	p.put(inScript, extends("", p.exported(s.class), p.local(connectName)))
	p.inside(func() {
		for _, m := range bodied {
			p.gap()
			t.sendMethod(p, s, m)
		}
	})
	p.put(inTypes|inScript, "}")
}

// methodsName is the text of the names of methods.
const methodsName = "methods"

// methods gives the messages whose methods are made of their names, and the others: those that are replied to by id give
// it back, those that reply take the message that they answer.
func (t *Target) methods(s *side) (named, bodied []*schema.Message) {
	for _, m := range s.sends {
		if isNamed(m) {
			named = append(named, m)
		} else {
			bodied = append(bodied, m)
		}
	}
	return named, bodied
}

func isNamed(m *schema.Message) bool {
	return !isAsked(m) && len(repliesByID(m)) == 0 && !strings.ContainsAny(m.Type, "=! \t\r\n")
}

// isAsked reports whether a message is replied to by its id.
func isAsked(m *schema.Message) bool { return m.Replies != nil && m.Replies.By == "id" }

// methodNames writes the names of methods, as sent in runtime/src/words.ts reads them.
func (t *Target) methodNames(p *printer, messages []*schema.Message) {
	var words []string
	for _, m := range messages {
		word, mark := m.Sends, "="
		if m.Payload.Type == nil {
			mark = "!"
		}
		switch isDerived := derivedType(m.Sends) == m.Type; {
		case !isDerived:
			word += mark + m.Type
		case mark == "!":
			word += mark
		}
		words = append(words, word)
	}
	p.gap()
	p.docIn(inSource, doc{}.with("The names of methods, with the types of their messages where these are other words. An exclamation mark: no payload."))
	p.put(inSource, "export const "+methodsName+" =")
	p.put(inScript, "const "+methodsName+" =")
	p.put(inCode, textOfWords(words)+";")
}

// inherited declares what the class has of the runtime.
func (t *Target) inherited(p *printer, s *side) {
	result := "void"
	if m := s.ready(); m != nil {
		result = t.names.noun(m)
	}
	p.docIn(inDeclared, ours("The conversation underneath: its state, and messages by wire type.").
		withExample("console.log("+s.variable+".session.isReady);"))
	p.put(inDeclared, "readonly session: "+p.use(s.sessionName())+";\n")
	p.docIn(inDeclared, ours("Begins a conversation, or takes one that has begun.").
		withExample("const "+s.variable+" = "+t.beginning(s, "new "+s.class)))
	p.put(inDeclared, "constructor("+typed([]parameter{optionsParameter(p, s), {"session", p.use(s.sessionName()), true}})+");\n")
	p.docIn(inDeclared, ours("Waits for the other side. Rejects when there is none, when it does not answer, when the time is up and when this is destroyed.").
		withExample("await "+s.variable+".ready({ timeoutMs: 10_000 });"))
	p.put(inDeclared, "ready(options?: { readonly timeoutMs?: number | undefined }): Promise<"+result+">;\n")
	p.docIn(inDeclared, ours("Ends the conversation: from now on nothing is sent, received or called.").
		withExample(s.variable+".destroy();"))
	p.put(inDeclared, "destroy(): void;\n")
	p.docIn(inDeclared, ours("The same as `destroy`, for `using`. It is there where the language knows `Symbol.dispose`.").
		withExample("using "+s.variable+" = "+t.beginning(s, "new "+s.class)))
	p.put(inDeclared, "readonly [Symbol.dispose]: () => void;")
}

// sendMethod writes the method that sends a message. It gives the id where a reply will carry the same one, and takes the
// message that it answers where it is such a reply.
func (t *Target) sendMethod(p *printer, s *side, m *schema.Message) {
	about := t.docOf(&m.Meta, m.Evidence)
	var parameters []parameter
	payload := ""
	if m.Payload.Type != nil {
		parameters = append(parameters, parameter{name: "data", typ: t.sentType(p, m)})
		payload = "data"
	}
	requests := repliesByID(m)
	if len(requests) > 0 {
		var types []string
		for _, request := range requests {
			types = append(types, t.envelopeOf(p, request))
		}
		parameters = append(parameters, parameter{"request", strings.Join(types, " | "), true})
		about.tags = append(about.tags, "@param request - the message that this one answers")
	}
	result := "void"
	if isAsked(m) {
		result = t.sentID() + " | undefined"
		about.tags = append(about.tags, "@returns the id, which the replies have too; undefined when the message was not sent")
	}
	p.doc(t.withCalls(about, s, m))
	if isNamed(m) {
		p.line("%s(%s): %s;", m.Sends, typed(parameters), result)
		return
	}
	send := plain("this.session.send(" + strings.Join(append([]string{quote(m.Type)}, strings.Fields(payload)...), ", ") + ");")
	if len(requests) > 0 {
		reply := t.replyTo(m, payload)
		send = statement{"request ? " + reply.source + " : " + send.source, "request ? " + reply.script + " : " + send.script}
	}
	if isAsked(m) {
		send = statement{"return " + send.source, "return " + send.script}
	}
	p.method(m.Sends, parameters, result, send)
}

// replyTo writes the call that sends a message with the id of the request. What this side fills in is known here too.
func (t *Target) replyTo(m *schema.Message, payload string) statement {
	origin := ""
	for _, f := range filled(m) {
		if f.Fill == "origin" {
			origin = ", globalThis.origin"
		}
	}
	write := ".write(" + quote(m.Type) + ", [" + payload + "], " + access("request", t.protocol.Envelope.ID) + origin + "))"
	return statement{
		source: "this.session.post((" + sideName + " as " + runtimeName + ".Side)" + write,
		script: "this.session.post(" + sideName + write,
	}
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
