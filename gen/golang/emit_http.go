package golang

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

const httpPackage = "net/http"

// httpDecls gives the client of the endpoints: what they share, and a method each.
func (t *Target) httpDecls() []jen.Code {
	if len(t.parts.endpoints) == 0 {
		return nil
	}
	decls := append([]jen.Code{t.httpError(), t.httpAPI()}, t.httpServers()...)
	decls = append(decls, t.httpAuths()...)
	decls = append(decls, t.httpFamilies()...)
	for _, e := range t.parts.endpoints {
		decls = append(decls, t.endpointVar(e))
		decls = append(decls, t.endpointLimits(e)...)
		if params := t.paramsDecl(e); params != nil {
			decls = append(decls, params)
		}
		if e.ServedByApp {
			decls = append(decls, t.endpointHandler(e))
		} else {
			decls = append(decls, t.endpointMethod(e))
		}
	}
	return decls
}

// httpError names the error with the body that the protocol gives it.
func (t *Target) httpError() jen.Code {
	return comment("HTTPError is the answer of an endpoint that says that a request failed. Find it with errors.As.").
		Type().Id("HTTPError").Op("=").Id("HTTPErrorOf").Types(t.errorBody())
}

func (t *Target) errorBody() *jen.Statement {
	if t.protocol.HTTP.Error == nil {
		return jen.Qual(jsonPackage, "RawMessage")
	}
	return t.shapes.of(t.protocol.HTTP.Error)
}

func (t *Target) httpAPI() jen.Code {
	fields := []jen.Code{jen.Id("fail").Op(":").Id("failWith").Types(t.errorBody())}
	if servers := t.protocol.HTTP.Servers; len(servers) > 0 {
		fields = append(fields, jen.Id("server").Op(":").Id(serverName(servers[0])))
	}
	return jen.Var().Id("theHTTPAPI").Op("=").Id("httpAPI").Values(fields...)
}

func serverName(s *schema.Server) string { return goName(s.ID) + "Server" }
func authName(a *schema.Auth) string     { return goName(a.ID) + "Auth" }
func familyName(f *schema.Family) string { return goName(f.ID) + "Family" }

func (t *Target) httpServers() []jen.Code {
	var decls []jen.Code
	for _, s := range t.protocol.HTTP.Servers {
		decls = append(decls, t.doc().say("%s is a base URL of the API.", serverName(s)).comment().
			Const().Id(serverName(s)).Op("=").Lit(s.URL))
	}
	return decls
}

// httpAuths gives a function for each way to authenticate.
func (t *Target) httpAuths() []jen.Code {
	var decls []jen.Code
	for _, a := range t.protocol.HTTP.Auth {
		if a.Removed != nil {
			continue
		}
		name := authName(a)
		scheme := []jen.Code{jen.Id("id").Op(":").Lit(a.ID)}
		if a.Type == "apiKey" {
			scheme = append(scheme, jen.Id("in").Op(":").Lit(a.In), jen.Id("name").Op(":").Lit(a.Name))
		}
		decls = append(decls, t.doc().say("%s authenticates with %s.", name, a.ID).prose(a.Summary).about(&a.Meta).comment().
			Func().Id(name).Params(jen.Id("secret").Id("HTTPSecret")).Id("HTTPAuth").
			Block(jen.Return(jen.Id("HTTPAuth").Values(jen.Id("httpScheme").Values(scheme...), jen.Id("secret")))))
	}
	return decls
}

// httpFamilies gives a function for each family, which takes the parameters of its prefix.
func (t *Target) httpFamilies() []jen.Code {
	var decls []jen.Code
	for _, f := range t.protocol.HTTP.Families {
		if f.Removed != nil {
			continue
		}
		args, values := []jen.Code{}, []jen.Code{jen.Lit(f.ID), jen.Lit(f.Prefix)}
		for _, p := range f.Parameters {
			args = append(args, jen.Id(argName(p)).Add(t.shapes.of(p.Type)))
			values = append(values, jen.Id("inPath").Call(jen.Lit(p.Wire), jen.Id(argName(p))))
		}
		decls = append(decls, t.doc().say("%s is the family of paths below %s.", familyName(f), f.Prefix).prose(f.Summary).about(&f.Meta).comment().
			Func().Id(familyName(f)).Params(args...).Id("HTTPFamily").Block(jen.Return(jen.Id("familyOf").Call(values...))))
	}
	return decls
}

