package callinggen_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// locales are the languages of the reference that is checked in; the others are held against the first.
var locales = []string{"en", "fr", "ja", "pt-BR"}

// TestMsgfmtAcceptsEveryFile has GNU gettext read every PO file and template that is checked in.
func TestMsgfmtAcceptsEveryFile(t *testing.T) {
	msgfmt := gentest.NeedGettext(t, "msgfmt")
	found := 0
	for _, pattern := range []string{"schema/locales/*.po", "schema/locales/*.pot", "gen/docs/labels/*.po"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			found++
			check := "--check"
			if path.Ext(name) == ".pot" {
				check = "--check-format" // a template has no language, which --check asks for
			}
			if out, err := exec.Command(msgfmt, check, "-o", os.DevNull, name).CombinedOutput(); err != nil {
				t.Errorf("msgfmt %s %s: %v\n%s", check, name, err, out)
			}
		}
	}
	if found < 7 {
		t.Errorf("there are only %d PO files; are the patterns of this test still right?", found)
	}
}

// TestLocalesAreAlike holds the pages of each language against the English ones: the same files, and in each the same
// anchors, properties, code and links. Words are left alone.
func TestLocalesAreAlike(t *testing.T) {
	english := readPages(t, locales[0])
	if len(english) < 100 {
		t.Fatalf("there are only %d English pages", len(english))
	}
	for _, locale := range locales[1:] {
		t.Run(locale, func(t *testing.T) {
			translated := readPages(t, locale)
			for _, name := range slices.Sorted(maps.Keys(translated)) {
				if _, ok := english[name]; !ok {
					t.Errorf("%s is in no other language", name)
				}
			}
			for _, name := range slices.Sorted(maps.Keys(english)) {
				if page, ok := translated[name]; !ok {
					t.Errorf("%s is missing", name)
				} else {
					compareFacts(t, name, english[name], page)
				}
			}
		})
	}
}

