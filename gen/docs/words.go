package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A tongue is one language of the pages: its fixed words, and how it reads a text of the protocol.
type tongue struct {
	tag     string // of the pages
	source  string // of the protocol's own prose
	phrases map[string]phrase
}

// A phrase is a label cut at its placeholders: text, name, text, name, …, text.
type phrase struct {
	plain   []string
	marked  []string // the same, its texts written as markdown
	foreign bool     // there is no translation: this is English
}

func newTongue(tag, source string, words labels.Catalogue) *tongue {
	t := &tongue{tag: tag, source: source, phrases: make(map[string]phrase, len(labels.Source))}
	for _, l := range labels.Source {
		text, ok := words[l.ID]
		if !ok {
			text = l.Text
		}
		t.phrases[l.ID] = cutPhrase(text, !ok)
	}
	return t
}

func cutPhrase(text string, foreign bool) phrase {
	p := phrase{foreign: foreign}
	for text != "" {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			before, name, after = text, "", ""
		}
		p.plain = append(p.plain, markdown.Clean(before), name)
		p.marked = append(p.marked, markdown.EscapeInside(before), name)
		text = after
	}
	return p
}

// Say gives a fixed phrase as markdown. After its id come names of placeholders, each with the markdown to put there.
func (t *tongue) Say(id string, values ...string) (string, error) {
	p, ok := t.phrases[id]
	if !ok {
		return "", fmt.Errorf("there is no label %q", id)
	}
	said := fill(p.marked, values)
	if p.foreign && !isEnglish(t.tag) {
		return `<span lang="en">` + said + "</span>", nil
	}
	return said, nil
}

// isEnglish reports whether a page is in English, as it is spelled anywhere.
func isEnglish(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }

// say is Say for the ids in this package, which a test knows to exist.
func (t *tongue) say(id string, values ...string) string {
	said, err := t.Say(id, values...)
	if err != nil {
		panic(err)
	}
	return said
}

// sayPlain gives a fixed phrase as plain text, with plain values.
func (t *tongue) sayPlain(id string, values ...string) string {
	return fill(t.phrases[id].plain, values)
}

func fill(parts, values []string) string {
	if len(parts) == 2 && parts[1] == "" {
		return parts[0]
	}
	var b strings.Builder
	b.Grow(length(parts) + length(values))
	for i := 0; i < len(parts); i += 2 {
		b.WriteString(parts[i])
		for j := 0; j+1 < len(values) && parts[i+1] != ""; j += 2 {
			if values[j] == parts[i+1] {
				b.WriteString(values[j+1])
			}
		}
	}
	return b.String()
}

// length is how long texts are together.
func length(texts []string) int {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	return n
}

// series joins a list with "and" or "or", as the label says.
func (t *tongue) series(last string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	list := items[0]
	for i, item := range items[1:] {
		id := "list.comma"
		if i == len(items)-2 {
			id = last
		}
		list = t.say(id, "list", list, "item", item)
	}
	return list
}

// ors joins alternatives, ands what belongs together.
func (t *tongue) ors(items []string) string  { return t.series("list.or", items) }
func (t *tongue) ands(items []string) string { return t.series("list.and", items) }

// reading is how a text of the protocol is there in a language.
type reading int

const (
	native  reading = iota // in the language of the pages
	missing                // not translated: the source stands in for it
	stale                  // translated before the source changed: likewise
)

// read gives the prose to show, and the older translation when that is stale.
func (t *tongue) read(text *schema.Text) (prose, older schema.Prose, how reading) {
	if t.tag == t.source {
		return text.Source, nil, native
	}
	prose, ok := text.In(t.tag)
	switch {
	case ok || text.IsZero():
		return prose, nil, native
	case len(text.Translations[t.tag].Prose) > 0:
		return prose, text.Translations[t.tag].Prose, stale
	}
	return prose, nil, missing
}
