package typescript

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// quote writes a text as a string literal. What ends a literal, a line or the script element around it is escaped, and so
// is what hides: control characters, and the marks that make an editor show text in another order than it runs.
func quote(s string) string {
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
		case isHidden(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// isHidden reports characters that a reader does not see as what they are.
func isHidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == '\x7f'
	}
	switch r {
	case '\u2028', '\u2029', '\ufeff', unicode.ReplacementChar:
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Cf, r)
}

func escapeRune(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\u{%x}`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
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
		case r == '$' || r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r):
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
		case r == '\n' || isHidden(r):
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
	var b strings.Builder
	before := ' '
	for _, r := range s {
		switch {
		case r == '/' && before == '*':
			b.WriteString(`\/`)
		case r == '@' && unicode.IsSpace(before):
			b.WriteString(`\@`)
		case r != '\n' && r != '\t' && isHidden(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// markdownText takes elements out of CommonMark: outside code a `<` becomes an entity, so that no text of a protocol can
// put an element on a page.
func markdownText(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '`' {
			end := codeEnd(s, i)
			b.WriteString(s[i:end])
			i = end
			continue
		}
		if s[i] == '<' {
			b.WriteString("&lt;")
		} else {
			b.WriteByte(s[i])
		}
		i++
	}
	return strings.Map(visible, b.String())
}

// visible drops characters that reorder or hide text.
func visible(r rune) rune {
	if r != '\n' && r != '\t' && isHidden(r) {
		return -1
	}
	return r
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

// A few values, to be written as literals.

var yes = &schema.Value{Kind: schema.BoolValue, Bool: true}

func text(s string) *schema.Value { return &schema.Value{Kind: schema.StringValue, String: s} }

func number(n int) *schema.Value {
	return &schema.Value{Kind: schema.NumberValue, Number: strconv.Itoa(n)}
}

func texts(list []string) *schema.Value {
	v := &schema.Value{Kind: schema.ArrayValue}
	for _, s := range list {
		v.Items = append(v.Items, text(s))
	}
	return v
}

func object(members []schema.Member) *schema.Value {
	return &schema.Value{Kind: schema.ObjectValue, Members: members}
}

func entry(name string, v *schema.Value) schema.Member { return schema.Member{Name: name, Value: v} }

// inlineLimit is how long a literal may get on one line.
const inlineLimit = 80

// literal writes a JSON value as TypeScript, over several lines when it is long. Lines after the first are indented.
func literal(v *schema.Value, indent string) string {
	if s := inlineLiteral(v); len(s) <= inlineLimit || len(v.Items)+len(v.Members) == 0 {
		return s
	}
	var b strings.Builder
	inner := indent + "  "
	if v.Kind == schema.ArrayValue {
		b.WriteString("[\n")
		for _, item := range v.Items {
			b.WriteString(inner + literal(item, inner) + ",\n")
		}
		return b.String() + indent + "]"
	}
	b.WriteString("{\n")
	for _, m := range v.Members {
		b.WriteString(inner + member(m.Name) + ": " + literal(m.Value, inner) + ",\n")
	}
	return b.String() + indent + "}"
}

func inlineLiteral(v *schema.Value) string {
	switch v.Kind {
	case schema.BoolValue:
		return strconv.FormatBool(v.Bool)
	case schema.NumberValue:
		return v.Number
	case schema.StringValue:
		return quote(v.String)
	case schema.ArrayValue:
		var items []string
		for _, item := range v.Items {
			items = append(items, inlineLiteral(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case schema.ObjectValue:
		if len(v.Members) == 0 {
			return "{}"
		}
		var members []string
		for _, m := range v.Members {
			members = append(members, member(m.Name)+": "+inlineLiteral(m.Value))
		}
		return "{ " + strings.Join(members, ", ") + " }"
	}
	return "null"
}

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
