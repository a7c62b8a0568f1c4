package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// translated are the languages that the first protocol is translated into.
var translated = []string{"fr", "ja", "pt-BR"}

// TestTranslationsFollow edits one English sentence, puts a paragraph into the middle of a guide and swaps two steps of a
// flow. In each language that makes one text stale and one missing and leaves all others as they were, and the pages
// show just that.
func TestTranslationsFollow(t *testing.T) {
	copyProtocol(t, "en, fr, ja, pt-BR")
	command(t, "l10n", "update")
	command(t, "generate")
	entries, pages, owed := map[string]map[string]*po.Entry{}, readBelow(t, "docs"), readStatus(t)
	for _, locale := range translated {
		entries[locale] = entriesOf(t, locale)
	}

	const edited = "messages.DIAL_NUMBER.description"
	const added = "Nobody has translated this paragraph yet."
	replaceIn("schema/calling.yaml", "Place the call and answer with", "Begin the call and answer with")(t, "")
	replaceIn("schema/guides/overview.md", "\n\nSome integrations also serve", "\n\n"+added+"\n\nSome integrations also serve")(t, "")
	swapIn(t, "schema/calling.yaml",
		"      - {actor: user, action: Presses the call button beside a number., id: press}\n",
		"      - note: HubSpot shows an alert in place of the next steps when no user is signed in to the calling app.\n        id: signedIn\n")
	command(t, "l10n", "update")
	command(t, "generate")

	after := readBelow(t, "docs")
	now := readStatus(t)
	for _, locale := range translated {
		t.Run(locale, func(t *testing.T) {
			wantTouched(t, entries[locale], entriesOf(t, locale), edited, added)
			wantChanged(t, locale, pages, after)
			if got, want := now[locale].figures, owed[locale].plus(1, 1); got != want {
				t.Errorf("docs/status.json: %+v, want %+v", got, want)
			}
			for page, want := range map[string]figures{
				"messages/dial-number.md": {Stale: 1},
				"guides/overview.md":      {Missing: 1},
			} {
				if got := now[locale].pages[page]; got != owed[locale].pages[page].plus(want.Missing, want.Stale) {
					t.Errorf("docs/status.json: %s owes %+v", page, got)
				}
				wantBanner(t, after["docs/"+locale+"/"+page], now[locale].pages[page])
			}
			message := after["docs/"+locale+"/messages/dial-number.md"]
			wantPattern(t, message, `<div lang="en">\n\nBegin the call and answer with [^\n]+\n\n</div>\n\n<details><summary>[^\n]+</summary>\n\n[^\n]+OUTGOING_CALL_STARTED[^\n]+\n\n</details>`)
			older := entries[locale][edited].First()
			if first, _, _ := strings.Cut(older, "[["); !strings.Contains(message, first) {
				t.Errorf("the page does not fold the older translation %q", older)
			}
			wantPattern(t, after["docs/"+locale+"/guides/overview.md"], `\n\n<div lang="en">\n\n`+regexp.QuoteMeta(added)+`\n\n</div>\n\n`)
		})
	}
}

// wantTouched compares the entries of a file before and after, by context and text.
func wantTouched(t *testing.T, before, after map[string]*po.Entry, edited, added string) {
	t.Helper()
	var stale, missing []string
	for key, e := range after {
		old := before[key]
		switch {
		case old != nil && sameEntry(old, e):
		case e.Context == edited && e.Fuzzy() && old != nil && e.First() == old.First() && e.Previous != nil && e.Previous.ID == old.ID && e.ID != old.ID:
			stale = append(stale, key)
		case old == nil && e.ID == added && e.First() == "" && !e.Fuzzy():
			missing = append(missing, key)
		default:
			t.Errorf("touched: %+v, before %+v", e, old)
		}
	}
	if len(stale) != 1 || len(missing) != 1 || len(after) != len(before)+1 {
		t.Errorf("stale %q, missing %q, %d texts after %d; want one of each, and one text more", stale, missing, len(after), len(before))
	}
}

func sameEntry(a, b *po.Entry) bool {
	one, other := &po.File{Entries: []*po.Entry{a}}, &po.File{Entries: []*po.Entry{b}}
	return bytes.Equal(one.Format(), other.Format())
}

