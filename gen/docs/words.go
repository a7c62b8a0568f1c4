package docs

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A tongue is one language of the pages: its fixed words, and how it reads a text of the protocol.
type tongue struct {
	index   int    // among the languages of the target
	tag     string // of the pages
	source  string // of the protocol's own prose
	phrases map[string]*phrase
}

// A phrase is a label cut at its placeholders: text, name, text, name, …, text.
type phrase struct {
	plain   []string
	marked  []string // the same, its texts written as markdown; where there is no translation, marked as English
	foreign bool     // it has English words in a page of another language, for want of a translation
}

// newTongues makes the languages of the pages, at a time.
func newTongues(source string, o Options) []*tongue {
	list := make([]*tongue, len(o.Locales))
	var wait sync.WaitGroup
	for i, tag := range o.Locales {
		wait.Add(1)
		go func() {
			defer wait.Done()
			list[i] = newTongue(tag, source, catalogueFor(tag, o.Labels))
			list[i].index = i
		}()
	}
	wait.Wait()
	return list
}

func newTongue(tag, source string, words labels.Catalogue) *tongue {
	t := &tongue{tag: tag, source: source, phrases: make(map[string]*phrase, len(labels.Source))}
	for _, l := range labels.Source {
		text, ok := words[l.ID]
		if !ok {
			text = l.Text
		}
		t.phrases[l.ID] = cutPhrase(text, !ok && !isEnglish(tag))
	}
	return t
}

// phrasesIn gives each phrase in several languages.
func phrasesIn(tongues []*tongue) map[string][]*phrase {
	in := make(map[string][]*phrase, len(labels.Source))
	for _, l := range labels.Source {
		for _, t := range tongues {
			in[l.ID] = append(in[l.ID], t.phrases[l.ID])
		}
	}
	return in
}

func cutPhrase(text string, foreign bool) *phrase {
	p := &phrase{}
	for text != "" {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			before, name, after = text, "", ""
		}
		p.plain = append(p.plain, markdown.Clean(before), name)
		if foreign && strings.ContainsFunc(before, unicode.IsLetter) {
			p.marked, p.foreign = append(p.marked, markEnglish(before), name), true
		} else {
			p.marked = append(p.marked, markdown.EscapeInside(before), name)
		}
		text = after
	}
	return p
}

// markEnglish writes a piece of a phrase as markdown that says its language. What the placeholders beside it stand for is not
// in the mark: it may well be translated.
func markEnglish(piece string) string {
	words := strings.TrimSpace(piece)
	before, after, _ := strings.Cut(piece, words)
	return before + `<span lang="en">` + markdown.EscapeInside(words) + "</span>" + after
}

// Say gives a fixed phrase as markdown. After its id come names of placeholders, each with the markdown to put there. A
// phrase that is not translated is one more text that the page owes.
func (p *page) Say(id string, values ...string) (string, error) {
	in, ok := p.inAll[id]
	if !ok {
		return "", fmt.Errorf("there is no label %q", id)
	}
	if p.each == nil {
		p.owePhrase(id, in[p.index])
		return fill(in[p.index].marked, values), nil
	}
	for i, p := range p.each {
		p.owePhrase(id, in[i])
	}
	return p.said(in, false, values), nil
}

// isEnglish reports whether a page is in English, as it is spelled anywhere.
func isEnglish(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }

// oweLabel notes that a phrase is not translated, if it is not.
func (p *page) oweLabel(id string) { p.owePhrase(id, p.phrases[id]) }

func (p *page) owePhrase(id string, phrase *phrase) {
	if phrase.foreign {
		p.oweID("label "+id, unworded)
	}
}

// say is Say for the ids in this package, which a test knows to exist.
func (p *page) say(id string, values ...string) string {
	said, err := p.Say(id, values...)
	if err != nil {
		panic(err)
	}
	return said
}

