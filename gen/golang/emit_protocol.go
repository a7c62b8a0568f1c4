package golang

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// protocolDecls gives the entry points of the package and the table of messages behind them.
func (t *Target) protocolDecls() []jen.Code {
	decls := []jen.Code{t.versionConst(), t.decodeFunc(), t.encodeFunc(), t.typeOfFunc(), t.definition(), t.sides()}
	if slices.ContainsFunc(t.parts.sides, t.answers) {
		decls = append(decls, t.unknownAnswer())
	}
	return decls
}

func (t *Target) versionConst() jen.Code {
	return t.doc().say("ProtocolVersion is the version of the protocol that this package speaks.").comment().
		Const().Id("ProtocolVersion").Op("=").Lit(t.protocol.Version)
}

func (t *Target) decodeFunc() jen.Code {
	return comment("Decode reads one message from JSON. It takes more and less than the protocol documents: what it does not know is",
		"kept in the Extra of the envelope or of the struct and is written again by [Encode]; required members may be",
		"missing; a member of another type than documented is kept, and its field stays zero. Validate tells of all that.",
		"",
		"A message of an unknown type is a [*RawMessage]. So is one whose payload cannot be read at all, together with an",
		"error that is [ErrPayload]. What is no message of this protocol gives no message and [ErrEnvelope], and what is not",
		"JSON the error of encoding/json.").Func().Id("Decode").Params(jen.Id("data").Index().Byte()).
		Params(jen.Id("Envelope"), jen.Id("Message"), jen.Error()).
		Add(oneLine(jen.Return(jen.Id("definition").Dot("decode").Call(jen.Id("data")))))
}

func (t *Target) encodeFunc() jen.Code {
	return comment("Encode writes a message as JSON. The zero Envelope is enough; the envelope that Decode gave writes the message as it",
		"came. Encode does not validate.").Func().Id("Encode").Params(jen.Id("env").Id("Envelope"), jen.Id("m").Id("Message")).
		Params(jen.Index().Byte(), jen.Error()).
		Add(oneLine(jen.Return(jen.Id("definition").Dot("encode").Call(jen.Id("env"), jen.Id("m")))))
}

func (t *Target) typeOfFunc() jen.Code {
	return comment("TypeOf gives the type of a message as it stands on the wire.").
		Func().Id("TypeOf").Params(jen.Id("m").Id("Message")).String().
		Add(oneLine(jen.Return(jen.Id("definition").Dot("wireType").Call(jen.Id("m")))))
}

// definition gives the table that drives the runtime.
func (t *Target) definition() jen.Code {
	e := t.protocol.Envelope
	fields := []jen.Code{jen.Id("typeName").Op(":").Lit(e.Type)}
	if e.ID != "" {
		fields = append(fields, jen.Id("idName").Op(":").Lit(e.ID))
	}
	if e.Payload != "" {
		fields = append(fields, jen.Id("payloadName").Op(":").Lit(e.Payload))
	}
	if len(e.Fixed) > 0 {
		fields = append(fields, jen.Id("fixed").Op(":").Index().Id("member").Values(t.fixedMembers()...))
	}
	fields = append(fields, jen.Id("kinds").Op(":").Index().Id("kind").Custom(rows("{", "}"), t.kindRows()...))
	return comment("definition is what the runtime knows of the protocol.").
		Var().Id("definition").Op("=").Id("define").Call(jen.Id("protocol").Custom(rows("{", "}"), fields...))
}

func (t *Target) fixedMembers() []jen.Code {
	var list []jen.Code
	for _, m := range t.protocol.Envelope.Fixed {
		list = append(list, jen.Values(jen.Lit(m.Name), jen.Qual(jsonPackage, "RawMessage").Call(rawString(jsonText(m.Value)))))
	}
	return list
}

func (t *Target) kindRows() []jen.Code {
	var list []jen.Code
	for _, m := range t.parts.messages {
		list = append(list, jen.Values(t.kindFields(m)...))
	}
	return list
}

// kindFields gives what the runtime knows of one message; what is left out is the usual.
func (t *Target) kindFields(m *schema.Message) []jen.Code {
	fields := []jen.Code{jen.Id("id").Op(":").Lit(m.ID)}
	if m.Type != m.ID {
		fields = append(fields, jen.Id("wire").Op(":").Lit(m.Type))
	}
	fields = append(fields, jen.Id("new").Op(":").Id("create").Types(jen.Id(t.names.messages[m])))
	if layout := layoutOf(m); layout != "nested" {
		fields = append(fields, jen.Id("layout").Op(":").Id(layout))
	}
	if m.Same != nil {
		fields = append(fields, jen.Id("tell").Op(":").Add(tellLiteral(m.Same)))
	}
	if to := t.receivers(m); to != nil {
		fields = append(fields, jen.Id("to").Op(":").Add(to))
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

// receivers spells the emitted sides that have a handler for a message, or nil.
func (t *Target) receivers(m *schema.Message) *jen.Statement {
	var s *jen.Statement
	for _, p := range t.parts.sides {
		switch {
		case !m.ReceivedBy(p):
		case s == nil:
			s = jen.Id(t.sideName(p))
		default:
			s.Op("|").Id(t.sideName(p))
		}
	}
	return s
}

// sideName names the constant of a participant.
func (t *Target) sideName(p *schema.Participant) string { return "to" + t.names.sides[p] }

func (t *Target) sides() jen.Code {
	var list []jen.Code
	for i, p := range t.parts.sides {
		c := jen.Id(t.sideName(p))
		if i == 0 {
			c.Id("side").Op("=").Lit(1).Op("<<").Iota()
		}
		list = append(list, c)
	}
	return comment("Who has a handler for a message.").Const().Defs(list...)
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
	for _, f := range liveFields(s) {
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