func endpointName(e *schema.Endpoint) string { return goName(e.ID) }
func endpointVar(e *schema.Endpoint) string  { return "endpoint" + endpointName(e) }

// endpointVar gives what the runtime knows of an endpoint.
func (t *Target) endpointVar(e *schema.Endpoint) jen.Code {
	fields := []jen.Code{
		jen.Id("api").Op(":").Op("&").Id("theHTTPAPI"), jen.Id("id").Op(":").Lit(e.ID),
		jen.Id("method").Op(":").Lit(e.Method), jen.Id("path").Op(":").Lit(e.Path),
	}
	set := func(ok bool, name string, value jen.Code) {
		if ok {
			fields = append(fields, jen.Id(name).Op(":").Add(value))
		}
	}
	var families, auth []jen.Code
	for _, f := range e.Families {
		families = append(families, jen.Values(jen.Id("id").Op(":").Lit(f.ID), jen.Id("prefix").Op(":").Lit(f.Prefix)))
	}
	for _, use := range e.Auth {
		auth = append(auth, jen.Lit(use.Auth.ID))
	}
	ok := success(e)
	set(len(families) > 0, "families", jen.Index().Id("HTTPFamily").Values(families...))
	set(len(auth) > 0, "auth", jen.Index().String().Values(auth...))
	set(e.Idempotent, "idempotent", jen.True())
	set(e.Request != nil, "takesBody", jen.True())
	set(ok.empty, "mayBeEmpty", jen.True())
	set(e.ServedByApp && ok.status != 200, "status", jen.Lit(ok.status))
	return jen.Var().Id(endpointVar(e)).Op("=").Id("httpEndpoint").Custom(rows("{", "}"), fields...)
}

// An outcome is what an endpoint answers when all went well.
type outcome struct {
	status  int
	body    schema.Type // nil: none, or several kinds
	several bool        // the statuses have bodies of different types
	empty   bool        // some status has no body
}

func success(e *schema.Endpoint) outcome {
	o := outcome{status: 200}
	first := true
	for _, r := range e.Responses {
		if r.Status/100 != 2 {
			continue
		}
		if first {
			o.status, first = r.Status, false
		}
		switch {
		case r.Type == nil:
			o.empty = true
		case o.body == nil:
			o.body = r.Type
		case o.body != r.Type:
			o.several = true
		}
	}
	o.empty = o.empty && o.body != nil
	return o
}

// answer spells the type that an endpoint answers with; nil: none.
func (s *shapes) answer(e *schema.Endpoint) *jen.Statement {
	switch o := success(e); {
	case o.body == nil:
		return nil
	case o.several:
		return jen.Qual(jsonPackage, "RawMessage")
	default:
		return s.body(o.body)
	}
}

// body is spellBody for jennifer.
func (s *shapes) body(typ schema.Type) *jen.Statement { return s.spellBody(typ).code() }

// spellBody gives the type of a body: a struct is passed by its address.
func (s *shapes) spellBody(typ schema.Type) goType {
	if _, ok := schema.Underlying(typ).(*schema.Struct); ok {
		return s.spell(typ).in("*")
	}
	return s.spell(typ)
}

// pathParameters gives those that are arguments of their own.
func pathParameters(e *schema.Endpoint) []*schema.Parameter { return parametersOf(e, true) }

// otherParameters gives those that are members of a struct.
func otherParameters(e *schema.Endpoint) []*schema.Parameter { return parametersOf(e, false) }

func parametersOf(e *schema.Endpoint, inPath bool) []*schema.Parameter {
	return slices.DeleteFunc(slices.Clone(e.Parameters), func(p *schema.Parameter) bool {
		return (p.In == "path") != inPath || p.Removed != nil
	})
}

func paramsName(e *schema.Endpoint) string { return endpointName(e) + "Params" }

