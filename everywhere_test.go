package callinggen_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"io"
	"maps"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	jsontarget "github.com/callinggen/callinggen/gen/json"
	schematarget "github.com/callinggen/callinggen/gen/jsonschema"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// A nasty text is put in every place where testdata/everywhere.yaml has room for one.
type nasty struct {
	name  string
	text  string
	shows string // what a reader of the prose sees, spaces aside; "": the text itself
	marks bool   // it is markdown, so that the page has elements for it
}

// harmless is what the others are held against: a page has the same elements, whichever text is on it.
var harmlessText = nasty{name: "harmless", text: "plain words"}

var nasties = []nasty{
	{name: "end of a comment", text: "*/ alert(1)"},
	{name: "end of a comment, at the end", text: "alert(1) */"},
	{name: "template literal", text: "${alert(1)} \\${x}", shows: "${alert(1)} ${x}"},
	{name: "backtick", text: "a ` b"},
	{name: "backticks", text: "a ``` b"},
	{name: "script", text: "</script><script>alert(1)</script>"},
	{name: "image", text: "<img src=x onerror=alert(1)>"},
	{name: "unfinished element", text: "a <b onclick=\"alert(1)\" c"},
	{name: "picture", text: "</text></svg><svg onload=alert(1)>"},
	{name: "template", text: `{{.}} {{template "top"}} {{/* a */}} {name}`},
	{name: "pipe", text: "a | b || c"},
	{name: "CDATA", text: "<![CDATA[ a ]]> b ]]> c <?xml?> <!DOCTYPE d>"},
	{name: "comment", text: "<!-- a --> b -- c // d /* e"},
	{name: "directive", text: "//go:embed a.txt"},
	{name: "build tag", text: "+build ignore"},
	{name: "quotes", text: `"a" 'b' ` + "\u201cc\u201d" + ` \n \"d\" \`, shows: `"a" 'b' ` + "\u201cc\u201d" + ` \n "d" \`},
	{name: "YAML", text: `a: b # c !!d &e @f %g`},
	{name: "entities", text: "&lt;b&gt; &#x3C;i&#x3E; &amp;amp;", shows: "<b> <i> &amp;"},
	{name: "direction", text: "a \u202e b \u202c c \u2066 d \u2069 \u200f \u061c e", shows: "a b c d e"},
	{name: "no width", text: "a\u200bb \u2060c\ufeffd", shows: "ab cd"},
	{name: "joiners", text: "\U0001F469\u200D\U0001F4BB \u0646\u0627\u0645\u0647\u200C\u0627\u06CC"},
	{name: "line separators", text: "a\u2028b\u2029c", shows: "a b c", marks: true},
	{name: "emoji", text: "\U0001F600 \U0001D4B3 \u2260"},
	{name: "long line", text: strings.TrimSpace(strings.Repeat("word ", 500))},
	{name: "long word", text: strings.Repeat("word", 700)},
	{name: "tag of a comment", text: "@deprecated {@link a} @param b", shows: "@deprecated {@link a} @param b"},
	{name: "lines", text: "a\nb\n\nc", shows: "a b c", marks: true},
	{name: "markdown", text: "a **b** _c_ `d` [e](https://f.example/) ~~g~~ h", shows: "a b c d e g h", marks: true},
	{name: "blocks", text: "# a\n\n- b\n- c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |\n\n---\n\n1. i", shows: "a b c d e f g h i", marks: true},
	{name: "code block", text: "a\n\n```js\n</script> b\n```\n\nc", shows: "a </script> b c", marks: true},
	{name: "open code block", text: "```\n*/ a </script>", shows: "*/ a </script>", marks: true},
	{name: "bad addresses", text: "[a](javascript:alert(1)) ![b](data:text/html,c) [d](<javascript:e>) [f]", shows: "a", marks: true},
}

// clean makes what a name on the wire may be of a text: nothing that cannot be seen, and no space around it.
func cleanName(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u00ad\u200b\u200c\u200d\u200f\u061c\u2028\u2029\u202c\u202e\u2060\u2066\u2069\ufeff\n\t", r) {
			return -1
		}
		return r
	}, text))
}

// A planted text is in one place, or in several that have to hold the same.
type planted struct {
	text  string // what is in the file
	prose bool
}

// A planting puts a nasty text everywhere, each time with a mark of its own by which it is found again.
type planting struct {
	nasty
	next  int
	texts map[string]planted // by mark
}

var (
	placeholder = regexp.MustCompile(`\b(TEXT|VALUE|NAME|PATTERN|WORDS)(\d*)\b`)
	markPattern = regexp.MustCompile(`q[a-z]?\d+q`)
	unsafePath  = regexp.MustCompile(`[^a-z0-9$()*+,;=!'-]+`)
)

