package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// lazily compiles an expression when it is asked for: most texts are plain, and every run of the program would pay for it.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// Clean drops what a reader cannot see but a renderer acts on: control characters, marks that turn the direction of text
// (they can make code read as something else than it is) and characters without width that only hide. Joiners stay, since
// scripts and emoji need them. Line ends become \n, and what is not UTF-8 shows as U+FFFD.
func Clean(text string) string { return schema.Seen(text) }

// Visible shows in code what Clean drops from prose, as \u202E, since code must not change silently.
func Visible(code string) string {
	if isPlainASCII(code) {
		return code
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(code, "\r\n", "\n") {
		switch {
		case r == '\r':
			b.WriteByte('\n')
		case hidden(r) && r > 0xFFFF:
			fmt.Fprintf(&b, `\u{%X}`, r)
		case hidden(r), r == '\u2028', r == '\u2029':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlainASCII is the fast way for nearly every text: nothing in it needs a closer look.
func isPlainASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0x7F || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// isWords is the fast way for most texts, in any language: it begins with a letter, does not end with a space, and holds
// nothing but letters, digits, spaces and punctuation that means nothing anywhere in markdown.
func isWords(text string) bool {
	if text == "" || !isASCIILetter(text[0]) && text[0] < utf8.RuneSelf || text[len(text)-1] == ' ' {
		return false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case meansNothing[c]:
		case c >= utf8.RuneSelf:
			size := schema.PlainSize(text[i:])
			if atEnd := i == 0 || i+size == len(text); size == 0 || atEnd && beginsWithSpace(text[i:]) {
				return false
			}
			i += size - 1
		case c == '.', c == ':':
			if startsAddress(text, i) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func beginsWithSpace(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}

// meansNothing tells the bytes that are no markup, whatever stands beside them.
var meansNothing = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,;()'\"-/?!%+=") {
		set[c] = true
	}
	return set
}()

// isName is the fast way for what stands in code: letters, digits and signs that mean nothing in a code span, nor in a cell
// around it.
func isName(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !isASCIILetter(c) && !(c >= '0' && c <= '9') && strings.IndexByte("_-.", c) < 0 {
			return false
		}
	}
	return text != ""
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r == '\u200C', r == '\u200D': // joiners
		return false
	case unicode.Is(unicode.Cc, r): // control characters
		return true
	case unicode.Is(unicode.Cf, r): // directions, widthless characters, tags
		return r != '\u00AD' && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return false
}
