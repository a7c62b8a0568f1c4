package golang

import (
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
	return s.sample(sampled{
		name: "send" + s.names.messages[m],
		head: func(*printer) string { return "() ([]byte, error)" },
		show: func(p *printer) {
			p.code(jen.List(jen.Id("data"), jen.Err()).Op(":=").Add(shapes.id("Encode")).
				Call(shapes.id("Envelope").Values(s.idOf(shapes, m)...), s.messageLiteral(shapes, m, example)))
		},
		rest: func(p *printer) { p.line("return data, err") },
	})
}

// Receive shows a handler of a message.
func (s *sampler) Receive(m *schema.Message) (gen.Sample, bool) {
	side := s.receiver(m)
	if !s.can(m) || side == nil {
		return gen.Sample{}, false
	}
	shapes := s.shapes.outside(s.options.Import)
	return s.sample(sampled{
		name: "receive" + s.names.messages[m],
		head: func(p *printer) string { return "(ctx " + p.name(contextPackage, "Context") + ", data []byte) error" },
		show: func(p *printer) {
			p.line("handlers := " + p.typ(shapes.own(s.handlersName(side))) + "{")
			p.indent(func() {
				p.line(s.handlerName(m) + ": " + handlerFunc(p, p.typ(shapes.own(s.names.messages[m]).in("*"))) + " {")
				p.indent(func() {
					s.use(p, shapes, m)
					p.line("return nil")
				})
				p.line("},")
			})
			p.line("}")
		},
		rest: func(p *printer) {
			p.line("env, m, err := " + p.typ(shapes.own("Decode")) + "(data)")
			p.block("if err != nil", func() { p.line("return err") })
			p.line("return handlers.Dispatch(ctx, env, m)")
		},
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
func (s *sampler) use(p *printer, shapes *shapes, m *schema.Message) {
	print := func(what string) { p.line(p.name("fmt", "Println") + "(" + what + ")") }
	if m.Payload.Value != nil {
		print("m.Value")
		return
	}
	var optional *schema.Field
	for _, f := range m.Payload.Struct.Live() {
		form, inner := shapes.formOf(f)
		switch {
		case !isScalar(inner) || f.Deprecated != nil:
		case form == plainField && f.Required:
			print("m." + s.names.fields[f])
			return
		case form == pointerField && optional == nil:
			optional = f
		}
	}
	if optional == nil {
		print(p.typ(shapes.own("TypeOf")) + "(m)")
		return
	}
	member := "m." + s.names.fields[optional]
	p.block("if "+member+" != nil", func() { print("*" + member) })
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

// A sampled is a function of a sample, with the part of its body that a reader sees.
type sampled struct {
	name string
	head func(*printer) string // what stands behind the name: parameters and results
	show func(*printer)
	rest func(*printer)
}

// sample makes a file of one function. Its name has no underscore, so that no part of it is a build constraint.
func (s *sampler) sample(f sampled) (gen.Sample, bool) {
	p := newPrinter("", "sample")
	p.file.ImportName(s.options.Import, s.options.Package)
	show := ""
	p.block("func "+f.name+f.head(p), func() {
		from := p.body.Len()
		f.show(p)
		show = p.body.String()[from:]
		f.rest(p)
	})
	data, err := p.source()
	if err != nil {
		return gen.Sample{}, false
	}
	return gen.Sample{Path: "sample/" + f.name + ".go", Code: string(data), Show: dedent(show)}, true
}

// dedent takes the first tab off each line.
func dedent(code string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
	}
	return strings.Join(lines, "\n")
}
