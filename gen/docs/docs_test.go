package docs_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/url"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// protocols are the files that the checks of whole trees run on.
var protocols = map[string]string{
	"calling": "../../schema/calling.yaml",
	"editor":  "../../testdata/editor.yaml",
	"foreign": "../../testdata/foreign.yaml",
}

func loadFile(t testing.TB, path string) *schema.Protocol {
	t.Helper()
	p, diagnostics := load.File(path)
	if schema.HasErrors(diagnostics) {
		t.Fatalf("%s: %s", path, diagnostics[0])
	}
	return p
}

func generate(t testing.TB, p *schema.Protocol, o docs.Options) []gen.File {
	t.Helper()
	target := docs.New(p, o)
	if problems := target.Check(); len(problems) > 0 {
		t.Fatal(problems[0])
	}
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// samplers show code in both languages, as cmd/callinggen hands them over.
func samplers(p *schema.Protocol) []gen.Sampler {
	return []gen.Sampler{
		typescript.New(p, typescript.Options{Package: "@example/sdk"}).Sampler(),
		golang.New(p, golang.Options{Package: "sdk", Import: "example.com/sdk"}).Sampler(),
	}
}

// The golden cases: a small protocol in, the pages that it must give out.
func TestGolden(t *testing.T) {
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		p, diagnostics := load.Protocol(load.Source{FS: c.FS(), Name: gentest.Protocol})
		if p == nil || schema.HasErrors(diagnostics) {
			t.Fatal(diagnostics)
		}
		var o docs.Options
		c.Options(t, &o)
		target := docs.New(p, o)
		files := []gen.File{gentest.DiagnosticsFile(target.Check())}
		if len(files[0].Data) > 0 {
			return files
		}
		return append(files, generate(t, p, o)...)
	})
}

// Every tree is whole: each link leads somewhere, each anchor is there once, nothing but our own HTML is in it.
func TestTrees(t *testing.T) {
	for name, file := range protocols {
		t.Run(name, func(t *testing.T) {
			p := loadFile(t, file)
			checkTree(t, generate(t, p, docs.Options{Samplers: samplers(p), Packages: []docs.Package{{Language: "ts", Name: "@example/sdk", Install: "npm install"}}}))
		})
	}
}

// The same protocol gives the same bytes, on one processor and on many.
func TestDeterministic(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	first := generate(t, p, docs.Options{Samplers: samplers(p)})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second := generate(t, p, docs.Options{Samplers: samplers(p)})
	if len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Data, second[i].Data) {
			t.Errorf("%s differs (-first +second):\n%s", first[i].Path, cmp.Diff(string(first[i].Data), string(second[i].Data)))
		}
	}
}

// Two languages have the same pages, with the same anchors, code blocks and links.
func TestLanguages(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	files := generate(t, p, docs.Options{Locales: []string{"en", "xx-Test"}, Labels: map[string]labels.Catalogue{"xx": shouted()}, Samplers: samplers(p)})
	checkTree(t, files)
	tree := byPath(files)
	for path, text := range tree {
		other, ok := strings.CutPrefix(path, "en/")
		if !ok {
			continue
		}
		twin, ok := tree["xx-Test/"+other]
		if !ok {
			t.Errorf("%s is missing in the second language", other)
			continue
		}
		for what, pattern := range map[string]*regexp.Regexp{"anchors": anchorPattern, "code blocks": codeBlock, "code spans": codeSpan} {
			if a, b := pattern.FindAllString(text, -1), pattern.FindAllString(twin, -1); !slices.Equal(a, b) {
				t.Errorf("%s: the %s differ:\n%q\n%q", other, what, a, b)
			}
		}
	}
}

// shouted is a language for tests: English in capitals.
func shouted() labels.Catalogue {
	c := labels.Catalogue{}
	for id, text := range labels.English() {
		c[id] = placeholder.ReplaceAllStringFunc(strings.ToUpper(text), strings.ToLower)
	}
	return c
}

var placeholder = regexp.MustCompile(`\{[A-Z]+\}`)

