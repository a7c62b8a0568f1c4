package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

func parse(s string) Doc { return Parse(Piece{Text: s}) }

func TestBlock(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"words", "One sentence.", "One sentence."},
		{"lines join", "one\n  two\nthree", "one two three"},
		{"paragraphs", "one\n\n\ntwo", "one\n\ntwo"},
		{"markup", "*a* **b** _c_ ~~d~~ `e` ***f***", "*a* **b** _c_ ~~d~~ `e` ***f***"},
		{"link", "[a *b*](https://c.d/e_(f) \"title\")", "[a *b*](https://c.d/e_%28f%29)"},
		{"link in Japanese", "[説明](https://a.b)を見る", "[説明](https://a.b)を見る"},
		{"link to an anchor", "[a](#b)", "[a](#b)"},
		{"autolink", "<https://a.b?c=d> <me@a.b>", "<https://a.b?c=d> <me@a.b>"},
		{"bare address", "See https://a.b/c_d~e_f, (http://g.h/i(j)).", "See <https://a.b/c_d~e_f>, (<http://g.h/i(j)>)."},
		{"hard breaks", "a  \nb\\\nc", "a<br>b<br>c"},
		{"entity", "a &lt;b&gt; &copy; &nothing; &", "a &lt;b> © &amp;nothing; &"},
		{"entity as text", "&amp;copy;", "&amp;copy;"},
		{"list", "- a\n- b\n  - c\n\n  d", "- a\n\n- b\n\n  - c\n\n  d"},
		{"tight list", "* a\n* b\n  1. c\n  2. d\n", "+ a\n+ b\n  1. c\n  2. d"},
		{"list with a tab", "-\ta\n-\tb", "- a\n- b"},
		{"numbers go on", "3. a\n4. b", "3. a\n4. b"},
		{"code in a list", "1. a\n\n   ```sh\n   b\n   ```\n", "1. a\n   ```sh\n   b\n   ```"},
		{"quote", "> a\nb\n>\n> c", "> a b\n>\n> c"},
		{"alert", "> [!TIP]\n> a", "> [!TIP]\n> a"},
		{"indented code", "    a\n\n      b", "```\na\n\n  b\n```"},
		{"fence with a fence", "~~~~md\n```\n````\n~~~~", "`````md\n```\n````\n`````"},
		{"open fence", "```\na", "```\na\n```"},
		{"rule", "a\n\n***", "a\n\n---"},
		{"heading", "# a #\nb", "**a**\n\nb"},
		{"heading by underline", "a\nb\n===\nc", "**a b**\n\nc"},
		{"table", "a | b\n:-: | --:\n`c\\|d` | *e*", "| a | b |\n| :---: | ---: |\n| `c\\|d` | *e* |"},
		{"list like a table", "- a |\n  - |", "- a |\n\n  - |"},
		{"no table", "a | b\nc | d", "a | b c | d"},

		{"HTML", "<img src=x onerror=alert(1)> a <b>c</b>", "&lt;img src=x onerror=alert(1)> a &lt;b>c&lt;/b>"},
		{"HTML block", "<script>\nx\n</script>", "&lt;script> x &lt;/script>"},
		{"comment", "<!-- a -->", "&lt;!-- a -->"},
		{"HTML after a list's fence", "- ```\n<b>", "- ```\n  <b>\n  ```"},
		{"HTML after an open code span", "`a\n\n<b>`", "\\`a\n\n&lt;b>\\`"},
		{"code span over a heading", "`a\n# b\n<c>`", "\\`a\n\n**b**\n\n&lt;c>\\`"},
		{"escaped backtick", "\\`<a>`", "\\`&lt;a>\\`"},
		{"script", "[a](javascript:b) [c](JavaScript&colon;d) <data:e>", "a (`javascript:b`) c (`JavaScript:d`) &lt;data:e>"},
		{"relative link", "[a](../b.md) [c](//d.e)", "a (`../b.md`) c (`//d.e`)"},
		{"image", "![a](https://b.c) !", "[a](https://b.c) !"},
		{"no image", "\\![a](https://b.c)", "\\![a](https://b.c)"},
		{"definition", "[a]: javascript:b\n\n[a]", "\\[a\\]: javascript:b\n\n\\[a\\]"},
		{"check box", "- [ ] a", "- \\[ \\] a"},
		{"open markup", "**a ~b [c", "\\*\\*a \\~b \\[c"},
		{"names", "snake_case __init__ a*b 2 * 3 $x", "snake_case __init__ a\\*b 2 \\* 3 \\$x"},
		{"starts", "\\# a\n\n\\-- -\n\n\\- b\n\n1\\. c\n\n\\> d\n\n:::e", "\\# a\n\n\\-- -\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\:::e"},
		{"turned text", "a\u202Eb &#x202e; `c\u2066d`", "ab  `cd`"},
		{"code that looks like mail", "a`b@c.d` `e@f.g`", "a<code>b\\@c.d</code> `e@f.g`"},
		{"addresses that stay text", "www.a.b`<c>` ftp://d.e me@f.g", "www\\.a.b`<c>` ftp\\://d.e me\\@f.g"},
		{"empty item", "-\n- a", "\\-\n\n- a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := parse(c.in).Block(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, inline, cell, plain string }{
		{"a | *b*", "a | *b*", `a \| *b*`, "a | b"},
		{"a\n\nb", "a b", "a<br>b", "a b"},
		{"a:\n- `b`\n- c", "a: • `b` • c", "a:<br>• `b`<br>• c", "a: • b • c"},
		{"1. a\n2. b", "1\\. a 2. b", "1\\. a<br>2. b", "1. a 2. b"},
		{"```\na|b\nc\n```", "`a|b` `c`", "`a\\|b`<br>`c`", "a|b c"},
		{"`a\\|b`", "`a\\|b`", `<code>a\\&#124;b</code>`, `a\|b`},
		{"> a  \nb", "a<br>b", "a<br>b", "a b"},
		{"a|b\n-|-\nc|d", "a · b c · d", "a · b<br>c · d", "a · b c · d"},
		{"[a](https://b.c) <https://d.e>", "[a](https://b.c) <https://d.e>", "[a](https://b.c) <https://d.e>", "a https://d.e"},
		{"- a", "• a", "• a", "• a"},
		{"\\- a", "\\- a", "\\- a", "- a"},
		{"", "", "", ""},
	} {
		d := parse(c.in)
		for _, got := range [][3]string{{"Inline", d.Inline(), c.inline}, {"Cell", d.Cell(), c.cell}, {"Plain", d.Plain(), c.plain}} {
			if got[1] != got[2] {
				t.Errorf("%s of %q: got %q, want %q", got[0], c.in, got[1], got[2])
			}
		}
	}
}

