package typescript

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/callinggen/callinggen/schema"
)

// table writes what the runtime has to know of the protocol, as one side sees it. The shape of the table is the interface
// Side in runtime/src/side.ts. It is one pure expression, so that a bundle which does not use it leaves it out.
func (t *Target) table(p *printer, s *side) {
	p.doc(doc{}.with("The protocol, as " + sideWords(s) + " sees it."))
	p.put(inSource, "export const "+sideName+" = {")
	p.put(inScript, "const "+sideName+" = {")
	p.inside(func() {
		p.put(inCode, "protocol: "+quote(t.protocol.ID+"@"+t.protocol.Version)+",")
		t.envelopeTable(p)
		if fixed := t.protocol.Envelope.Fixed; len(fixed) > 0 {
			p.statement(withRuntime(func(runtime string) string {
				return "fixed: " + pure + runtime + "fixed(" + literal(object(fixed), "") + "),"
			}))
		}
		t.receivesTable(p, s)
		t.catchesTable(p, s)
		t.layoutsTable(p, s)
		t.fillsTable(p, s)
		t.handshakeTable(p, s)
		t.unknownTable(p, s)
	})
	p.put(inSource, "} satisfies "+runtimeName+".Side;")
	p.put(inScript, "};")
}

// rows writes a member of the table that has one line for each thing.
func rows(p *printer, open, end string, inside func()) {
	p.put(inCode, open)
	p.inside(inside)
	p.put(inCode, end)
}

// pure tells bundlers that a call does nothing but give a value.
const pure = "/* @__PURE__ */ "

func (t *Target) envelopeTable(p *printer) {
	e := t.protocol.Envelope
	members := []schema.Member{entry("type", text(e.Type))}
	if e.ID != "" {
		members = append(members, entry("id", text(e.ID)))
		if t.sentID() == "number" {
			members = append(members, entry("numbers", yes))
		}
	}
	if e.Payload != "" {
		members = append(members, entry("payload", text(e.Payload)))
	}
	if e.IDOnly == "requests" {
		members = append(members, entry("requests", texts(t.requests())))
	}
	tableEntry(p, "envelope", members)
}

// tableEntry writes a member of the table that is an object, if there is anything in it.
func tableEntry(p *printer, name string, members []schema.Member) {
	if len(members) > 0 {
		p.put(inCode, name+": "+literal(object(members), "")+",")
	}
}

// requests gives the wire types that await a reply.
func (t *Target) requests() []string {
	var list []string
	for _, m := range liveMessages(t.protocol) {
		if m.Replies != nil {
			list = append(list, m.Type)
		}
	}
	return distinct(list)
}

// receivesTable writes the handler of each wire type: most of them as one text of words, the rest as a table of its own.
func (t *Target) receivesTable(p *printer, s *side) {
	var words, others []string
	sharing := map[string][]*schema.Message{}
	for _, m := range s.receives {
		sharing[m.Type] = append(sharing[m.Type], m)
	}
	for _, m := range s.receives {
		switch sharers := sharing[m.Type]; {
		case sharers[0] != m: // was written with the first
		case len(sharers) == 1 && !strings.ContainsAny(m.Type, "= \t\r\n"):
			words = append(words, receivedWord(m.Type, t.names.handler(m)))
		default:
			others = append(others, m.Type)
		}
	}
	p.put(inCode, "receives:\n"+textOfWords(words)+",")
	if len(others) == 0 {
		return
	}
	rows(p, "choices: {", "},", func() {
		for _, wire := range others {
			t.choicesEntry(p, wire, sharing[wire])
		}
	})
}

// receivedWord writes a wire type, and its handler unless the runtime would give it the same one.
func receivedWord(wire, handler string) string {
	if handler == "on"+derivedPascal(wire) {
		return wire
	}
	return wire + "=" + handler
}

