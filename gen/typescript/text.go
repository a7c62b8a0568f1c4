package typescript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// quote writes a text as a string literal. What ends a literal, a line or the script element around it is escaped, and so
// is what hides: control characters, and the marks that make an editor show text in another order than it runs.
func quote(s string) string {
	if isPlain(s) {
		return "'" + s + "'"
	}
	var b strings.Builder
	b.WriteByte('\'')
	for i, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '<' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!'):
			b.WriteString(`\x3C`) // "</script>" and "<!--" mean something to a page even inside a literal
		case schema.IsHidden(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// isPlain reports whether a literal can hold a text as it is; most texts are names.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '\'' || c == '\\' || c == '<' {
			return false
		}
	}
	return true
}

func escapeRune(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\u{%x}`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// escapesHidden reports whether code has an escape in the place of a character beyond ASCII that nobody sees.
func escapesHidden(code string) bool {
	for {
		_, after, found := strings.Cut(code, `\u`)
		if !found {
			return false
		}
		if strings.HasPrefix(after, "{") {
			return true // escapeRune writes one beyond the first plane
		}
		if n, err := strconv.ParseUint(after[:min(4, len(after))], 16, 16); err == nil && n >= utf8.RuneSelf && schema.IsHidden(rune(n)) {
			return true
		}
		code = after
	}
}

// key writes the name of a property in a type.
func key(name string) string {
	if isIdentifier(name) {
		return name
	}
	return quote(name)
}

// member writes the name of a property in an object literal, where `__proto__: x` would set the prototype instead.
func member(name string) string {
	if name == "__proto__" {
		return "['__proto__']"
	}
	return key(name)
}

// isIdentifier reports whether a name can stand in code without quotes, reserved words included.
func isIdentifier(name string) bool {
	for i, r := range name {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '$' || r == '_':
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r)):
		case i > 0 && (unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Pc)):
		default:
			return false
		}
	}
	return name != ""
}

// globPattern writes a glob as a regular expression literal that a whole text has to match; * is any number of
// characters.
func globPattern(glob string) string {
	var parts []string
	for _, part := range strings.Split(glob, "*") {
		parts = append(parts, patternLiteral(part))
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return "/^" + first + "$/"
	}
	middle := ""
	if len(parts) > 2 {
		middle = strings.Join(parts[1:len(parts)-1], "[^]*") + "[^]*"
	}
	pattern := "^" + first + "[^]*" + middle + last + "$"
	if first == "" {
		pattern = middle + last + "$"
	}
	if pattern == "$" {
		pattern = "(?:)" // matches everything; an empty literal would be a comment
	}
	return "/" + pattern + "/"
}

// patternLiteral writes a text so that a regular expression literal matches it.
func patternLiteral(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune(`\^$.|?*+()[]{}/`, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '<':
			b.WriteString(`\x3C`)
		case r == '\n' || schema.IsHidden(r):
			for _, unit := range utf16Units(r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// commentText takes from a text what has a meaning in a JSDoc comment: `*/` would end it, an @ at the start of a word
// would begin a tag, and hidden characters could show a reader something else than what is there.
func commentText(s string) string {
	if !needsCare(s) {
		return s
	}
	var b strings.Builder
	before := ' '
	for _, r := range s {
		switch {
		case r == '/' && before == '*':
			b.WriteString(`\/`)
		case r == '@' && unicode.IsSpace(before):
			b.WriteString(`\@`)
		case isUnseen(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// needsCare finds what commentText would change, and a little more; most texts have nothing of the kind.
func needsCare(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '@' || c >= 0x7f || c < ' ' && c != '\n' && c != '\t' || c == '/' && i > 0 && s[i-1] == '*' {
			return true
		}
	}
	return false
}

// markdownText takes out of CommonMark what no text of a protocol may put on a page: outside code a `<` becomes an entity,
// and an image and a link to anything but a usual address stay text.
func markdownText(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		end := i + 1
		switch {
		case s[i] == '`':
			end = codeEnd(s, i)
			b.WriteString(s[i:end])
		case s[i] == '\\' && end < len(s) && s[end] < utf8.RuneSelf:
			end++
			b.WriteString(s[i:end])
		case s[i] == '<':
			b.WriteString("&lt;")
		case s[i] == '!' && strings.HasPrefix(s[end:], "["), s[i] == ']' && leadsAstray(s[end:]):
			b.WriteString(`\` + s[i:end])
		default:
			b.WriteByte(s[i])
		}
		i = end
	}
	return strings.Map(visible, b.String())
}

// leadsAstray reports whether what follows a closing bracket makes a link of it that may not be on a page.
func leadsAstray(rest string) bool {
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "(") && !usualAddress.MatchString(rest)
}

var usualAddress = regexp.MustCompile(`^\((?:https?://|mailto:|tel:|#)`)

// plainText writes words that are no CommonMark so that they stay what they are on a page.
func plainText(s string) string {
	var b strings.Builder
	for _, r := range strings.Map(visible, s) {
		if strings.ContainsRune("\\`*_[]<>&~|#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// visible drops characters that reorder or hide text.
func visible(r rune) rune {
	if isUnseen(r) {
		return -1
	}
	return r
}

// isUnseen reports characters that a text does without. Scripts and emoji need the joiners: without them it is another one.
func isUnseen(r rune) bool {
	switch r {
	case '\n', '\t', '\u200c', '\u200d', '\u00ad':
		return false
	}
	return schema.IsHidden(r)
}

// codeEnd gives the end of the code span that opens at i, or of its backticks when nothing closes it.
func codeEnd(s string, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] == '`' {
		n++
	}
	for at := i + n; at < len(s); {
		if s[at] != '`' {
			at++
			continue
		}
		m := 0
		for at+m < len(s) && s[at+m] == '`' {
			m++
		}
		if m == n {
			return at + m
		}
		at += m
	}
	return i + n
}

// utf16Units gives a character as JavaScript counts it.
func utf16Units(r rune) []uint16 {
	if r <= 0xffff {
		return []uint16{uint16(r)}
	}
	r -= 0x10000
	return []uint16{uint16(0xd800 + r>>10), uint16(0xdc00 + r&0x3ff)}
}
