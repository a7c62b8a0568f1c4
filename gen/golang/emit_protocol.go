package golang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// protocolDecls gives the entry points of the package and the table of messages behind them.
func (t *Target) protocolDecls() []decl {
	decls := []decl{t.versionConst, decodeFunc, encodeFunc, typeOfFunc, validateEnvelope, t.definition, t.sides}
	if slices.ContainsFunc(t.parts.sides, t.answers) {
		decls = append(decls, built(t.unknownAnswer())...)
	}
	return decls
}

func (t *Target) versionConst(p *printer) {
	p.comment("ProtocolVersion is the version of the protocol that this package speaks.")
	p.line("const ProtocolVersion = " + strconv.Quote(t.protocol.Version))
}

func decodeFunc(p *printer) {
	p.comment("Decode reads one message from JSON. It takes more and less than the protocol documents: what it does not know is",
		"kept in the Extra of the envelope or of the struct and is written again by [Encode]; required members may be",
		"missing; a member of another type than documented is kept, and its field stays zero. The Validate of the message and",
		"that of the envelope tell of all that.",
		"",
		"A message of an unknown type is a [*RawMessage]. So is one whose payload cannot be read at all, together with an",
		"error that is [ErrPayload]. What is no message of this protocol gives no message and [ErrEnvelope], and what is not",
		"JSON the error of encoding/json.")
	p.function("func Decode(data []byte) (Envelope, Message, error)", "return definition.decode(data)")
}

func encodeFunc(p *printer) {
	p.comment("Encode writes a message as JSON. The zero Envelope is enough; the envelope that Decode gave writes the message as it",
		"came. Encode does not validate.")
	p.function("func Encode(env Envelope, m Message) ([]byte, error)", "return definition.encode(env, m)")
}

func typeOfFunc(p *printer) {
	p.comment("TypeOf gives the type of a message as it stands on the wire.")
	p.function("func TypeOf(m Message) string", "return definition.wireType(m)")
}

func validateEnvelope(p *printer) {
	p.comment("Validate gives every place where an envelope that [Decode] gave breaks the protocol, as [Violations], or nil: an id that",
		"is missing or of another kind than documented, a payload that is missing or null where the message itself cannot tell.")
	p.function("func (e Envelope) Validate() error", "return definition.validateEnvelope(e)")
}

// definition prints the table that drives the runtime.
func (t *Target) definition(p *printer) {
	e := t.protocol.Envelope
	p.comment("definition is what the runtime knows of the protocol.")
	p.line("var definition = define(protocol{")
	p.indent(func() {
		p.row("typeName:", strconv.Quote(e.Type)+",")
		if e.ID != "" {
			p.row("idName:", strconv.Quote(e.ID)+",")
			p.row("idKind:", strconv.Quote(envelopeIDKind(e.IDType))+",")
		}
		if e.Payload != "" {
			p.row("payloadName:", strconv.Quote(e.Payload)+",")
		}
		if len(e.Fixed) > 0 {
			p.row("fixed:", "[]member{"+strings.Join(t.fixedMembers(p), ", ")+"},")
		}
		p.line("kinds: []kind{")
		p.indent(func() {
			for _, m := range t.parts.messages {
				p.line("{" + strings.Join(t.kindFields(m), ", ") + "},")
			}
		})
		p.line("},")
	})
	p.line("})")
}

func (t *Target) fixedMembers(p *printer) []string {
	var list []string
	for _, m := range t.protocol.Envelope.Fixed {
		list = append(list, "{"+strconv.Quote(m.Name)+", "+p.typ(rawMessage)+"("+rawQuote(jsonText(m.Value))+")}")
	}
	return list
}

// envelopeIDKind says of what kind the ids of messages are.
func envelopeIDKind(t schema.Type) string {
	if b, ok := t.(*schema.Basic); ok {
		return b.Kind
	}
	return "integer or string"
}

// kindFields gives what the runtime knows of one message; what is left out is the usual.
func (t *Target) kindFields(m *schema.Message) []string {
	fields := []string{"id: " + strconv.Quote(m.ID)}
	if m.Type != m.ID {
		fields = append(fields, "wire: "+strconv.Quote(m.Type))
	}
	fields = append(fields, "new: create["+t.names.messages[m]+"]")
	if layout := layoutOf(m); layout != "nested" {
		fields = append(fields, "layout: "+layout)
	}
	if m.Same != nil {
		fields = append(fields, "tell: "+tellText(m.Same))
	}
	if e := &t.protocol.Envelope; e.ID != "" && (len(m.From) == 0 || !e.Carries(m)) {
		fields = append(fields, "noID: true")
	}
	if to := t.receivers(m); to != "" {
		fields = append(fields, "to: "+to)
	}
	return fields
}

func layoutOf(m *schema.Message) string {
	switch {
	case m.Layout == schema.Flat:
		return "flat"
	case m.Layout == schema.Either:
		return "either"
	case m.Payload.Type == nil:
		return "bare"
	default:
		return "nested"
	}
}

// receivers spells the emitted sides that have a handler for a message.
func (t *Target) receivers(m *schema.Message) string {
	var list []string
	for _, side := range t.parts.sides {
		if m.ReceivedBy(side) {
			list = append(list, t.sideName(side))
		}
	}
	return strings.Join(list, " | ")
}

// sideName names the constant of a participant.
func (t *Target) sideName(p *schema.Participant) string { return "to" + t.names.sides[p] }

func (t *Target) sides(p *printer) {
	p.comment("Who has a handler for a message.")
	p.line("const (")
	p.indent(func() {
		for i, side := range t.parts.sides {
			if i == 0 {
				p.line(t.sideName(side) + " side = 1 << iota")
			} else {
				p.line(t.sideName(side))
			}
		}
	})
	p.line(")")
}

// unknownAnswer gives the function that makes the answer to an unknown message: the constants write themselves, and the
// first member that may be anything holds the whole message that was not understood.
func (t *Target) unknownAnswer() jen.Code {
	m := t.protocol.Unknown
	param := jen.Id("_")
	values, used := t.answerValues(m.Payload.Struct, map[*schema.Struct]bool{})
	if m.Payload.Value != nil && isAny(m.Payload.Value.Type) {
		values, used = []jen.Code{jen.Id("Value").Op(":").Id("original")}, true
	}
	if used {
		param = jen.Id("original")
	}
	return comment("unknownAnswer answers a message of a type that the receiver does not know, given as it came.").
		Func().Id("unknownAnswer").Params(param.Qual(jsonPackage, "RawMessage")).Id("Message").
		Block(jen.Return(jen.Op("&").Id(t.names.messages[m]).Values(values...)))
}

// answerValues gives the members of a struct literal that hold the original, and whether there are any.
func (t *Target) answerValues(s *schema.Struct, seen map[*schema.Struct]bool) ([]jen.Code, bool) {
	if seen[s] {
		return nil, false
	}
	seen[s] = true
	for _, f := range s.Live() {
		if isAny(f.Type) {
			return []jen.Code{jen.Id(t.names.fields[f]).Op(":").Id("original")}, true
		}
		inner, ok := schema.Underlying(f.Type).(*schema.Struct)
		if !ok {
			continue
		}
		if values, found := t.answerValues(inner, seen); found {
			literal := t.shapes.of(f.Type).Values(values...)
			if form, _ := t.shapes.formOf(f); form == pointerField {
				literal = jen.Op("&").Add(literal)
			}
			return []jen.Code{jen.Id(t.names.fields[f]).Op(":").Add(literal)}, true
		}
	}
	return nil, false
}
