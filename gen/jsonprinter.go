package gen

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// A JSONPrinter prints JSON in the order in which it is told, indented by two spaces. The zero value is ready to use.
//
// Each method that prints a value puts it where it belongs: after the key before it, as the next item of the list around
// it, or as the whole text.
type JSONPrinter struct {
	out   []byte
	depth int  // objects and lists around the present place
	lines int  // how many of OneLine are around it
	keyed bool // a key waits for its value
	empty bool // nothing is in the innermost object or list yet
}

// Bytes gives what was printed, with a newline at its end.
func (p *JSONPrinter) Bytes() []byte { return append(p.out, '\n') }

// Key prints the name of a member; its value must follow.
func (p *JSONPrinter) Key(name string) *JSONPrinter {
	p.separate()
	p.out = append(appendJSONString(p.out, name), ':', ' ')
	p.keyed = true
	return p
}

// Object prints an object, whose members body prints.
func (p *JSONPrinter) Object(body func()) { p.group('{', '}', body) }

// List prints a list, whose items body prints.
func (p *JSONPrinter) List(body func()) { p.group('[', ']', body) }

// OneLine keeps the value that body prints on one line.
func (p *JSONPrinter) OneLine(body func()) {
	p.begin()
	p.keyed = true // its place is printed
	p.lines++
	body()
	p.lines--
}

// String prints a text.
func (p *JSONPrinter) String(s string) {
	p.begin()
	p.out = appendJSONString(p.out, s)
}

// Bool prints true or false.
func (p *JSONPrinter) Bool(b bool) {
	if b {
		p.Number("true")
	} else {
		p.Number("false")
	}
}

// Number prints a number, given as JSON spells it.
func (p *JSONPrinter) Number(spelled string) {
	p.begin()
	p.out = append(p.out, spelled...)
}

// Strings prints a list of texts, on one line if it is short.
func (p *JSONPrinter) Strings(list []string) {
	left := maxLine
	for _, s := range list {
		left -= len(s) + len(`"", `)
	}
	p.line(left >= 0, func() {
		p.List(func() {
			for _, s := range list {
				p.String(s)
			}
		})
	})
}

// Value prints a value, on one line if it is short.
func (p *JSONPrinter) Value(v *schema.Value) {
	p.line(p.lines > 0 || room(v, maxLine) >= 0, func() { p.value(v) })
}

// Text prints a member that is left out when it is empty.
func (p *JSONPrinter) Text(name, s string) {
	if s != "" {
		p.Key(name).String(s)
	}
}

// Flag prints a member that is left out when it is false.
func (p *JSONPrinter) Flag(name string, b bool) {
	if b {
		p.Key(name).Bool(true)
	}
}

// Values prints a member with a list of values, which is left out when it is empty.
func (p *JSONPrinter) Values(name string, list []*schema.Value) {
	if len(list) == 0 {
		return
	}
	p.Key(name).List(func() {
		for _, v := range list {
			p.Value(v)
		}
	})
}

// OneLine spells a value as JSON, on one line.
func OneLine(v *schema.Value) string {
	var p JSONPrinter
	p.OneLine(func() { p.Value(v) })
	return string(p.out)
}

// Quote spells a text as JSON.
func Quote(s string) string { return string(appendJSONString(nil, s)) }

// maxLine is how wide a value may be on one line, its place and its key aside.
const maxLine = 80

func (p *JSONPrinter) line(short bool, body func()) {
	if short {
		p.OneLine(body)
	} else {
		body()
	}
}

func (p *JSONPrinter) value(v *schema.Value) {
	switch v.Kind {
	case schema.StringValue:
		p.String(v.String)
	case schema.ArrayValue:
		p.List(func() {
			for _, item := range v.Items {
				p.Value(item)
			}
		})
	case schema.ObjectValue:
		p.Object(func() {
			for _, m := range v.Members {
				p.Key(m.Name).Value(m.Value)
			}
		})
	case schema.BoolValue:
		p.Bool(v.Bool)
	case schema.NumberValue:
		p.Number(v.Number)
	default:
		p.Number("null")
	}
}

// room gives what is left of a width when a value stands in it, or a negative number as soon as nothing is: a value that is
// too wide costs no more than the width, however large it is.
func room(v *schema.Value, left int) int {
	left -= len(v.String) + len(v.Number) + len(`"", `)
	for _, item := range v.Items {
		if left < 0 {
			return left
		}
		left = room(item, left)
	}
	for _, m := range v.Members {
		if left < 0 {
			return left
		}
		left = room(m.Value, left-len(m.Name)-len(`"": `))
	}
	return left
}

func (p *JSONPrinter) group(open, end byte, body func()) {
	p.begin()
	p.out = append(p.out, open)
	p.depth++
	p.empty = true
	body()
	p.depth--
	if !p.empty {
		p.newline()
	}
	p.empty = false
	p.out = append(p.out, end)
}

// begin comes before each value.
func (p *JSONPrinter) begin() {
	if !p.keyed && p.depth > 0 {
		p.separate()
	}
	p.keyed = false
}

// separate comes before each member and item.
func (p *JSONPrinter) separate() {
	if !p.empty {
		p.out = append(p.out, ',')
		if p.lines > 0 {
			p.out = append(p.out, ' ')
		}
	}
	p.empty = false
	p.newline()
}

// newline begins a line, where there are lines.
func (p *JSONPrinter) newline() {
	if p.lines > 0 {
		return
	}
	p.out = append(p.out, '\n')
	for range p.depth {
		p.out = append(p.out, ' ', ' ')
	}
}

// appendJSONString quotes a text. What a reader does not see, or sees in another order than it is written, is escaped:
// control characters, line separators, zero-width and bidirectional marks. What is no valid UTF-8 becomes U+FFFD.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0 // s[:done] is written
	for i := 0; i < len(s); {
		if isPlain(s[i]) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if broken := r == utf8.RuneError && size == 1; broken || r < utf8.RuneSelf || schema.IsHidden(r) {
			b = appendEscape(append(b, s[done:i]...), r)
			done = i + size
		}
		i += size
	}
	return append(append(b, s[done:]...), '"')
}

// isPlain reports whether a byte stands for itself in a JSON text.
func isPlain(c byte) bool { return ' ' <= c && c < 0x7f && c != '"' && c != '\\' }

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return appendUnit(appendUnit(b, high), low)
	}
	return appendUnit(b, r)
}

// appendUnit escapes a unit of UTF-16.
func appendUnit(b []byte, u rune) []byte {
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
}

// IsShort reports whether a type is written on one line: nothing in it describes parts of its own.
func IsShort(t schema.Type) bool {
	switch t := t.(type) {
	case *schema.Struct, *schema.Enum, *schema.Union:
		return false
	case *schema.Array:
		return IsShort(t.Elem)
	case *schema.Map:
		return IsShort(t.Elem)
	case *schema.Nullable:
		return IsShort(t.Type)
	}
	return true
}
