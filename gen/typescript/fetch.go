package typescript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// Call shows a request with fetch. What the application serves is no request of its own.
func (s *sampler) Call(e *schema.Endpoint, example *schema.Value) (gen.Sample, bool) {
	if e.ServedByApp || len(s.t.protocol.HTTP.Servers) == 0 {
		return gen.Sample{}, false
	}
	r := &request{t: s.t, endpoint: e, used: printed(0, nil, func(*printer) {})}
	show := r.statement(example)
	code := strings.Join(r.declared, "")
	if names := r.imports(); len(names) > 0 {
		code = importLine("import type", names, s.t.options.Package) + "\n" + code
	}
	return gen.Sample{Path: samplePath("call", e.ID), Code: code + "\n" + show + "\nexport {};\n", Show: show}, true
}

// A request is a sample of one on its way.
type request struct {
	t        *Target
	endpoint *schema.Endpoint
	declared []string // variables that the sample takes for granted
	used     *printer // notes the types that it names
}

// statement writes the request, and reads the answer.
func (r *request) statement(example *schema.Value) string {
	headers, query := r.credentials()
	query = append(r.query(), query...)
	address := r.address()
	if len(query) > 0 {
		address += "?" + strings.Join(query, "&")
	}
	body := ""
	if r.endpoint.Request != nil && r.endpoint.Request.Type != nil {
		headers = append(headers, "'content-type': 'application/json'")
		body = r.body(example)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "const response = await fetch(`%s`, {\n  method: %s,\n", address, quote(r.endpoint.Method))
	if len(headers) > 0 {
		fmt.Fprintf(&b, "  headers: { %s },\n", strings.Join(headers, ", "))
	}
	if body != "" {
		fmt.Fprintf(&b, "  body: JSON.stringify(%s),\n", body)
	}
	b.WriteString("});\nif (!response.ok) throw new Error(`The server answered ${response.status}.`);")
	if answer := r.answer(); answer != "" {
		fmt.Fprintf(&b, "\nconst answer = (await response.json()) as %s;", answer)
	}
	return b.String()
}

// address writes the address as the text of a template, with its parameters in place.
func (r *request) address() string {
	path := r.endpoint.Path
	parameters := r.endpoint.Parameters
	if len(r.endpoint.Families) > 0 {
		path = r.endpoint.Families[0].Prefix + path
		parameters = slices.Concat(r.endpoint.Families[0].Parameters, parameters)
	}
	address := templateText(r.t.protocol.HTTP.Servers[0].URL) + templateText(path)
	for _, p := range parameters {
		if p.In == "path" {
			address = strings.ReplaceAll(address, templateText("{"+p.Wire+"}"), r.encoded(p))
		}
	}
	return address
}

// query writes the parameters of the query that are needed.
func (r *request) query() []string {
	var list []string
	for _, p := range r.endpoint.Parameters {
		if p.In == "query" && p.Required {
			list = append(list, templateText(p.Wire)+"="+r.encoded(p))
		}
	}
	return list
}

// credentials writes the first way to authenticate, as headers and as parameters of the query.
func (r *request) credentials() (headers, query []string) {
	for _, p := range r.endpoint.Parameters {
		if p.In == "header" && p.Required {
			headers = append(headers, key(p.Wire)+": "+r.text(p))
		}
	}
	if len(r.endpoint.Auth) == 0 {
		return headers, nil
	}
	switch a := r.endpoint.Auth[0].Auth; {
	case a.Type != "apiKey":
		r.declare("accessToken", "string")
		headers = append(headers, "authorization: `Bearer ${accessToken}`")
	case a.In == "query":
		r.declare("apiKey", "string")
		query = append(query, templateText(a.Name)+"=${encodeURIComponent(apiKey)}")
	default:
		r.declare("apiKey", "string")
		headers = append(headers, key(a.Name)+": apiKey")
	}
	return headers, query
}

// encoded writes a parameter where it is part of an address.
func (r *request) encoded(p *schema.Parameter) string {
	if expr := r.t.expr(r.used, p.Type); expr == "number" || expr == "boolean" {
		return "${" + r.variable(p) + "}"
	}
	return "${encodeURIComponent(" + r.text(p) + ")}"
}

// text writes a parameter as a text.
func (r *request) text(p *schema.Parameter) string {
	name := r.variable(p)
	if r.t.expr(r.used, p.Type) != "string" {
		return "String(" + name + ")"
	}
	return name
}

// variable declares the variable of a parameter.
func (r *request) variable(p *schema.Parameter) string {
	name := schema.Camel(p.Name)
	if !isIdentifier(name) || slices.Contains(reservedWords, name) {
		name = "the" + schema.Pascal(p.Name)
	}
	r.declare(name, r.t.expr(r.used, p.Type))
	return name
}

func (r *request) declare(name, typ string) {
	line := fmt.Sprintf("declare const %s: %s;\n", name, typ)
	if !slices.Contains(r.declared, line) {
		r.declared = append(r.declared, line)
	}
}

// body writes what is sent, held to its type where that has a name.
func (r *request) body(example *schema.Value) string {
	if example == nil {
		r.declare("body", r.t.expr(r.used, r.endpoint.Request.Type))
		return "body"
	}
	text := literal(example, "  ")
	if d, ok := r.endpoint.Request.Type.(*schema.Decl); ok {
		text += " satisfies " + r.used.use(d.Name)
	}
	return text
}

// answer gives the type of the first answer that is a success, or "".
func (r *request) answer() string {
	for _, a := range r.endpoint.Responses {
		if a.Status >= 200 && a.Status < 300 && a.Type != nil {
			return r.t.expr(r.used, a.Type)
		}
	}
	return ""
}

// imports gives the types of the package that the sample names.
func (r *request) imports() []string {
	var names []string
	for _, d := range r.t.decls {
		if r.used.used[d.Name] {
			names = append(names, d.Name)
		}
	}
	slices.Sort(names)
	return names
}

// templateText writes a text between backticks.
func templateText(s string) string {
	s = strings.Trim(quote(s), "'")
	return strings.NewReplacer(`\'`, `'`, "`", "\\`", "${", "\\${").Replace(s)
}
