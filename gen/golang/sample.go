package golang

import (
	"bytes"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// A sampler shows examples as Go. All samples of a protocol are files of one package; they show nothing of messages that
// were not asked for, and nothing at all when the import path of the generated package is not known.
type sampler struct{ *Target }

var _ gen.Sampler = (*sampler)(nil)

// Language is the info string of a code fence.
func (s *sampler) Language() string { return "go" }

// Send shows how a message is made and encoded. One that a runtime sends by itself has no sample.
func (s *sampler) Send(m *schema.Message, example *schema.Value) (gen.Sample, bool) {
	if !s.can(m) || len(m.From) == 0 || m.Automatic {
		return gen.Sample{}, false
	}
	shapes := s.shapes.outside(s.options.Import)
	encode := jen.List(jen.Id("data"), jen.Err()).Op(":=").Add(shapes.id("Encode")).
		Call(shapes.id("Envelope").Values(s.idOf(shapes, m)...), s.messageLiteral(shapes, m, example))
	return s.sample("send"+s.names.messages[m], func(name string) jen.Code {
		return jen.Func().Id(name).Params().Params(jen.Index().Byte(), jen.Error()).
			Block(begin(), encode, end(), jen.Return(jen.Id("data"), jen.Err()))
	})
}

// Receive shows a handler of a message.
func (s *sampler) Receive(m *schema.Message) (gen.Sample, bool) {
	side := s.receiver(m)
	if !s.can(m) || side == nil {
		return gen.Sample{}, false
	}
	shapes := s.shapes.outside(s.options.Import)
	handler := jen.Func().Params(jen.Id("ctx").Qual(contextPackage, "Context"), jen.Id("m").Op("*").Add(shapes.id(s.names.messages[m]))).Error().
		Block(s.use(shapes, m), jen.Return(jen.Nil()))
	handlers := jen.Id("handlers").Op(":=").Add(shapes.id(s.handlersName(side))).
		Custom(rows("{", "}"), jen.Id(s.handlerName(m)).Op(":").Add(handler))
	return s.sample("receive"+s.names.messages[m], func(name string) jen.Code {
		return jen.Func().Id(name).Params(jen.Id("ctx").Qual(contextPackage, "Context"), jen.Id("data").Index().Byte()).Error().Block(
			begin(), handlers, end(),
			jen.List(jen.Id("env"), jen.Id("m"), jen.Err()).Op(":=").Add(shapes.id("Decode")).Call(jen.Id("data")),
			jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err())),
			jen.Return(jen.Id("handlers").Dot("Dispatch").Call(jen.Id("ctx"), jen.Id("env"), jen.Id("m"))),
		)
	})
}

func (s *sampler) can(m *schema.Message) bool { return s.options.Import != "" && s.parts.has(m) }

// receiver finds a side that has a handler for a message, or nil.
func (s *sampler) receiver(m *schema.Message) *schema.Participant {
	for _, side := range s.parts.sides {
		if m.ReceivedBy(side) {
			return side
		}
	}
	return nil
}

// idOf gives the id in an envelope, where the protocol wants one.
func (s *sampler) idOf(shapes *shapes, m *schema.Message) []jen.Code {
	e := s.protocol.Envelope
	if e.ID == "" || e.IDOnly == "requests" && m.Replies == nil {
		return nil
	}
	id := shapes.id("FromString").Call(jen.Lit("m-1"))
	if b, ok := e.IDType.(*schema.Basic); ok && b.Kind == "integer" {
		id = shapes.id("FromInt").Call(jen.Lit(1))
	}
	return []jen.Code{jen.Id("ID").Op(":").Add(id)}
}

// messageLiteral spells a message with the payload of an example.
func (s *sampler) messageLiteral(shapes *shapes, m *schema.Message, example *schema.Value) *jen.Statement {
	literal := jen.Op("&").Add(shapes.id(s.names.messages[m]))
	switch {
	case example == nil:
		return literal.Values()
	case m.Payload.Value != nil:
		return literal.Values(jen.Id("Value").Op(":").Add(shapes.fieldValue(m.Payload.Value, example)))
	}
	fields := shapes.members(m.Payload.Struct, example)
	if len(fields) == 0 {
		return literal.Values()
	}
	return literal.Custom(rows("{", "}"), fields...)
}

// use does something with a message in a handler: it prints a member that tells a reader something, or the type.
func (s *sampler) use(shapes *shapes, m *schema.Message) jen.Code {
	print := func(what *jen.Statement) *jen.Statement { return jen.Qual("fmt", "Println").Call(what) }
	if m.Payload.Value != nil {
		return print(jen.Id("m").Dot("Value"))
	}
	var optional *schema.Field
	for _, f := range liveFields(m.Payload.Struct) {
		form, inner := shapes.formOf(f)
		switch {
		case !isScalar(inner) || f.Deprecated != nil:
		case form == plainField && f.Required:
			return print(jen.Id("m").Dot(s.names.fields[f]))
		case form == pointerField && optional == nil:
			optional = f
		}
	}
	if optional == nil {
		return print(shapes.id("TypeOf").Call(jen.Id("m")))
	}
	member := jen.Id("m").Dot(s.names.fields[optional])
	return jen.If(jen.Add(member).Op("!=").Nil()).Block(print(jen.Op("*").Add(member)))
}

// isScalar reports whether a value prints well.
func isScalar(t schema.Type) bool {
	switch u := schema.Underlying(t).(type) {
	case *schema.Basic:
		return u.Format != "byte"
	case *schema.Enum:
		return true
	case *schema.Union:
		return isIntOrString(u)
	}
	return false
}

// The comments between which the part to show stands; they are taken out again.
const beginMark, endMark = "// begin", "// end"

func begin() jen.Code { return jen.Comment(beginMark) }
func end() jen.Code   { return jen.Comment(endMark) }

// sample makes a file of one function. Its name has no underscore, so that no part of it is a build constraint.
func (s *sampler) sample(name string, function func(name string) jen.Code) (gen.Sample, bool) {
	f := jen.NewFile("sample")
	f.ImportName(s.options.Import, s.options.Package)
	f.Add(function(name))
	var b bytes.Buffer
	if err := f.Render(&b); err != nil {
		return gen.Sample{}, false
	}
	before, rest, _ := strings.Cut(b.String(), "\t"+beginMark+"\n")
	show, after, _ := strings.Cut(rest, "\t"+endMark+"\n")
	return gen.Sample{Path: "sample/" + name + ".go", Code: before + show + after, Show: dedent(show)}, true
}

// dedent takes the first tab off each line.
func dedent(code string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
	}
	return strings.Join(lines, "\n")
}
