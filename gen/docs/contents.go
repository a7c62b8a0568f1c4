package docs

import (
	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// contentsFile lists the pages of a locale for programs that publish them: what a side bar shows, in its order, and where
// in the protocol file each page comes from.
const contentsFile = "contents.json"

// A contentSection is a page that others are listed on, or one that stands for itself.
type contentSection struct {
	contentPage
	groups []contentGroup
}

// A contentGroup holds the pages that share their first tag. Those without a tag are in a group without a title, the first.
type contentGroup struct {
	id       string
	title    string
	language string // of the title, where it is not that of the locale; else ""
	pages    []contentPage
}

type contentPage struct {
	page     string // below the folder of the locale
	title    string
	language string // of the title, where it is not that of the locale; else ""
	path     string // place in the protocol file of what the page is about
}

func (t *Target) contentsSheet() sheet {
	return sheet{path: contentsFile, data: func(p *page) []byte {
		var j gen.JSONPrinter
		j.Object(func() {
			j.Key("title").String(markdown.Clean(t.protocol.Title))
			j.Key("sections").List(func() {
				for _, s := range p.contentSections() {
					s.print(&j)
				}
			})
		})
		return j.Bytes()
	}}
}

func (s *contentSection) print(j *gen.JSONPrinter) {
	j.Object(func() {
		s.members(j)
		if len(s.groups) > 0 {
			j.Key("groups").List(func() {
				for _, g := range s.groups {
					g.print(j)
				}
			})
		}
	})
}

func (g *contentGroup) print(j *gen.JSONPrinter) {
	j.Object(func() {
		j.Text("id", g.id)
		j.Text("title", g.title)
		j.Text("lang", g.language)
		j.Key("pages").List(func() {
			for _, page := range g.pages {
				j.Object(func() { page.members(j) })
			}
		})
	})
}

func (c *contentPage) members(j *gen.JSONPrinter) {
	j.Key("page").String(c.page)
	j.Key("title").String(c.title)
	j.Text("lang", c.language)
	j.Key("path").String(c.path)
}

// contentSections are in the order in which a reader learns: how, in what order, then every detail.
func (p *page) contentSections() []contentSection {
	doc := p.protocol
	var list []contentSection
	add := func(label, page, path string, there bool, elements []schema.Element) {
		if there {
			list = append(list, contentSection{p.labelled(label, page, path), p.contentGroups(elements)})
		}
	}
	add("guides", guidesPage, "guides", len(doc.Guides) > 0, elements(doc.Guides))
	add("flows", flowsPage, "flows", len(live(doc.Flows)) > 0, elements(live(doc.Flows)))
	add("messages", messagesPage, "messages", true, elements(live(doc.Messages)))
	add("types", typesPage, "types", len(p.decls()) > 0, elements(p.decls()))
	if doc.HTTP != nil {
		add("endpoints", endpointsPage, "http.endpoints", true, elements(live(doc.HTTP.Endpoints)))
	}
	add("participants", participantsPage, "participants", true, nil)
	add("storage", storagePage, "storage", len(live(doc.Storage)) > 0, nil)
	add("faq", faqPage, "faq", len(doc.FAQ) > 0, nil)
	add("history", historyPage, "history", true, nil)
	add("corrections", correctionsPage, "sources", p.hasCorrections(), nil)
	return list
}

// labelled is a page that a label names.
func (p *page) labelled(label, page, path string) contentPage {
	c := contentPage{page: page, title: p.sayPlain(label), path: path}
	if p.phrases[label].foreign && !isEnglish(p.tag) {
		c.language = "en"
	}
	return c
}

// contentGroups sorts elements by their first tag. Groups are in the order of the tags, elements in that of the file.
func (p *page) contentGroups(list []schema.Element) []contentGroup {
	byTag := map[*schema.Tag][]contentPage{}
	for _, e := range list {
		byTag[firstTag(e)] = append(byTag[firstTag(e)], p.contentPage(e))
	}
	var groups []contentGroup
	if pages := byTag[nil]; len(pages) > 0 {
		groups = append(groups, contentGroup{pages: pages})
	}
	for _, tag := range p.protocol.Tags {
		if pages := byTag[tag]; len(pages) > 0 {
			groups = append(groups, contentGroup{tag.ID, markdown.Clean(p.plain(&tag.Title)), p.languageOf(&tag.Title), pages})
		}
	}
	return groups
}

func (p *page) contentPage(e schema.Element) contentPage {
	return contentPage{p.places.of[e].page, markdown.Clean(p.named(e, native).Text), p.languageOf(titleText(e)), e.Info().Path}
}

// titleText is the prose that names an element, or nil where a name does.
func titleText(e schema.Element) *schema.Text {
	switch e := e.(type) {
	case *schema.Flow:
		return &e.Title
	case *schema.Guide:
		return &e.Title
	}
	return nil
}

// languageOf gives the language of a text, or "" for that of the page.
func (p *page) languageOf(text *schema.Text) string {
	if text == nil {
		return ""
	}
	if _, _, how := p.read(text); how != native {
		return p.source
	}
	return ""
}

func firstTag(e schema.Element) *schema.Tag {
	if tags := tagsOf(e); len(tags) > 0 {
		return tags[0]
	}
	return nil
}
