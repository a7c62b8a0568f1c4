package golang

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// testPackage is the name of the package with the server to test against, and of its folder.
func (t *Target) testPackage() string { return t.options.Package + "test" }

// hasTestServer reports whether that package is emitted: there must be something to serve, and a path to import the types by.
func (t *Target) hasTestServer() bool { return len(t.parts.endpoints) > 0 && t.options.Import != "" }

// Notes says what was left out, in sentences for whoever runs the generator.
func (t *Target) Notes() []string {
	if len(t.parts.endpoints) == 0 || t.hasTestServer() {
		return nil
	}
	return []string{t.testPackage() + ", a server to test against, was left out: generate below a go.mod, or give the import path of the package"}
}

// testServer gives the source of the package that answers the endpoints in tests.
func (t *Target) testServer() []source {
	if !t.hasTestServer() {
		return nil
	}
	s := &testServer{Target: t, shapes: t.shapes.outside(t.options.Import), roles: roles(t.parts.endpoints), shown: map[*schema.Decl]bool{}}
	return []source{
		{name: t.testPackage() + "/doc", pkg: t.testPackage(), about: s.packageComment()},
		{name: t.testPackage() + "/server", pkg: t.testPackage(), decls: built(s.serverDecls()...)},
		{name: t.testPackage() + "/app", pkg: t.testPackage(), decls: built(s.appDecls()...)},
	}
}

// A testServer emits that package. Its shapes are spelled from outside the package that has the types.
type testServer struct {
	*Target
	shapes *shapes
	roles  map[*schema.Endpoint]*role
	things []jen.Code            // the variables of what things look like
	shown  map[*schema.Decl]bool // the types that have one
}

func (s *testServer) packageComment() []string {
	d := s.doc().say("Package %s has what a program that uses package %s is tested against, without a network and an account.", s.testPackage(), s.options.Package)
	served := len(s.parts.served())
	if served < len(s.parts.endpoints) {
		d.say("A [Server] has the endpoints of %s, and keeps in memory what it is told:", s.protocol.Title)
		d.paragraphs([]string{"\tserver := " + s.testPackage() + ".NewServer()", "\tdefer server.Close()", "\tclient := server.Client()"})
	}
	if served > 0 {
		d.say("An [App] calls what the program itself serves, as the other side does.")
	}
	return d.prose(s.protocol.Notice).lines
}

// serverDecls gives the server: how it is made, the names of the endpoints, and the table that the runtime works by.
func (s *testServer) serverDecls() []jen.Code {
	var names, table []jen.Code
	for _, e := range s.parts.endpoints {
		if !e.ServedByApp {
			names = append(names, jen.Id(endpointName(e)+"Endpoint").Id("Endpoint").Op("=").Lit(e.ID))
			table = append(table, s.endpoint(e))
		}
	}
	if len(names) == 0 {
		return nil
	}
	decls := []jen.Code{
		comment("The endpoints that a Server has.").Const().Defs(names...),
		comment("NewServer starts a server. Close it when the test is over.").
			Func().Id("NewServer").Params().Op("*").Id("Server").Block(jen.Return(jen.Id("newServer").Call(jen.Op("&").Id("theAPI")))),
		s.client(),
		jen.Var().Id("theAPI").Op("=").Id("api").Custom(rows("{", "}"), s.api(table)...),
		comment("as holds a text of JSON against a type.").
			Func().Id("as").Types(jen.Id("T").Any()).Params(jen.Id("data").Index().Byte()).Error().Block(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(s.shapes.id("ReadJSON")).Types(jen.Id("T")).Call(jen.Id("data")), jen.Return(jen.Err())),
	}
	return slices.Concat(decls, s.within(), s.things)
}

func (s *testServer) client() jen.Code {
	fields := []jen.Code{jen.Id("BaseURL").Op(":").Id("s").Dot("URL")}
	var auths []jen.Code
	for _, a := range s.protocol.HTTP.Auth {
		if a.Removed == nil {
			secret := s.shapes.id("StaticSecret").Call(jen.Lit("secret of a test"))
			auths = append(auths, jen.Add(s.shapes.id(authName(a))).Call(secret))
		}
	}
	if len(auths) > 0 {
		fields = append(fields, jen.Id("Auth").Op(":").Index().Add(s.shapes.id("HTTPAuth")).Custom(rows("{", "}"), auths...))
	}
	return comment("Client gives a client of the server, with a credential for each way to authenticate.").
		Func().Params(jen.Id("s").Op("*").Id("Server")).Id("Client").Params().Op("*").Add(s.shapes.id("HTTPClient")).
		Block(jen.Return(jen.Op("&").Add(s.shapes.id("HTTPClient")).Custom(rows("{", "}"), fields...)))
}