// replace gives a text with what stands for its placeholders.
func (pl *planting) replace(s string) string {
	return placeholder.ReplaceAllStringFunc(s, func(word string) string {
		m := placeholder.FindStringSubmatch(word)
		mark := "q" + strings.ToLower(m[1][:1]) + m[2] + "q"
		if m[2] == "" {
			pl.next++
			mark = fmt.Sprintf("q%dq", 1000+pl.next)
		}
		text := pl.text + " " + mark
		switch m[1] {
		case "NAME":
			text = cleanName(pl.text) + " " + mark
		case "PATTERN":
			return regexp.QuoteMeta(cleanName(pl.text) + " " + mark)
		case "WORDS":
			words := unsafePath.ReplaceAllString(pl.text, "")
			return strings.Trim(words[:min(len(words), 100)], "-") + mark
		}
		if strings.HasPrefix(pl.name, "open") {
			text = mark + " " + pl.text // what it opens would hold the mark
			if m[1] == "NAME" {
				text = mark + " " + cleanName(pl.text)
			}
		}
		pl.texts[mark] = planted{text: text, prose: m[1] == "TEXT"}
		return text
	})
}

// plant loads the protocol with a text everywhere.
func plant(t *testing.T, n nasty) (*planting, *schema.Protocol) {
	t.Helper()
	pl := &planting{nasty: n, texts: map[string]planted{}}
	files := fstest.MapFS{"p.yaml": {Data: pl.file(t)}, "guides/everywhere.md": {Data: pl.guide(t)}}
	p, found := load.Protocol(load.Source{FS: files, Name: "p.yaml"})
	for _, d := range found {
		t.Error(d)
	}
	if p == nil {
		t.FailNow()
	}
	return pl, p
}

func (pl *planting) file(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/everywhere.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	pl.scalars(&root)
	if data, err = yaml.Marshal(&root); err != nil {
		t.Fatal(err)
	}
	return data
}

func (pl *planting) scalars(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && placeholder.MatchString(n.Value) {
		n.Value, n.Style = pl.replace(n.Value), yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		pl.scalars(child)
	}
}

// guide plants the text in a guide, on one line in each place: there its author writes the markdown around it.
func (pl *planting) guide(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/guides/everywhere.md")
	if err != nil {
		t.Fatal(err)
	}
	oneLine := *pl
	oneLine.text = strings.TrimLeft(strings.NewReplacer("\n", " ", "`", "", "|", "", "\ufeff", "").Replace(pl.text), "# ")
	text := oneLine.replace(string(data))
	pl.next = oneLine.next
	return []byte(text)
}

// targetsOf builds all targets of a protocol.
func targetsOf(p *schema.Protocol) []gen.Target {
	goTarget := golang.New(p, golang.Options{Package: "everywhere", Import: "example.org/everywhere"})
	tsTarget := typescript.New(p, typescript.Options{Package: "everywhere"})
	return []gen.Target{
		goTarget, tsTarget,
		docs.New(p, docs.Options{Samplers: []gen.Sampler{tsTarget.Sampler(), goTarget.Sampler()}}),
		jsontarget.New(p, jsontarget.Options{}), schematarget.New(p, schematarget.Options{}),
	}
}

// outputs generates all targets.
func outputs(t *testing.T, p *schema.Protocol) map[string][]gen.File {
	t.Helper()
	files := map[string][]gen.File{}
	for _, target := range targetsOf(p) {
		for _, d := range target.Check() {
			t.Error(d)
		}
		list, err := target.Generate()
		if err != nil {
			t.Fatal(err)
		}
		files[target.Name()] = list
	}
	return files
}

// TestTextsEverywhere puts each nasty text in every place of a protocol. What is generated compiles, no page has an element
// that the text put there, and wherever the text shows it shows as it is.
func TestTextsEverywhere(t *testing.T) {
	gentest.NeedTypeScript(t)
	packages := newPackages(t)
	_, p := plant(t, harmlessText)
	wantEveryText(t, p)
	harmless := outputs(t, p)
	pages, readmes := elementsOf(t, harmless["docs"]), elementsOf(t, harmless["typescript"])
	for _, n := range nasties {
		t.Run(n.name, func(t *testing.T) {
			pl, p := plant(t, n)
			files := outputs(t, p)
			gentest.TypeCheckGo(t, files["go"])
			packages.add(t, files["typescript"])
			pl.checkGo(t, files["go"])
			pl.checkTypeScript(t, files["typescript"])
			pl.checkJSON(t, files["json"], files["jsonschema"])
			pl.checkPages(t, files["docs"], pages, neverShown)
			pl.checkPages(t, files["typescript"], readmes, len(pl.texts))
			pl.checkPictures(t, files["docs"])
			for target, list := range files {
				wantNothingHidden(t, target, list)
			}
		})
	}
	packages.compile(t)
}

