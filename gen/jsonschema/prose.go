package jsonschema

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// about writes what people and editors want to know of an element. The unit of a field stands in its description: no keyword
// holds it, and without it a number means nothing.
func (w *writer) about(m *schema.Meta, unit string) {
	text := paragraphs(plain(m.Summary), plain(m.Description))
	if unit != "" {
		text = strings.TrimSpace(text + " (" + unit + ")")
	}
	if m.Deprecated != nil {
		text = paragraphs(text, instead(m.Deprecated))
	}
	w.Text("description", text)
	w.Flag("deprecated", m.Deprecated != nil)
}

// instead says why something is deprecated and what replaces it. The arrow means the same in the language of any protocol.
func instead(d *schema.Deprecation) string {
	text := plain(d.Reason)
	if d.Use != nil {
		text = strings.TrimSpace(text + " → `" + d.Use.Name() + "`")
	}
	return text
}

func paragraphs(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, "\n\n")
}

// plain gives a text with its references as words: the label, the title of a page, or else a name as code.
func plain(t schema.Text) string {
	var b strings.Builder
	for _, span := range t.Source {
		switch {
		case span.Ref == nil:
			b.WriteString(span.Text)
		case span.Ref.Label != "":
			b.WriteString(span.Ref.Label)
		default:
			b.WriteString(words(span))
		}
	}
	return strings.TrimSpace(b.String())
}

// words names what a reference without a label refers to.
func words(s schema.Span) string {
	switch target := s.Ref.Target.(type) {
	case *schema.Flow:
		return plain(target.Title)
	case *schema.Guide:
		return plain(target.Title)
	}
	return "`" + strings.TrimPrefix(s.Text, ".") + "`"
}