// api gives what the endpoints share, and the table of them.
func (s *testServer) api(table []jen.Code) []jen.Code {
	var schemes []jen.Code
	for _, a := range s.protocol.HTTP.Auth {
		if a.Removed != nil {
			continue
		}
		var place []jen.Code
		if a.Type == "apiKey" {
			place = []jen.Code{jen.Lit(a.In), jen.Lit(a.Name)}
		}
		schemes = append(schemes, jen.Lit(a.ID).Op(":").Values(place...))
	}
	failure, words := failureExample(s.protocol.HTTP.Error)
	return []jen.Code{
		jen.Id("failure").Op(":").Add(rawString(failure)),
		jen.Id("words").Op(":").Lit(words),
		jen.Id("status").Op(":").Lit(integerIn(s.protocol.HTTP.Error, "status")),
		jen.Id("schemes").Op(":").Map(jen.String()).Id("scheme").Values(schemes...),
		jen.Id("endpoints").Op(":").Index().Id("endpoint").Custom(rows("{", "}"), table...),
	}
}

// wordsOfFailure are what protocols call the member of an error that says for a person what went wrong.
var wordsOfFailure = []string{"message", "detail", "error_description", "description", "reason", "title", "error"}

// failureExample gives an example of an error, and the member of it that takes the words.
func failureExample(t schema.Type) (example, words string) {
	if t == nil {
		return `{}`, "message"
	}
	st, ok := schema.Underlying(t).(*schema.Struct)
	if !ok {
		return exampleOf(t), ""
	}
	for _, name := range wordsOfFailure {
		if f := st.Field(name); f != nil && f.Removed == nil && isPlainText(f.Type) {
			return exampleOf(t), name
		}
	}
	for _, f := range st.Live() {
		if f.Required && isPlainText(f.Type) {
			return exampleOf(t), f.Wire
		}
	}
	return exampleOf(t), ""
}

// integerIn gives the first of some names that is an integer member of a type, or "".
func integerIn(t schema.Type, names ...string) string {
	st, ok := schema.Underlying(t).(*schema.Struct)
	if !ok {
		return ""
	}
	for _, name := range names {
		if f := st.Field(name); f != nil && f.Removed == nil {
			if b, ok := schema.Underlying(f.Type).(*schema.Basic); ok && b.Kind == "integer" {
				return name
			}
		}
	}
	return ""
}

func isPlainText(t schema.Type) bool {
	b, ok := schema.Underlying(t).(*schema.Basic)
	return ok && b.Kind == "string" && b.Format == "" && b.Pattern == "" && b.MaxLength == nil
}

// endpoint gives a row of the table.
func (s *testServer) endpoint(e *schema.Endpoint) jen.Code {
	role, ok := s.roles[e], success(e)
	fields := []jen.Code{
		jen.Id("id").Op(":").Id(endpointName(e) + "Endpoint"),
		jen.Id("method").Op(":").Lit(e.Method), jen.Id("path").Op(":").Lit(e.Path),
	}
	set := func(when bool, name string, value jen.Code) {
		if when {
			fields = append(fields, jen.Id(name).Op(":").Add(value))
		}
	}
	var auth []string
	for _, use := range e.Auth {
		if !slices.Contains(auth, use.Auth.ID) {
			auth = append(auth, use.Auth.ID)
		}
	}
	parameters := s.parameters(e)
	set(len(e.Families) > 0, "under", texts(prefixes(e)))
	set(len(auth) > 0, "auth", texts(auth))
	set(len(parameters) > 0, "parameters", jen.Index().Id("parameter").Custom(rows("{", "}"), parameters...))
	if e.Request != nil {
		set(true, "request", jen.Id("as").Types(s.shapes.body(e.Request.Type)))
		hidden := readOnly(e.Request.Type)
		set(len(hidden) > 0, "readOnly", texts(hidden))
	}
	if answer := s.shapes.answer(e); answer != nil {
		set(true, "answer", jen.Id("as").Types(answer))
	}
	set(true, "status", jen.Lit(ok.status))
	set(true, "does", jen.Id(role.verb))
	set(role.scope != "" && role.verb != "pretends", "scope", jen.Lit(role.scope))
	set(role.id != "", "made", jen.Id("identity").Values(jen.Lit(role.id), jen.Lit(role.idKind)))
	set(role.always, "always", jen.True())
	shape := s.shape(e, role, ok)
	set(shape != nil, "shape", shape)
	return jen.Custom(rows("{", "}"), fields...)
}