// What is not translated shows in the source's language and is marked, and a banner counts it.
func TestUntranslated(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	m := p.Messages[slices.IndexFunc(p.Messages, func(m *schema.Message) bool { return m.ID == "change-text" })]
	m.Summary.Translations = []schema.Translation{{Locale: "fr", Prose: schema.ParseProse("Change *le* texte.")}}
	m.Description.Translations = []schema.Translation{{Locale: "fr", Prose: schema.ParseProse("Une vieille phrase."), Stale: true}}
	some := labels.Catalogue{"language": "français", "properties": "Propriétés"}
	tree := byPath(generate(t, p, docs.Options{Locales: []string{"en", "fr"}, Labels: map[string]labels.Catalogue{"fr": some}}))
	page := tree["fr/messages/change-text.md"]
	for _, want := range []string{
		"description: \"Change le texte.\"",
		"[English](../../en/messages/change-text.md) · français",
		"Change *le* texte.",
		"<div lang=\"en\">\n\nThe edits are made in order",
		"<details><summary><span lang=\"en\">Older translation</span></summary>\n\nUne vieille phrase.\n\n</details>",
		"## <a id=\"properties\"></a>Propriétés",
		"## <a id=\"replies\"></a><span lang=\"en\">What may come back</span>",
		"<span lang=\"en\">What to change, in order.</span>",
		"> [!NOTE]\n> <span lang=\"en\">Some texts of this page are not translated yet",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, page)
		}
	}
	if english := tree["en/messages/change-text.md"]; strings.Contains(english, "lang=") || strings.Contains(english, "[!NOTE]") {
		t.Errorf("the page in the source's language marks something:\n%s", english)
	}
}

// A locale without words of its own has English ones, marked, and is called by its tag.
func TestLocaleWithoutWords(t *testing.T) {
	tree := byPath(generate(t, loadFile(t, protocols["editor"]), docs.Options{Locales: []string{"en", "eo"}}))
	page := tree["eo/messages/change-text.md"]
	for _, want := range []string{"[English](../../en/messages/change-text.md) · eo", `## <a id="properties"></a><span lang="en">Properties</span>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, page)
		}
	}
}

// In a language that has nothing yet, whatever a page says is marked as English: its prose, its fixed words, the titles in its
// links, the words of its pictures. Only names are left.
func TestNothingUnmarked(t *testing.T) {
	for _, name := range []string{"editor", "foreign"} {
		p := loadFile(t, protocols[name])
		for file, text := range byPath(generate(t, p, docs.Options{Locales: []string{"en", "eo"}, Samplers: samplers(p)})) {
			if !strings.HasPrefix(file, "eo/") {
				continue
			}
			if path.Ext(file) == ".svg" {
				text = strings.Join(svgWords.FindAllString(svgCode.ReplaceAllString(text, ""), -1), "")
			} else {
				_, text, _ = strings.Cut(strings.TrimPrefix(text, "---\n"), "---\n")
				for _, what := range []*regexp.Regexp{codeBlock, codeSpan, picture} {
					text = what.ReplaceAllString(text, "")
				}
				text = strings.NewReplacer("eo", "", "English", "", "TypeScript", "", "Go", "", "curl", "", "NOTE", "", "WARNING", "", p.Title, "").Replace(text)
			}
			for _, marked := range englishParts {
				text = marked.ReplaceAllString(text, "")
			}
			if left := anyTag.ReplaceAllString(linkTarget.ReplaceAllString(text, ""), ""); someWord.MatchString(left) {
				t.Errorf("%s: %s says without a mark: %q", name, file, someWord.FindAllString(left, -1))
			}
		}
	}
}

var (
	svgWords     = regexp.MustCompile(`<text[^>]*>[^<]*</text>`)
	svgCode      = regexp.MustCompile(`<text class="code"[^>]*>[^<]*</text>`)
	picture      = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	englishParts = []*regexp.Regexp{
		regexp.MustCompile(`(?s)<div lang="en">.*?</div>`),
		regexp.MustCompile(`<span lang="en">[^\n]*?</span>`),
		regexp.MustCompile(`<text[^>]* lang="en">[^<]*</text>`),
	}
	anyTag     = regexp.MustCompile(`<[^>]*>`)
	linkTarget = regexp.MustCompile(`\]\([^)]*\)`)
	someWord   = regexp.MustCompile(`\p{L}{2,}`)
)

// A template of the user's whose name is misspelt would be passed over in silence.
func TestTemplateWithoutPlace(t *testing.T) {
	own := fstest.MapFS{"guides.tmpl": {Data: []byte("a")}}
	_, err := docs.New(loadFile(t, protocols["editor"]), docs.Options{Templates: own}).Generate()
	if err == nil || !strings.HasPrefix(err.Error(), "the template guides.tmpl takes the place of none; name it after one of ") || !strings.Contains(err.Error(), "guide.tmpl, ") {
		t.Errorf("got %v", err)
	}
}

// A user's template takes the place of the built-in one of its name; what is wrong with one is said.
func TestTemplates(t *testing.T) {
	p := loadFile(t, protocols["editor"])
	own := fstest.MapFS{"guide.tmpl": {Data: []byte("# {{.Heading}}\n\n{{call .Say \"guides\"}}\n")}}
	tree := byPath(generate(t, p, docs.Options{Templates: own}))
	if got, want := tree["en/guides/first-plugin.md"], "# Your first plugin\n\nGuides\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, text := range map[string]string{"syntax": "{{", "label": "{{call .Say \"nothing\"}}", "field": "{{.Nothing}}"} {
		bad := docs.New(p, docs.Options{Templates: fstest.MapFS{"guide.tmpl": {Data: []byte(text)}}})
		if _, err := bad.Generate(); err == nil || !strings.Contains(err.Error(), "guide.tmpl") {
			t.Errorf("%s: got the error %v", name, err)
		}
	}
}

// A union that null was added to tells how to know null, too; and where nothing is disputed the corrections do not say that
// something is.
func TestSmallThings(t *testing.T) {
	const protocol = `protocol: small
