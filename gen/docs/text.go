package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// parse reads prose, with its references as links from this page. What is not native is in the language of the source, the
// titles that it refers to with it.
func (p *page) parse(prose schema.Prose, how reading) markdown.Doc {
	pieces := make([]markdown.Piece, len(prose))
	for i, span := range prose {
		pieces[i] = markdown.Piece{Text: span.Text}
		if span.Ref != nil {
			pieces[i].Link = p.reference(span, how)
		}
	}
	return markdown.Parse(pieces...)
}

// reference makes the link of a [[reference]].
func (p *page) reference(span schema.Span, how reading) *markdown.Link {
	ref := span.Ref
	written, _, _ := strings.Cut(span.Text, "|")
	l := p.named(ref.Target, how)
	switch {
	case ref.Field != nil:
		l = markdown.Link{Text: strings.TrimPrefix(written, "."), Code: true}
	case ref.Value != nil:
		l = markdown.Link{Text: ref.Value.Value.Text(), Code: true}
	}
	if ref.Label != "" {
		l = markdown.Link{Text: ref.Label}
	}
	l.URL = ""
	if at, ok := p.places.find(ref); ok {
		l.URL = p.url(at)
	}
	return &l
}

// use names what a deprecation says to use instead.
func (p *page) use(ref *schema.Ref) link {
	l := p.name(ref.Target)
	switch {
	case ref.Field != nil && ref.Local:
		l.Text, l.Code = ref.Field.Wire, true
	case ref.Field != nil:
		l.Text, l.Code = l.Text+"."+ref.Field.Wire, true
	case ref.Value != nil:
		l.Text, l.Code = ref.Value.Value.Text(), true
	}
	if at, ok := p.places.find(ref); ok {
		l.URL = p.url(at)
	}
	return l
}

// block writes a text as blocks.
func (p *page) block(text *schema.Text) string {
	if text.IsZero() {
		return ""
	}
	return p.inEach(func(p *page) string { return p.blockIn(text) })
}

func (p *page) blockIn(text *schema.Text) string {
	prose, older, how := p.shown(text)
	s := p.parse(prose, how).Block()
	if how == native {
		return s
	}
	s = fmt.Sprintf("<div lang=%q>\n\n%s\n\n</div>", p.source, s)
	if how == stale {
		s += "\n\n" + p.folded("\n\n"+p.parse(older, native).Block()+"\n\n")
	}
	return s
}

// folded hides an older translation until a reader asks for it.
func (p *page) folded(older string) string {
	return "<details><summary>" + p.say("stale") + "</summary>" + older + "</details>"
}

// line writes a text in one line.
func (p *page) line(text *schema.Text) string {
	return p.inLine(text, markdown.Doc.Inline, true)
}

// cell writes a text for a cell of a table.
func (p *page) cell(text *schema.Text) string {
	return p.inLine(text, markdown.Doc.Cell, true)
}

// words writes a text where nothing can be folded: in a heading, beside other words.
func (p *page) words(text *schema.Text) string {
	return p.inLine(text, markdown.Doc.Inline, false)
}

func (p *page) inLine(text *schema.Text, write func(markdown.Doc) string, fold bool) string {
	if text.IsZero() {
		return ""
	}
	return p.inEach(func(p *page) string { return p.lineIn(text, write, fold) })
}

func (p *page) lineIn(text *schema.Text, write func(markdown.Doc) string, fold bool) string {
	prose, older, how := p.shown(text)
	s := write(p.parse(prose, how))
	if how != native {
		s = fmt.Sprintf("<span lang=%q>%s</span>", p.source, s)
	}
	if how == stale && fold {
		s += " " + p.folded(write(p.parse(older, native)))
	}
	return s
}

// plain gives the words of a text without markup. Nothing marks there what is not translated, and nothing counts it.
func (p *page) plain(text *schema.Text) string {
	return p.inEach(func(p *page) string {
		prose, _, how := p.read(text)
		return p.parse(prose, how).Plain()
	})
}

// shown reads a text that the page shows.
func (p *page) shown(text *schema.Text) (prose, older schema.Prose, how reading) {
	prose, older, how = p.read(text)
	if how != native {
		p.owe(text, how)
	}
	return prose, older, how
}

// owe notes a text that is not in the language of the page. A page that shows it twice owes it once.
func (p *page) owe(text *schema.Text, how reading) {
	p.oweID(text.Key+"\x00"+text.Source.String(), how)
}

func (p *page) oweID(id string, how reading) {
	if p.owed == nil {
		p.owed = map[string]reading{}
	}
	p.owed[id] = how
}

// count gives how many texts are read in a way.
func (p *page) count(how reading) int {
	n := 0
	for _, h := range p.owed {
		if h == how {
			n++
		}
	}
	return n
}

// gist is the summary of an element, or the first words of its description.
func (p *page) gist(m *schema.Meta, write func(*schema.Text) string) string {
	if !m.Summary.IsZero() {
		return write(&m.Summary)
	}
	first := firstParagraph(&m.Description)
	return write(&first)
}

// firstParagraph cuts a text after its first paragraph.
func firstParagraph(t *schema.Text) schema.Text {
	cut := schema.Text{Key: t.Key, Source: firstBlock(t.Source), Translations: t.Translations}
	if len(t.Translations) > 0 {
		cut.Translations = make(map[string]schema.Translation, len(t.Translations))
		for tag, tr := range t.Translations {
			cut.Translations[tag] = schema.Translation{Prose: firstBlock(tr.Prose), Stale: tr.Stale}
		}
	}
	return cut
}

func firstBlock(prose schema.Prose) schema.Prose {
	for i, span := range prose {
		if before, _, found := strings.Cut(span.Text, "\n\n"); found && span.Ref == nil {
			return append(append(schema.Prose{}, prose[:i]...), schema.Span{Text: before})
		}
	}
	return prose
}
