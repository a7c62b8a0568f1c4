package docs

import (
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// url gives the address of a place as seen from this page; "" for the page itself.
func (p *page) url(at place) string {
	fragment := ""
	if at.anchor != "" {
		fragment = "#" + at.anchor
	}
	if at.page == p.path {
		return fragment
	}
	return relative(p.path, at.page) + fragment
}

// relative gives the way from one page to another.
func relative(from, to string) string {
	folder := from[:strings.LastIndexByte(from, '/')+1]
	if name, same := strings.CutPrefix(to, folder); same && !strings.Contains(name, "/") {
		return name
	}
	return strings.Repeat("../", strings.Count(folder, "/")) + to
}

// to links words that are markdown already to a page.
func (p *page) to(page, words string) string {
	if page == p.path {
		return words
	}
	return "[" + words + "](" + p.url(place{page: page}) + ")"
}

// A link leads to an element.
type link struct {
	markdown.Link
	page  *page
	title *schema.Text // its words in each language; nil: they are the same in all
}

// Inline writes the link for a line of text.
func (l link) Inline() string { return l.write(asName) }

// Cell writes the link for a cell of a table.
func (l link) Cell() string { return l.write(asNameInCell) }

func (l link) write(as form) string {
	if l.title == nil {
		return as.link(l.Link)
	}
	label := l.page.worded(l.title, as, func(p *page) string {
		words, lang := p.title(l.title)
		return as.link(markdown.Link{Text: words, Lang: lang})
	})
	return markdown.Around(label, l.URL)
}

// in is the link with its words in the language of a page.
func (l link) in(p *page) markdown.Link {
	if l.title != nil {
		l.Text, l.Lang = p.title(l.title)
	}
	return l.Link
}

// link is a link to an element by its name, or the name alone when it is on this very page or nowhere.
func (p *page) link(of any, text string, code bool) link {
	l := link{Link: markdown.Link{Text: text, Code: code}, page: p}
	if at, ok := p.places.of[of]; ok {
		l.URL = p.url(at)
	}
	return l
}

// name gives the link to an element, named as its page is.
func (p *page) name(e schema.Element) link {
	switch e := e.(type) {
	case *schema.Message:
		return p.link(e, e.ID, true)
	case *schema.Decl:
		if e.PartialOf != nil {
			return p.link(e, e.PartialOf.Name, true)
		}
		return p.link(e, e.Name, true)
	case *schema.Endpoint:
		return p.link(e, e.ID, true)
	case *schema.StorageKey:
		return p.link(e, e.Key, true)
	case *schema.Family:
		return p.link(e, e.ID, true)
	case *schema.Auth:
		return p.link(e, e.ID, true)
	case *schema.Parameter:
		return p.link(e, e.Wire, true)
	}
	l := p.link(e, "", false)
	l.title = titleOf(e)
	return l
}

// named is name inside prose: what stands there in the language of the source has its titles in that language.
func (p *page) named(e schema.Element, how reading) markdown.Link {
	l := p.name(e)
	if l.title == nil || how == native {
		return l.in(p)
	}
	l.Text = p.parse(l.title.Source, how).Plain()
	return l.Link
}

// titleOf gives the words that name an element; nil where a name in code does.
func titleOf(e schema.Element) *schema.Text {
	switch e := e.(type) {
	case *schema.Participant:
		return &e.Title
	case *schema.Actor:
		return &e.Title
	case *schema.Tag:
		return &e.Title
	case *schema.Flow:
		return &e.Title
	case *schema.Guide:
		return &e.Title
	}
	return nil
}

// title gives words for a link or a picture, without markup, and their language where that is not the page's.
func (p *page) title(text *schema.Text) (words, lang string) {
	prose, _, how := p.shown(text)
	if how == native {
		return p.plain(text), ""
	}
	return p.parse(prose, how).Plain(), p.source
}
