package typescript

import (
	"strings"
	"unicode/utf8"
)

// startsBlock reports whether a word would begin a list, a heading, a quote, a table or code if it stood first in a line.
func startsBlock(word string) bool {
	if word == "" {
		return false
	}
	switch word[0] {
	case '-', '+', '*', '>', '|', '#', '=', '`', '~':
		return word[0] != '`' || strings.HasPrefix(word, "```")
	}
	digits := strings.TrimLeft(word, "0123456789")
	return len(digits) < len(word) && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")"))
}

// wrap breaks a paragraph into lines. A link is not broken, and no line begins with what CommonMark would take for the
// start of something else.
func wrap(paragraph string, width int) []string {
	if isOneLine(paragraph, width) {
		return []string{paragraph}
	}
	var lines []string
	var line strings.Builder
	length := 0 // of the line, in characters
	for _, word := range words(paragraph) {
		size := utf8.RuneCountInString(word)
		switch {
		case length == 0:
			length = size
		case length+1+size <= width || startsBlock(word):
			line.WriteByte(' ')
			length += 1 + size
		default:
			lines = append(lines, line.String())
			line.Reset()
			length = size
		}
		line.WriteString(word)
	}
	return append(lines, line.String())
}

// isOneLine reports whether a paragraph is already what wrapping would make of it, a single line.
func isOneLine(paragraph string, width int) bool {
	if len(paragraph) > width || paragraph == "" || paragraph[0] == ' ' || paragraph[len(paragraph)-1] == ' ' {
		return false
	}
	for i := 0; i < len(paragraph); i++ {
		c := paragraph[i]
		if c < ' ' || c >= 0x7f || c == ' ' && paragraph[i-1] == ' ' {
			return false
		}
	}
	return true
}

// words cuts at white space, but not inside {@link …}.
func words(s string) []string {
	var list []string
	open := false
	for _, word := range strings.Fields(s) {
		if open {
			list[len(list)-1] += " " + word
		} else {
			list = append(list, word)
		}
		last := list[len(list)-1]
		open = strings.LastIndex(last, "{@link") > strings.LastIndex(last, "}")
	}
	return list
}
