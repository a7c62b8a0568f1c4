package docs

import (
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// An indexView is what the template of a list of pages shows.
type indexView struct {
	Frame
	Lead     string
	Sections []string
}

// section writes a heading with what stands under it; without a body it is not there.
func section(heading, text, body string) string {
	if body == "" {
		return ""
	}
	return blocks(heading, text, body)
}

// index makes the page of a folder.
func index(path, title, lead string, sections func(p *page) []string) sheet {
	return sheet{path: path, template: "index.tmpl", view: func(p *page) view {
		p.titled(p.sayPlain(title), p.say(title), p.sayPlain(lead))
		return &indexView{Lead: blocks(p.say(lead)), Sections: sections(p)}
	}}
}

// listing is a table of elements, each with what it is about. A deprecated one says so.
func (p *page) listing(head string, list []schema.Element) string {
	t := table{head: []string{p.say(head), p.say("meaning")}}
	for _, e := range list {
		about := p.gist(e.Info(), p.cell)
		if e.Info().Deprecated != nil {
			about = joinWith(about, "**"+p.say("deprecated")+"**")
		}
		t.add(p.name(e).Cell(), about)
	}
	return t.String()
}

func joinWith(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

func (t *Target) messagesSheet() sheet {
	return index(messagesPage, "messages", "messages.lead", func(p *page) []string {
		messages := live(t.protocol.Messages)
		var list []string
		for _, from := range t.protocol.Participants {
			one := only(messages, func(m *schema.Message) bool { return len(m.From) == 1 && m.From[0] == from })
			words := p.say("arrow", "from", p.words(&from.Title), "to", p.words(&from.Other.Title))
			list = append(list, section(heading(2, "from-"+anchorOf(from.ID), words), "", p.listing("message", elements(one))))
		}
		both := only(messages, func(m *schema.Message) bool { return len(m.From) == 2 })
		local := only(messages, func(m *schema.Message) bool { return len(m.From) == 0 })
		list = append(list,
			section(heading(2, "both", p.say("messages.both")), "", p.listing("message", elements(both))),
			section(heading(2, "local", p.say("messages.local")), p.say("messages.local.lead"), p.listing("message", elements(local))))
		return append(list, p.topics()...)
	})
}

func only[E any](list []E, keep func(E) bool) []E {
	var out []E
	for _, e := range list {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

// topics lists everything that carries a tag, tag by tag.
func (p *page) topics() []string {
	if len(p.protocol.Tags) == 0 {
		return nil
	}
	list := []string{section(heading(2, "topics", p.say("messages.by.topic")), "", p.say("messages.by.topic.lead"))}
	for _, tag := range p.protocol.Tags {
		words := heading(3, p.places.of[tag].anchor, p.words(&tag.Title))
		list = append(list, section(words, paragraphs(p.block(&tag.Summary), p.block(&tag.Description)), p.bullets(p.tagged(tag))))
	}
	return list
}

// tagged links what carries a tag, kind by kind.
func (p *page) tagged(tag *schema.Tag) []string {
	var lines []string
	for _, g := range p.groups() {
		var links []string
		for _, e := range g.elements {
			if e.Info().Removed == nil && hasTag(e, tag) {
				links = append(links, p.name(e).Inline())
			}
		}
		if len(links) > 0 {
			lines = append(lines, p.say("topic.list", "kind", p.say(g.label), "list", p.commas(links)))
		}
	}
	return lines
}

func hasTag(e schema.Element, tag *schema.Tag) bool { return slices.Contains(tagsOf(e), tag) }

func tagsOf(e schema.Element) []*schema.Tag {
	switch e := e.(type) {
	case *schema.Message:
		return e.Tags
	case *schema.Decl:
		return e.Tags
	case *schema.Endpoint:
		return e.Tags
	case *schema.StorageKey:
		return e.Tags
	case *schema.Flow:
		return e.Tags
	}
	return nil
}

func (t *Target) typesSheet(decls []*schema.Decl) sheet {
	return index(typesPage, "types", "types.lead", func(p *page) []string {
		return []string{blocks(p.listing("type", elements(decls)))}
	})
}

func (t *Target) flowsSheet(flows []*schema.Flow) sheet {
	return index(flowsPage, "flows", "flows.lead", func(p *page) []string {
		return []string{blocks(p.listing("flow", elements(flows)))}
	})
}

func (t *Target) guidesSheet() sheet {
	return index(guidesPage, "guides", "guides.lead", func(p *page) []string {
		return []string{blocks(p.bullets(p.guideList()))}
	})
}

// guideList links the guides, each with its first paragraph.
func (p *page) guideList() []string {
	var items []string
	for _, g := range p.protocol.Guides {
		items = append(items, withGist("**"+p.name(g).Inline()+"**", p.line(guideLead(g))))
	}
	return items
}

// guideLead is the first paragraph of a guide.
func guideLead(g *schema.Guide) *schema.Text {
	if len(g.Blocks) > 0 && g.Blocks[0].Kind == schema.Paragraph {
		return &g.Blocks[0].Text
	}
	return &schema.Text{}
}

func (t *Target) endpointsSheet() sheet {
	return index(endpointsPage, "endpoints", "endpoints.lead", func(p *page) []string {
		endpoints := live(t.protocol.HTTP.Endpoints)
		called := only(endpoints, func(e *schema.Endpoint) bool { return !e.ServedByApp })
		served := only(endpoints, func(e *schema.Endpoint) bool { return e.ServedByApp })
		return []string{
			section(heading(2, "called", p.say("endpoints.called")), "", p.endpointList(called)),
			section(heading(2, "served", p.say("endpoints.served")), p.say("endpoints.served.lead"), p.endpointList(served)),
			section(heading(2, "servers", p.say("endpoints.servers")), "", p.servers()),
			section(heading(2, "families", p.say("endpoints.families")), p.say("endpoints.families.lead"), p.families()),
			section(heading(2, "auth", p.say("auth")), "", p.authList()),
		}
	})
}

func (p *page) endpointList(list []*schema.Endpoint) string {
	t := table{head: []string{p.say("endpoint"), p.say("endpoint.request"), p.say("meaning")}}
	for _, e := range list {
		about := p.gist(&e.Meta, p.cell)
		if e.Deprecated != nil {
			about = joinWith(about, "**"+p.say("deprecated")+"**")
		}
		t.add(p.name(e).Cell(), markdown.CodeCell(e.Method+" "+e.Path), about)
	}
	return t.String()
}

func (p *page) servers() string {
	t := table{head: []string{p.say("endpoint.server"), p.say("endpoint.url")}}
	for _, s := range p.protocol.HTTP.Servers {
		t.add(markdown.CodeCell(s.ID), markdown.CodeCell(s.URL))
	}
	return t.String()
}

func (p *page) families() string {
	t := table{head: []string{p.say("endpoint.family"), p.say("endpoint.prefix"), p.say("description")}}
	for _, f := range live(p.protocol.HTTP.Families) {
		t.add(anchorTag(p.places.of[f].anchor)+markdown.CodeCell(f.ID), markdown.CodeCell(f.Prefix), strings.Join(p.about(&f.Meta, nil, ""), "<br>"))
	}
	return t.String()
}

func (p *page) authList() string {
	t := table{head: []string{p.say("auth.way"), p.say("description")}}
	for _, a := range live(p.protocol.HTTP.Auth) {
		said := append([]string{p.upperFirst(p.authWay(a, inCell))}, p.about(&a.Meta, nil, "")...)
		t.add(anchorTag(p.places.of[a].anchor)+markdown.CodeCell(a.ID), strings.Join(said, "<br>"))
	}
	return t.String()
}
