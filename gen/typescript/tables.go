package typescript

import (
	"slices"
	"strings"
	"unicode"

	"github.com/callinggen/callinggen/schema"
)

// table writes what the runtime has to know of the protocol, as one side sees it. The shape of the table is the interface
// Side in runtime/src/side.ts. It is one pure expression, so that a bundle which does not use it leaves it out.
func (t *Target) table(p *printer, s *side) {
	p.doc(doc{}.with("The protocol, as " + s.participant.InSentence() + " sees it."))
	p.put(inSource, "export const "+sideName+" = {")
	p.put(inScript, "const "+sideName+" = {")
	p.inside(func() {
		p.put(inCode, "prefix: "+quote("["+t.protocol.ID+"@"+t.protocol.Version+"]")+",")
		p.put(inCode, "typeOf: (message) => "+t.typeOf()+",")
		t.idEntries(p)
		t.writeEntry(p, s)
		p.put(inCode, "read: "+t.read(s)+",")
		t.receivesTable(p, s)
		t.catchesTable(p, s)
		t.handshakeEntries(p, s)
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

// requests gives the wire types that await a reply.
func (t *Target) requests() []string {
	var list []string
	for _, m := range t.protocol.LiveMessages() {
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
		name := strings.TrimPrefix(t.names.handler(m), "on")
		switch sharers := sharing[m.Type]; {
		case sharers[0] != m: // was written with the first
		case len(sharers) == 1 && derivedType(name) == m.Type:
			words = append(words, name)
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

// derivedType spells a name as wireType does in runtime/src/words.ts. The two agree on ASCII, so that nothing is derived
// from other names.
func derivedType(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r > unicode.MaxASCII {
			return ""
		}
		if i > 0 && unicode.IsUpper(r) && name[i-1] != '$' {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
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

// choicesEntry writes the handler of one wire type, or the function that chooses it among several.
func (t *Target) choicesEntry(p *printer, wire string, messages []*schema.Message) {
	if len(messages) == 1 {
		p.put(inCode, member(wire)+": "+quote(t.names.handler(messages[0]))+",")
		return
	}
	open := member(wire) + ": (payload"
	if slices.ContainsFunc(messages, func(m *schema.Message) bool { return m.Same == nil || m.Same.Kind != "" }) {
		open += " = {}" // no payload is an object without members
	}
	open += ", fields" // what an object inherits is no member
	p.statement(statement{
		source: open + ": " + runtimeName + ".Message = { __proto__: null, ...(payload as object) }) =>",
		script: open + " = { __proto__: null, ...payload }) =>",
	})
	p.inside(func() {
		for _, m := range inOrderOfTrial(messages) {
			p.put(inCode, tell(m.Same)+" ? "+quote(t.names.handler(m))+" :")
		}
		p.put(inCode, "undefined,")
	})
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

// tell writes the test of a payload and of its fields.
func tell(t *schema.Tell) string {
	switch {
	case t == nil:
		return isKind("object")
	case t.Const != nil:
		value := schema.Underlying(t.Const.Type).(*schema.Const).Value
		return access("fields", t.Const.Wire) + " === " + inlineLiteral(value)
	case len(t.Required) > 0:
		var tests []string
		for _, f := range t.Required {
			tests = append(tests, access("fields", f.Wire)+" !== undefined")
		}
		return strings.Join(tests, " && ")
	}
	return isKind(t.Kind)
}

// isKind writes the test whether a payload is of a kind of JSON value.
func isKind(kind string) string {
	switch kind {
	case "null":
		return "payload === null"
	case "array":
		return "Array.isArray(payload)"
	case "integer":
		return "Number.isInteger(payload)"
	case "object":
		return "typeof payload === 'object' && payload !== null && !Array.isArray(payload)"
	}
	return "typeof payload === " + quote(kind)
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

func (t *Target) handshakeEntries(p *printer, s *side) {
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
	for _, m := range members {
		p.put(inCode, m.Name+": "+literal(m.Value, "")+",")
	}
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
	for _, f := range ready.Payload.Struct.Live() {
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
	for _, f := range s.Live() {
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
