package docs_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/schema"
)

// Every text of a protocol arrives as text, whatever it is: each of these is put in the place of all of them.
func TestHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"HTML":      "<img src=x onerror=alert(1)> <!-- <b>x</b> </details></div></span></a> ]]> <script>",
		"markdown":  "a | b **c `d\n\n# e\n\n| f | g |\n|---|---|\n\n- [h](javascript:i)\n> j\n\n1. k\n\n---",
		"fences":    "```\n<b>",
		"template":  "{{.}} {{template \"top\"}} {name}",
		"direction": "a \u202e b \u2066 c \u200b d &#x202e;",
		"YAML":      "a: b\n---\n\"c\" # d 'e' \\",
		"quotes":    "\"><a href=\"x\"> ' & &lt;b&gt;",
		"long":      strings.Repeat("word ", 500),
		"one word":  strings.Repeat("word", 1000),
		"blank":     " ",
	} {
		t.Run(name, func(t *testing.T) {
			p := loadFile(t, protocols["editor"])
			setTexts(reflect.ValueOf(p), schema.Text{Source: schema.ParseProse(text)}, map[any]bool{})
			p.Title = text
			files := generate(t, p, docs.Options{})
			checkTree(t, files)
			for _, f := range files {
				if strings.ContainsAny(string(f.Data), "\u202e\u2066\u200b") {
					t.Errorf("%s holds characters that nobody sees", f.Path)
				}
				if scriptLink.MatchString(withoutCode(string(f.Data))) {
					t.Errorf("%s links a script", f.Path)
				}
			}
		})
	}
}

var scriptLink = regexp.MustCompile(`(?m)^[^"]*[^\\]\]\(javascript`)

var textType = reflect.TypeFor[schema.Text]()

// setTexts gives every text that can be reached the same prose.
func setTexts(v reflect.Value, text schema.Text, seen map[any]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Interface()] {
			return
		}
		seen[v.Interface()] = true
		setTexts(v.Elem(), text, seen)
	case reflect.Interface:
		setTexts(v.Elem(), text, seen)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			setTexts(v.Index(i), text, seen)
		}
	case reflect.Struct:
		if v.Type() == textType {
			v.Set(reflect.ValueOf(text))
			return
		}
		for i := range v.NumField() {
			setTexts(v.Field(i), text, seen)
		}
	}
}

// withoutCode puts a word in the place of code, whose text may look like anything: fenced blocks, and spans between equal
// runs of backticks.
func withoutCode(text string) string {
	var b strings.Builder
	fence := ""
	for line := range strings.SplitAfterSeq(text, "\n") {
		bare := strings.TrimLeft(line, " >-0123456789.")
		ticks := bare[:len(bare)-len(strings.TrimLeft(bare, "`"))]
		switch {
		case fence != "":
			if strings.TrimSpace(bare) == fence {
				fence = ""
			}
		case len(ticks) >= 3 && !strings.Contains(bare[len(ticks):], "`"):
			fence = ticks
			b.WriteString("code\n")
		default:
			b.WriteString(withoutSpans(line))
		}
	}
	return b.String()
}

func withoutSpans(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		switch line[i] {
		case '\\':
			b.WriteString(line[i:min(i+2, len(line))])
			i += 2
		case '`':
			b.WriteString("code")
			i = endOfSpan(line, i)
		default:
			b.WriteByte(line[i])
			i++
		}
	}
	return b.String()
}

func endOfSpan(line string, start int) int {
	length := func(i int) int { return len(line[i:]) - len(strings.TrimLeft(line[i:], "`")) }
	ticks := length(start)
	for i := start + ticks; i < len(line); i++ {
		n := length(i)
		if n == ticks {
			return i + n
		}
		i += n
	}
	return len(line)
}
