package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"
)

// renderer is a reader that shares no code with this package, and lets every HTML through: what the text put there shows.
var renderer = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(unsafe.WithUnsafe()))

var (
	element = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9]*)([^<>]*)>|<[!?/]`)
	href    = regexp.MustCompile(`href="([^"]*)"`)
	alert   = regexp.MustCompile(`\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]`)
)

// expected are the elements that prose may become. An image, a heading or a field of a form is none of them.
var expected = map[string]bool{
	"p": true, "br": true, "hr": true, "em": true, "strong": true, "del": true, "code": true, "pre": true, "blockquote": true,
	"ul": true, "ol": true, "li": true, "table": true, "thead": true, "tbody": true, "tr": true, "th": true, "td": true, "a": true,
}

// checkRendered renders what was written: no element is there that the text put there, and the words arrive. Every page
// link of d leads to an address that a reader may be sent to.
func checkRendered(t *testing.T, d Doc) {
	t.Helper()
	row := "| a | b |\n| --- | --- |\n| " + d.Cell() + " | z |\n"
	block, line, cell := rendered(t, d.Block()), rendered(t, d.Inline()), rendered(t, row)
	if strings.Contains(d.Block(), "%") {
		return // an address that stands for its own words shows what was encoded
	}
	want := words(d.Plain())
	if got := words(alert.ReplaceAllString(block, "")); got != words(alert.ReplaceAllString(d.Plain(), "")) {
		t.Fatalf("the blocks %q arrive as %q, not as %q", d.Block(), got, want)
	}
	if got := words(line); got != want {
		t.Fatalf("the line %q arrives as %q, not as %q", d.Inline(), got, want)
	}
	if got := words(cell); got != "ab"+want+"z" {
		t.Fatalf("the cell %q arrives as %q, not as %q", d.Cell(), got, want)
	}
}

// rendered gives the words of a rendered text, after a look at its elements.
func rendered(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	if err := renderer.Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	for _, m := range element.FindAllStringSubmatch(out.String(), -1) {
		if !expected[m[1]] || strings.Contains(m[2], " on") {
			t.Fatalf("%q renders with the element %q", text, m[0])
		}
		if to := href.FindStringSubmatch(m[2]); to != nil && !vet(html.UnescapeString(to[1])) {
			t.Fatalf("%q renders with the address %q", text, to[1])
		}
	}
	return html.UnescapeString(element.ReplaceAllString(out.String(), ""))
}