// wantEveryText holds the protocol file against the model: each member that is a text is there at least once.
func wantEveryText(t *testing.T, p *schema.Protocol) {
	t.Helper()
	found := map[string]bool{}
	findTexts(reflect.ValueOf(p), "", found, map[any]bool{})
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !found[name] {
			t.Errorf("testdata/everywhere.yaml puts no text into %s", name)
		}
	}
	if len(found) < 24 {
		t.Errorf("the model has only %d texts: %v", len(found), slices.Sorted(maps.Keys(found)))
	}
}

// findTexts notes every member of the model that is a text, and whether it holds one somewhere.
func findTexts(v reflect.Value, name string, found map[string]bool, seen map[any]bool) {
	if text, ok := v.Interface().(schema.Text); ok {
		found[name] = found[name] || !text.IsZero()
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Interface()] {
			seen[v.Interface()] = true
			findTexts(v.Elem(), name, found, seen)
		}
	case reflect.Interface:
		if !v.IsNil() {
			findTexts(v.Elem(), name, found, seen)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			findTexts(v.Index(i), name, found, seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			findTexts(v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name, found, seen)
		}
	}
}

// A showing is what a reader gets to see in one place: a page, a comment, a literal.
type showing struct {
	words    string
	squeezed string // the words without spaces; then once more, with the escapes of code read
}

func newShowing(words string) showing {
	return showing{words, squeezed(words + "\n" + withoutEscapes(words))}
}

// arrives reports whether what shows has the text of a mark in it: as prose shows, as it is, or as a text in JSON.
func (pl *planting) arrives(shown showing, mark string) bool {
	p, ok := pl.texts[mark]
	if !ok {
		return true // part of an address
	}
	if p.prose && pl.marks && inOrder(strings.Fields(pl.shows), shown.words[max(0, strings.Index(shown.words, mark)-2*len(p.text)-100):]) {
		return true
	}
	asIs := []string{p.text, schema.Seen(p.text)}
	if p.prose && pl.shows != "" {
		seen := pl.shows + " " + mark
		if strings.HasPrefix(pl.name, "open") {
			seen = mark + " " + pl.shows
		}
		asIs = append(asIs, seen)
	}
	for _, text := range asIs {
		for _, spelled := range spellings {
			if strings.Contains(shown.squeezed, squeezed(spelled(text))) {
				return true
			}
		}
	}
	return false
}

// spellings are the forms that a text may show in.
var spellings = []func(text string) string{
	func(text string) string { return text },
	escaped,
	inJSON,
	inPlainJSON,
	func(text string) string { return strings.Trim(strconv.Quote(text), `"`) },
	func(text string) string { return strings.ReplaceAll(text, "|", `\|`) },
}

// inJSON gives a text as json.Marshal writes it, without the quotes.
func inJSON(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted[1 : len(quoted)-1])
}

// inOrder finds the words of a text that is marked up, whatever became of the marks.
func inOrder(words []string, shown string) bool {
	for _, word := range words {
		_, after, found := strings.Cut(shown, word)
		if !found {
			return false
		}
		shown = after
	}
	return true
}

// squeezed leaves out what does not show whether a text arrived: its spaces.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// inPlainJSON gives a text as other writers of JSON spell it.
func inPlainJSON(text string) string { return plainJSON.Replace(inJSON(text)) }

var plainJSON = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// escaped is how code shows characters that nobody sees, in JSON.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range inPlainJSON(s) {
		if strings.ContainsRune("\u200b\u200f\u061c\u202c\u202e\u2060\u2066\u2069\ufeff", r) {
			fmt.Fprintf(&b, `\u%04X`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wantArrived finds each mark of a text that shows somewhere, with its text.
func (pl *planting) wantArrived(t *testing.T, where, shown string) {
	t.Helper()
	marks := markPattern.FindAllString(shown, -1)
	if marks == nil {
		return
	}
	s := newShowing(shown)
	for _, mark := range slices.Compact(slices.Sorted(slices.Values(marks))) {
		if !pl.arrives(s, mark) {
			at := strings.Index(shown, mark)
			t.Errorf("%s: %q does not arrive; what does is %q", where, pl.texts[mark].text, shown[max(0, at-150):min(len(shown), at+30)])
			return
		}
	}
}

var goDirective = regexp.MustCompile(`^//[a-z]`)

// checkGo finds the texts in comments and in literals.
func (pl *planting) checkGo(t *testing.T, files []gen.File) {
	t.Helper()
	for _, f := range files {
		if path.Ext(f.Path) != ".go" || strings.HasPrefix(f.Path, "runtime_") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.ParseComments)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, group := range parsed.Comments {
			var b strings.Builder
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "/*") || goDirective.MatchString(c.Text) {
					t.Errorf("%s: the text made the comment %q", f.Path, c.Text)
				}
				b.WriteString(strings.TrimPrefix(c.Text, "//") + "\n")
			}
			pl.wantArrived(t, f.Path+", comment", strings.ReplaceAll(b.String(), `\+build`, "+build"))
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Error(err)
				}
				pl.wantArrived(t, f.Path+", literal", text)
			}
			return true
		})
	}
}