// derivedPascal spells a wire type as pascal does in runtime/src/session.ts. The two agree on ASCII, so that nothing is
// derived from other texts.
func derivedPascal(wire string) string {
	var b strings.Builder
	start := true
	for _, r := range wire {
		switch {
		case r > unicode.MaxASCII:
			return ""
		case r == '_' && !start:
			start = true
		case start:
			b.WriteRune(unicode.ToUpper(r))
			start = false
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if start {
		return "" // an underscore at the end is kept
	}
	return b.String()
}

// textOfWords writes words with spaces between them as one text, over several lines.
func textOfWords(words []string) string {
	var lines []string
	for len(words) > 0 {
		n := len(words[0])
		end := 1
		for end < len(words) && n+len(words[end]) < commentWidth-20 {
			n += 1 + len(words[end])
			end++
		}
		line := strings.Join(words[:end], " ")
		if words = words[end:]; len(words) > 0 {
			line += " "
		}
		lines = append(lines, "  "+quote(line))
	}
	if len(lines) == 0 {
		return "  ''"
	}
	return strings.Join(lines, " +\n")
}

// choicesEntry writes the handler of one wire type, or how to choose it among several.
func (t *Target) choicesEntry(p *printer, wire string, messages []*schema.Message) {
	if len(messages) == 1 {
		p.put(inCode, member(wire)+": "+quote(t.names.handler(messages[0]))+",")
		return
	}
	p.statement(withRuntime(func(runtime string) string { return member(wire) + ": " + pure + runtime + "choose(" }))
	p.inside(func() {
		for _, m := range inOrderOfTrial(messages) {
			p.statement(withRuntime(func(runtime string) string {
				return "[" + quote(t.names.handler(m)) + ", " + pure + runtime + tell(m.Same) + "],"
			}))
		}
	})
	p.put(inCode, "),")
}

// inOrderOfTrial sorts messages that share a wire type as [schema.Tell] says: constants, then required properties from the
// last to the first, then kinds.
func inOrderOfTrial(messages []*schema.Message) []*schema.Message {
	rank := func(m *schema.Message) int {
		switch {
		case m.Same == nil || m.Same.Kind != "":
			return 2
		case len(m.Same.Required) > 0:
			return 1
		}
		return 0
	}
	sorted := slices.Clone(messages)
	slices.Reverse(sorted)
	slices.SortStableFunc(sorted, func(a, b *schema.Message) int { return rank(a) - rank(b) })
	return sorted
}

// tell writes the function that knows a payload; see runtime/src/tables.ts.
func tell(t *schema.Tell) string {
	switch {
	case t == nil:
		return "having()"
	case t.Const != nil:
		value := schema.Underlying(t.Const.Type).(*schema.Const).Value
		return fmt.Sprintf("told(%s, %s)", quote(t.Const.Wire), inlineLiteral(value))
	case len(t.Required) > 0:
		var names []string
		for _, f := range t.Required {
			names = append(names, quote(f.Wire))
		}
		return "having(" + strings.Join(names, ", ") + ")"
	}
	return "kind(" + quote(t.Kind) + ")"
}

// catchesTable writes the handlers that are called besides.
func (t *Target) catchesTable(p *printer, s *side) {
	catching := slices.DeleteFunc(slices.Clone(s.receives), func(m *schema.Message) bool { return m.Catches == "" })
	if len(catching) == 0 {
		return
	}
	rows(p, "catches: [", "],", func() {
		for _, m := range catching {
			p.put(inCode, "["+globPattern(m.Catches)+", "+quote(t.names.handler(m))+"],")
		}
	})
}

// layoutsTable writes where payloads are that are not in the envelope's property. Where there is no such property, all
// of them are flat and nothing need be said.
func (t *Target) layoutsTable(p *printer, s *side) {
	if t.protocol.Envelope.Payload == "" {
		return
	}
	var members []schema.Member
	seen := map[string]bool{}
	for _, m := range s.onWire() {
		if m.Layout != schema.Nested && !seen[m.Type] {
			seen[m.Type] = true
			members = append(members, entry(m.Type, text(string(m.Layout))))
		}
	}
	tableEntry(p, "layouts", members)
}

// fillsTable writes what the runtime puts into payloads that it sends: a function of what only it knows.
func (t *Target) fillsTable(p *printer, s *side) {
	var entries []string
	seen := map[string]bool{}
	for _, m := range s.onWire() {
		if m.SentBy(s.participant) && !seen[m.Type] && len(filled(m)) > 0 {
			seen[m.Type] = true
			entries = append(entries, member(m.Type)+": "+t.fill(filled(m))+",")
		}
	}
	if len(entries) > 0 {
		rows(p, "fills: {", "},", func() {
			for _, e := range entries {
				p.put(inCode, e)
			}
		})
	}
}

// fill writes the function that fills members.
func (t *Target) fill(fields []*schema.Field) string {
	values := map[string]string{"version": quote(t.protocol.Version), "origin": "origin", "debug": "debugMode"}
	var members []string
	used := map[string]bool{}
	for _, f := range fields {
		used[f.Fill] = true
		if values[f.Fill] == f.Wire {
			members = append(members, f.Wire)
		} else {
			members = append(members, member(f.Wire)+": "+values[f.Fill])
		}
	}
	parameters := ""
	switch {
	case used["debug"] && used["origin"]:
		parameters = "origin, debugMode"
	case used["debug"]:
		parameters = "_, debugMode"
	case used["origin"]:
		parameters = "origin"
	}
	return "(" + parameters + ") => ({ " + strings.Join(members, ", ") + " })"
}

func (t *Target) handshakeTable(p *printer, s *side) {
	h := t.protocol.Handshake
	if h == nil {
		return
	}
	members := []schema.Member{entry("open", text(h.Open.Type)), entry("accept", text(h.Accept.Type))}
	if h.Echo {
		members = append(members, entry("echo", yes))
	}
	if m := s.ready(); m != nil {
		members = append(members, entry("ready", texts(append([]string{m.Type}, readyMembers(h, s, m)...))))
	}
	if r := h.Redirect; r != nil && r.Message.ReceivedBy(s.participant) {
		members = append(members, entry("redirect", texts([]string{r.Message.Type, r.To.Wire})))
	}
	if s.opens() {
		members = append(members, openingMembers(h, s)...)
	}
	tableEntry(p, "handshake", members)
}

// openingMembers are what the side that opens has to know besides.
func openingMembers(h *schema.Handshake, s *side) []schema.Member {
	var members []schema.Member
	if h.Failed != nil && h.Failed.LocalTo(s.participant) {
		members = append(members, entry("failed", text(h.Failed.Type)))
	}
	if h.RetryMillis > 0 {
		members = append(members, entry("retryMillis", number(h.RetryMillis)))
	}
	if h.TimeoutMillis > 0 {
		members = append(members, entry("timeoutMillis", number(h.TimeoutMillis)))
	}
	return members
}

// readyMembers gives what the message that a side makes up when it is ready takes from the one that the other side sent:
// the members that both have. An echo brings those of the opening message as well.
func readyMembers(h *schema.Handshake, s *side, ready *schema.Message) []string {
	sent := []*schema.Struct{s.shakenBy().Payload.Struct}
	if s.opens() && h.Echo {
		sent = append(sent, h.Open.Payload.Struct)
	}
	var members []string
	for _, f := range liveFields(ready.Payload.Struct) {
		if slices.ContainsFunc(sent, func(st *schema.Struct) bool { return st.Field(f.Wire) != nil }) {
			members = append(members, f.Wire)
		}
	}
	return members
}

// unknownTable writes the answer to a message that is not understood.
func (t *Target) unknownTable(p *printer, s *side) {
	m := t.protocol.Unknown
	if m == nil || !m.SentBy(s.participant) {
		return
	}
	parameter, answer := "", "undefined"
	if m.Payload.Type != nil {
		answer = answerTo(m.Payload.Struct, 0)
		if m.Payload.Value != nil {
			answer, _ = answerMember(m.Payload.Value, 0)
		}
		if strings.Contains(answer, receivedName) {
			parameter = receivedName
		}
	}
	if strings.HasPrefix(answer, "{") {
		answer = "(" + answer + ")"
	}
	p.put(inCode, "unknown: ["+quote(m.Type)+", ("+parameter+") => "+answer+"],")
}

// receivedName is the parameter of the function that answers a message.
const receivedName = "message"

// maxAnswer bounds how deep an answer is laid out: a type may hold itself.
const maxAnswer = 8

// answerTo writes the answer to a message: its constants, and where anything may stand the message that is answered.
func answerTo(s *schema.Struct, depth int) string {
	var members []string
	for _, f := range liveFields(s) {
		if value, ok := answerMember(f, depth); ok {
			members = append(members, member(f.Wire)+": "+value)
		}
	}
	if len(members) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(members, ", ") + " }"
}

func answerMember(f *schema.Field, depth int) (string, bool) {
	if f.Fill != "" {
		return "", false // the runtime fills it as in any other message
	}
	switch typ := schema.Underlying(f.Type).(type) {
	case *schema.Const:
		return inlineLiteral(typ.Value), true
	case *schema.Any, *schema.Map:
		return receivedName, true
	case *schema.Struct:
		if depth < maxAnswer {
			return answerTo(typ, depth+1), f.Required
		}
	}
	return "", false
}