func TestLinks(t *testing.T) {
	link := Piece{Link: &Link{Text: "A|B", Code: true, URL: "../a.md#b"}}
	bare := Piece{Link: &Link{Text: "<c>"}}
	for _, c := range []struct {
		name   string
		pieces []Piece
		want   string
	}{
		{"in text", []Piece{{Text: "See "}, link, {Text: "!"}}, "See [`A|B`](../a.md#b)!"},
		{"in emphasis", []Piece{{Text: "**see "}, link, {Text: "**"}}, "**see [`A|B`](../a.md#b)**"},
		{"in a list", []Piece{{Text: "- "}, link, {Text: "\n- b"}}, "- [`A|B`](../a.md#b)\n- b"},
		{"in a table", []Piece{{Text: "a|b\n-|-\n"}, link, {Text: "|c"}}, "| a | b |\n| --- | --- |\n| [`A\\|B`](../a.md#b) | c |"},
		{"in a label", []Piece{{Text: "[see "}, link, {Text: "](https://c.d)"}}, "[see `A|B`](https://c.d)"},
		{"in code", []Piece{{Text: "`"}, link, {Text: "`\n\n    "}, link}, "`A|B`\n\n```\nA|B\n```"},
		{"behind a mark", []Piece{{Text: "a!"}, link}, "a\\![`A|B`](../a.md#b)"},
		{"behind code", []Piece{{Text: "`b`"}, {Link: &Link{Text: "c", Code: true}}}, "`b`<code>c</code>"},
		{"without address", []Piece{{Text: "a "}, bare}, "a &lt;c>"},
		{"forged", []Piece{{Text: "\x000\x00"}, bare}, "0&lt;c>"},
	} {
		if got := Parse(c.pieces...).Block(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Escape("# a_b *c* <d> [e] `f`"), "\\# a_b \\*c\\* &lt;d> \\[e\\] \\`f\\`"},
		{Escape("12. a"), "12\\. a"},
		{Code("a"), "`a`"},
		{Code("a`b``"), "``` a`b`` ```"},
		{Code(" a "), "`  a  `"},
		{Code(""), "`  `"},
		{Code("a\u202Eb\nc\U000E0041"), "`a\\u202Eb c\\u{E0041}`"},
		{CodeCell("a|b"), "`a\\|b`"},
		{Fence("go", "a\n```\nb\n"), "````go\na\n```\nb\n````"},
		{Fence("x y <z>", ""), "```x\n```"},
		{Indent("a\n\nb", "  "), "a\n\n  b"},
		{Quote("a\n\nb"), "> a\n>\n> b"},
		{Clean("a\r\nb\rc\u200Bd\u200De\u2028f\x07\xff"), "a\nb\ncd\u200De\nf\uFFFD"},
		{Link{Text: "a_b", URL: "a b.md"}.Inline(), "[a_b](a%20b.md)"},
		{Link{Text: "a|b", URL: "c"}.Cell(), "[a\\|b](c)"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Input that makes a careless reader take quadratic time, or go too deep, is read like any other.
func TestLongInput(t *testing.T) {
	const n = 20_000
	for _, s := range []string{
		strings.Repeat("[", n), strings.Repeat("]", n), strings.Repeat("[a](", n), strings.Repeat("![[]()", n),
		strings.Repeat("*a ", n), strings.Repeat("*a **b ", n), strings.Repeat("a* ", n), strings.Repeat("_a*", n), strings.Repeat("~a~~", n),
		strings.Repeat(">", n), strings.Repeat("> ", n), strings.Repeat("- ", n), strings.Repeat("1. ", n), "- a" + strings.Repeat("\n", n) + "- b",
		strings.Repeat("- a\n\n\n", n), strings.Repeat("\\", n), strings.Repeat("&", n), strings.Repeat("<", n), strings.Repeat("<a@", n),
		strings.Repeat("`a``b", n), strings.Repeat("a|", n) + "\n" + strings.Repeat("-|", n), "http://a" + strings.Repeat(")", n),
		strings.Repeat("http://", n), strings.Repeat("    a\n\n", n), strings.Repeat("```\n", n), strings.Repeat("a:b", n),
	} {
		checkDoc(t, parse(s))
	}
}

// FuzzMarkdown holds what must be true of every text: no HTML but ours, one line where one is promised, a cell that stays
// in its cell, and an independent renderer that finds the words and no element of the text's.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"a <img onerror=x> b", "- a\n  - b\n\n    <x>\n", "```\n<img>\n```", "> a\n> ```\n<img>", "[a](javascript:x) ![i](http://x)",
		"| a | b |\n|---|:--|\n| `x\\|y` | **z** |", "**a *b** c*", "`` ` <b> ``", "a&lt;b&#x202e;c &copy;", "1. a\n2. b\n\n10) c", "a  \nb\\\nc",
		"<https://a.b> <script:x> a_b_c __d__ ~~e~~", "# h\nx\n===\n---", "[ ] x\n[a]: javascript:b\n[a]", "> [!NOTE]\n> x", "\t<b>\n-\t<i>\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkDoc(t, Parse(Piece{Text: s}, Piece{Link: &Link{Text: s, Code: true, URL: s}}, Piece{Text: s}))
		linked := Parse(Piece{Text: s}, Piece{Link: &Link{Text: s, URL: "#a"}}, Piece{Text: s})
		checkWords(t, linked)
		checkRendered(t, linked)
		checkRendered(t, parse(s))
	})
}