// TestLocalesAreWhole follows every link of the reference, across languages too, and reads the front matter of each page.
func TestLocalesAreWhole(t *testing.T) {
	var files []gen.File
	err := filepath.WalkDir("docs", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			below, _ := filepath.Rel("docs", name)
			files = append(files, gen.File{Path: filepath.ToSlash(below), Data: []byte(readText(t, name))})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkLinks(t, files)
	for _, f := range files {
		if path.Ext(f.Path) == ".md" {
			checkFrontMatter(t, f)
		}
	}
}

func checkFrontMatter(t *testing.T, f gen.File) {
	t.Helper()
	parts := strings.SplitN(string(f.Data), "---\n", 3)
	if len(parts) != 3 || parts[0] != "" {
		t.Errorf("%s has no front matter", f.Path)
		return
	}
	var front map[string]string
	if err := yaml.Unmarshal([]byte(parts[1]), &front); err != nil || front["title"] == "" {
		t.Errorf("%s: front matter %q: %v", f.Path, parts[1], err)
	}
	for key := range front {
		if key != "title" && key != "description" {
			t.Errorf("%s: front matter has %q", f.Path, key)
		}
	}
}

// TestLocalesSayTheProtocol holds the pages of every language against the model: each message by its wire name, each
// property by its anchor, its name and its required mark, each value of an enum.
func TestLocalesSayTheProtocol(t *testing.T) {
	p := loadProtocol(t, "schema/calling.yaml")
	for _, locale := range locales {
		t.Run(locale, func(t *testing.T) {
			pages := readPages(t, locale)
			for _, m := range p.Messages {
				name := "messages/" + slug(m.Name) + ".md"
				page := pages[name]
				if m.Removed != nil {
					continue // the history tells of it
				}
				if !strings.Contains(page, "\n# `"+m.ID+"`\n") {
					t.Errorf("%s is not about %s", name, m.ID)
				}
				if !strings.Contains(page, m.Type) {
					t.Errorf("%s does not name the type %s", name, m.Type)
				}
				wantMembers(t, name, page, m.Payload.Type)
			}
			for _, d := range p.Types {
				if name := "types/" + slug(d.Name) + ".md"; !d.Inline && d.PartialOf == nil {
					wantMembers(t, name, pages[name], d.Type)
				}
			}
		})
	}
}

func wantMembers(t *testing.T, name, page string, typ schema.Type) {
	t.Helper()
	switch typ := typ.(type) {
	case *schema.Struct:
		shown := map[string]property{}
		for _, p := range shownProperties(page) {
			shown[p.name] = p
		}
		for _, f := range typ.Fields {
			if p, ok := shown[f.Wire]; !ok || p.required != f.Required || p.anchor != "property-"+f.Wire {
				t.Errorf("%s: property %s is shown as %+v; required is %t", name, f.Wire, p, f.Required)
			}
		}
	case *schema.Enum:
		for _, v := range typ.Values {
			if !strings.Contains(page, "`"+v.Value.Text()+"`") {
				t.Errorf("%s: the value %s is missing", name, v.Value.Text())
			}
		}
	}
}

// readPages reads the pages of a language by their path below its folder.
func readPages(t *testing.T, locale string) map[string]string {
	t.Helper()
	root := filepath.Join("docs", locale)
	pages := map[string]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
			below, _ := filepath.Rel(root, name)
			pages[filepath.ToSlash(below)] = older.ReplaceAllString(readText(t, name), "")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

var (
	older       = regexp.MustCompile(`(?s)<details>.*?</details>`) // an older translation, which may say anything
	pageAnchor  = regexp.MustCompile(`<a id="([^"]+)"></a>`)
	pageCode    = regexp.MustCompile("(?ms)^( *)(```+)[^`\n]*\n.*?^ *```+$")
	pageSpan    = regexp.MustCompile("(?:``+[^`].*?[^`]``+|`[^`\n]+`)")
	pageLink    = regexp.MustCompile(`\]\(([^()\s]*)\)`)
	pictureLink = regexp.MustCompile(`href="([^"]*)"`)
	propertyRow = regexp.MustCompile("(?m)^\\| <a id=\"((?:property|parameter)-[^\"]+)\"></a>`([^`]+)`(<br>(?:<span[^>]*>)?\\*\\*[^|]*\\*\\*(?:</span>)?)? \\| ([^|]*(?:\\\\\\|[^|]*)*) \\|")
)

// A property is a row of a table of properties.
type property struct {
	anchor, name string
	required     bool
	types        string // the code words of its type
}

func shownProperties(page string) []property {
	var list []property
	for _, m := range propertyRow.FindAllStringSubmatch(page, -1) {
		types := strings.Join(sortedSet(pageSpan.FindAllString(m[4], -1)), " ")
		list = append(list, property{anchor: m[1], name: m[2], required: m[3] != "", types: types})
	}
	return list
}

// compareFacts compares what no translation may change. Within a sentence the order is the language's own.
func compareFacts(t *testing.T, name, english, translated string) {
	t.Helper()
	same := func(what string, a, b []string) {
		t.Helper()
		if !slices.Equal(a, b) {
			t.Errorf("%s: the %s differ: only in English %q, only here %q", name, what, lacking(a, b), lacking(b, a))
		}
	}
	same("anchors", groups(pageAnchor, english), groups(pageAnchor, translated))
	same("code blocks", pageCode.FindAllString(english, -1), pageCode.FindAllString(translated, -1))
	a, b := pageCode.ReplaceAllString(english, ""), pageCode.ReplaceAllString(translated, "")
	same("code words", sortedSet(pageSpan.FindAllString(a, -1)), sortedSet(pageSpan.FindAllString(b, -1)))
	same("links", linksOf(a), linksOf(b))
	if x, y := shownProperties(a), shownProperties(b); !slices.Equal(x, y) {
		t.Errorf("%s: the properties differ:\n%v\n%v", name, x, y)
	}
}

// linksOf gives where a page leads, but for the same page in the other languages.
func linksOf(page string) []string {
	links := append(groups(pageLink, page), groups(pictureLink, page)...)
	return sortedSet(slices.DeleteFunc(links, func(link string) bool {
		return slices.ContainsFunc(locales, func(l string) bool { return strings.Contains(link, "../"+l+"/") })
	}))
}

func groups(pattern *regexp.Regexp, text string) []string {
	var list []string
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

func sortedSet(list []string) []string {
	return slices.Compact(slices.SortedFunc(slices.Values(list), cmp.Compare))
}

func lacking(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// TestTranslationsAreWhole holds the translations of the protocol, and those of the fixed words of pages, to what is promised
// of them: every text, none of them stale, no obsolete ones left, in the terms of the glossary, nothing for the check to say.
func TestTranslationsAreWhole(t *testing.T) {
	p := loadProtocol(t, "schema/calling.yaml")
	glossary, found := l10n.ReadGlossary("glossary.yaml", []byte(readText(t, "schema/locales/glossary.yaml")))
	if found != nil {
		t.Fatal(found)
	}
	var words []*l10n.Text
	for _, l := range labels.Source {
		words = append(words, l10n.NewText(l.ID, l.Text, l.Note))
	}
	if want := string(l10n.Template(l10n.Texts(p), p.ID).Format()); readText(t, "schema/locales/calling.pot") != want {
		t.Error("schema/locales/calling.pot is not the template; run callinggen l10n update")
	}
	for _, locale := range locales[1:] {
		for folder, texts := range map[string][]*l10n.Text{"schema/locales": l10n.Texts(p), "gen/docs/labels": words} {
			name := path.Join(folder, locale+".po")
			file := poFile(t, name)
			if st := l10n.StatusOf(texts, file, locale); st.Translated != st.Total || st.Total < 200 || st.Obsolete > 0 {
				t.Errorf("%s: %+v", name, st)
			}
			for _, d := range l10n.Check(texts, file, p.Locale, locale, glossary) {
				t.Error(d)
			}
		}
	}
}

// TestGettextKeepsEveryFile has GNU gettext write every file in its own way: with other line ends in the texts, sorted, joined
// with the template. What it wrote says the same, and comes back to the bytes that are checked in.
func TestGettextKeepsEveryFile(t *testing.T) {
	for _, tool := range [][]string{
		{"msgcat", "--width=30"}, {"msgcat", "--no-wrap", "--escape"}, {"msgattrib", "--no-obsolete"}, {"msgconv", "--to-code=UTF-8"},
		{"msgmerge", "--previous", "--no-location", "", "schema/locales/calling.pot"},
	} {
		gettext := gentest.NeedGettext(t, tool[0])
		for _, locale := range locales[1:] {
			name := path.Join("schema", "locales", locale+".po")
			args := append(slices.Clone(tool[1:]), name)
			if i := slices.Index(args, ""); i >= 0 {
				args = append(slices.Clone(tool[1:i+1]), name, tool[len(tool)-1])
			}
			cmd := exec.Command(gettext, args...)
			var stderr strings.Builder
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", tool[0], name, err, stderr.String())
			}
			file, found := po.Parse(name, out)
			if found != nil {
				t.Fatalf("%s: %v", tool[0], found)
			}
			if diff := cmpText(readText(t, name), string(file.Format())); diff != "" {
				t.Errorf("%s %s: %s", tool[0], name, diff)
			}
		}
	}
}

// cmpText shows the first line in which two texts differ.
func cmpText(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d: want %q, got %q", i+1, a[i], append(b, "nothing")[min(i, len(b))])
		}
	}
	return ""
}