var (
	jsDoc   = regexp.MustCompile(`(?s)/\*\*.*?\*/`)
	jsText  = regexp.MustCompile(`'(?:[^'\\\n]|\\.)*'`)
	jsStars = regexp.MustCompile(`\n\s*\* ?`)
)

// checkTypeScript finds the texts in comments and in literals of the sources.
func (pl *planting) checkTypeScript(t *testing.T, files []gen.File) {
	t.Helper()
	for _, f := range files {
		if path.Ext(f.Path) != ".ts" || !strings.HasPrefix(f.Path, "src/") || strings.Contains(f.Path, "runtime") {
			continue
		}
		for _, comment := range jsDoc.FindAllString(string(f.Data), -1) {
			shown := jsStars.ReplaceAllString(strings.TrimSuffix(strings.TrimPrefix(comment, "/**"), "*/"), "\n")
			pl.wantArrived(t, f.Path+", comment", strings.NewReplacer(`*\/`, "*/", `\@`, "@").Replace(shown))
		}
		for _, literal := range jsText.FindAllString(jsDoc.ReplaceAllString(string(f.Data), ""), -1) {
			pl.wantArrived(t, f.Path+", literal", unquoteJS(literal))
		}
	}
}

var jsEscape = regexp.MustCompile(`\\(?:u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)`)

func unquoteJS(literal string) string { return withoutEscapes(literal[1 : len(literal)-1]) }

// withoutEscapes reads code, which spells in escapes what it must not hold.
func withoutEscapes(code string) string {
	return jsEscape.ReplaceAllStringFunc(code, func(e string) string {
		switch e[1] {
		case 'u', 'x':
			n, _ := strconv.ParseInt(strings.Trim(e[2:], "{}"), 16, 32)
			return string(rune(n))
		case 'n':
			return "\n"
		}
		return e[1:]
	})
}

// checkJSON finds the texts among those of both files for other tools: prose as readers see it, values as they are.
func (pl *planting) checkJSON(t *testing.T, model, definitions []gen.File) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range slices.Concat(model, definitions) {
		var v any
		if err := json.Unmarshal(f.Data, &v); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		walkTexts(v, func(s string) {
			for _, mark := range markPattern.FindAllString(s, -1) {
				seen[mark] = true
				want := pl.texts[mark]
				if want.prose {
					want.text = schema.Seen(want.text)
				}
				if want.text != "" && !strings.Contains(s, want.text) && !strings.Contains(s, regexp.QuoteMeta(want.text)) {
					t.Errorf("%s: got %q, want %q", f.Path, s, want.text)
				}
			}
		})
	}
	if len(seen) < 150 {
		t.Errorf("only %d of %d texts are in the files", len(seen), len(pl.texts))
	}
}

func walkTexts(v any, f func(string)) {
	switch v := v.(type) {
	case string:
		f(v)
	case []any:
		for _, item := range v {
			walkTexts(item, f)
		}
	case map[string]any:
		for name, item := range v {
			f(name)
			walkTexts(item, f)
		}
	}
}

// reader shares no code with the docs, and lets every element through.
var reader = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(unsafe.WithUnsafe()))

