package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// An endpointView is what the template of an endpoint shows.
type endpointView struct {
	Frame
	Summary     string
	Badges      string
	Deprecation string
	Description string
	Address     string
	Parameters  string
	Auth        string
	Request     string
	Responses   string
	Call        string
	Flows       string
	Disputes    string
	Versions    string
}

func (t *Target) endpointPage(e *schema.Endpoint) sheet {
	example := firstValue(e.Examples)
	examples := once(func() string { return jsonBlocks(e.Examples) })
	command := once(func() string { return markdown.Fence("sh", curl(t.protocol.HTTP, e, example)) })
	call := once(func() string {
		return t.samples(func(s gen.Sampler) (gen.Sample, bool) { return s.Call(e, example) })
	})
	past := recordOf(e)
	return sheet{path: t.places.of[e].page, template: "endpoint.tmpl", view: func(p *page) view {
		p.titled(e.ID, markdown.Code(e.ID), p.gist(&e.Meta, p.plain))
		v := &endpointView{
			Summary:     blocks(p.block(&e.Summary)),
			Badges:      blocks(p.badgeLine(p.badges(&e.Meta, e.Tags))),
			Deprecation: blocks(p.deprecationAlert(&e.Meta)),
			Description: blocks(p.block(&e.Description)),
			Address:     p.part("address", "endpoint.address", p.address(e), p.repeat(e)),
			Parameters:  p.part("parameters", "parameters", p.parameters(e)),
			Auth:        p.part("auth", "auth", p.authentication(e)),
			Request:     p.part("request", "request", p.request(e), p.captioned("example.body", examples())),
			Responses:   p.part("responses", "responses", p.responses(e)),
			Flows:       p.flowsPart(e),
			Disputes:    p.disputesPart(past()),
			Versions:    p.versionsPart(past()),
		}
		if e.ServedByApp {
			v.Call = p.part("call", "serve", call(), p.say("serve.try"), command())
		} else {
			v.Call = p.part("call", "call", "**"+languageName("sh")+"**", command(), call())
		}
		return v
	}}
}

// address gives the method and the whole URL under each server and family.
func (p *page) address(e *schema.Endpoint) string {
	if e.ServedByApp {
		return paragraphs(markdown.Fence("http", e.Method+" "+e.Path), p.say("endpoint.served", "path", markdown.Code(e.Path)))
	}
	families, place := familiesOf(e), "endpoint.family"
	if families[0] == nil {
		place = "endpoint.server"
	}
	t := table{head: []string{p.say(place), p.say("endpoint.request")}}
	request := ""
	for _, server := range p.protocol.HTTP.Servers {
		for _, f := range families {
			request = e.Method + " " + server.URL + prefixOf(f) + e.Path
			t.add(p.familyName(f, server), markdown.CodeCell(request))
		}
	}
	if len(t.rows) == 1 {
		return markdown.Fence("http", request)
	}
	return t.String()
}