var (
	codeOrTag = regexp.MustCompile("(?is)^(?:<br>|<code>|</code>|<https?:[^<> ]*>|<(?:mailto|tel):[^<> ]*>|<[^<>@ ]+@[^<> ]+>)")
	pipe      = regexp.MustCompile(`(?:^|[^\\])\|`)
)

func checkDoc(t *testing.T, d Doc) {
	t.Helper()
	block, inline, cell, plain := d.Block(), d.Inline(), d.Cell(), d.Plain()
	for _, line := range []string{inline, cell, plain} {
		if strings.Contains(line, "\n") {
			t.Fatalf("%q has more than one line", line)
		}
	}
	if pipe.MatchString(strings.ReplaceAll(cell, `\\`, "")) {
		t.Fatalf("%q ends its cell", cell)
	}
	for _, s := range []string{block, inline, cell} {
		if tag := foreignTag(s); tag != "" {
			t.Fatalf("%.20q… in %q", tag, s)
		}
		if strings.ContainsAny(s, "\x00\x01\u202E") {
			t.Fatalf("hidden characters in %q", s)
		}
	}
}

// checkWords reads what was written once more: the words must be the same.
func checkWords(t *testing.T, d Doc) {
	t.Helper()
	block, plain := d.Block(), d.Plain()
	if strings.Contains(block, "<br>") || strings.Contains(block, "<code>") || strings.Contains(block, "%") {
		return // an element of ours would be read as text, an address shows what was encoded
	}
	again := parse(block).Plain()
	if words(again) != words(plain) {
		t.Fatalf("read again, %q has the words %q, not %q", block, again, plain)
	}
}