// wantChanged compares the pages of a language before and after.
func wantChanged(t *testing.T, locale string, before, after map[string]string) {
	t.Helper()
	var changed []string
	for name, page := range after {
		if below, ok := strings.CutPrefix(name, "docs/"+locale+"/"); ok && before[name] != page {
			changed = append(changed, below)
		}
	}
	slices.Sort(changed)
	want := []string{"flows/outbound-call.md", "flows/outbound-call.svg", "guides/overview.md", "messages/dial-number.md"}
	if !slices.Equal(changed, want) || len(before) != len(after) {
		t.Errorf("changed are %q, want %q", changed, want)
	}
	flow := "docs/" + locale + "/flows/outbound-call.md"
	if a, b := sortedLines(before[flow]), sortedLines(after[flow]); !slices.Equal(a, b) {
		t.Errorf("%s has other words than before:\n%s", flow, after[flow])
	}
}

// sortedLines gives the lines of a list without their numbers.
func sortedLines(text string) []string {
	lines := strings.Split(regexp.MustCompile(`(?m)^( *)\d+\. `).ReplaceAllString(text, "$1"), "\n")
	slices.Sort(lines)
	return lines
}

// wantBanner wants the note that counts what a page owes.
func wantBanner(t *testing.T, page string, owed figures) {
	t.Helper()
	_, banner, _ := strings.Cut(page, "> [!NOTE]\n")
	banner, _, _ = strings.Cut(banner, "\n\n")
	for _, n := range []int{owed.Missing, owed.Stale} {
		if n > 0 && !regexp.MustCompile(`\D`+fmt.Sprint(n)+`\D`).MatchString(banner) {
			t.Errorf("the banner does not count %+v: %q", owed, banner)
		}
	}
}

// TestNewLocale begins a language with ten texts and one word in the configuration. All else of it is in English, marked.
func TestNewLocale(t *testing.T) {
	const texts = 10
	copyProtocol(t, "en, es")
	command(t, "l10n", "update", "es")
	file := readPO(t, "es")
	for i, e := range file.Entries[:texts] {
		e.Text = []string{fmt.Sprintf("Texto %d.", i)}
	}
	write(t, filepath.Join("schema", "locales", "es.po"), string(file.Format()))
	command(t, "generate")

	pages, status := readBelow(t, "docs"), readStatus(t)["es"]
	if want := len(file.Entries) - texts; status.Missing < want*9/10 || status.Missing > want || status.Stale != 0 {
		t.Errorf("the pages owe %+v; %d texts are not translated", status.figures, want)
	}
	shown := map[string]bool{}
	for name, page := range pages {
		below, ok := strings.CutPrefix(name, "docs/es/")
		if !ok {
			continue
		}
		english, ok := pages["docs/en/"+below]
		if !ok {
			t.Errorf("%s is in Spanish alone", below)
		}
		for _, anchor := range anchor.FindAllString(english, -1) {
			if !strings.Contains(page, anchor) {
				t.Errorf("%s has no %s", name, anchor)
			}
		}
		for _, text := range regexp.MustCompile(`Texto \d\.`).FindAllString(page, -1) {
			shown[text] = true
		}
		if owed := status.pages[below]; owed.Missing > 0 {
			wantBanner(t, page, owed)
			wantPattern(t, page, `<(span|div) lang="en">`)
		}
	}
	if len(shown) < texts-1 {
		t.Errorf("of %d translations the pages show only %v", texts, slices.Sorted(maps.Keys(shown)))
	}
	english := pages["docs/en/messages/dial-number.md"]
	summary := regexp.MustCompile(`(?m)^# .*\n\n(.+)$`).FindStringSubmatch(english)[1]
	wantPattern(t, pages["docs/es/messages/dial-number.md"], `<(span|div) lang="en">\s*`+regexp.QuoteMeta(summary)+`\s*</`)
}

var anchor = regexp.MustCompile(`<a id="[^"]+"></a>`)

