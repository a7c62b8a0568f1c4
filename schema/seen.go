package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

// IsHidden reports whether a character is none that a reader sees as what it is: a control character, a line separator, or
// one that has no width or turns the direction of text. A value keeps it; code, JSON and pages show it by an escape.
func IsHidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return !isPlainRune(r) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// isPlain is the fast way for nearly every text: all of it is known to be seen.
func isPlain(text string) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		size := PlainSize(text[i:])
		if size == 0 {
			return false
		}
		i += size
	}
	return true
}

// PlainSize is the size of the character beyond ASCII that a text begins with, if it is known to be seen; else 0. Of most
// letters of Europe and East Asia the first byte says so: U+00C0 to U+05FF, U+3000 to U+CFFF.
func PlainSize(text string) int {
	switch c := text[0]; {
	case c >= 0xc3 && c <= 0xd7 && len(text) > 1 && goesOn(text[1]):
		return 2
	case c >= 0xe3 && c <= 0xec && len(text) > 2 && goesOn(text[1]) && goesOn(text[2]):
		return 3
	}
	if r, size := utf8.DecodeRuneInString(text); isPlainRune(r) {
		return size
	}
	return 0
}

// goesOn tells the bytes of a character in UTF-8 after its first.
func goesOn(c byte) bool { return c&0xc0 == 0x80 }

// isPlainRune reports whether a character beyond ASCII is in a range of which all are seen, without looking it up:
// letters of Europe, the dashes and quotes of print, everything of East Asia.
func isPlainRune(r rune) bool {
	return r >= 0xa0 && r < 0x600 && r != 0xad || r >= 0x2010 && r < 0x2028 || r >= 0x202f && r < 0x2060 ||
		r >= 0x2070 && r < 0xd800 || r >= 0xff00 && r < 0xfff0
}