version: '1'
title: Small
description: A test.
locale: en
participants: {a: {title: A}, b: {title: B}}
sources: {book: {title: Book, date: '2020'}}
envelope: {type: type, payload: data}
messages:
  PING: {from: a, summary: A message., payload: {type: object, properties: {what: {$ref: '#/types/What', description: What it is.}}}}
types:
  What: {description: Anything of these., oneOf: [{type: string}, {type: array, items: {type: integer}}, {type: 'null'}]}
history: {'1': The first.}
`
	p, diagnostics := load.Protocol(load.Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(protocol)}}, Name: "p.yaml"})
	if schema.HasErrors(diagnostics) {
		t.Fatal(diagnostics)
	}
	tree := byPath(generate(t, p, docs.Options{}))
	if page, want := tree["en/types/what.md"], "| `string` | A string |\n| list of `integer` | A list |\n| `null` | Null |\n"; !strings.Contains(page, want) {
		t.Errorf("the type does not say %q:\n%s", want, page)
	}
	if page := tree["en/corrections.md"]; strings.Contains(page, "Where published sources say") || !strings.Contains(page, "Book") {
		t.Errorf("the corrections of what nobody disputes:\n%s", page)
	}
}

// What was removed is told of by the history alone.
func TestRemoved(t *testing.T) {
	tree := byPath(generate(t, loadFile(t, protocols["editor"]), docs.Options{}))
	for page, text := range tree {
		if page == "en/changes.md" {
			continue
		}
		for _, gone := range []string{"blink", "Above the text", "sees one window only", "`top`"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s tells of %q", page, gone)
			}
		}
	}
	for _, told := range []string{"blink", "It moved the text.", "`change-text.window`"} {
		if !strings.Contains(tree["en/changes.md"], told) {
			t.Errorf("the history does not tell of %q", told)
		}
	}
}

func byPath(files []gen.File) map[string]string {
	tree := map[string]string{}
	for _, f := range files {
		tree[f.Path] = string(f.Data)
	}
	return tree
}

var (
	anchorPattern = regexp.MustCompile(`<a id="([^"]*)"></a>`)
	codeBlock     = regexp.MustCompile("(?ms)^ *(```+)[^`\n]*\n.*?^ *```+$")
	codeSpan      = regexp.MustCompile("(?:``+[^`].*?[^`]``+|`[^`\n]+`)")
	linkPattern   = regexp.MustCompile(`\]\(([^()\s]*)\)`)
	hrefPattern   = regexp.MustCompile(`href="([^"]*)"`)
	ourHTML       = regexp.MustCompile(`^(?:<a id="[^"<>]*"></a>|<br>|</?code>|</?(?:div|span|details|summary)(?: lang="[A-Za-z-]+")?>|<(?:https?|mailto|tel):[^<> ]*>)`)
)

