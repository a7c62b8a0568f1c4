package schema

import "strings"

// A Text is a piece of CommonMark prose with its translations. The zero Text is "nothing was written".
type Text struct {
	Key    string   // path of the text in the protocol file, the key of its translations: "messages.TEXT_OPENED.summary"
	Pos    Position // of the prose itself
	Source Prose    // in the protocol's own language

	// Translations are one for each language at most; nil until schema/l10n puts them in.
	Translations []Translation
}

// A Translation is one text in another language.
type Translation struct {
	Locale string // BCP 47 tag
	Prose  Prose
	Stale  bool // the source has changed since; targets show the source and may keep this as the older translation
}

// IsZero reports whether nothing was written.
func (t *Text) IsZero() bool { return len(t.Source) == 0 }

// In gives the text in a language, and whether it is in that language: without an up-to-date translation it is the
// source's prose and false.
func (t *Text) In(tag string) (Prose, bool) {
	if tr := t.Translation(tag); !tr.Stale && len(tr.Prose) > 0 {
		return tr.Prose, true
	}
	return t.Source, false
}

// Translation gives what is there in a language, up to date or not; without any, its prose is empty.
func (t *Text) Translation(tag string) Translation {
	for _, tr := range t.Translations {
		if tr.Locale == tag {
			return tr
		}
	}
	return Translation{}
}

// Prose is a text cut at its references. Joined together, the spans are the whole text.
type Prose []Span

// A Span is a run of CommonMark, or one [[reference]].
type Span struct {
	Text string // CommonMark, or what stood between the brackets
	Ref  *Ref   // nil for a run of CommonMark
}

// String gives the prose as it was written, with its [[references]].
func (p Prose) String() string {
	if len(p) == 1 && p[0].Ref == nil {
		return p[0].Text
	}
	var b strings.Builder
	for _, s := range p {
		if s.Ref != nil {
			b.WriteString("[[" + s.Text + "]]")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// A Ref is a [[reference]] in prose. Inside code spans and fenced code, brackets are no reference.
type Ref struct {
	Target Element    // *Message, *Decl, *Endpoint, *Flow or *Guide; never nil in a protocol without errors
	Field  *Field     // the member named after a dot, or nil
	Value  *EnumValue // the enum value named after a dot, or nil
	Local  bool       // written "[[.field]]": Target is the element that the prose belongs to
	Label  string     // the words after "|", or ""
}

// Name spells what is meant, as the protocol file names it: "Shop.place", "Sign.star". Of a local reference it is the
// member alone.
func (r *Ref) Name() string {
	var parts []string
	if !r.Local {
		parts = append(parts, nameOf(r.Target))
	}
	if r.Field != nil {
		parts = append(parts, r.Field.Wire)
	}
	if r.Value != nil {
		parts = append(parts, r.Value.Value.Text())
	}
	return strings.Join(parts, ".")
}

// nameOf gives the name by which prose refers to an element.
func nameOf(e Element) string {
	switch e := e.(type) {
	case *Message:
		return e.ID
	case *Decl:
		return e.Name
	case *Endpoint:
		return e.ID
	case *Flow:
		return e.ID
	case *Guide:
		return e.ID
	}
	return ""
}
