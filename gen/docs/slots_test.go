package docs_test

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/templates"
)

// Pages that are written in all languages at a time are those that each language gives by itself. The built-in templates,
// handed over as if they were the user's, have every page written that way.
func TestTogether(t *testing.T) {
	builtIn, err := fs.Sub(templates.FS, "docs")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range protocols {
		p := loadFile(t, file)
		translateTexts(p)
		o := docs.Options{
			Locales: []string{"en", "xx", "yy", "eo"}, Labels: map[string]labels.Catalogue{"xx": shouted(), "yy": japaneseOrder()},
			Samplers: samplers(p),
		}
		together := byPath(generate(t, p, o))
		o.Templates = builtIn
		for path, want := range byPath(generate(t, p, o)) {
			if diff := cmp.Diff(want, together[path]); diff != "" {
				t.Errorf("%s: %s (-by itself +together):\n%s", name, path, diff)
			}
		}
	}
}

// japaneseOrder is a language for tests that puts some things the other way round, and in one word less.
func japaneseOrder() labels.Catalogue {
	c := shouted()
	c["arrow"], c["colon"], c["list.and"], c["list.comma"], c["sentences"] = "{to} ← {from}", "{about}: {name}", "{item} AND {list}", "{item}, {list}", "{first}{second}"
	return c
}

// translateTexts gives every text of a protocol a translation into three languages: into xx, one of each kind in turn; into
// yy, one that begins with a small letter; into eo, none.
func translateTexts(p *schema.Protocol) {
	n := 0
	eachText(reflect.ValueOf(p), map[any]bool{}, func(text *schema.Text) {
		source := text.Source.String()
		n++
		text.Translations = []schema.Translation{
			[...]schema.Translation{
				{Locale: "xx", Prose: schema.ParseProse(source + " €")},
				{},
				{Locale: "xx", Prose: schema.ParseProse("alt *" + fmt.Sprint(n) + "*"), Stale: true},
				{Locale: "xx", Prose: schema.ParseProse("zwei | Absätze\n\n- " + source)},
				{Locale: "xx", Prose: schema.ParseProse("[]()")}, // shows nothing
			}[n%5],
			{Locale: "yy", Prose: schema.ParseProse("é" + source)},
		}
	})
}

// eachText visits every text that is not empty.
func eachText(v reflect.Value, seen map[any]bool, visit func(*schema.Text)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Interface()] {
			seen[v.Interface()] = true
			eachText(v.Elem(), seen, visit)
		}
	case reflect.Interface:
		eachText(v.Elem(), seen, visit)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachText(v.Index(i), seen, visit)
		}
	case reflect.Struct:
		if text, ok := v.Addr().Interface().(*schema.Text); ok {
			if !text.IsZero() {
				visit(text)
			}
			return
		}
		for i := range v.NumField() {
			eachText(v.Field(i), seen, visit)
		}
	}
}

// A template of the user's is given finished text in each language, and may look into it.
func TestTemplatesLookInside(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	p.Guides[0].Title.Translations = []schema.Translation{{Locale: "fr", Prose: schema.ParseProse("Première extension")}}
	own := fstest.MapFS{"guide.tmpl": {Data: []byte(`{{printf "%.4s" .Heading}} {{len .Title}} {{call .Say "guides"}}`)}}
	o := docs.Options{Locales: []string{"en", "fr"}, Labels: map[string]labels.Catalogue{"fr": {"guides": "Guides pratiques"}}, Templates: own}
	tree := byPath(generate(t, p, o))
	for path, want := range map[string]string{"en/guides/first-plugin.md": "Your 17 Guides\n", "fr/guides/first-plugin.md": "Prem 19 Guides pratiques\n"} {
		if tree[path] != want {
			t.Errorf("%s: got %q, want %q", path, tree[path], want)
		}
	}
}

// No text of an author is taken for a slot of a page.
func TestHostileSlots(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	hostile := "\x020000 \x02\x02zzzz `\x020001` [\x020002](http://a/\x020003) \x02"
	setTexts(reflect.ValueOf(p), schema.Text{Source: schema.ParseProse(hostile), Translations: []schema.Translation{
		{Locale: "xx", Prose: schema.Prose{{Text: hostile + "!"}}},
	}}, map[any]bool{})
	p.Title = hostile
	p.Pos.File = "a\x020000.yaml"
	for _, s := range p.Sources {
		s.URL = "https://a/\x020000"
	}
	for path, text := range byPath(generate(t, p, docs.Options{Locales: []string{"en", "xx"}, Samplers: samplers(p)})) {
		if strings.Contains(text, "\x02") {
			t.Errorf("%s holds a control character", path)
		}
	}
}