// sayPlain gives a fixed phrase as plain text, with plain values.
func (p *page) sayPlain(id string, values ...string) string {
	if p.each == nil {
		return p.tongue.sayPlain(id, values...)
	}
	return p.said(p.inAll[id], true, values)
}

func (t *tongue) sayPlain(id string, values ...string) string {
	return fill(t.phrases[id].plain, values)
}

// commasPlain is commas as plain text.
func (t *tongue) commasPlain(items []string) string {
	return chain(t.phrases["list.comma"].plain, items)
}

func fill(parts, values []string) string {
	if len(parts) == 2 && parts[1] == "" {
		return parts[0]
	}
	var b strings.Builder
	b.Grow(length(parts) + length(values))
	for i := 0; i < len(parts); i += 2 {
		b.WriteString(parts[i])
		b.WriteString(valueOf(values, parts[i+1]))
	}
	return b.String()
}

// valueOf gives what stands for a placeholder, in a list of names each followed by its value.
func valueOf(values []string, name string) string {
	for i := 0; i+1 < len(values) && name != ""; i += 2 {
		if values[i] == name {
			return values[i+1]
		}
	}
	return ""
}

// length is how long texts are together.
func length(texts []string) int {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	return n
}

// series joins a list with "and", "or" or a comma, as the label says.
func (p *page) series(last string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	end := len(items) - 1
	if end == 0 {
		return items[0]
	}
	list := p.inEach(func(p *page) string {
		if end > 1 {
			p.oweLabel("list.comma")
		}
		return chain(p.phrases["list.comma"].marked, items[:end])
	})
	return p.say(last, "list", list, "item", items[end])
}

// chain puts items after one another, as a phrase with {list} and {item} says. Where the phrase begins with the list, as in
// every language so far, each item is written once, however long the list is.
func chain(parts, items []string) string {
	if len(items) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(items[0])
	for _, item := range items[1:] {
		if len(parts) > 2 && parts[0] == "" && parts[1] == "list" {
			b.WriteString(fill(parts[2:], []string{"item", item}))
			continue
		}
		all := fill(parts, []string{"list", b.String(), "item", item})
		b.Reset()
		b.WriteString(all)
	}
	return b.String()
}

// ors joins alternatives, ands what belongs together.
func (p *page) ors(items []string) string  { return p.series("list.or", items) }
func (p *page) ands(items []string) string { return p.series("list.and", items) }

// commas joins what only stands side by side. The items are not put into the label one after the other, because a list may
// hold thousands.
func (p *page) commas(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items, p.say("list.comma", "list", "", "item", ""))
}

// sentence ends words with a full stop.
func (p *page) sentence(words string) string { return p.say("sentence", "words", words) }

// sentences puts sentences after one another. Not every language has a space between them.
func (p *page) sentences(list ...string) string {
	said := ""
	for _, s := range list {
		switch {
		case s == "":
		case said == "":
			said = s
		default:
			said = p.say("sentences", "first", said, "second", s)
		}
	}
	return said
}

// withColon puts words behind a name that they are about.
func (p *page) withColon(name, about string) string {
	if about == "" {
		return name
	}
	return p.say("colon", "name", name, "about", about)
}

// reading is how a text of the protocol is there in a language.
type reading int

const (
	native   reading = iota // in the language of the pages
	missing                 // not translated: the source stands in for it
	stale                   // translated before the source changed: likewise
	unworded                // a fixed phrase that has no translation: English stands in for it
)

// read gives the prose to show, and the older translation when that is stale.
func (t *tongue) read(text *schema.Text) (prose, older schema.Prose, how reading) {
	if t.tag == t.source {
		return text.Source, nil, native
	}
	tr := text.Translation(t.tag)
	switch {
	case text.IsZero():
		return nil, nil, native
	case len(tr.Prose) == 0:
		return text.Source, nil, missing
	case tr.Stale:
		return text.Source, tr.Prose, stale
	}
	return tr.Prose, nil, native
}
