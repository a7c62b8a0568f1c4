package docs

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"text/template"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A sheet is the plan of one page, the same for every language: where it is, and how it is made.
type sheet struct {
	path     string
	template string               // "message.tmpl"; "" for a page that is no markdown
	view     func(p *page) any    // what the template shows
	data     func(p *page) []byte // without a template
}

func (s sheet) make(p *page, templates *template.Template) ([]byte, error) {
	if s.template == "" {
		return s.data(p), nil
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := templates.ExecuteTemplate(b, s.template, s.view(p)); err != nil {
		return nil, err
	}
	text := bytes.TrimRight(b.Bytes(), "\n")
	return append(append(make([]byte, 0, len(text)+1), text...), '\n'), nil
}

// buffers are used again: a page is as long as it must be, its buffer longer.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// plan lists the pages of one locale.
func (t *Target) plan() []sheet {
	p := t.protocol
	list := []sheet{t.homeSheet(), t.participantsSheet()}
	list = append(list, t.messagesSheet())
	for _, m := range live(p.Messages) {
		list = append(list, t.messagePage(m))
	}
	if decls := t.decls(); len(decls) > 0 {
		list = append(list, t.typesSheet(decls))
		for _, d := range decls {
			list = append(list, t.declPage(d))
		}
	}
	if p.HTTP != nil {
		list = append(list, t.endpointsSheet())
		for _, e := range live(p.HTTP.Endpoints) {
			list = append(list, t.endpointPage(e))
		}
	}
	if flows := live(p.Flows); len(flows) > 0 {
		list = append(list, t.flowsSheet(flows))
		for _, f := range flows {
			list = append(list, t.flowPage(f), t.diagramPage(f))
		}
	}
	return append(list, t.otherSheets()...)
}

// otherSheets are the pages that there is one of, where the protocol has something for them, and the guides.
func (t *Target) otherSheets() []sheet {
	p := t.protocol
	var list []sheet
	if len(p.Guides) > 0 {
		list = append(list, t.guidesSheet())
		for _, g := range p.Guides {
			list = append(list, t.guidePage(g))
		}
	}
	if len(live(p.Storage)) > 0 {
		list = append(list, t.storageSheet())
	}
	if len(p.FAQ) > 0 {
		list = append(list, t.faqSheet())
	}
	list = append(list, t.historySheet())
	if t.hasCorrections() {
		list = append(list, t.correctionsSheet())
	}
	return append(list, t.llmsSheet())
}

// hasCorrections reports whether there is a page of corrections: sources are there to be cited by it.
func (t *Target) hasCorrections() bool { return len(t.protocol.Sources) > 0 }

// decls are the types with a page of their own.
func (t *Target) decls() []*schema.Decl {
	var list []*schema.Decl
	for _, d := range t.protocol.Types {
		if !d.Inline && d.PartialOf == nil && d.Removed == nil {
			list = append(list, d)
		}
	}
	return list
}

// live leaves out what was removed.
func live[E schema.Element](list []E) []E {
	var out []E
	for _, e := range list {
		if e.Info().Removed == nil {
			out = append(out, e)
		}
	}
	return out
}

// An indexView is what the template of a list of pages shows.
type indexView struct {
	*page
	LeadText string
	Sections []section
}

// A section is a heading with what stands under it.
type section struct {
	Heading string
	Text    string
	Body    string
}

// index makes the page of a folder.
func index(path, title, lead string, sections func(p *page) []section) sheet {
	return sheet{path: path, template: "index.tmpl", view: func(p *page) any {
		p.titled(p.sayPlain(title), p.say(title), p.sayPlain(lead))
		return indexView{page: p, LeadText: p.say(lead), Sections: sections(p)}
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
	return index(messagesPage, "messages", "messages.lead", func(p *page) []section {
		messages := live(t.protocol.Messages)
		var list []section
		for _, from := range t.protocol.Participants {
			one := only(messages, func(m *schema.Message) bool { return len(m.From) == 1 && m.From[0] == from })
			words := p.say("arrow", "from", p.line(&from.Title), "to", p.line(&from.Other.Title))
			list = append(list, section{Heading: p.heading(2, "from-"+anchorOf(from.ID), words), Body: p.listing("message", elements(one))})
		}
		both := only(messages, func(m *schema.Message) bool { return len(m.From) == 2 })
		local := only(messages, func(m *schema.Message) bool { return len(m.From) == 0 })
		list = append(list,
			section{Heading: p.heading(2, "both", p.say("messages.both")), Body: p.listing("message", elements(both))},
			section{Heading: p.heading(2, "local", p.say("messages.local")), Text: p.say("messages.local.lead"), Body: p.listing("message", elements(local))})
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
func (p *page) topics() []section {
	if len(p.protocol.Tags) == 0 {
		return nil
	}
	list := []section{{Heading: p.heading(2, "topics", p.say("messages.by.topic")), Body: p.say("messages.by.topic.lead")}}
	for _, tag := range p.protocol.Tags {
		list = append(list, section{
			Heading: p.heading(3, p.places.of[tag].anchor, p.line(&tag.Title)),
			Text:    paragraphs(p.line(&tag.Summary), p.block(&tag.Description)),
			Body:    bullets(p.tagged(tag)),
		})
	}
	return list
}

// tagged links what carries a tag, kind by kind.
func (p *page) tagged(tag *schema.Tag) []string {
	var lines []string
	for _, g := range p.elementGroups() {
		var links []string
		for _, e := range g.elements {
			if e.Info().Removed == nil && hasTag(e, tag) {
				links = append(links, p.name(e).Inline())
			}
		}
		if len(links) > 0 {
			lines = append(lines, p.say("topic.list", "kind", p.say(g.label), "list", strings.Join(links, ", ")))
		}
	}
	return lines
}

func hasTag(e schema.Element, tag *schema.Tag) bool {
	var tags []*schema.Tag
	switch e := e.(type) {
	case *schema.Message:
		tags = e.Tags
	case *schema.Decl:
		tags = e.Tags
	case *schema.Endpoint:
		tags = e.Tags
	case *schema.StorageKey:
		tags = e.Tags
	case *schema.Flow:
		tags = e.Tags
	}
	for _, x := range tags {
		if x == tag {
			return true
		}
	}
	return false
}

func (t *Target) typesSheet(decls []*schema.Decl) sheet {
	return index(typesPage, "types", "types.lead", func(p *page) []section {
		return []section{{Body: p.listing("type", elements(decls))}}
	})
}

func (t *Target) flowsSheet(flows []*schema.Flow) sheet {
	return index(flowsPage, "flows", "flows.lead", func(p *page) []section {
		return []section{{Body: p.listing("flow", elements(flows))}}
	})
}

func (t *Target) guidesSheet() sheet {
	return index(guidesPage, "guides", "guides.lead", func(p *page) []section {
		return []section{{Body: bullets(p.guideList())}}
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
	return index(endpointsPage, "endpoints", "endpoints.lead", func(p *page) []section {
		endpoints := live(t.protocol.HTTP.Endpoints)
		called := only(endpoints, func(e *schema.Endpoint) bool { return !e.ServedByApp })
		served := only(endpoints, func(e *schema.Endpoint) bool { return e.ServedByApp })
		return []section{
			{Heading: p.heading(2, "called", p.say("endpoints.called")), Body: p.endpointList(called)},
			{Heading: p.heading(2, "served", p.say("endpoints.served")), Text: p.say("endpoints.served.lead"), Body: p.endpointList(served)},
			{Heading: p.heading(2, "servers", p.say("endpoints.servers")), Body: p.servers()},
			{Heading: p.heading(2, "families", p.say("endpoints.families")), Text: p.say("endpoints.families.lead"), Body: p.families()},
			{Heading: p.heading(2, "auth", p.say("auth")), Body: p.authList()},
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
		said := append([]string{upperFirst(p.authWay(a, inCell))}, p.about(&a.Meta, nil, "")...)
		t.add(anchorTag(p.places.of[a].anchor)+markdown.CodeCell(a.ID), strings.Join(said, "<br>"))
	}
	return t.String()
}

// A proseView is what the template of a page of prose shows.
type proseView struct {
	*page
	Body string
}

// guidePage writes a guide block by block: its headings keep their anchors in every language, its code is never touched.
func (t *Target) guidePage(g *schema.Guide) sheet {
	return sheet{path: t.places.of[g].page, template: "guide.tmpl", view: func(p *page) any {
		p.titled(p.plain(&g.Title), p.line(&g.Title), p.plain(guideLead(g)))
		var blocks []string
		for _, b := range g.Blocks {
			switch b.Kind {
			case schema.Heading:
				blocks = append(blocks, p.heading(b.Level, anchorOf(b.Heading), p.line(&b.Text)))
			case schema.CodeBlock:
				blocks = append(blocks, markdown.Fence(b.Info, b.Code))
			default:
				blocks = append(blocks, p.block(&b.Text))
			}
		}
		return proseView{p, paragraphs(blocks...)}
	}}
}

func (t *Target) faqSheet() sheet {
	return index(faqPage, "faq", "faq.lead", func(p *page) []section {
		var list []section
		for _, q := range t.protocol.FAQ {
			list = append(list, section{
				Heading: p.heading(2, p.places.of[q].anchor, p.line(&q.Question)),
				Body:    p.block(&q.Answer),
			})
		}
		return list
	})
}

func (t *Target) storageSheet() sheet {
	return index(storagePage, "storage", "storage.lead", func(p *page) []section {
		var list []section
		for _, k := range live(t.protocol.Storage) {
			list = append(list, p.storageKey(k))
		}
		return list
	})
}

func (p *page) storageKey(k *schema.StorageKey) section {
	inner := ""
	if d := inlineIn(k.Value); d != nil {
		inner = p.shape(k, d.Type)
	}
	examples := ""
	if len(k.Examples) > 0 {
		examples = paragraphs("**"+p.say("example")+"**", jsonBlocks(k.Examples))
	}
	disputes := p.disputesOf(k)
	if disputes != "" {
		disputes = paragraphs("**"+p.say("disputes")+"**", disputes)
	}
	return section{
		Heading: p.heading(2, p.places.of[k].anchor, markdown.Code(k.Key)),
		Text: paragraphs(p.line(&k.Summary), badgeLine(p.badges(&k.Meta, k.Tags)), p.deprecationAlert(&k.Meta),
			p.block(&k.Description)),
		Body: paragraphs(p.say("storage.on", "participant", p.name(k.On).Inline(), "type", p.typeName(k.Value, inText)), inner, examples,
			disputes),
	}
}

// languages is the page above the locales. It is in all of their languages, so it has few words.
func (t *Target) languages() gen.File {
	first := newPage(t, t.tongues[0], homePage)
	var items []string
	for _, tongue := range t.tongues {
		items = append(items, markdown.Link{Text: tongue.sayPlain("language"), URL: tongue.tag + "/" + homePage}.Inline())
	}
	text := paragraphs("---\n# "+first.Generated()+"\ntitle: "+first.Quote(t.protocol.Title)+"\n---", "# "+markdown.Escape(t.protocol.Title),
		first.block(&t.protocol.Description), bullets(items), first.Notice())
	return gen.File{Path: homePage, Data: []byte(text + "\n")}
}

// llmsSheet lists every page in the form that language models look for.
func (t *Target) llmsSheet() sheet {
	return sheet{path: llmsPage, data: func(p *page) []byte {
		var b strings.Builder
		fmt.Fprintf(&b, "<!-- %s -->\n# %s\n", p.Generated(), markdown.Escape(t.protocol.Title))
		if about := p.plain(&t.protocol.Description); about != "" {
			b.WriteString("\n> " + markdown.EscapeInside(about) + "\n")
		}
		for _, g := range append([]elementGroup{{"guides", elements(t.protocol.Guides)}}, t.elementGroups()...) {
			p.llmsSection(&b, g)
		}
		return []byte(b.String())
	}}
}

func (p *page) llmsSection(b *strings.Builder, g elementGroup) {
	var items []string
	for _, e := range g.elements {
		if at := p.places.of[e]; at.page != "" && at.page != endpointsPage && e.Info().Removed == nil {
			items = append(items, withColon(p.name(e).Inline(), markdown.EscapeInside(p.gist(e.Info(), p.plain))))
		}
	}
	if len(items) > 0 {
		b.WriteString("\n## " + markdown.EscapeInside(p.sayPlain(g.label)) + "\n\n" + bullets(items) + "\n")
	}
}

func withColon(name, about string) string {
	if about == "" {
		return name
	}
	return name + ": " + about
}
