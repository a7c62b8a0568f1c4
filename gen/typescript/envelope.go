package typescript

import (
	"slices"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// How a message is made of a payload, and a payload taken out of a message, is written as functions of the table: a
// bundle then holds what this protocol needs and no more.

// prop writes a member of an object literal whose value is a variable.
func prop(name, variable string) string {
	if name == variable {
		return name
	}
	return member(name) + ": " + variable
}

// typeOf writes the type of a message, which may be anything: no message, or one of another protocol.
func (t *Target) typeOf() string {
	e := t.protocol.Envelope
	var terms []string
	for _, f := range e.Fixed {
		found, wanted := optional("message", f.Name), inlineLiteral(f.Value)
		if len(f.Value.Items)+len(f.Value.Members) > 0 {
			found, wanted = "JSON.stringify("+found+")", "JSON.stringify("+wanted+")"
		}
		terms = append(terms, found+" === "+wanted)
	}
	return strings.Join(append(terms, optional("message", e.Type)), " && ")
}

// optional is access to a member of what may be no object.
func optional(object, name string) string {
	if isIdentifier(name) {
		return object + "?." + name
	}
	return object + "?.[" + quote(name) + "]"
}

// idEntries writes where ids are, and how they are made.
func (t *Target) idEntries(p *printer) {
	e := t.protocol.Envelope
	if e.ID == "" {
		return
	}
	p.put(inCode, "id: "+quote(e.ID)+",")
	make := "textId"
	if t.sentID() == "number" {
		make = "numberId"
	}
	p.statement(withRuntime(func(runtime string) string {
		if e.IDOnly == "requests" {
			return "newId: (type) => (" + inlineLiteral(texts(t.requests())) + ".includes(type) ? " + runtime + make + "() : undefined),"
		}
		return "newId: " + runtime + make + ","
	}))
}

// written are the messages that a side sends or makes up for itself, one for each wire type.
func (s *side) written() []*schema.Message {
	return oneOfType(s.protocol, func(m *schema.Message) bool { return m.SentBy(s.participant) || m.LocalTo(s.participant) })
}

// read are the messages that reach a side, one for each wire type.
func (s *side) read() []*schema.Message {
	return oneOfType(s.protocol, func(m *schema.Message) bool { return m.ReceivedBy(s.participant) || m.LocalTo(s.participant) })
}

// oneOfType gives the messages that are wanted, of those that share a wire type the first: they are laid out alike.
func oneOfType(p *schema.Protocol, wanted func(*schema.Message) bool) []*schema.Message {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(p.LiveMessages()), func(m *schema.Message) bool {
		if !wanted(m) || seen[m.Type] {
			return true
		}
		seen[m.Type] = true
		return false
	})
}

// isFlat tells whether the payload of a message lies beside its type.
func (t *Target) isFlat(m *schema.Message) bool {
	return t.protocol.Envelope.Payload == "" || m.Layout == schema.Flat
}

// writeEntry writes the function that makes a message. What belongs to the envelope comes after a flat payload, which
// cannot take its place.
func (t *Target) writeEntry(p *printer, s *side) {
	e := t.protocol.Envelope
	bodies, uses := t.bodies(s)
	parameters := []string{"type", "payload"}
	for i, name := range []string{"id", "origin", "debugMode"} {
		if name == "id" && e.ID != "" || uses[name] || i == 1 && uses["debugMode"] || i == 0 && len(uses) > 0 {
			parameters = append(parameters, name)
		}
	}
	p.put(inCode, "write: ("+strings.Join(parameters, ", ")+") =>")
	p.inside(func() {
		p.put(inCode, "Object.assign(")
		p.inside(func() {
			p.put(inCode, "{},")
			for _, line := range bodies {
				p.statement(line)
			}
			p.put(inCode, t.envelopeLiteral()+",")
			if e.ID != "" {
				p.put(inCode, "id !== undefined && { "+prop(e.ID, "id")+" },")
			}
		})
		p.put(inCode, "),")
	})
}

// envelopeLiteral writes what every message has besides an id.
func (t *Target) envelopeLiteral() string {
	members := []string{prop(t.protocol.Envelope.Type, "type")}
	for _, f := range t.protocol.Envelope.Fixed {
		members = append(members, member(f.Name)+": "+inlineLiteral(f.Value))
	}
	return "{ " + strings.Join(members, ", ") + " }"
}

// bodies writes what holds the payload, as a chain of conditions that ends with what is usual, and tells which of the
// parameters that are filled in it uses.
func (t *Target) bodies(s *side) ([]statement, map[string]bool) {
	var lines []statement
	uses := map[string]bool{}
	for _, m := range s.written() {
		fields := filled(m)
		if len(fields) == 0 && t.isFlat(m) == (t.protocol.Envelope.Payload == "") {
			continue
		}
		for _, f := range fields {
			uses[map[string]string{"origin": "origin", "debug": "debugMode"}[f.Fill]] = true
		}
		is := "type === " + quote(m.Type) + " ? "
		lines = append(lines, statement{source: is + t.body(m, "(payload[0] as object)") + " :", script: is + t.body(m, "payload[0]") + " :"})
	}
	delete(uses, "") // a version is no parameter
	if key := t.protocol.Envelope.Payload; key != "" {
		return append(lines, plain("payload.length && { "+member(key)+": payload[0] },")), uses
	}
	return append(lines, plain("payload[0],")), uses
}

// body writes what holds the payload of one message.
func (t *Target) body(m *schema.Message, payload string) string {
	body := payload
	if fields := filled(m); len(fields) > 0 {
		body = "{ " + strings.Join(append(t.fills(fields), "..."+payload), ", ") + " }"
	}
	if t.isFlat(m) {
		return body
	}
	return "{ " + member(t.protocol.Envelope.Payload) + ": " + body + " }"
}

// fills writes the members that the runtime fills, of what only it knows.
func (t *Target) fills(fields []*schema.Field) []string {
	values := map[string]string{"version": quote(t.protocol.Version), "origin": "origin", "debug": "debugMode"}
	var members []string
	for _, f := range fields {
		members = append(members, prop(f.Wire, values[f.Fill]))
	}
	return members
}

// read writes the function that takes the payload out of a message.
func (t *Target) read(s *side) string {
	e := t.protocol.Envelope
	var tests []string
	for _, m := range s.read() {
		switch {
		case e.Payload == "" || m.Layout == schema.Nested:
		case m.Layout == schema.Either:
			tests = append(tests, "(type === "+quote(m.Type)+" && "+access("rest", e.Payload)+" === undefined)")
		default:
			tests = append(tests, "type === "+quote(m.Type))
		}
	}
	switch {
	case e.Payload == "":
		return "(" + t.apart() + ") => rest"
	case len(tests) == 0:
		return "(message) => " + access("message", e.Payload)
	}
	return "(" + t.apart() + ") => (" + strings.Join(tests, " || ") + " ? rest : " + access("rest", e.Payload) + ")"
}

// apart writes the parameter that takes a message apart into its envelope and the rest.
func (t *Target) apart() string {
	e := t.protocol.Envelope
	members := []string{prop(e.Type, "type")}
	if e.ID != "" {
		members = append(members, prop(e.ID, "id"))
	}
	for i, f := range e.Fixed {
		members = append(members, member(f.Name)+": fixed"+strconv.Itoa(i))
	}
	return "{ " + strings.Join(append(members, "...rest"), ", ") + " }"
}
