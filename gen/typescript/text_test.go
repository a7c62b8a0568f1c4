package typescript

import (
	"slices"
	"testing"

	"github.com/callinggen/callinggen/schema"
)

func TestQuote(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", `''`},
		{`it's a \`, `'it\'s a \\'`},
		{"a\nb\r\t\x00", `'a\nb\u000d\u0009\u0000'`},
		{"</script><!-- <b>", `'\x3C/script>\x3C!-- <b>'`},
		{"\u2028\u202e\ufeff\u200b", `'\u2028\u202e\ufeff\u200b'`},
		{"\U000e0001", `'\u{e0001}'`}, // a tag that no font shows
		{"`${x}` é 日本 \U0001f600", "'`${x}` é 日本 \U0001f600'"},
	} {
		if got := quote(c.in); got != c.want {
			t.Errorf("quote(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

// What JavaScript would round is shown as it is sent.
func TestLiteralNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"1.50": "1.50", "9007199254740992": "9007199254740992",
		"9007199254740993": "9007199254740992", "-9223372036854775808": "-9223372036854776000",
	} {
		v := object([]schema.Member{entry("list", &schema.Value{Kind: schema.ArrayValue, Items: []*schema.Value{{Kind: schema.NumberValue, Number: number}}})})
		if got := literal(v, ""); got != "{ list: ["+want+"] }" {
			t.Errorf("%s is written as %s", number, got)
		}
	}
}

func TestIsIdentifier(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "$": true, "_1": true, "été": true, "日本": true, "a\u0301": true,
		"": false, "1a": false, "a-b": false, "a b": false, "a\u200b": false, "*/": false,
	} {
		if got := isIdentifier(name); got != want {
			t.Errorf("isIdentifier(%q) = %v", name, got)
		}
	}
}

func TestGlobPattern(t *testing.T) {
	for glob, want := range map[string]string{
		"A":         "/^A$/",
		"*":         "/(?:)/",
		"*_FAILED":  "/_FAILED$/",
		"A*":        "/^A[^]*$/",
		"a*b*c":     "/^a[^]*b[^]*c$/",
		"*a*":       "/a[^]*$/",
		"*.[x]/(y)": `/\.\[x\]\/\(y\)$/`,
		"$/*":       `/^\$\/[^]*$/`,
		"</*\u2028": `/^\x3C\/[^]*\u2028$/`,
	} {
		if got := globPattern(glob); got != want {
			t.Errorf("globPattern(%q) = %s, want %s", glob, got, want)
		}
	}
}

func TestCommentText(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                 "plain",
		"*/ x */*/":             `*\/ x *\/*\/`,
		"@a b@c @d\n@e `@f`":    "\\@a b@c \\@d\n\\@e `@f`",
		"\u202egnisrever\u2028": `\u202egnisrever\u2028`,
		"a\r\nb":                "a\\u000d\nb",
	} {
		if got := commentText(in); got != want {
			t.Errorf("commentText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMarkdownText(t *testing.T) {
	for in, want := range map[string]string{
		"a < b <b>":           "a &lt; b &lt;b>",
		"`<b>` <b>":           "`<b>` &lt;b>",
		"``a ` <b>`` <i>":     "``a ` <b>`` &lt;i>",
		"` never closed <b>":  "` never closed &lt;b>",
		"hidden\u202e\u200b.": "hidden.",
		"one\n\ntwo\tthree":   "one\n\ntwo\tthree",
	} {
		if got := markdownText(in); got != want {
			t.Errorf("markdownText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", []string{""}},
		{"one two three", []string{"one two", "three"}},
		{"a much-longer-word b", []string{"a", "much-longer-word", "b"}},
		{"numbers 1. two", []string{"numbers 1.", "two"}},
		{"a dash - stays", []string{"a dash -", "stays"}},
		{"see {@link A | b c d} x", []string{"see", "{@link A | b c d}", "x"}},
		{"été été été", []string{"été été", "été"}},
	} {
		if got := wrap(c.in, 8); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
