package l10n_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
	"github.com/callinggen/callinggen/schema/load"
)

func archive(t *testing.T, name string) map[string]string {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	return files
}

func parse(t *testing.T, name, text string) *po.File {
	t.Helper()
	f, found := po.Parse(name, []byte(text))
	if found != nil {
		t.Fatal(found)
	}
	return f
}

func TestUpdate(t *testing.T) {
	files := archive(t, "update.txtar")
	for name := range files {
		base, ok := strings.CutSuffix(name, ".texts")
		if !ok {
			continue
		}
		t.Run(base, func(t *testing.T) {
			var texts []*l10n.Text
			for line := range strings.Lines(files[name]) {
				key, source, _ := strings.Cut(strings.TrimSpace(line), " = ")
				texts = append(texts, l10n.NewText(key, source, "about "+key))
			}
			old := parse(t, base+".po", files[base+".po"])
			before := string(old.Format())
			updated := l10n.Update(old, texts, "project", "fr")
			if diff := cmp.Diff(files[base+".want"], entries(updated)); diff != "" {
				t.Error(diff)
			}
			if string(old.Format()) != before {
				t.Error("the old file was changed")
			}
			again := l10n.Update(updated, texts, "project", "fr")
			if diff := cmp.Diff(string(updated.Format()), string(again.Format())); diff != "" {
				t.Error("a second update changes something", diff)
			}
		})
	}
}

// entries are a file without its header.
func entries(f *po.File) string {
	bare := *f
	bare.Header = nil
	return string(bare.Format())
}