func prefixes(e *schema.Endpoint) []string {
	var list []string
	for _, f := range e.Families {
		list = append(list, f.Prefix)
	}
	return list
}

func texts(list []string) *jen.Statement {
	var items []jen.Code
	for _, text := range list {
		items = append(items, jen.Lit(text))
	}
	return jen.Index().String().Values(items...)
}

// parameters gives those of the endpoint and of the prefixes that it may be under.
func (s *testServer) parameters(e *schema.Endpoint) []jen.Code {
	var list []jen.Code
	for _, p := range allParameters(e) {
		required := jen.False()
		if p.Required {
			required = jen.True()
		}
		list = append(list, jen.Values(jen.Lit(p.In), jen.Lit(p.Wire), required, s.judge(e, p)))
	}
	return list
}

// judge spells the function that holds the text of a parameter against its rules.
func (s *testServer) judge(e *schema.Endpoint, p *schema.Parameter) jen.Code {
	if hasLimits(p) {
		return jen.Id("within").Types(s.shapes.of(p.Type)).Call(jen.Lit(e.ID), jen.Lit(p.Wire))
	}
	return jen.Id("as").Types(s.shapes.of(p.Type))
}

// within gives the function that judges the parameters with limits of their own, or nothing where there are none.
func (s *testServer) within() []jen.Code {
	limited := func(e *schema.Endpoint) bool {
		return !e.ServedByApp && slices.ContainsFunc(allParameters(e), hasLimits)
	}
	if !slices.ContainsFunc(s.parts.endpoints, limited) {
		return nil
	}
	data := jen.Id("data").Index().Byte()
	return []jen.Code{comment("within holds a text of JSON against what an endpoint asks of a parameter.").
		Func().Id("within").Types(jen.Id("T").Any()).Params(jen.List(jen.Id("endpoint"), jen.Id("name")).String()).Func().Params(jen.Index().Byte()).Error().Block(
		jen.Return(jen.Func().Params(data).Error().Block(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(s.shapes.id("ReadParameter")).Types(jen.Id("T")).Call(jen.Id("endpoint"), jen.Id("name"), jen.Id("data")),
			jen.Return(jen.Err()))))}
}

// readOnly gives the members that the server alone writes.
func readOnly(t schema.Type) []string {
	var list []string
	if st, ok := schema.Underlying(t).(*schema.Struct); ok {
		for _, f := range st.Live() {
			if f.ReadOnly {
				list = append(list, f.Wire)
			}
		}
	}
	return list
}

// shape spells what an answer looks like; nil: it has no body.
func (s *testServer) shape(e *schema.Endpoint, r *role, ok outcome) jen.Code {
	if ok.body == nil {
		return nil
	}
	example := jen.Id("example").Op(":")
	switch r.verb {
	case "pretends":
		return jen.Op("&").Id("shape").Values(example.Add(rawString(answerExample(e, ok))))
	case "lists":
		fields := []jen.Code{example.Add(rawString(exampleOf(ok.body)))}
		list := ok.body
		if r.list != nil {
			list = r.list.Type
			fields = append(fields, jen.Id("list").Op(":").Lit(r.list.Wire), jen.Id("count").Op(":").Lit(integerIn(ok.body, "total", "count")))
		}
		fields = append(fields, jen.Id("item").Op(":").Add(s.thing(schema.Underlying(list).(*schema.Array).Elem)))
		return jen.Op("&").Id("shape").Values(fields...)
	}
	return s.thing(ok.body)
}

