package gen

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// UnicodePattern spells a regular expression of the definition language, which RE2 reads, as validators want it that read
// ECMA-262 in its Unicode mode. That mode refuses an escape that is not needed, and a brace or bracket that is not escaped.
func UnicodePattern(pattern string) string {
	var b strings.Builder
	class := false // inside [ ]
	for rest := pattern; rest != ""; {
		token := firstToken(rest, class)
		rest = rest[len(token):]
		b.WriteString(unicodeToken(token, class))
		switch {
		case token[0] == '[':
			class = true
		case token == "]":
			class = false
		}
	}
	return b.String()
}

var (
	// Outside a class: an opening bracket with the closing one that stands for itself there, and a repetition.
	longToken = regexp.MustCompile(`^(?:\[\^?\]?|\{[0-9]+(?:,[0-9]*)?\})`)
	// Anywhere: an escape of more than one character.
	longEscape = regexp.MustCompile(`^\\(?:[pPx]\{[^}]*\}|[pP][A-Z]|x[0-9A-Fa-f]{2}|[0-7]{1,3})`)
)

// firstToken gives the characters that belong together at the begin of a pattern.
func firstToken(s string, class bool) string {
	if token := longEscape.FindString(s); token != "" {
		return token
	}
	if token := longToken.FindString(s); token != "" && !class {
		return token
	}
	_, size := utf8.DecodeRuneInString(s)
	if s[0] == '\\' {
		_, escaped := utf8.DecodeRuneInString(s[size:])
		size += escaped
	}
	return s[:size]
}

func unicodeToken(token string, class bool) string {
	switch {
	case token == "[]" || token == "[^]":
		return strings.TrimSuffix(token, "]") + `\]`
	case !class && (token == "{" || token == "}" || token == "]"):
		return `\` + token
	case token[0] == '\\' && len(token) > 1:
		return unicodeEscape(token[1:], class)
	}
	return token
}

// unicodeEscape spells an escape, given without its backslash.
func unicodeEscape(escape string, class bool) string {
	first := escape[0]
	switch {
	case (first == 'p' || first == 'P') && len(escape) == 2:
		return `\` + escape[:1] + "{" + escape[1:] + "}"
	case first == 'x':
		return character(strings.Trim(escape[1:], "{}"), 16)
	case '0' <= first && first <= '7':
		return character(escape, 8)
	case strings.IndexByte(`^$\.*+?()[]{}|/`, first) >= 0 || first == '-' && class:
		return `\` + escape
	case first < utf8.RuneSelf && !isWordCharacter(first):
		return escape
	}
	return `\` + escape
}

func isWordCharacter(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// character spells a character by its number, in the way that all dialects read: an escape has two digits.
func character(number string, base int) string {
	n, err := strconv.ParseUint(number, base, 32)
	if err != nil || n > 0xff {
		return string(rune(n))
	}
	return fmt.Sprintf(`\x%02x`, n)
}
