package runtime

import (
	"encoding/json"
	"iter"
	"strings"
	"unicode/utf8"
)

// A cursor walks over JSON text that is known to be valid, which spares every step an error. Nothing else may be walked:
// see newCursor. The text is a string, so that the strings in it are parts of it and need no copies.
type cursor struct {
	data  string
	pos   int
	depth int  // of the values being read
	deep  bool // a value nested too deeply and was not read
}

// maxDepth is how deeply nested values are read into fields: telling the alternatives of a union apart reads a value once
// more on each level, and hostile text nests ten thousand deep.
const maxDepth = 200

// enter reports whether the next value begins with the bracket and may be read.
func (c *cursor) enter(bracket byte) bool {
	if c.peek() != bracket {
		return false
	}
	c.deep = c.deep || c.depth >= maxDepth
	return c.depth < maxDepth
}

// back returns to an earlier place.
func (c *cursor) back(to cursor) { c.pos, c.depth = to.pos, to.depth }

// newCursor is the only way to a cursor over text from outside.
func newCursor(data []byte) (*cursor, error) {
	if !json.Valid(data) {
		return nil, json.Unmarshal(data, new(json.RawMessage)) // says where and why
	}
	return &cursor{data: string(data)}, nil
}

// peek gives the first byte of the next value, or the bracket that ends the list of values.
func (c *cursor) peek() byte {
	for {
		switch b := c.data[c.pos]; b {
		case ' ', '\t', '\r', '\n':
			c.pos++
		default:
			return b
		}
	}
}

// skip passes over the next value and gives its text.
func (c *cursor) skip() string {
	first := c.peek()
	start := c.pos
	switch first {
	case '"':
		c.skipString()
	case '{', '[':
		c.skipNested()
	default:
		c.skipWord()
	}
	return c.data[start:c.pos]
}

func (c *cursor) skipString() {
	for c.pos++; c.data[c.pos] != '"'; c.pos++ {
		if c.data[c.pos] == '\\' {
			c.pos++
		}
	}
	c.pos++
}

func (c *cursor) skipNested() {
	for open := 0; ; {
		switch c.data[c.pos] {
		case '"':
			c.skipString()
			continue
		case '{', '[':
			open++
		case '}', ']':
			open--
		}
		c.pos++
		if open == 0 {
			return
		}
	}
}

// skipWord passes over a number, true, false or null.
func (c *cursor) skipWord() {
	for ; c.pos < len(c.data); c.pos++ {
		switch c.data[c.pos] {
		case ',', ']', '}', ' ', '\t', '\r', '\n':
			return
		}
	}
}

// members walks over the object that comes next and yields the name of each member. Whoever ranges over it reads or skips
// the value before going on.
func (c *cursor) members() iter.Seq[string] {
	return func(yield func(string) bool) {
		for c.open(); c.peek() != '}'; c.comma() {
			name := unquote(c.skip())
			c.peek() // the colon
			c.pos++
			if !yield(name) {
				return
			}
		}
		c.close()
	}
}

// items walks over the array that comes next. Whoever ranges over it reads or skips each value.
func (c *cursor) items() iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for c.open(); c.peek() != ']'; c.comma() {
			if !yield(n) {
				return
			}
			n++
		}
		c.close()
	}
}

func (c *cursor) open()  { c.peek(); c.pos++; c.depth++ }
func (c *cursor) close() { c.pos++; c.depth-- }

func (c *cursor) comma() {
	if c.peek() == ',' {
		c.pos++
	}
}

// unquote gives what a JSON string spells. What is no valid UTF-8 becomes U+FFFD, as in encoding/json.
func unquote(text string) string {
	inner := text[1 : len(text)-1]
	if strings.IndexByte(inner, '\\') < 0 && utf8.ValidString(inner) {
		return inner
	}
	var s string
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return inner // cannot happen: the text is valid
	}
	return s
}

// kindOf names the JSON kind of a value by its first byte. A number is a "number", integers too.
func kindOf(first byte) string {
	switch first {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	default:
		return "number"
	}
}