// thing spells what a type shows of a thing. One with a name is spelled once, in a variable.
func (s *testServer) thing(t schema.Type) jen.Code {
	fields := []jen.Code{jen.Id("example").Op(":").Add(rawString(exampleOf(t)))}
	if st, ok := schema.Underlying(t).(*schema.Struct); ok && st.Rest == nil && len(st.Fields) > 0 {
		var names []string
		for _, f := range st.Live() {
			names = append(names, f.Wire)
		}
		fields = append(fields, jen.Id("members").Op(":").Add(texts(names)))
	}
	d := original(t)
	if d == nil {
		return jen.Op("&").Id("shape").Values(fields...)
	}
	name := "shapeOf" + s.names.decls[d]
	if !s.shown[d] {
		s.shown[d] = true
		s.things = append(s.things, jen.Var().Id(name).Op("=").Id("shape").Custom(rows("{", "}"), fields...))
	}
	return jen.Op("&").Id(name)
}

// answerExample is an example of an answer that the protocol gives, or else one that is made up.
func answerExample(e *schema.Endpoint, ok outcome) string {
	for _, r := range e.Responses {
		if r.Status == ok.status && len(r.Examples) > 0 {
			return jsonText(r.Examples[0])
		}
	}
	return exampleOf(ok.body)
}

// exampleOf makes up a value of a type, as JSON.
func exampleOf(t schema.Type) string { return jsonText(gen.Exampler{}.Value(t)) }

// appDecls gives a method for each endpoint of the application.
func (s *testServer) appDecls() []jen.Code {
	var decls []jen.Code
	for _, e := range s.parts.served() {
		decls = append(decls, s.served(e), s.appMethod(e))
	}
	if len(decls) == 0 {
		return nil
	}
	return append(decls, comment("answerOf reads what the application answered, and holds it against its type.").
		Func().Id("answerOf").Types(jen.Id("T").Any()).Params(jen.Id("c").Id("called")).Params(jen.Id("answer").Id("T"), jen.Err().Error()).Block(
		jen.If(jen.Id("c").Dot("err").Op("!=").Nil().Op("||").Id("c").Dot("data").Op("==").Nil()).Block(jen.Return(jen.Id("answer"), jen.Id("c").Dot("err"))),
		jen.Return(s.shapes.id("ReadJSON").Types(jen.Id("T")).Call(jen.Id("c").Dot("data")))))
}

func servedName(e *schema.Endpoint) string { return "served" + endpointName(e) }

func (s *testServer) served(e *schema.Endpoint) jen.Code {
	fields := []jen.Code{jen.Id("id").Op(":").Lit(e.ID), jen.Id("method").Op(":").Lit(e.Method), jen.Id("path").Op(":").Lit(e.Path)}
	if success(e).empty {
		fields = append(fields, jen.Id("mayBeEmpty").Op(":").True())
	}
	return jen.Var().Id(servedName(e)).Op("=").Id("served").Values(fields...)
}

// appMethod gives the method that calls an endpoint of the application. Its name begins with a word that no field has.
func (s *testServer) appMethod(e *schema.Endpoint) jen.Code {
	name := "Call" + endpointName(e)
	body := jen.Nil()
	if e.Request != nil {
		body = jen.Id("request")
	}
	args := []jen.Code{jen.Id("ctx"), jen.Op("&").Id(servedName(e)), body}
	for _, p := range pathParameters(e) {
		args = append(args, jen.Id("inPath").Call(jen.Lit(p.Wire), jen.Id(argName(p))))
	}
	for _, p := range otherParameters(e) {
		args = append(args, jen.Id("in"+goName(p.In)).Call(jen.Lit(p.Wire), jen.Id("params").Dot(goName(p.Name))))
	}
	result := jen.Id("a").Dot("call").Call(args...)
	if answer := s.shapes.answer(e); answer != nil {
		result = jen.Id("answerOf").Types(answer).Call(result)
	} else {
		result.Dot("err")
	}
	return s.doc().say("%s calls the endpoint %s of the application: %s %s.", name, e.ID, e.Method, e.Path).comment().
		Func().Params(jen.Id("a").Op("*").Id("App")).Id(name).
		Params(s.shapes.arguments(e)...).Params(s.shapes.results(e)...).Block(jen.Return(result))
}
