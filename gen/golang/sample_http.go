package golang

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// Call shows a request with the body of an example, or how the application serves an endpoint.
func (s *sampler) Call(e *schema.Endpoint, example *schema.Value) (gen.Sample, bool) {
	switch {
	case s.options.Import == "" || !slices.Contains(s.parts.endpoints, e):
		return gen.Sample{}, false
	case e.ServedByApp:
		return s.serve(e)
	default:
		return s.request(e, example)
	}
}

// request shows a call. What the caller must know is an argument of the function around it.
func (s *sampler) request(e *schema.Endpoint, example *schema.Value) (gen.Sample, bool) {
	shapes := s.shapes.outside(s.options.Import)
	args := []jen.Code{jen.Id("ctx")}
	for _, p := range pathParameters(e) {
		args = append(args, jen.Id(argName(p)))
	}
	switch {
	case e.Request == nil:
	case example == nil:
		args = append(args, jen.Id("request"))
	default:
		args = append(args, shapes.bodyLiteral(e.Request.Type, example))
	}
	if len(otherParameters(e)) > 0 {
		args = append(args, jen.Id("params"))
	}
	call := jen.Id("client").Dot(endpointName(e)).Call(args...)
	f := sampled{
		name: "call" + endpointName(e),
		head: func(p *printer) string { return requestHead(p, shapes, e, example == nil) },
		show: func(p *printer) {
			p.code(jen.List(jen.Id("answer"), jen.Err()).Op(":=").Add(call))
			p.block("if err != nil", func() { p.line("return err") })
			p.line(p.name("fmt", "Println") + "(answer)")
		},
		rest: func(p *printer) { p.line("return nil") },
	}
	if shapes.answer(e) == nil {
		f.show = func(p *printer) { p.code(jen.Err().Op(":=").Add(call)) }
		f.rest = func(p *printer) { p.line("return err") }
	}
	return s.sample(f)
}

// requestHead spells what the function around a call takes; the body of the request is an argument where no example is shown.
func requestHead(p *printer, shapes *shapes, e *schema.Endpoint, takesBody bool) string {
	head := "(ctx " + p.name(contextPackage, "Context") + ", client " + p.typ(shapes.own("HTTPClient").in("*"))
	for _, param := range pathParameters(e) {
		head += ", " + argName(param) + " " + p.typ(shapes.spell(param.Type))
	}
	if e.Request != nil && takesBody {
		head += ", request " + p.typ(shapes.spellBody(e.Request.Type))
	}
	if len(otherParameters(e)) > 0 {
		head += ", params " + p.typ(shapes.own(paramsName(e)))
	}
	return head + ") error"
}

// serve shows how the application makes the handler of an endpoint.
func (s *sampler) serve(e *schema.Endpoint) (gen.Sample, bool) {
	shapes := s.shapes.outside(s.options.Import)
	answer := []jen.Code{jen.Nil()}
	if typ := shapes.answer(e); typ != nil {
		answer = []jen.Code{jen.List(shapes.answerLiteral(e), jen.Nil())}
	}
	function := jen.Func().Params(shapes.arguments(e)...).Params(shapes.results(e)...).Block(jen.Return(answer...))
	return s.sample(sampled{
		name: "serve" + endpointName(e),
		head: func(p *printer) string { return "() " + p.name(httpPackage, "Handler") },
		show: func(p *printer) {
			p.code(jen.Id("handler").Op(":=").Add(shapes.id(handlerOf(e))).Call(shapes.id("HTTPHandlerOptions").Values(), function))
		},
		rest: func(p *printer) { p.line("return handler") },
	})
}

// answerLiteral spells an example of an answer, or the zero value.
func (s *shapes) answerLiteral(e *schema.Endpoint) *jen.Statement {
	o := success(e)
	for _, r := range e.Responses {
		if r.Type == o.body && !o.several && len(r.Examples) > 0 {
			return s.bodyLiteral(o.body, r.Examples[0])
		}
	}
	return jen.Op("*").New(s.answer(e))
}

// bodyLiteral spells a body; a struct is given by its address.
func (s *shapes) bodyLiteral(t schema.Type, v *schema.Value) *jen.Statement {
	if _, ok := schema.Underlying(t).(*schema.Struct); ok && v.Kind == schema.ObjectValue {
		return jen.Op("&").Add(s.literal(t, v))
	}
	return s.literal(t, v)
}