// asField sees a parameter as a member of a struct.
func asField(p *schema.Parameter) *schema.Field {
	return &schema.Field{Meta: p.Meta, Wire: p.Wire, Name: p.Name, Type: p.Type, Required: p.Required, Default: p.Default}
}

// paramsDecl gives the struct of the query and the header, or nil.
func (t *Target) paramsDecl(e *schema.Endpoint) jen.Code {
	var fields []jen.Code
	for _, p := range otherParameters(e) {
		f := asField(p)
		fields = append(fields, t.fieldDoc(f).comment().Id(goName(p.Name)).Add(t.shapes.field(f)))
	}
	if len(fields) == 0 {
		return nil
	}
	return t.doc().say("%s are the parameters of the endpoint %s that are not part of its path.", paramsName(e), e.ID).comment().
		Type().Id(paramsName(e)).Struct(fields...)
}

// arguments spells what a caller gives to an endpoint, and what the application's function takes when it serves one.
func (s *shapes) arguments(e *schema.Endpoint) []jen.Code {
	args := []jen.Code{jen.Id("ctx").Qual(contextPackage, "Context")}
	for _, p := range pathParameters(e) {
		args = append(args, jen.Id(argName(p)).Add(s.of(p.Type)))
	}
	if e.Request != nil {
		args = append(args, jen.Id("request").Add(s.body(e.Request.Type)))
	}
	if len(otherParameters(e)) > 0 {
		args = append(args, jen.Id("params").Add(s.id(paramsName(e))))
	}
	return args
}

// results spells what an endpoint gives back.
func (s *shapes) results(e *schema.Endpoint) []jen.Code {
	if answer := s.answer(e); answer != nil {
		return []jen.Code{answer, jen.Error()}
	}
	return []jen.Code{jen.Error()}
}

func (t *Target) endpointDoc(name string, e *schema.Endpoint) *doc {
	words := "calls"
	if e.ServedByApp {
		words = "serves"
	}
	return t.doc().say("%s %s the endpoint %s: %s %s.", name, words, e.ID, e.Method, e.Path).prose(e.Summary).about(&e.Meta)
}

// endpointMethod gives the method that calls an endpoint.
func (t *Target) endpointMethod(e *schema.Endpoint) jen.Code {
	answer := t.shapes.answer(e)
	typeOf := answer
	if answer == nil {
		typeOf = jen.Id("noBody")
	}
	function, args := "call", []jen.Code{jen.Id("ctx"), jen.Id("c"), jen.Op("&").Id(endpointVar(e))}
	if e.Request != nil {
		function, args = "callWith", append(args, jen.Id("request"))
	}
	for _, p := range pathParameters(e) {
		args = append(args, jen.Id("inPath").Call(jen.Lit(p.Wire), jen.Id(argName(p))))
	}
	for _, p := range otherParameters(e) {
		args = append(args, jen.Id("in"+goName(p.In)).Call(jen.Lit(p.Wire), jen.Id("params").Dot(goName(p.Name))))
	}
	call := jen.Id(function).Types(typeOf).Call(args...)
	body := []jen.Code{jen.Return(call)}
	if answer == nil {
		body = []jen.Code{jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(call), jen.Return(jen.Err())}
	}
	return t.endpointDoc(endpointName(e), e).comment().Func().Params(jen.Id("c").Op("*").Id("HTTPClient")).Id(endpointName(e)).
		Params(t.shapes.arguments(e)...).Params(t.shapes.results(e)...).Block(body...)
}

// endpointLimits makes the rules of parameters known that the Go types of these do not have.
func (t *Target) endpointLimits(e *schema.Endpoint) []jen.Code {
	var decls []jen.Code
	for _, p := range allParameters(e) {
		if !hasLimits(p) {
			continue
		}
		body := checks{t}.value(p.Type, "c", operand{"v", true, true}, 0)
		decls = append(decls, jen.Var().Id("_").Op("=").Id("parameterRules").Call(jen.Lit(e.ID), jen.Lit(p.Wire),
			jen.Func().Params(jen.Id("c").Id("checker"), jen.Id("v").Op("*").Add(t.shapes.of(p.Type))).Block(jen.Op(strings.Join(body, "\n")))))
	}
	return decls
}

