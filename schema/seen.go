package schema

import (
	"strings"
	"unicode"
)

// Seen gives prose as its readers see it: without the characters that show nothing but change what others look like, so
// that no page and no comment reads other than it is. Left out are control characters, marks that turn the direction of
// text and characters without width; the joiners that scripts and emoji need stay, and so do soft hyphens. A line or
// paragraph separator is a line end. Values and names are no prose: they stay as they are, or are refused.
func Seen(prose string) string {
	if isPlain(prose) {
		return prose
	}
	return strings.Map(seen, strings.ReplaceAll(prose, "\r\n", "\n"))
}

func seen(r rune) rune {
	switch {
	case r == '\r', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\n', r == '\t', r == '\u200c', r == '\u200d', r == '\u00ad':
		return r
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return -1
	}
	return r
}

// isPlain is the fast way for nearly every text: printable ASCII.
func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}