// familiesOf gives the families of an endpoint that still exist; a path that stands alone has one that is nil.
func familiesOf(e *schema.Endpoint) []*schema.Family {
	var list []*schema.Family
	for _, f := range e.Families {
		if f.Removed == nil {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		return []*schema.Family{nil}
	}
	return list
}

func prefixOf(f *schema.Family) string {
	if f == nil {
		return ""
	}
	return strings.TrimSuffix(f.Prefix, "/")
}

// familyName names a family, and the server when there are several.
func (p *page) familyName(f *schema.Family, server *schema.Server) string {
	var names []string
	if f != nil {
		name := p.name(f).Cell()
		if f.Deprecated != nil {
			name += "<br>" + p.say("deprecated")
		}
		names = append(names, name)
	}
	if len(p.protocol.HTTP.Servers) > 1 {
		names = append(names, markdown.CodeCell(server.ID))
	}
	return p.commas(names)
}

// repeat says whether a request may be sent once more when no answer came.
func (p *page) repeat(e *schema.Endpoint) string {
	switch {
	case e.ServedByApp:
		return ""
	case e.Idempotent:
		return p.say("endpoint.idempotent")
	}
	return p.say("endpoint.once")
}

// parameters lists the parameters of the path, the query and the header, those of the families' prefixes first.
func (p *page) parameters(e *schema.Endpoint) string {
	t := table{head: []string{p.say("parameter"), p.say("type"), p.say("description")}}
	for _, f := range familiesOf(e) {
		if f == nil {
			continue
		}
		for _, x := range f.Parameters {
			if x.Removed == nil {
				t.add(p.parameter(x, f.Info(), p.name(f).Cell())...)
			}
		}
	}
	for _, x := range parametersOf(e) {
		t.add(p.parameter(x, e.Info(), "")...)
	}
	return t.String()
}

// parameter writes a row. Only is the family that has the parameter, when not all have.
func (p *page) parameter(x *schema.Parameter, around *schema.Meta, only string) []string {
	name := markdown.CodeCell(x.Wire)
	if only == "" {
		name = anchorTag(p.places.of[x].anchor) + name
	}
	if x.Required {
		name += "<br>**" + p.say("required") + "**"
	}
	marks := append([]string{p.say("in." + x.In)}, p.limits(x.Type, inCell)...)
	if only != "" {
		marks = append(marks, only)
	}
	if x.Default != nil {
		marks = append(marks, p.say("default", "value", markdown.CodeCell(oneLine(x.Default))))
	}
	if len(x.Examples) > 0 {
		marks = append(marks, p.say("for.example", "value", markdown.CodeCell(oneLine(x.Examples[0]))))
	}
	lines := p.about(&x.Meta, around, p.values(x, x.Type), marks...)
	return []string{name, p.typeName(x.Type, inCell), strings.Join(lines, "<br>")}
}

// authentication lists the ways to authenticate.
func (p *page) authentication(e *schema.Endpoint) string {
	if len(e.Auth) == 0 {
		return ""
	}
	var items []string
	for _, use := range e.Auth {
		if use.Auth.Removed == nil {
			items = append(items, p.authUse(use))
		}
	}
	if len(items) == 1 {
		return items[0]
	}
	return paragraphs(p.say("auth.any"), p.bullets(items))
}

func (p *page) authUse(use *schema.AuthUse) string {
	way := p.authWay(use.Auth, inText)
	if len(use.Scopes) > 0 {
		var scopes []string
		for _, s := range use.Scopes {
			scopes = append(scopes, markdown.Code(s))
		}
		way = p.say("auth.scopes", "auth", way, "scopes", p.ands(scopes))
	}
	way = p.sentences(p.withColon(p.name(use.Auth).Inline(), p.sentence(way)), p.deprecation(use.Auth.Info()))
	if len(use.Auth.Disputes) > 0 {
		return p.say("aside", "words", way, "aside", p.to(correctionsPage, p.say("disputes.mark")))
	}
	return way
}

// authWay says what a request carries to authenticate.
func (p *page) authWay(a *schema.Auth, s spot) string {
	switch {
	case a.Type == "apiKey" && a.In == "query":
		return p.say("auth.apikey.query", "name", s.code(a.Name))
	case a.Type == "apiKey":
		return p.say("auth.apikey.header", "name", s.code(a.Name))
	case a.Type == "http":
		return p.say("auth.http", "header", s.code("Authorization"))
	}
	return p.say("auth.oauth2", "header", s.code("Authorization"))
}

// request says what the body is, and shows its properties: a reader wants them where the request is made.
func (p *page) request(e *schema.Endpoint) string {
	if e.Request == nil {
		return ""
	}
	said := p.say("type.is", "type", p.typeName(e.Request.Type, inText))
	if d := inlineIn(e.Request.Type); d != nil {
		return paragraphs(said, p.block(&d.Description), p.shape(e, d.Type))
	}
	if d, ok := e.Request.Type.(*schema.Decl); ok {
		said = p.namedType(d, e.Info())
		if st, ok := d.Type.(*schema.Struct); ok {
			return paragraphs(said, p.properties(e, st, d.Info()))
		}
	}
	return said
}

// responses lists what may be answered; bodies that are written there and examples follow below.
func (p *page) responses(e *schema.Endpoint) string {
	t := table{head: []string{p.say("status"), p.say("body"), p.say("meaning")}}
	var below []string
	for _, r := range e.Responses {
		status := fmt.Sprint(r.Status)
		anchor := "response-" + status
		body := p.say("response.empty")
		if r.Type != nil {
			body = p.typeName(r.Type, inCell)
		}
		t.add(anchorTag(anchor)+markdown.CodeCell(status), body, p.cell(&r.Description))
		if inner := p.responseBelow(e, r); inner != "" {
			below = append(below, heading(3, "", markdown.Code(status)), inner)
		}
	}
	if failure := p.protocol.HTTP.Error; failure != nil && !e.ServedByApp {
		t.add(p.say("response.error"), p.typeName(failure, inCell), "")
	}
	t.dropEmpty(2)
	return paragraphs(append([]string{t.String()}, below...)...)
}

func (p *page) responseBelow(e *schema.Endpoint, r *schema.Response) string {
	inner := ""
	if d := inlineIn(r.Type); d != nil {
		inner = paragraphs(p.block(&d.Description), p.shape(e, d.Type))
	}
	return paragraphs(inner, jsonBlocks(r.Examples))
}
