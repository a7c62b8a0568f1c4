package typescript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// A sampler shows examples as TypeScript that uses the package.
type sampler struct{ t *Target }

// Language is the info string of the code.
func (s *sampler) Language() string { return "ts" }

// Send shows the method that sends a message. What the runtime sends by itself has none.
func (s *sampler) Send(m *schema.Message, example *schema.Value) (gen.Sample, bool) {
	side := s.t.senderOf(m)
	if side == nil {
		return gen.Sample{}, false
	}
	show := s.t.call(side, m, example, "")
	imports := s.t.importOf(side, side.class)
	declared := "declare const " + side.variable + ": " + side.class + ";\n"
	if m.Payload.Type != nil && example == nil {
		imports += s.t.importOf(side, s.t.names.noun(m))
		declared += "declare const data: " + s.t.names.noun(m) + ";\n"
	}
	return gen.Sample{Path: samplePath("send", m.ID), Code: imports + "\n" + declared + "\n" + show + "\n", Show: show}, true
}

// Receive shows a handler. The handshake's messages reach none.
func (s *sampler) Receive(m *schema.Message) (gen.Sample, bool) {
	side := s.t.receiverOf(m)
	if side == nil {
		return gen.Sample{}, false
	}
	parameter, seen := seenOf(m)
	options := ""
	for _, line := range s.t.requiredOptions(side) {
		options += "  " + line + ",\n"
	}
	show := "new " + side.class + "({\n" + options +
		"  eventHandlers: {\n    " + s.t.names.handler(m) + "(" + parameter + ") {\n      console.log(" + seen + ");\n    },\n  },\n});"
	return gen.Sample{Path: samplePath("receive", m.ID), Code: s.t.importOf(side, side.class) + "\n" + show + "\n", Show: show}, true
}

// senderOf gives the side whose class can send a message, the package's root before the other, or nil.
func (t *Target) senderOf(m *schema.Message) *side {
	return t.sideWith(func(s *side) bool { return s.canSend(m) })
}

// receiverOf gives the side that has a handler for a message, or nil.
func (t *Target) receiverOf(m *schema.Message) *side {
	return t.sideWith(func(s *side) bool { return s.hasHandler(m) })
}

func (t *Target) sideWith(has func(*side) bool) *side {
	for _, s := range []*side{t.root, t.other} {
		if has(s) {
			return s
		}
	}
	return nil
}

// importOf imports a name from the entry of a side.
func (t *Target) importOf(s *side, name string) string {
	from := t.options.Package
	if s != t.root {
		from += "/" + t.entryName(s)
	}
	return importLine("import", []string{name}, from)
}

// samplePath gives a file of its own to every sample. Names of messages may hold a slash.
func samplePath(verb, id string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' || isIdentifier("a"+string(r)) {
			return r
		}
		return '-'
	}, id)
	return verb + "-" + clean + ".ts"
}

// call writes the call that sends a message.
func (t *Target) call(s *side, m *schema.Message, example *schema.Value, indent string) string {
	argument := ""
	switch {
	case m.Payload.Type == nil:
	case example == nil:
		argument = "data"
	default:
		argument = literal(example, indent)
	}
	return s.variable + "." + m.Sends + "(" + argument + ");"
}

// withCalls adds the calls that send a message's examples. One that has none is sent with nothing, or with some data.
func (t *Target) withCalls(d doc, s *side, m *schema.Message) doc {
	if len(m.Examples) == 0 {
		return d.withExample(t.call(s, m, nil, ""))
	}
	for _, example := range m.Examples {
		d = d.withExample(t.call(s, m, example, ""))
	}
	return d
}

// handled writes a handler as a member of an object.
func (t *Target) handled(m *schema.Message) string {
	parameter, seen := seenOf(m)
	return fmt.Sprintf("%s: (%s) => console.log(%s),", t.names.handler(m), parameter, seen)
}

// seenOf gives what the handler of a message is called with, and an expression of it.
func seenOf(m *schema.Message) (parameter, expression string) {
	if m.Payload.Type == nil && m.Catches == "" {
		return "", quote(m.ID)
	}
	return "data", firstMember(m)
}

// originOption is the option that says where the other side is.
const originOption = "origin: 'https://app.example'"

// requiredOptions writes the options that a side cannot do without.
func (t *Target) requiredOptions(s *side) []string {
	if s.needsOrigin() {
		return append([]string{originOption}, t.greetingOption(s)...)
	}
	return t.greetingOption(s)
}

// greetingOption writes the application's part of the handshake where it is required.
func (t *Target) greetingOption(s *side) []string {
	if !s.needsGreeting() {
		return nil
	}
	return []string{s.greeting.Name + ": " + literal(t.greetingExample(s.greeting), "  ")}
}

// greetingExample gives an example of the application's part of the handshake.
func (t *Target) greetingExample(m *schema.Message) *schema.Value {
	if len(m.Examples) == 0 {
		return gen.Exampler{Text: "…"}.Object(unfilled(m))
	}
	example := *m.Examples[0]
	example.Members = slices.DeleteFunc(slices.Clone(example.Members), func(member schema.Member) bool {
		return slices.ContainsFunc(filled(m), func(f *schema.Field) bool { return f.Wire == member.Name })
	})
	return &example
}

// firstMember writes an expression that reads the first member of a payload, or all of it.
func firstMember(m *schema.Message) string {
	if m.Payload.Value != nil || m.Payload.Type == nil {
		return "data"
	}
	return firstOf(m.Payload.Struct)
}

// firstOf is firstMember for a struct.
func firstOf(s *schema.Struct) string {
	for _, f := range s.Live() {
		if f.Deprecated == nil {
			return access("data", f.Wire)
		}
	}
	return "data"
}

// access writes a member of an object.
func access(object, member string) string {
	if isIdentifier(member) {
		return object + "." + member
	}
	return object + "[" + quote(member) + "]"
}