// allParameters gives those of an endpoint and of the prefixes that it may be under, each once.
func allParameters(e *schema.Endpoint) []*schema.Parameter {
	all := slices.Clone(e.Parameters)
	for _, f := range e.Families {
		all = append(all, f.Parameters...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(p *schema.Parameter) bool {
		again := seen[p.In+p.Wire]
		seen[p.In+p.Wire] = true
		return again || p.Removed != nil
	})
}

// hasLimits reports whether a parameter has rules that are not those of a Go type.
func hasLimits(p *schema.Parameter) bool {
	d := original(p.Type)
	return hasRules(p.Type) && (d == nil || !isDefined(d))
}

func handlerOf(e *schema.Endpoint) string { return endpointName(e) + "Handler" }

// endpointHandler gives the function that makes an http.Handler of the application's own function.
func (t *Target) endpointHandler(e *schema.Endpoint) jen.Code {
	answer := t.shapes.answer(e)
	var read []jen.Code
	args := []jen.Code{jen.Id("r").Dot("Context")}
	take := func(name string, value jen.Code) {
		read = append(read, jen.Id(name).Op(":=").Add(value))
		args = append(args, jen.Id(name))
	}
	for _, p := range pathParameters(e) {
		take(argName(p), jen.Id("fromPath").Types(t.shapes.of(p.Type)).Call(jen.Id("r"), jen.Lit(p.Wire)))
	}
	if e.Request != nil {
		take("request", jen.Id("bodyOf").Types(t.shapes.body(e.Request.Type)).Call(jen.Id("r")))
	}
	if list := otherParameters(e); len(list) > 0 {
		var fields []jen.Code
		for _, p := range list {
			fields = append(fields, jen.Id(goName(p.Name)).Op(":").Id("from"+goName(p.In)).Types(t.shapes.field(asField(p))).
				Call(jen.Id("r"), jen.Lit(p.Wire), jen.Lit(p.Required)))
		}
		take("params", jen.Id(paramsName(e)).Custom(rows("{", "}"), fields...))
	}
	result, serve := answer, jen.Id("serve").Call(args...)
	if answer == nil {
		result, serve = jen.Id("noBody"), jen.List(jen.Id("noBody").Values(), serve)
	}
	inner := jen.Func().Params().Params(result, jen.Error())
	read = append(read, jen.Return(jen.Add(inner).Block(jen.Return(serve))))
	return t.endpointDoc(handlerOf(e), e).comment().Func().Id(handlerOf(e)).Params(
		jen.Id("options").Id("HTTPHandlerOptions"),
		jen.Id("serve").Func().Params(t.shapes.arguments(e)...).Params(t.shapes.results(e)...),
	).Qual(httpPackage, "Handler").Block(jen.Return(jen.Id("handler").Call(
		jen.Op("&").Id(endpointVar(e)), jen.Id("options"),
		jen.Func().Params(jen.Id("r").Op("*").Id("received")).Add(inner).Block(read...),
	)))
}

// ownWords are the names that the body of an emitted function uses; an argument of that name would hide them.
var ownWords = []string{
	"ctx", "c", "r", "request", "params", "serve", "options", "handler", "call", "callWith", "inPath", "inQuery", "inHeader",
	"fromPath", "fromQuery", "fromHeader", "bodyOf", "familyOf", "received", "noBody", "client", "context", "json", "http", "answer", "err", "fmt",
}

// argName spells the name of a parameter as a Go argument: "appID".
func argName(p *schema.Parameter) string {
	name := []rune(goName(p.Name))
	for i, r := range name {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(name) && unicode.IsLower(name[i+1]) {
			break
		}
		name[i] = unicode.ToLower(r)
	}
	arg := string(name)
	if token.IsKeyword(arg) || slices.Contains(ownWords, arg) || types.Universe.Lookup(arg) != nil || strings.HasPrefix(arg, "endpoint") {
		return arg + "Value"
	}
	return arg
}