func TestCheck(t *testing.T) {
	files := archive(t, "check.txtar")
	for name := range files {
		base, ok := strings.CutSuffix(name, ".po")
		if !ok {
			continue
		}
		t.Run(base, func(t *testing.T) {
			short, locale, _ := strings.Cut(base, ".")
			file := parse(t, short+".po", files[name])
			var texts []*l10n.Text
			for _, e := range file.Entries {
				texts = append(texts, l10n.NewText(e.Context, e.ID, ""))
			}
			var glossary *l10n.Glossary
			if text, ok := files[base+".glossary"]; ok {
				var found []schema.Diagnostic
				if glossary, found = l10n.ReadGlossary("glossary.yaml", []byte(text)); found != nil {
					t.Fatal(found)
				}
			}
			var b strings.Builder
			for _, d := range schema.SortDiagnostics(l10n.Check(texts, file, "en", locale, glossary)) {
				fmt.Fprintln(&b, d)
			}
			if diff := cmp.Diff(files[base+".want"], b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTexts asks for every text of three protocols: no text of the model is missing in the list, by a walk of its own.
func TestTexts(t *testing.T) {
	root := gentest.Root(t)
	for _, name := range []string{"schema/calling.yaml", "testdata/editor.yaml", "testdata/foreign.yaml"} {
		p, found := load.File(filepath.Join(root, name))
		if p == nil {
			t.Fatal(found)
		}
		listed := map[string]bool{}
		for _, text := range l10n.Texts(p) {
			id := text.Key + "\x04" + text.Source
			if listed[id] {
				t.Errorf("%s: %q is asked for twice", name, text.Key)
			}
			listed[id] = true
		}
		all := everyText(p)
		if len(all) < 50 {
			t.Errorf("%s: only %d texts were found", name, len(all))
		}
		for _, text := range all {
			if id := text.Key + "\x04" + text.Source.String(); !listed[id] {
				t.Errorf("%s: %s is not asked for", name, text.Key)
			}
		}
	}
}

// TestApply shows what targets get: the translation, a stale one, none.
func TestPut(t *testing.T) {
	p, found := load.File(filepath.Join(gentest.Root(t), "testdata/editor.yaml"))
	if p == nil {
		t.Fatal(found)
	}
	texts := l10n.Texts(p)
	withReference := texts[slices.IndexFunc(texts, func(t *l10n.Text) bool { return strings.Contains(t.Source, "[[") })]
	target, _, _ := strings.Cut(withReference.Source[strings.Index(withReference.Source, "[[")+2:], "]]")
	name, _, _ := strings.Cut(target, "|")
	file := &po.File{}
	add := func(t *l10n.Text, id, translation string) {
		file.Entries = append(file.Entries, &po.Entry{Source: po.Source{Context: t.Key, HasContext: true, ID: id}, Text: []string{translation}})
	}
	i := slices.Index(texts, withReference)
	good, changed, wrong := texts[(i+1)%len(texts)], texts[(i+2)%len(texts)], texts[(i+3)%len(texts)]
	add(withReference, withReference.Source, "Voir [["+name+"|ceci]].")
	add(good, good.Source, "Bon.")
	add(changed, "An older text.", "Un vieux texte, voir [[gone]].")
	add(wrong, wrong.Source, "Voir [[nothing]].")
	readings := l10n.Read(texts, "fr", file)
	l10n.Put(readings)
	diagnostics := readings.Found
	if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Message, "[[nothing]]") {
		t.Errorf("%v", diagnostics)
	}
	byKey := map[string]*schema.Text{}
	for _, text := range everyText(p) {
		byKey[text.Key] = text
	}
	check := func(x *l10n.Text, want string, current bool) {
		t.Helper()
		prose, ok := byKey[x.Key].In("fr")
		if ok != current || current && prose.String() != want {
			t.Errorf("%s: %q %v, want %q %v", x.Key, prose, ok, want, current)
		}
	}
	check(good, "Bon.", true)
	check(withReference, "Voir [["+name+"|ceci]].", true)
	check(changed, "", false)
	check(wrong, "", false)
	if tr := byKey[changed.Key].Translation("fr"); !tr.Stale || tr.Prose.String() != "Un vieux texte, voir `gone`." {
		t.Errorf("%+v", tr)
	}
	for _, span := range byKey[withReference.Key].Translation("fr").Prose {
		if span.Ref != nil && span.Ref.Target == nil {
			t.Error("a reference means nothing")
		}
	}
}

func TestStatus(t *testing.T) {
	texts := []*l10n.Text{l10n.NewText("a", "A", ""), l10n.NewText("b", "B", ""), l10n.NewText("c", "C", "")}
	file := parse(t, "fr.po", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"x\"\n\nmsgctxt \"b\"\nmsgid \"old\"\nmsgstr \"y\"\n\n#~ msgctxt \"d\"\n#~ msgid \"D\"\n#~ msgstr \"z\"\n")
	got := l10n.StatusOf(texts, file, "fr")
	want := l10n.Status{Locale: "fr", Total: 3, Translated: 1, Stale: 1, Missing: 1, Obsolete: 1, Percent: 33}
	if got != want {
		t.Errorf("%+v", got)
	}
	pruned, n := l10n.Prune(file)
	if n != 1 || len(pruned.Entries) != 2 {
		t.Error(n, len(pruned.Entries))
	}
}

func TestCheckTag(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "", "pt-BR": "", "zh-Hans": "",
		"pt-br":  `"pt-br" is spelled "pt-BR"; write it so`,
		"french": `"french" is no language tag; write one of BCP 47, as in fr or pt-BR`,
		"../fr":  `"../fr" is no language tag; write one of BCP 47, as in fr or pt-BR`,
		"":       `"" is no language tag; write one of BCP 47, as in fr or pt-BR`,
	} {
		got := ""
		if err := l10n.CheckTag(tag); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %s", tag, got)
		}
	}
}

func TestGlossaryErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a: [":                          `g.yaml:1:1: the file ends inside a "{" or "["; close it (glossary)`,
		"keep: [a]\nterms: x: y":        `g.yaml:2:9: this is no place for a ": "; if it belongs to the text before it, put the text in quotes or below ">-" (glossary)`,
		"keep: [a]\n---\nterms: {}":     `g.yaml:2:1: a second YAML document begins here, and a file is only one; remove the "---" or "..." between them (glossary)`,
		"keep: [a\xff]":                 "g.yaml:1:9: byte 0xFF, which is not UTF-8, is not allowed here; save the file as plain UTF-8 text (glossary)",
		"word: x":                       `g.yaml:1:1: unknown key "word"; a glossary has keep and terms (glossary)`,
		"- a":                           "g.yaml:1:1: the glossary must be a mapping; see the reference of the definition language (glossary)",
		"keep: [a, [b]]":                "g.yaml:1:11: a word was expected here; write a word, or a list of words (glossary)",
		"terms: {a: {en: x}, a: {}}":    `g.yaml:1:21: "a" is already there; join the two (glossary)`,
		"terms: {a: {en: [''], fr: b}}": "g.yaml:1:18: a word was expected here; write a word, or a list of words (glossary)",
	} {
		_, found := l10n.ReadGlossary("g.yaml", []byte(text))
		if len(found) != 1 || found[0].String() != want {
			t.Errorf("%s: %v", text, found)
		}
	}
}
