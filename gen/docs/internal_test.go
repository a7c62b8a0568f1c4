package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/width"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/templates"
)

// Every label that is asked for is in the catalogue, and every one of the catalogue is asked for.
func TestLabels(t *testing.T) {
	asked := labelsInCode(t)
	known := map[string]bool{}
	for _, l := range labels.Source {
		if known[l.ID] {
			t.Errorf("the label %q is there twice", l.ID)
		}
		known[l.ID] = true
		if !asked[l.ID] && !made(l.ID) {
			t.Errorf("nothing asks for the label %q", l.ID)
		}
	}
	for id := range asked {
		if !known[id] && !strings.HasSuffix(id, ".") { // "format." is put together with the name of a format
			t.Errorf("there is no label %q", id)
		}
	}
}

// made tells labels whose ids are put together: by kind, format, unit and the like.
func made(id string) bool {
	for _, prefix := range []string{"format.", "unit.", "evidence.", "type.kind.", "fill.", "in.", "dispute.", "group.", "about.", "history."} {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}

// labelsInCode gives what is said by its id, and every string that is the id of a label.
func labelsInCode(t *testing.T) map[string]bool {
	t.Helper()
	asked := map[string]bool{}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && isLabel(text(lit)) {
				asked[text(lit)] = true
			}
			if call, ok := n.(*ast.CallExpr); ok && says(call) {
				if lit, ok := call.Args[0].(*ast.BasicLit); ok {
					asked[text(lit)] = true
				}
			}
			return true
		})
	}
	return asked
}