var (
	frontMatter = regexp.MustCompile(`(?s)^---\n(.*?)\n---\n`)
	anElement   = regexp.MustCompile(`(?s)<(/?[A-Za-z][A-Za-z0-9]*|[!?])((?:\s+[A-Za-z-]+(?:="[^"]*")?)*)\s*/?>?`)
	anAttribute = regexp.MustCompile(`([A-Za-z-]+)(?:="([^"]*)")?`)
	badAddress  = regexp.MustCompile(`(?i)^\s*(javascript|data|vbscript):`)
	ofProse     = []string{"p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "hr", "div"}
)

// elementsOf renders every page, and gives its elements by its path.
func elementsOf(t *testing.T, files []gen.File) map[string][]string {
	t.Helper()
	pages := map[string][]string{}
	for _, f := range files {
		if path.Ext(f.Path) == ".md" {
			pages[f.Path], _ = rendered(t, f)
		}
	}
	return pages
}

// checkPages renders every page, and holds its elements against those of the same page with harmless words.
func (pl *planting) checkPages(t *testing.T, files []gen.File, plain map[string][]string, mayMiss int) {
	t.Helper()
	shown := map[string]bool{}
	for _, f := range files {
		if path.Ext(f.Path) != ".md" {
			continue
		}
		expected, ok := plain[f.Path]
		if !ok {
			t.Errorf("the text made the page %s", f.Path)
		}
		elements, words := rendered(t, f)
		pl.wantArrived(t, f.Path, words)
		for _, mark := range markPattern.FindAllString(words, -1) {
			shown[mark] = true
		}
		if !pl.marks && !slices.Equal(elements, expected) {
			t.Errorf("%s: its elements depend on the text: %s", f.Path, firstDifference(elements, expected))
		}
		for _, e := range elements {
			name, _, _ := strings.Cut(strings.Trim(e, "/"), " ")
			if !slices.Contains(ofProse, name) && !slices.Contains(expected, e) || strings.Contains(e, " on") {
				t.Errorf("%s: the text put the element <%s> there", f.Path, e)
			}
		}
	}
	var lost []string
	for mark, p := range pl.texts {
		if p.prose && !shown[mark] {
			lost = append(lost, mark)
		}
	}
	if len(lost) > mayMiss {
		slices.Sort(lost)
		t.Errorf("%d texts are on no page, %d never are: %v", len(lost), mayMiss, lost)
	}
}

// neverShown is the number of texts that no page shows: what was said of a message, a type and an endpoint that are gone.
const neverShown = 3

// rendered gives the elements of a page, with the names of their attributes, and its words.
func rendered(t *testing.T, f gen.File) (elements []string, words string) {
	t.Helper()
	var front struct{ Title, Description string }
	page := f.Data
	if m := frontMatter.FindSubmatch(page); m != nil {
		if err := yaml.Unmarshal(m[1], &front); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		page = page[len(m[0]):]
	}
	var out bytes.Buffer
	if err := reader.Convert(page, &out); err != nil {
		t.Fatal(err)
	}
	for _, m := range anElement.FindAllStringSubmatch(out.String(), -1) {
		e := m[1]
		for _, a := range anAttribute.FindAllStringSubmatch(m[2], -1) {
			if a[1] != "class" { // the language of code
				e += " " + a[1]
			}
			if (a[1] == "href" || a[1] == "src") && badAddress.MatchString(html.UnescapeString(a[2])) {
				t.Errorf("%s: the text made the address %q", f.Path, a[2])
			}
		}
		elements = append(elements, e)
	}
	return elements, html.UnescapeString(anElement.ReplaceAllString(out.String(), " ")) + "\n" + front.Title + "\n" + front.Description
}

func firstDifference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("got %v, want %v", got[max(0, i-2):min(len(got), i+3)], want[max(0, i-2):min(len(want), i+3)])
		}
	}
	return ""
}

// checkPictures reads the diagrams as XML: they hold nothing but what diagrams are drawn with.
func (pl *planting) checkPictures(t *testing.T, files []gen.File) {
	t.Helper()
	pictures := 0
	for _, f := range files {
		if path.Ext(f.Path) != ".svg" {
			continue
		}
		pictures++
		for d := xml.NewDecoder(bytes.NewReader(f.Data)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", f.Path, err)
				break
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !slices.Contains([]string{"svg", "title", "desc", "style", "rect", "path", "text", "a"}, e.Name.Local) {
				t.Errorf("%s: the text put the element <%s> there", f.Path, e.Name.Local)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && strings.Contains(a.Value, ":") {
					t.Errorf("%s: the text put the attribute %s=%q there", f.Path, a.Name.Local, a.Value)
				}
			}
		}
	}
	if pictures == 0 {
		t.Error("there is no picture")
	}
}

// wantNothingHidden looks for characters that change what others look like.
func wantNothingHidden(t *testing.T, target string, files []gen.File) {
	t.Helper()
	for _, f := range files {
		if i := bytes.IndexAny(f.Data, "\u200b\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"); i >= 0 {
			t.Errorf("%s: %s holds %+q, which nobody sees", target, f.Path, f.Data[max(0, i-30):min(len(f.Data), i+10)])
		}
	}
}
