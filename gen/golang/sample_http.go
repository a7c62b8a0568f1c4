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
	outer := []jen.Code{
		jen.Id("ctx").Qual(contextPackage, "Context"), jen.Id("client").Op("*").Add(shapes.id("HTTPClient")),
	}
	args := []jen.Code{jen.Id("ctx")}
	for _, p := range pathParameters(e) {
		outer = append(outer, jen.Id(argName(p)).Add(shapes.of(p.Type)))
		args = append(args, jen.Id(argName(p)))
	}
	if e.Request != nil {
		if example == nil {
			outer = append(outer, jen.Id("request").Add(shapes.body(e.Request.Type)))
			args = append(args, jen.Id("request"))
		} else {
			args = append(args, shapes.bodyLiteral(e.Request.Type, example))
		}
	}
	if list := otherParameters(e); len(list) > 0 {
		outer = append(outer, jen.Id("params").Add(shapes.id(paramsName(e))))
		args = append(args, jen.Id("params"))
	}
	call := jen.Id("client").Dot(endpointName(e)).Call(args...)
	failed := jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
	body := []jen.Code{begin(), jen.List(jen.Id("answer"), jen.Err()).Op(":=").Add(call), failed,
		jen.Qual("fmt", "Println").Call(jen.Id("answer")), end(), jen.Return(jen.Nil())}
	if shapes.answer(e) == nil {
		body = []jen.Code{begin(), jen.Err().Op(":=").Add(call), end(), jen.Return(jen.Err())}
	}
	return s.sample("call"+endpointName(e), func(name string) jen.Code {
		return jen.Func().Id(name).Params(outer...).Error().Block(body...)
	})
}

// serve shows how the application makes the handler of an endpoint.
func (s *sampler) serve(e *schema.Endpoint) (gen.Sample, bool) {
	shapes := s.shapes.outside(s.options.Import)
	answer := []jen.Code{jen.Nil()}
	if typ := shapes.answer(e); typ != nil {
		answer = []jen.Code{jen.List(shapes.answerLiteral(e), jen.Nil())}
	}
	function := jen.Func().Params(shapes.arguments(e)...).Params(shapes.results(e)...).Block(jen.Return(answer...))
	return s.sample("serve"+endpointName(e), func(name string) jen.Code {
		return jen.Func().Id(name).Params().Qual(httpPackage, "Handler").Block(
			begin(),
			jen.Id("handler").Op(":=").Add(shapes.id(handlerOf(e))).Call(shapes.id("HTTPHandlerOptions").Values(), function),
			end(),
			jen.Return(jen.Id("handler")),
		)
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
