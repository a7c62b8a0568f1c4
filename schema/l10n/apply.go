package l10n

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// Readings are the translations of one language that can be shown.
type Readings struct {
	Found []schema.Diagnostic // about those that cannot

	texts        []*Text
	translations []schema.Translation // by text
}

// Read makes the texts of a protocol in one language from its file; several languages may be read at a time. A file that is
// behind the protocol is merged with it first, so that what changed is known as stale. A translation that refers to what its
// source does not is left out, with a warning that says so: the reader then sees the source.
func Read(texts []*Text, locale string, f *po.File) *Readings {
	r := &Readings{texts: texts, translations: make([]schema.Translation, len(texts))}
	pairs := pair(f, texts)
	for i, t := range texts {
		text, stale := t.kept(pairs[t])
		if text == "" {
			continue
		}
		prose, unknown := t.resolve(text)
		if unknown != "" && !stale { // an older text may refer to what is gone
			r.Found = append(r.Found, schema.Diagnostic{
				Pos: pairs[t].TextPos, Severity: schema.Warning, Rule: ruleReferences.ID,
				Message: fmt.Sprintf("[[%s]] is not in the source, so the text is shown untranslated; copy the references of the msgid", unknown),
			})
			continue
		}
		r.translations[i] = schema.Translation{Locale: locale, Prose: prose, Stale: stale}
	}
	return r
}

// Put puts translations into their protocol: the readings of its texts, as Texts gave them, in several languages.
func Put(readings ...*Readings) {
	if len(readings) == 0 {
		return
	}
	for i, text := range readings[0].texts {
		in := make([]schema.Translation, 0, len(readings))
		for _, r := range readings {
			if tr := r.translations[i]; tr.Prose != nil {
				in = append(in, tr)
			}
		}
		for _, place := range text.places {
			place.Translations = in
		}
	}
}

// resolve cuts a translation at its references, which mean what they mean in the source. One that is not there becomes
// words, and is given.
func (t *Text) resolve(translation string) (prose schema.Prose, unknown string) {
	prose = schema.ParseProse(translation)
	var refs map[string]*schema.Ref // made for the first reference: most texts have none
	for i := range prose {
		span := &prose[i]
		if span.Ref == nil {
			continue
		}
		if refs == nil {
			refs = t.refs()
		}
		meant := refs[target(span.Text)]
		if meant == nil {
			unknown = span.Text
			*span = schema.Span{Text: cmp.Or(span.Ref.Label, "`"+target(span.Text)+"`")}
			continue
		}
		ref := *meant
		ref.Label = span.Ref.Label
		span.Ref = &ref
	}
	return prose, unknown
}

// refs gives the references of the source by what they name.
func (t *Text) refs() map[string]*schema.Ref {
	refs := map[string]*schema.Ref{}
	for _, span := range t.places[0].Source {
		if span.Ref != nil {
			refs[target(span.Text)] = span.Ref
		}
	}
	return refs
}

// target is what a reference names, without its label.
func target(raw string) string {
	name, _, _ := strings.Cut(raw, "|")
	return name
}
