package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words cuts a name into its words: at anything that is no letter or digit, and where case says so. "iFrameUrl" is
// i, Frame, Url; "HTTPServer" is HTTP, Server; "TEXT_OPENED" is TEXT, OPENED. Digits stay with the word before them.
func Words(name string) []string {
	var words []string
	runes := []rune(name)
	start := -1 // of the word being read
	flush := func(end int) {
		if start >= 0 && end > start {
			words = append(words, string(runes[start:end]))
		}
		start = -1
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			flush(i)
		case start < 0:
			start = i
		case startsWord(runes, i):
			flush(i)
			start = i
		}
	}
	flush(len(runes))
	return words
}

// startsWord reports whether case makes a new word begin at i, inside a run of letters and digits.
func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i]) {
		return false
	}
	if !unicode.IsUpper(runes[i-1]) {
		return true // fooBar, v2Beta
	}
	return i+1 < len(runes) && unicode.IsLower(runes[i+1]) // HTTPServer
}

// Pascal spells a name in PascalCase: "TEXT_OPENED" is TextOpened, "textDocument/didOpen" is TextDocumentDidOpen. A name
// in mixed case keeps its words as they are: "calleeID" is CalleeID.
func Pascal(name string) string {
	var b strings.Builder
	shouting := strings.ToUpper(name) == name // an all-capitals name says nothing with its case
	for _, w := range Words(name) {
		if shouting {
			w = strings.ToLower(w)
		}
		first, size := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(w[size:])
	}
	return b.String()
}

// Camel spells a name in camelCase: "TEXT_OPENED" is textOpened, "TextOpened" is textOpened.
func Camel(name string) string {
	words := Words(name)
	if len(words) == 0 {
		return ""
	}
	rest := Pascal(name)
	first := strings.ToLower(words[0])
	return first + rest[len(first):]
}
