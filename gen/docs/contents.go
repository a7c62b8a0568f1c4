package docs

import (
	"bytes"
	"encoding/json"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// contentsFile lists the pages of a locale for programs that publish them: what a side bar shows, in its order, and where
// in the protocol file each page comes from.
const contentsFile = "contents.json"

type contents struct {
	Title    string           `json:"title"`
	Sections []contentSection `json:"sections"`
}

// A contentSection is a page that others are listed on, or one that stands for itself.
type contentSection struct {
	contentPage
	Groups []contentGroup `json:"groups,omitempty"`
}

// A contentGroup holds the pages that share their first tag. Those without a tag are in a group without a title, the first.
type contentGroup struct {
	ID       string        `json:"id,omitempty"`
	Title    string        `json:"title,omitempty"`
	Language string        `json:"lang,omitempty"` // of the title, where it is not that of the locale
	Pages    []contentPage `json:"pages"`
}

type contentPage struct {
	Page     string `json:"page"` // below the folder of the locale
	Title    string `json:"title"`
	Language string `json:"lang,omitempty"` // of the title, where it is not that of the locale
	Path     string `json:"path"`           // place in the protocol file of what the page is about
}

func (t *Target) contentsSheet() sheet {
	return sheet{path: contentsFile, data: func(p *page) []byte {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(contents{markdown.Clean(t.protocol.Title), p.contentSections()}); err != nil {
			panic(err) // cannot happen: strings
		}
		return b.Bytes()
	}}
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
	c := contentPage{Page: page, Title: p.sayPlain(label), Path: path}
	if p.phrases[label].foreign && !isEnglish(p.tag) {
		c.Language = "en"
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
		groups = append(groups, contentGroup{Pages: pages})
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