// checkTree holds what must be true of all pages together.
func checkTree(t *testing.T, files []gen.File) {
	t.Helper()
	tree := byPath(files)
	if len(tree) != len(files) {
		t.Error("two files have the same path")
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		text := tree[name]
		switch path.Ext(name) {
		case ".md":
			checkFrontMatter(t, name, text)
			checkMarkdown(t, name, text)
			checkLinks(t, tree, name, linkPattern.FindAllStringSubmatch(withoutCode(text), -1))
		case ".svg":
			checkXML(t, name, text)
			checkLinks(t, tree, name, hrefPattern.FindAllStringSubmatch(text, -1))
		}
	}
}

// checkFrontMatter wants YAML that says where the page comes from and what it is.
func checkFrontMatter(t *testing.T, name, text string) {
	t.Helper()
	parts := strings.SplitN(text, "---\n", 3)
	if len(parts) != 3 || parts[0] != "" {
		t.Errorf("%s has no front matter", name)
		return
	}
	var front struct{ Title, Description string }
	if err := yaml.Unmarshal([]byte(parts[1]), &front); err != nil || front.Title == "" {
		t.Errorf("%s: front matter without a title: %v", name, err)
	}
	if !regexp.MustCompile(`^# Code generated by callinggen .* DO NOT EDIT\.\n`).MatchString(parts[1]) {
		t.Errorf("%s does not say that it is generated", name)
	}
}

// checkMarkdown wants tables that are whole, anchors that are there once, and no HTML but ours.
func checkMarkdown(t *testing.T, name, text string) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range anchorPattern.FindAllStringSubmatch(text, -1) {
		if seen[m[1]] || m[1] == "" || strings.ContainsAny(m[1], " \t") {
			t.Errorf("%s: the anchor %q is there twice, or is none", name, m[1])
		}
		seen[m[1]] = true
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "---\n")
	bare := withoutCode(body)
	for rest := bare; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		tag := ourHTML.FindString(rest[i:])
		if tag == "" {
			t.Errorf("%s: %.60q is not ours", name, rest[i:])
			break
		}
		rest = rest[i+len(tag):]
	}
	if strings.Contains(bare, "\n\n\n") || strings.HasSuffix(text, "\n\n") || !strings.HasSuffix(text, "\n") {
		t.Errorf("%s has blank lines too many, or no line end", name)
	}
	checkTables(t, name, bare)
}

func checkTables(t *testing.T, name, text string) {
	t.Helper()
	columns := 0
	for line := range strings.SplitSeq(strings.ReplaceAll(text, `\|`, ""), "\n") {
		line = strings.TrimLeft(line, " >")
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		n := strings.Count(line, "|") - 1
		if columns != 0 && n != columns || !strings.HasSuffix(line, "|") {
			t.Errorf("%s: a row of %d cells in a table of %d: %s", name, n, columns, line)
		}
		columns = n
	}
}

// checkLinks wants every link inside the tree to lead to a page, and its anchor to be there.
func checkLinks(t *testing.T, tree map[string]string, name string, links [][]string) {
	t.Helper()
	for _, m := range links {
		target, err := url.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if target.Scheme != "" {
			continue
		}
		page := name
		if target.Path != "" {
			page = path.Join(path.Dir(name), target.Path)
		}
		text, ok := tree[page]
		if !ok {
			t.Errorf("%s: the link %s leads to no page", name, m[1])
		} else if target.Fragment != "" && !strings.Contains(text, `<a id="`+target.Fragment+`"></a>`) {
			t.Errorf("%s: the link %s leads to no anchor", name, m[1])
		}
	}
}

// checkXML wants a picture that any reader of XML takes, with a title and a description.
func checkXML(t *testing.T, name, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	elements := map[string]int{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	for _, e := range []string{"svg", "title", "desc", "style"} {
		if elements[e] != 1 {
			t.Errorf("%s has %d elements %s", name, elements[e], e)
		}
	}
	allowed := []string{"svg", "title", "desc", "style", "rect", "path", "text", "a"}
	for e := range elements {
		if !slices.Contains(allowed, e) {
			t.Errorf("%s has an element %s", name, e)
		}
	}
}
