package docs

import (
	"fmt"
	"slices"
	"strings"
	"sync"

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

// A form is a way to write a text.
type form int

const (
	asBlock form = iota
	asLine
	asCell
	asPlain
	asName // as a name, without its own markup
	asNameInCell
)

func (f form) write(d markdown.Doc) string {
	switch f {
	case asBlock:
		return d.Block()
	case asLine:
		return d.Inline()
	case asCell:
		return d.Cell()
	case asName, asNameInCell:
		return f.link(markdown.Link{Text: d.Plain()})
	}
	return d.Plain()
}

// link writes a link, or its words alone when it leads nowhere.
func (f form) link(l markdown.Link) string {
	if f == asNameInCell {
		return l.Cell()
	}
	return l.Inline()
}

// worded writes a text as it is on every page, or else as it is on this one.
func (p *page) worded(text *schema.Text, as form, onPage func(*page) string) string {
	if text.IsZero() {
		return ""
	}
	w := p.wordings.of(text, as, p.tongues)
	switch {
	case w == nil:
		return p.inEach(onPage)
	case p.each == nil:
		return w.in[p.index]
	}
	return p.choice(w)
}

// Wordings remember texts that are the same wherever they stand, which most are: a summary is on the page of its element and
// on each that lists it.
type wordings struct {
	known      sync.Map // wordingKey to *wording
	beginnings sync.Map // *schema.Text to the one of its first paragraph
}

type wordingKey struct {
	text *schema.Text
	as   form
}

// of gives a text in each language. It is nil where pages differ: references are links that are relative to the page, and
// what is not translated counts for it.
func (w *wordings) of(text *schema.Text, as form, tongues []*tongue) *wording {
	key := wordingKey{text, as}
	if known, ok := w.known.Load(key); ok {
		return known.(*wording)
	}
	made := wordingIn(tongues, text, as)
	w.known.Store(key, made)
	return made
}

func wordingIn(tongues []*tongue, text *schema.Text, as form) *wording {
	in := make([]string, len(tongues))
	for i, t := range tongues {
		prose, _, how := t.read(text)
		if how != native || len(prose) > 1 || prose[0].Ref != nil {
			return nil
		}
		in[i] = as.write(markdown.Parse(markdown.Piece{Text: prose[0].Text}))
	}
	return newWording(in, func(words string) bool { return strings.IndexByte(words, '\n') >= 0 })
}

// block writes a text as blocks.
func (p *page) block(text *schema.Text) string {
	return p.worded(text, asBlock, func(p *page) string { return p.blockIn(text) })
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
	return p.inLine(text, asLine, true)
}

// cell writes a text for a cell of a table.
func (p *page) cell(text *schema.Text) string {
	return p.inLine(text, asCell, true)
}

// words writes a text where nothing can be folded: in a heading, beside other words.
func (p *page) words(text *schema.Text) string {
	return p.inLine(text, asLine, false)
}

func (p *page) inLine(text *schema.Text, as form, fold bool) string {
	return p.worded(text, as, func(p *page) string { return p.lineIn(text, as.write, fold) })
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
	return p.worded(text, asPlain, func(p *page) string {
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
	return write(p.wordings.firstParagraph(&m.Description))
}

// firstParagraph is the beginning of a text. It is one and the same whenever it is asked for.
func (w *wordings) firstParagraph(t *schema.Text) *schema.Text {
	first, ok := w.beginnings.Load(t)
	if !ok {
		first, _ = w.beginnings.LoadOrStore(t, firstParagraph(t))
	}
	return first.(*schema.Text)
}

// firstParagraph cuts a text after its first paragraph.
func firstParagraph(t *schema.Text) *schema.Text {
	cut := &schema.Text{Key: t.Key, Source: firstBlock(t.Source), Translations: slices.Clone(t.Translations)}
	for i := range cut.Translations {
		tr := &cut.Translations[i]
		tr.Prose = firstBlock(tr.Prose)
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
