package runtime

import (
	"encoding/json"
	"errors"
	"iter"
	mathbits "math/bits"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A cursor walks over JSON text and checks it on the way, so that reading takes one pass. Text that is not JSON makes it bad
// and takes it to the end, where nothing more is found: who walks needs to look only once, when all is done. The text is a
// string, so that the strings in it are parts of it and need no copies.
type cursor struct {
	data  string
	pos   int
	depth int  // brackets around pos
	base  int  // those of them around the value that is read into fields
	deep  bool // a value nested too deeply to be read into fields
	bad   bool // the text is not JSON
}

const (
	// maxNesting is how deep encoding/json goes.
	maxNesting = 10000
	// maxDepth is how deeply nested values are read into fields: telling the alternatives of a union apart reads a value
	// once more on each level, and hostile text nests as deep as it may.
	maxDepth = 200
)

// newCursor gives a cursor at the value that is all of a text, which was checked as a whole.
func newCursor(data []byte) (*cursor, error) {
	c := &cursor{data: string(data)}
	c.peek()
	start := c.mark()
	c.skip()
	if err := c.end(); err != nil {
		return nil, err
	}
	c.back(start)
	return c, nil
}

// end gives an error unless the text was JSON, and is over.
func (c *cursor) end() error {
	if c.peek() == 0 && c.pos == len(c.data) && !c.bad {
		return nil
	}
	if err := json.Unmarshal([]byte(c.data), new(json.RawMessage)); err != nil { // says where and why
		return err
	}
	return errors.New("not JSON") // cannot happen: encoding/json takes the same texts
}

func (c *cursor) fail() {
	c.bad = true
	c.pos = len(c.data)
}

// A mark is a place to go back to.
type mark struct{ pos, depth int }

func (c *cursor) mark() mark { return mark{c.pos, c.depth} }

func (c *cursor) back(to mark) {
	c.depth = to.depth
	if !c.bad {
		c.pos = to.pos
	}
}

// byte gives the byte at the cursor, or 0 at the end.
func (c *cursor) byte() byte {
	if c.pos < len(c.data) {
		return c.data[c.pos]
	}
	return 0
}

// peek passes over white space and gives the first byte of what follows, or 0 at the end.
func (c *cursor) peek() byte {
	for ; c.pos < len(c.data); c.pos++ {
		if b := c.data[c.pos]; b > ' ' || b != ' ' && b != '\t' && b != '\r' && b != '\n' {
			return b
		}
	}
	return 0
}

// take passes over the text if it is what comes next.
func (c *cursor) take(text string) bool {
	if strings.HasPrefix(c.data[c.pos:], text) {
		c.pos += len(text)
		return true
	}
	return false
}

// enter goes into the object or array at the cursor to read it into fields, if it begins with the bracket.
func (c *cursor) enter(bracket byte) bool {
	if c.byte() != bracket {
		return false
	}
	if c.depth-c.base >= maxDepth {
		c.deep = true
		return false
	}
	return c.open(bracket)
}

// open goes into the object or array that comes next, if it begins with the bracket.
func (c *cursor) open(bracket byte) bool {
	if c.peek() != bracket {
		return false
	}
	if c.depth++; c.depth > maxNesting {
		c.fail()
		return false
	}
	c.pos++
	return true
}

// more goes on to the next member of an object, or item of an array, or over the bracket that ends them all.
func (c *cursor) more(end byte) bool {
	first := c.data[c.pos-1] == end-2 // the other bracket
	switch b := c.peek(); {
	case b == end:
		c.pos++
		c.depth--
		return false
	case first && b != 0:
		return true
	case b == ',':
		c.pos++
		c.peek()
		return true
	}
	c.fail()
	return false
}

// name goes on to the value of a member and gives its name.
func (c *cursor) name() string {
	if c.byte() != '"' {
		c.fail()
		return ""
	}
	name := c.text()
	c.colon()
	return name
}

// colon goes on to the value of a member behind its name.
func (c *cursor) colon() {
	if c.peek() != ':' {
		c.fail()
		return
	}
	c.pos++
	c.peek()
}

// members walks over the object that comes next and yields the name of each member. Whoever ranges over it reads or skips
// the value before going on.
func (c *cursor) members() iter.Seq[string] {
	return func(yield func(string) bool) {
		if !c.open('{') {
			return
		}
		for c.more('}') {
			if !yield(c.name()) {
				return
			}
		}
	}
}

// items walks over the array that comes next. Whoever ranges over it reads or skips each value.
func (c *cursor) items() iter.Seq[int] {
	return func(yield func(int) bool) {
		if !c.open('[') {
			return
		}
		for n := 0; c.more(']') && yield(n); n++ {
		}
	}
}

// skip passes over the next value and gives its text.
func (c *cursor) skip() string {
	first := c.peek()
	start := c.pos
	switch first {
	case '"':
		c.skipText()
	case '{':
		for range c.members() {
			c.skip()
		}
	case '[':
		for range c.items() {
			c.skip()
		}
	case 't':
		c.word("true")
	case 'f':
		c.word("false")
	case 'n':
		c.word("null")
	default:
		c.skipNumber()
	}
	return c.data[start:c.pos]
}

func (c *cursor) word(word string) {
	if !c.take(word) {
		c.fail()
	}
}

func (c *cursor) skipNumber() {
	c.takeByte('-')
	if !c.takeByte('0') {
		c.digits()
	}
	if c.takeByte('.') {
		c.digits()
	}
	if c.takeByte('e') || c.takeByte('E') {
		if !c.takeByte('+') {
			c.takeByte('-')
		}
		c.digits()
	}
}

func (c *cursor) takeByte(b byte) bool {
	is := c.byte() == b
	if is {
		c.pos++
	}
	return is
}

// digits passes over one digit or more.
func (c *cursor) digits() {
	if !isDigit(c.byte()) {
		c.fail()
	}
	for isDigit(c.byte()) {
		c.pos++
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// integerAt gives the integer that stands in a text, if it is spelled as usual and surely fits, and where it ends, or else 0.
func integerAt(text string, at int) (n int64, end int) {
	const most = 18 // digits that surely fit
	first := at
	if text[at] == '-' {
		first++
	}
	for end = first; end < len(text) && isDigit(text[end]); end++ {
		n = n*10 + int64(text[end]-'0') // wraps around after too many
	}
	switch digits := end - first; {
	case digits == 0 || digits > most || text[first] == '0' && end-at > 1:
		return 0, 0
	case first > at:
		return -n, end
	}
	return n, end
}

// text passes over the string that comes next and gives what it spells.
func (c *cursor) text() string {
	start := c.pos + 1
	if end := plainEnd(c.data, start); end < len(c.data) && c.data[end] == '"' {
		c.pos = end + 1
		return c.data[start:end]
	}
	c.skipText()
	if c.bad {
		return ""
	}
	return unquote(c.data[start-1 : c.pos])
}

// plainEnd gives the end of what stands for itself in a JSON string, eight bytes at a time: the top bit of a byte comes out set
// for one below a space, a quote, a backslash and what is not ASCII, and perhaps for those above it.
func plainEnd(text string, start int) int {
	const each, top = 0x0101010101010101, 0x8080808080808080
	for ; start+8 <= len(text); start += 8 {
		s := text[start : start+8]
		b := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if odd := (b | (b - each*' ') | (b ^ each*'"' - each) | (b ^ each*'\\' - each)) & top; odd != 0 {
			return start + mathbits.TrailingZeros64(odd)/8
		}
	}
	for start < len(text) && plain(text[start]) {
		start++
	}
	return start
}

func (c *cursor) skipText() {
	for i := plainEnd(c.data, c.pos+1); i < len(c.data); i++ {
		switch b := c.data[i]; {
		case b == '"':
			c.pos = i + 1
			return
		case b == '\\':
			n := escape(c.data[i:])
			if n == 0 {
				c.fail()
				return
			}
			i += n - 1
		case b < ' ':
			c.fail()
			return
		}
	}
	c.fail()
}

// escape gives the length of the escape that a text begins with, or 0 when it is none.
func escape(text string) int {
	switch {
	case len(text) < 2:
		return 0
	case strings.IndexByte(`"\/bfnrt`, text[1]) >= 0:
		return 2
	case codeUnit(text) >= 0:
		return len(`\u0000`)
	default:
		return 0
	}
}

// codeUnit gives what an escape like \u00e9 stands for, or -1 when the text does not begin with one.
func codeUnit(text string) rune {
	if len(text) < 6 || text[:2] != `\u` {
		return -1
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// unquote gives what a JSON string spells. What is no valid UTF-8 becomes U+FFFD, as in encoding/json.
func unquote(text string) string {
	inner := text[1 : len(text)-1]
	if strings.IndexByte(inner, '\\') < 0 && utf8.ValidString(inner) {
		return inner
	}
	b := make([]byte, 0, len(inner))
	for len(inner) > 0 {
		r, size := utf8.DecodeRuneInString(inner)
		if r == '\\' {
			r, size = unescape(inner)
		}
		b = utf8.AppendRune(b, r)
		inner = inner[size:]
	}
	return string(b)
}

// unescape gives what the escape stands for that a text begins with, and its length. The halves of a pair of surrogates are
// one escape; a half without the other is U+FFFD.
func unescape(text string) (rune, int) {
	if text[1] != 'u' {
		const letters, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
		return rune(meant[strings.IndexByte(letters, text[1])]), 2
	}
	r := codeUnit(text)
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if whole := utf16.DecodeRune(r, codeUnit(text[6:])); whole != utf8.RuneError {
		return whole, 12
	}
	return utf8.RuneError, 6
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

// kindOfText names the JSON kind of a text, "" when it is not JSON.
func kindOfText(data []byte) string {
	c, err := newCursor(data)
	if err != nil {
		return ""
	}
	return kindOf(c.peek())
}