// foreignTag gives the text from the first < that is neither in code nor ours.
func foreignTag(s string) string {
	inFence := ""
	for _, line := range strings.SplitAfter(s, "\n") {
		bare := strings.TrimLeft(line, " >-+*0123456789.)")
		if inFence != "" {
			if strings.TrimSpace(bare) == inFence {
				inFence = ""
			}
			continue
		}
		if ticks := len(bare) - len(strings.TrimLeft(bare, "`")); ticks >= 3 && !strings.Contains(bare[ticks:], "`") {
			inFence = bare[:ticks]
			continue
		}
		if tag := foreignTagInLine(line); tag != "" {
			return tag
		}
	}
	return ""
}

func foreignTagInLine(s string) string {
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			i += 2
		case '`':
			i = skipCode(s, i)
		case '<':
			tag := codeOrTag.FindString(s[i:])
			if tag == "" {
				return s[i:]
			}
			i += len(tag)
		default:
			i++
		}
	}
	return ""
}

func skipCode(s string, i int) int {
	ticks := s[i : len(s)-len(strings.TrimLeft(s[i:], "`"))]
	for end := i + len(ticks); end < len(s); end++ {
		run := len(s[end:]) - len(strings.TrimLeft(s[end:], "`"))
		if run == len(ticks) {
			return end + run
		}
		end += run
	}
	return len(s)
}

// words drops what is written differently in blocks and in a line, and the delimiters of emphasis: readers may pair a run
// that was half used in another way.
func words(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("•·*_~0123456789.)", r) {
			return -1
		}
		return r
	}, s)
}