// copyProtocol makes a folder with the first protocol, its guides and translations, and a configuration for its docs.
func copyProtocol(t *testing.T, locales string) {
	t.Helper()
	root := filepath.Join(gentest.Root(t), "schema")
	ownCache(t)
	t.Chdir(t.TempDir())
	for _, folder := range []string{"guides", "locales"} {
		if err := os.CopyFS(filepath.Join("schema", folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	write(t, "schema/calling.yaml", read(t, filepath.Join(root, "calling.yaml")))
	write(t, configName, "schema: schema/calling.yaml\ntargets:\n  docs: {out: docs, locales: ["+locales+"]}\n")
}

// command runs a command line that has to end well.
func command(t *testing.T, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if code := run(args, streams{in: strings.NewReader(""), out: &out, err: &out}); code != exitDone {
		t.Fatalf("%s: exit code %d\n%s", strings.Join(args, " "), code, out.String())
	}
}

func readPO(t *testing.T, locale string) *po.File {
	t.Helper()
	name := filepath.Join("schema", "locales", locale+".po")
	file, found := po.Parse(name, []byte(read(t, name)))
	if found != nil {
		t.Fatal(found)
	}
	return file
}

// entriesOf gives what is in use in a file: by its context, and in a guide, where several texts share one, by the text too.
func entriesOf(t *testing.T, locale string) map[string]*po.Entry {
	t.Helper()
	entries := map[string]*po.Entry{}
	for _, e := range readPO(t, locale).Entries {
		key := e.Context
		if strings.HasPrefix(key, "guides.") {
			key = e.Key()
		}
		if e.Obsolete {
			key = "#~ " + e.Key()
		}
		entries[key] = e
	}
	return entries
}

// readBelow reads every file below a folder.
func readBelow(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[filepath.ToSlash(name)] = read(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

type figures struct{ Missing, Stale int }

func (f figures) plus(missing, stale int) figures {
	return figures{f.Missing + missing, f.Stale + stale}
}

// A localeDebt is what docs/status.json says of one language.
type localeDebt struct {
	figures
	pages map[string]figures
}

func readStatus(t *testing.T) map[string]localeDebt {
	t.Helper()
	var status struct {
		Locales []struct {
			figures
			Locale string
			Owing  []struct {
				figures
				Page string
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, "docs/status.json")), &status); err != nil {
		t.Fatal(err)
	}
	byLocale := map[string]localeDebt{}
	for _, l := range status.Locales {
		pages := map[string]figures{}
		for _, p := range l.Owing {
			pages[p.Page] = p.figures
		}
		byLocale[l.Locale] = localeDebt{l.figures, pages}
	}
	return byLocale
}

func swapIn(t *testing.T, name, first, second string) {
	t.Helper()
	replaceIn(name, first+second, second+first)(t, "")
}

func wantPattern(t *testing.T, text, pattern string) {
	t.Helper()
	if !regexp.MustCompile(pattern).MatchString(text) {
		t.Errorf("%s is not in:\n%.3000s", pattern, text)
	}
}

// TestCommentsInJapanese generates both packages with comments in Japanese, and compiles them.
func TestCommentsInJapanese(t *testing.T) {
	gentest.NeedTypeScript(t)
	root := gentest.Root(t)
	copyProtocol(t, "ja")
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS("compat", os.DirFS(filepath.Join(root, "schema", "compat", "typescript"))); err != nil {
		t.Fatal(err)
	}
	write(t, configName, `schema: schema/calling.yaml
targets:
  go: {out: calling, package: calling, import: example.org/calling, locale: ja}
  typescript: {out: npm, package: '@example/calling', version: 1.0.0, classes: {widget: CallingExtensions}, root: widget, extra: compat, locale: ja}
`)
	command(t, "generate")

	var files []gen.File
	for name, text := range readBelow(t, "calling") {
		files = append(files, gen.File{Path: name, Data: []byte(text)})
	}
	write(t, "npm/tsconfig.json", `{"include": ["src/**/*.ts", "dist/*.d.ts"], "compilerOptions": {"noEmit": true, "strict": true,
		"exactOptionalPropertyTypes": true, "target": "es2020", "module": "nodenext", "types": [], "lib": ["es2022", "dom"]}}`)

	// Each summary of a message is the translator's, in both.
	packages := strings.Join(slices.Collect(maps.Values(readBelow(t, "calling"))), "")
	declarations := read(t, "npm/dist/index.d.ts")
	found := 0
	entries := entriesOf(t, "ja")
	for _, e := range entries {
		if entries[strings.TrimSuffix(e.Context, "summary")+"removed.reason"] != nil {
			continue // nothing is generated for it
		}
		if !regexp.MustCompile(`^messages\.\w+\.summary$`).MatchString(e.Context) || e.Fuzzy() || e.First() == "" {
			continue
		}
		words, _, _ := strings.Cut(e.First(), "。")
		if strings.ContainsAny(words, "[`*") {
			continue // comments write these as their language does
		}
		found++
		if !strings.Contains(packages, words) {
			t.Errorf("the Go package does not say %s", words)
		}
		if !strings.Contains(declarations, words) {
			t.Errorf("the declarations do not say %s", words)
		}
	}
	if found < 10 {
		t.Errorf("only %d summaries were looked for", found)
	}

	t.Chdir(root) // where the compilers are found
	gentest.TypeCheckGo(t, files)
	gentest.TSC(t, filepath.Join(dir, "npm"), "-p", "tsconfig.json")
}
