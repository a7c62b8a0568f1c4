package load

import (
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// declareHTTP makes the elements that endpoints, steps and references name.
func (l *loader) declareHTTP(n *yaml.Node) {
	if n == nil {
		return
	}
	h := &schema.HTTP{}
	l.protocol.HTTP = h
	for key := range pairs(get(n, "families")) {
		f := &schema.Family{ID: key.Value}
		h.Families, l.families[f.ID] = append(h.Families, f), f
	}
	for key := range pairs(get(n, "auth")) {
		a := &schema.Auth{ID: key.Value}
		h.Auth, l.auth[a.ID] = append(h.Auth, a), a
	}
	for key := range pairs(get(n, "endpoints")) {
		e := &schema.Endpoint{ID: key.Value}
		e.Pos = l.report.at(key)
		h.Endpoints, l.endpoints[e.ID] = append(h.Endpoints, e), e
		l.refer(e.ID, e)
	}
}

func (l *loader) fillHTTP(n *yaml.Node, top scope) {
	if n == nil {
		return
	}
	h := l.protocol.HTTP
	for key, url := range pairs(get(n, "servers")) {
		h.Servers = append(h.Servers, &schema.Server{ID: key.Value, URL: text(url), Pos: l.report.at(key)})
	}
	for key, body := range pairs(get(n, "families")) {
		l.fillFamily(l.families[key.Value], key, body, top)
	}
	for key, body := range pairs(get(n, "auth")) {
		l.fillAuth(l.auth[key.Value], key, body, top)
	}
	for key, body := range pairs(get(n, "endpoints")) {
		l.fillEndpoint(l.endpoints[key.Value], key, body, top)
	}
	l.fillError(get(n, "error"), top)
}

// fillError reads the body of every answer that is not listed. All endpoints use it.
func (l *loader) fillError(n *yaml.Node, top scope) {
	if n == nil {
		return
	}
	top.path = "http.error"
	t := l.typeOf(n, top.called("HTTPErrorBody"), innerSpot)
	if d, ok := t.(*schema.Decl); ok && d.Name == "HTTPErrorBody" {
		d.Inline = false // every endpoint answers it
	}
	l.protocol.HTTP.Error = t
	if d, ok := t.(*schema.Decl); ok {
		for _, e := range l.protocol.HTTP.Endpoints {
			if !e.ServedByApp {
				l.use(d, e)
			}
		}
	}
}

// fillFamily reads a prefix, alone or with its parameters.
func (l *loader) fillFamily(f *schema.Family, key, body *yaml.Node, top scope) {
	top.path = "http.families." + f.ID
	top = l.meta(&f.Meta, key, body, top)
	prefix := body
	if body.Kind == yaml.MappingNode {
		prefix = get(body, "prefix")
	}
	f.Prefix = text(prefix)
	f.Parameters = l.parameters(get(body, "parameters"), top.called(schema.Pascal(f.ID)))
	l.checkPath(prefix, f.Prefix, f.Parameters, get(body, "parameters"))
}

func (l *loader) fillAuth(a *schema.Auth, key, body *yaml.Node, top scope) {
	top.path = "http.auth." + a.ID
	l.meta(&a.Meta, key, body, top)
	a.Type = text(get(body, "type"))
	a.In = text(get(body, "in"))
	a.Name = text(get(body, "name"))
}

// repeatable are the methods whose repetition changes nothing.
var repeatable = []string{"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}

func (l *loader) fillEndpoint(e *schema.Endpoint, key, body *yaml.Node, top scope) {
	top.path, top.owner = "http.endpoints."+e.ID, e
	s := l.meta(&e.Meta, key, body, top).called(schema.Pascal(e.ID))
	e.Method = text(get(body, "method"))
	e.Path = text(get(body, "path"))
	e.ServedByApp = get(body, "servedBy") != nil
	for _, n := range items(get(body, "families")) {
		if f := lookup(l, n, "unknown-family", "family", l.families, `add it to "families"`); f != nil {
			e.Families = append(e.Families, f)
		}
	}
	e.Parameters = l.parameters(get(body, "parameters"), s)
	l.checkPath(get(body, "path"), e.Path, e.Parameters, get(body, "parameters"))
	l.checkFamilyParameters(e, get(body, "path"))
	e.Auth = l.authUses(get(body, "auth"))
	e.Idempotent = slices.Contains(repeatable, e.Method)
	if n := get(body, "idempotent"); n != nil {
		e.Idempotent = truth(n)
	}
	e.Tags = l.tagList(get(body, "tags"))
	l.request(e, body, s)
	l.responses(e, get(body, "responses"), s)
}

// request reads the body of a request and its examples.
func (l *loader) request(e *schema.Endpoint, body *yaml.Node, s scope) {
	if n := get(body, "request"); n != nil {
		l.onlyAnnotations(n, annotations[bodySpot])
		e.Request = &schema.Body{Type: l.typeOf(n, s.in("request").called(join(s.typeName(), "Request")), bodySpot)}
	}
	examples := get(body, "examples")
	e.Examples = l.values(examples)
	for _, n := range items(examples) {
		if e.Request == nil {
			l.report.add(n, "misplaced-key", `examples of an endpoint are request bodies, and this one has no "request"; remove them`)
			continue
		}
		l.example(n, plainType{e.Request.Type}, "invalid-example")
	}
}

// responses reads the answers. The first body that is written there is named after the endpoint, others after their
// status too.
func (l *loader) responses(e *schema.Endpoint, n *yaml.Node, s scope) {
	named := false
	for key, body := range pairs(n) {
		inner := s.in("responses").in(key.Value).called(join(s.typeName(), "Response"))
		if named {
			inner.name += key.Value
		}
		r := l.response(e, key, body, inner)
		if d, ok := r.Type.(*schema.Decl); ok && d.Inline {
			named = true
		}
		e.Responses = append(e.Responses, r)
	}
}

// response reads one answer: `{$ref: …}` is its body, otherwise the body is a key of it.
func (l *loader) response(e *schema.Endpoint, key, body *yaml.Node, s scope) *schema.Response {
	r := &schema.Response{Pos: l.report.at(key)}
	r.Status, _ = strconv.Atoi(key.Value)
	if get(body, "$ref") != nil {
		r.Type = l.typeOf(body, s, innerSpot)
		return r
	}
	l.text(&r.Description, get(body, "description"), s.path+".description", e)
	if typed := get(body, "body"); typed != nil {
		r.Type = l.typeOf(typed, s.in("body"), innerSpot)
	}
	l.responseExamples(r, body)
	return r
}

func (l *loader) responseExamples(r *schema.Response, body *yaml.Node) {
	examples := get(body, "examples")
	r.Examples = l.values(examples)
	for _, n := range items(examples) {
		if r.Type == nil {
			l.report.add(n, "misplaced-key", `this answer has no "body", so it has no examples; remove them`)
			continue
		}
		l.example(n, plainType{r.Type}, "invalid-example")
	}
}

// parameters reads the parameters of an endpoint or family.
func (l *loader) parameters(n *yaml.Node, s scope) []*schema.Parameter {
	var list []*schema.Parameter
	for key, body := range pairs(n) {
		l.checkName(key, "the name of a parameter")
		p := &schema.Parameter{Wire: key.Value, Name: key.Value, In: text(get(body, "in"))}
		inner := l.typeMeta(&p.Meta, key, body, s.in("parameters").in(key.Value), parameterSpot)
		if name := get(body, "name"); name != nil {
			p.Name = l.codeName(name)
		}
		p.Required = p.In == "path" || truth(get(body, "required"))
		p.Type = l.typeOf(body, inner.called(join(s.typeName(), schema.Pascal(p.Name))), parameterSpot)
		l.checkParameterType(p, body)
		l.parameterValues(p, body)
		list = append(list, p)
	}
	return list
}

func (l *loader) parameterValues(p *schema.Parameter, body *yaml.Node) {
	if n := get(body, "default"); n != nil {
		p.Default = l.value(n)
		l.example(n, plainType{p.Type}, "invalid-default")
	}
	p.Examples = l.values(get(body, "examples"))
	for _, n := range items(get(body, "examples")) {
		l.example(n, plainType{p.Type}, "invalid-example")
	}
}

// checkParameterType reports a parameter that cannot be written into an address or a header.
func (l *loader) checkParameterType(p *schema.Parameter, body *yaml.Node) {
	t := schema.Underlying(p.Type)
	if list, ok := t.(*schema.Array); ok && p.In != "path" {
		t = schema.Underlying(list.Elem)
	}
	switch t.(type) {
	case *schema.Basic, *schema.Enum, *schema.Const, nil:
	default:
		l.report.add(body, "wrong-kind", "a parameter is one value, or outside the path a list of them; write its type as text, a number, true or false, or an enum")
	}
}

var placeholder = regular(`\{([^{}]*)\}`)

// checkPath holds the {names} of a path against its path parameters.
func (l *loader) checkPath(at *yaml.Node, path string, parameters []*schema.Parameter, declared *yaml.Node) {
	var names []string
	for _, m := range placeholder().FindAllStringSubmatch(path, -1) {
		names = append(names, m[1])
		known := func(p *schema.Parameter) bool { return p.Wire == m[1] && p.In == "path" }
		if !slices.ContainsFunc(parameters, known) {
			l.report.add(at, "unknown-parameter", `the path has {%s}, and no parameter %q is in it; add "%s: {in: path, type: …}" to "parameters"`, m[1], m[1], m[1])
		}
	}
	for _, p := range parameters {
		if key, _ := entry(declared, p.Wire); p.In == "path" && !slices.Contains(names, p.Wire) {
			l.report.add(key, "unknown-parameter", "the path has no {%s}; add it, or change where the parameter is", p.Wire)
		}
	}
}

// checkFamilyParameters reports a parameter that a family and its endpoint both have.
func (l *loader) checkFamilyParameters(e *schema.Endpoint, path *yaml.Node) {
	for _, f := range e.Families {
		for _, p := range f.Parameters {
			if slices.ContainsFunc(e.Parameters, func(own *schema.Parameter) bool { return own.Wire == p.Wire && own.In == p.In }) {
				l.report.add(path, "duplicate-name", "the family %s has a parameter %q already; name one of the two otherwise", f.ID, p.Wire)
			}
		}
	}
}

// authUses reads the ways to authenticate: `name`, or `{name: [scopes]}`.
func (l *loader) authUses(n *yaml.Node) []*schema.AuthUse {
	var list []*schema.AuthUse
	for _, item := range items(n) {
		id, scopes := item, (*yaml.Node)(nil)
		for key, value := range pairs(item) {
			id, scopes = key, value
		}
		a := lookup(l, id, "unknown-auth", "way to authenticate", l.auth, `add it to "auth"`)
		if a == nil {
			continue
		}
		use := &schema.AuthUse{Auth: a}
		for _, scope := range items(scopes) {
			use.Scopes = append(use.Scopes, text(scope))
		}
		list = append(list, use)
	}
	return list
}

// fillStorage reads the entries of local storage.
func (l *loader) fillStorage(n *yaml.Node, top scope) {
	for key, body := range pairs(n) {
		l.checkName(key, "a storage key")
		k := &schema.StorageKey{Key: key.Value}
		s := top
		s.path, s.owner = "storage."+k.Key, k
		s = l.meta(&k.Meta, key, body, s)
		k.On = l.participant(get(body, "on"))
		k.Tags = l.tagList(get(body, "tags"))
		k.Value = l.storageValue(get(body, "value"), s.in("value").called(storageName(k.Key)))
		k.Examples = l.values(get(body, "examples"))
		for _, example := range items(get(body, "examples")) {
			l.example(example, plainType{k.Value}, "invalid-example")
		}
		l.protocol.Storage = append(l.protocol.Storage, k)
	}
}

func (l *loader) storageValue(n *yaml.Node, s scope) schema.Type {
	if n == nil {
		return &schema.Any{}
	}
	l.onlyAnnotations(n, annotations[bodySpot])
	return l.typeOf(n, s, bodySpot)
}

// storageName names the type of a value after the last part of its key.
func storageName(key string) string {
	last := key[strings.LastIndexAny(key, ":./")+1:]
	return join(schema.Pascal(last), "Value")
}
