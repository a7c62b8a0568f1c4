package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words cuts a name into its words: at anything that is no letter or digit, and where case says so. "iFrameUrl" is
// i, Frame, Url; "HTTPServer" is HTTP, Server; "TEXT_OPENED" is TEXT, OPENED. Digits stay with the word before them.
func Words(name string) []string {
	words := make([]string, 0, 4)
	start, before := -1, ' ' // of the word being read; the character before
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			if start >= 0 {
				words = append(words, name[start:i])
			}
			start = -1
		case start < 0:
			start = i
		case unicode.IsUpper(r) && (!unicode.IsUpper(before) || beforeLower(name[i:])):
			words = append(words, name[start:i])
			start = i
		}
		before = r
	}
	if start >= 0 {
		words = append(words, name[start:])
	}
	return words
}

// beforeLower reports whether a lower-case letter follows the first one: the S of "HTTPServer" begins a word, those before
// it do not.
func beforeLower(rest string) bool {
	_, size := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return unicode.IsLower(next)
}

// Pascal spells a name in PascalCase: "TEXT_OPENED" is TextOpened, "textDocument/didOpen" is TextDocumentDidOpen. A name
// in mixed case keeps its words as they are: "calleeID" is CalleeID.
func Pascal(name string) string { return join(name, Words(name)) }

// join spells the words of a name in PascalCase.
func join(name string, words []string) string {
	var b strings.Builder
	b.Grow(len(name))
	shouting := strings.ToUpper(name) == name // an all-capitals name says nothing with its case
	for _, w := range words {
		if shouting {
			w = strings.ToLower(w)
		}
		first, size := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(w[size:])
	}
	return b.String()
}

// InSentence gives the words for a participant within an English sentence: "the widget", "the lab host". An id with a digit is
// a name rather than a word, and stands without an article: "server2".
func (p *Participant) InSentence() string {
	if strings.ContainsFunc(p.ID, unicode.IsDigit) {
		return p.ID
	}
	return "the " + strings.ToLower(strings.Join(Words(p.ID), " "))
}

// Camel spells a name in camelCase: "TEXT_OPENED" is textOpened, "TextOpened" is textOpened.
func Camel(name string) string {
	words := Words(name)
	if len(words) == 0 {
		return ""
	}
	rest := join(name, words)
	first := strings.ToLower(words[0])
	return first + rest[len(first):]
}