func text(lit *ast.BasicLit) string {
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

func isLabel(id string) bool {
	return slices.ContainsFunc(labels.Source, func(l labels.Label) bool { return l.ID == id })
}

func says(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && slices.Contains([]string{"say", "Say", "sayPlain"}, f.Sel.Name) && len(call.Args) > 0
}

// Templates place what is written, and have no words.
func TestTemplateWords(t *testing.T) {
	names, err := fs.Glob(templates.FS, "docs/*.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		words := regexp.MustCompile(`(?s)\{\{.*?\}\}`).ReplaceAllString(string(text), "")
		if strings.ContainsFunc(strings.NewReplacer("title:", "", "description:", "").Replace(words), isLetter) {
			t.Errorf("%s has fixed words of its own: %q", name, words)
		}
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// pageIn is a page in one language, of nothing.
func pageIn(t *tongue) *page {
	return newPage(&Target{inAll: phrasesIn([]*tongue{t})}, t, homePage)
}

func TestPhrases(t *testing.T) {
	words := pageIn(newTongue("en", "en", labels.Catalogue{"arrow": "{to} ← {from}", "since": "*{version}", "list.comma": "{list}、{item}",
		"list.and": "{list}と{item}", "sentence": "{words}。", "sentences": "{first}{second}", "colon": "{name}：{about}"}))
	for _, c := range []struct{ got, want string }{
		{words.say("arrow", "from", "`a`", "to", "b"), "b ← `a`"},
		{words.say("since", "version", "**1**"), `\***1**`},
		{words.sayPlain("since", "version", "1"), "*1"},
		{words.ands([]string{"a", "b", "c"}), "a、bとc"},
		{words.ands([]string{"a"}), "a"},
		{words.ands(nil), ""},
		{chain([]string{"", "item", " after ", "list"}, []string{"a", "b", "c"}), "c after b after a"},
		{words.commas([]string{"a", "b"}), "a、b"},
		{words.commasPlain([]string{"a", "b", "c"}), "a、b、c"},
		{words.sentences("a。", "", "b。", "c。"), "a。b。c。"},
		{words.sentence("a"), "a。"},
		{words.withColon("a", "b"), "a：b"},
		{words.withColon("a", ""), "a"},
		{words.say("language"), "English"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if _, err := words.Say("nothing"); err == nil {
		t.Error("a label that does not exist is said")
	}
}

// A phrase without a translation is marked as English around what it says something of, and owed once.
func TestForeignPhrases(t *testing.T) {
	p := pageIn(newTongue("xx", "xx", labels.Catalogue{"aside": "{words} [{aside}]"}))
	for _, c := range []struct{ got, want string }{
		{p.say("message.sent", "participant", "A", "method", "`b`"), `<span lang="en">Sender:</span> A<span lang="en">, with</span> ` + "`b`"},
		{p.say("arrow", "from", "A", "to", "B"), "A → B"},
		{p.say("aside", "words", "a", "aside", "b"), `a \[b\]`},
		{upperFirst(p.say("since", "version", "1")), `<span lang="en">Since</span> 1`},
		{p.say("message.sent"), `<span lang="en">Sender:</span> <span lang="en">, with</span> `},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if n := p.count(unworded); n != 2 { // an arrow has no words
		t.Errorf("%d phrases are owed", n)
	}
}

// A page is made once for all languages, and for each by itself where they do not have the same things to show.
func TestMadeOnce(t *testing.T) {
	labelled := func(tag string) *tongue { return newTongue(tag, "en", labels.English()) }
	for name, c := range map[string]struct {
		words map[string]string // of a text that the page shows, by language
		made  int
	}{
		"the same":          {map[string]string{"en": "a", "fr": "a", "ja": "a"}, 1},
		"different":         {map[string]string{"en": "a", "fr": "b", "ja": "c"}, 1},
		"nothing in one":    {map[string]string{"en": "a", "fr": "b", "ja": ""}, 4},
		"nothing in all":    {map[string]string{"en": "", "fr": "", "ja": ""}, 1},
		"of several lines":  {map[string]string{"en": "a", "fr": "b\nb", "ja": "c"}, 1},
		"with another slot": {map[string]string{"en": "a", "fr": "SLOT", "ja": "c"}, 1},
	} {
		target := &Target{protocol: &schema.Protocol{}}
		for i, tag := range []string{"en", "fr", "ja"} {
			target.tongues = append(target.tongues, labelled(tag))
			target.tongues[i].index = i
		}
		target.inAll = phrasesIn(target.tongues)
		made := 0
		s := sheet{path: homePage, template: "index.tmpl", view: func(p *page) view {
			made++
			first := p.say("properties")
			shown := p.inEach(func(p *page) string { return strings.ReplaceAll(c.words[p.tag], "SLOT", first) })
			return &indexView{Lead: "\n\n" + first, Sections: []string{blocks(shown)}}
		}}
		templates, err := parseTemplates(nil)
		if err != nil {
			t.Fatal(err)
		}
		data, err := s.make(target.newJob(s).pages, templates)
		if err != nil || made != c.made {
			t.Errorf("%s: made %d times, want %d (%v)", name, made, c.made, err)
		}
		for i, tag := range []string{"en", "fr", "ja"} {
			want := "\n\n# \n\nProperties"
			if words := strings.ReplaceAll(c.words[tag], "SLOT", "Properties"); words != "" {
				want += "\n\n" + words
			}
			if !strings.HasSuffix(string(data[i]), want+"\n") {
				t.Errorf("%s in %s: got %q, want %q at the end", name, tag, data[i], want)
			}
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"outgoingCallStarted": "outgoing-call-started",
		"OutgoingCall":        "outgoing-call",
		"quick_start":         "quick-start",
		"通話":                  "通話",
		"con":                 "con-page",
		"Index":               "index-page",
		"$":                   "24",
	} {
		if got := slug(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	long := slug(strings.Repeat("word", 100))
	if len(long) > maxSlug+9 || long == slug(strings.Repeat("word", 101)) {
		t.Errorf("a long name gives %q", long)
	}
}

func TestAnchor(t *testing.T) {
	for name, want := range map[string]string{
		"toNumber": "toNumber", "phone_number": "phone_number", "a b": "a~20b", "a.b": "a~2Eb", `<">`: "~3C~22~3E", "電話": "電話", "a~b": "a~7Eb",
		"$ref": "$ref",
	} {
		if got := segment(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"README.md", "messages/a.md", "messages/a.md"},
		{"messages/a.md", "messages/b.md", "b.md"},
		{"messages/a.md", "types/b.md", "../types/b.md"},
		{"messages/a.md", "README.md", "../README.md"},
		{"messages/a.md", "messages/README.md", "README.md"},
		{"faq.md", "changes.md", "changes.md"},
	} {
		if got := relative(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		font font
		text string
		most int
		want []string
	}{
		{labelFont, "", 100, []string{""}},
		{labelFont, "one two three", 1000, []string{"one two three"}},
		{labelFont, "one two three", 60, []string{"one two", "three"}},
		{codeFont, "CREATE_ENGAGEMENT_SUCCEEDED", 100, []string{"CREATE_", "ENGAGEMENT_", "SUCCEEDED"}},
		{codeFont, "abcdefghijklmnopqrstuvwxyz", 80, []string{"abcdefghij", "klmnopqrst", "uvwxyz"}},
		{labelFont, "通話が始まりました。", 70, []string{"通話が", "始まりまし", "た。"}}, // between phrases, and else where it fits
		{labelFont, "電話を切ります。", 90, []string{"電話を", "切ります。"}},
		{labelFont, "HubSpot がページを開く", 90, []string{"HubSpot が", "ページを開く"}}, // a particle does not begin a line
		{labelFont, "通话已经开始了。", 94, []string{"通话已经开始", "了。"}},               // a full stop does not begin a line
		{labelFont, "「通話」を押す", 40, []string{"「通", "話」を", "押す"}},
		{labelFont, "x", 1, []string{"x"}},
		{labelFont, "通話", 1, []string{"通", "話"}},
	} {
		if got := c.font.wrap(c.text, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestWidth(t *testing.T) {
	if narrow, wide := labelFont.width("iiii"), labelFont.width("mmmm"); narrow >= wide {
		t.Errorf("iiii is %d wide, mmmm %d", narrow, wide)
	}
	if got := labelFont.width("通話ＡＢ"); got != 52 {
		t.Errorf("four full-width characters of 13 px are %d wide", got)
	}
	if a, b := labelFont.width("é"), labelFont.width("e\u0301"); a != b {
		t.Errorf("a mark of its own is as wide as %d to %d", b, a)
	}
}

// A shell reads the sample as it was meant, whatever stands in it.
func TestCurl(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	key := &schema.Auth{ID: "key", Type: "apiKey", In: "header", Name: "X-Key"}
	word := &schema.Basic{Kind: "string"}
	hostile := "$(touch /tmp/owned) `x` \"q\" 'q' \\ !"
	e := &schema.Endpoint{
		ID: "change", Method: "POST", Path: "/a/{appId}/b`x`/{named}",
		Parameters: []*schema.Parameter{
			{Wire: "appId", In: "path", Type: word, Required: true},
			{Wire: "named", In: "path", Type: word, Required: true, Examples: []*schema.Value{{Kind: schema.StringValue, String: hostile}}},
			{Wire: "q", In: "query", Type: word, Required: true},
			{Wire: "left-out", In: "query", Type: word},
		},
		Request: &schema.Body{Type: &schema.Any{}},
		Auth:    []*schema.AuthUse{{Auth: key}},
	}
	h := &schema.HTTP{Servers: []*schema.Server{{ID: "default", URL: "https://api.example"}}}
	body := &schema.Value{Kind: schema.StringValue, String: hostile}
	script := "curl() { for a in \"$@\"; do printf '%s\\n' \"$a\"; done; }\nAPP_ID=7 Q=9 X_KEY=k\n" + curl(h, e, body)
	out, err := exec.Command(sh, "-c", script).CombinedOutput()
	want := strings.Join([]string{
		"-X", "POST", "https://api.example/a/7/b`x`/" + hostile + "?q=9",
		"-H", "X-Key: k", "-H", "Content-Type: application/json", "-d", quoteJSON(hostile), "",
	}, "\n")
	if err != nil || string(out) != want {
		t.Errorf("the shell read\n%s\nwant\n%s\n%v", out, want, err)
	}
}

// What is known without a look at the tables is what they say.
func TestSquareCharacters(t *testing.T) {
	for r := range unicode.MaxRune {
		if isSquare(r) && (width.LookupRune(r).Kind() != width.EastAsianWide || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)) {
			t.Errorf("%U is no character that fills a square", r)
		}
	}
}
