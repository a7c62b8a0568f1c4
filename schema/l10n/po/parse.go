package po

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/callinggen/callinggen/schema"
)

const (
	// MaxFile bounds the bytes of a file: twenty times the texts of a large protocol.
	MaxFile = 32 << 20

	usualEntry = 256 // bytes: how many entries there will be is guessed

	maxReported = 20      // diagnostics of one file; nobody reads more of what is no PO file
	maxForms    = 100     // plural forms; no language has more than six
	maxFlags    = 100     // flags of one entry; gettext knows about forty
	maxEntries  = 400_000 // texts; a protocol of ten thousand messages has a fifth of that
)

// Rule is the id of every diagnostic of this package.
const Rule = "po-syntax"

// Parse reads a file. Name is the file as the user named it, for positions. The texts stay parts of data, which must not be
// changed any more: a copy would be as large as all of them. With an error among the diagnostics there is no file: one that
// was half understood would lose the other half when it is written.
func Parse(name string, data []byte) (*File, []schema.Diagnostic) {
	p := &parser{name: name}
	if p.accept(data) {
		entries := min(len(data)/usualEntry, maxEntries)
		p.seen, p.file.Entries = make(map[Source]*Entry, entries), make([]*Entry, 0, entries)
		p.parse(strings.TrimPrefix(unsafe.String(unsafe.SliceData(data), len(data)), "\uFEFF"))
	}
	if len(p.found) > 0 {
		return nil, p.found
	}
	return &p.file, nil
}

// A parser reads one file, line by line.
type parser struct {
	name    string
	line    int    // counts from 1
	text    string // of the line
	file    File
	found   []schema.Diagnostic
	stopped bool              // there is no use in reading on
	seen    map[Source]*Entry // entries that are in use, by what tells them apart

	fresh []Entry // to read into
	entry *Entry
	into  *string // string that the next line in quotes goes on with; nil when there is none
	has   keywords

	filling *string // string that is being read
	buffer  []byte  // all of its text so far, when that is more than one piece
}

// keywords are what the entry has so far.
type keywords struct {
	any, id, plural, text bool
	previousID            bool
}

// accept refuses what is no text at all.
func (p *parser) accept(data []byte) bool {
	switch {
	case len(data) > MaxFile:
		p.fail(schema.Position{File: p.name}, "the file is larger than %d MiB; nothing of that size is a translation, check that it is the right file", MaxFile>>20)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}), bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		p.fail(p.at(1, 1), "the file is UTF-16; save it as UTF-8")
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		return true
	default:
		p.refuse(data)
	}
	return false
}

// refuse names the first byte of a file that makes it no text.
func (p *parser) refuse(data []byte) {
	i := firstBad(data)
	at := p.at(1+bytes.Count(data[:i], []byte{'\n'}), column(data, i))
	if data[i] == 0 {
		p.fail(at, "the control character U+0000 is not allowed here; save the file as plain UTF-8 text")
	} else {
		p.fail(at, "byte 0x%02X is not UTF-8; save the file as UTF-8", data[i])
	}
}

// firstBad gives the place of what accept has found somewhere.
func firstBad(data []byte) int {
	for i := 0; ; {
		r, size := utf8.DecodeRune(data[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
}

// column counts the characters of a line up to an offset.
func column(data []byte, offset int) int {
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	return utf8.RuneCount(data[start:offset]) + 1
}

func (p *parser) at(line, col int) schema.Position {
	return schema.Position{File: p.name, Line: line, Col: col}
}

func (p *parser) here() schema.Position { return p.at(p.line, 1) }

// before gives the place of what is left of the line.
func (p *parser) before(rest string) schema.Position {
	return p.at(p.line, column([]byte(p.text), max(0, strings.LastIndex(p.text, rest))))
}

func (p *parser) fail(pos schema.Position, format string, args ...any) {
	if len(p.found) < maxReported {
		p.found = append(p.found, schema.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Rule: Rule})
	}
}

func (p *parser) parse(text string) {
	p.begin()
	for line := range strings.SplitSeq(text, "\n") {
		p.line++
		p.text = line
		p.readLine(trimEnd(line))
		if p.stopped || len(p.found) >= maxReported {
			return
		}
	}
	p.finish(true)
	p.checkHeader()
}

func (p *parser) begin() {
	if len(p.fresh) == 0 {
		p.fresh = make([]Entry, entriesAtATime)
	}
	p.entry, p.fresh = &p.fresh[0], p.fresh[1:]
	p.into, p.has = nil, keywords{}
}

// entriesAtATime are made: one by one they would take longer than the strings in them.
const entriesAtATime = 64

// readLine reads a line: of a comment, or a keyword or only a string, plain or of an obsolete entry.
func (p *parser) readLine(line string) {
	line = trimStart(line)
	switch {
	case line == "":
		p.into = nil
	case strings.HasPrefix(line, "#~|"):
		p.previous(line[3:])
	case strings.HasPrefix(line, "#~"):
		p.content(trimStart(line[2:]), true)
	case strings.HasPrefix(line, "#|"):
		p.previous(line[2:])
	case line[0] == '#':
		p.comment(line[1:])
	default:
		p.content(line, false)
	}
}

// comment reads a comment, which belongs to the entry that follows.
func (p *parser) comment(s string) {
	p.open()
	e := p.entry
	kind := byte(' ')
	if s != "" {
		kind = s[0]
	}
	switch kind {
	case '.':
		e.Notes = append(e.Notes, strings.TrimPrefix(s[1:], " "))
	case ':':
		e.References = append(e.References, strings.TrimSpace(s[1:]))
	case ',', '=': // "=" is how newer versions of gettext write the flags that belong to the text
		for flag := range strings.SplitSeq(s[1:], ",") {
			if len(e.Flags) == maxFlags {
				p.fail(p.here(), "an entry has at most %d flags; check that this is the right file", maxFlags)
				return
			}
			if flag = strings.TrimSpace(flag); flag != "" && !slices.Contains(e.Flags, flag) {
				e.Flags = append(e.Flags, flag)
			}
		}
	default:
		e.Comments = append(e.Comments, strings.TrimPrefix(s, " "))
	}
}

// open begins a new entry when the one at hand is complete.
func (p *parser) open() {
	if p.has.text {
		p.finish(false)
	}
	p.into = nil
}

// previous reads a line of what the translation was made of.
func (p *parser) previous(s string) {
	p.open()
	if p.entry.Previous == nil {
		p.entry.Previous = &Source{}
	}
	into := &p.entry.Previous.ID
	keyword, value := cutKeyword(trimStart(s))
	if keyword != "" {
		p.settle()
	}
	switch keyword {
	case "msgctxt":
		p.entry.Previous.HasContext = true
		into = &p.entry.Previous.Context
	case "msgid":
		p.has.previousID = true
	case "msgid_plural":
		into = &p.entry.Previous.Plural
	case "":
		into = p.previousTail()
	default:
		p.fail(p.here(), "%q is not what a line that begins with \"#|\" has; write msgctxt, msgid or msgid_plural", keyword)
		return
	}
	p.readStrings(value, into)
}

// previousTail is the string that the last line of "#|" left open.
func (p *parser) previousTail() *string {
	switch s := p.entry.Previous; {
	case p.filling == &s.Plural || s.Plural != "":
		return &s.Plural
	case p.has.previousID:
		return &s.ID
	case s.HasContext:
		return &s.Context
	default:
		return &s.ID
	}
}

// content reads a keyword with its string, or a string that goes on.
func (p *parser) content(s string, obsolete bool) {
	keyword, value := cutKeyword(s)
	if keyword == "" {
		if p.into == nil {
			p.fail(p.here(), "this is neither a comment, a keyword nor a string that goes on; begin the line with \"#\", msgid or msgstr")
			return
		}
		p.readStrings(value, p.into)
		return
	}
	p.settle()
	if p.has.text && (keyword == "msgctxt" || keyword == "msgid") {
		p.finish(false)
	}
	into := p.keyword(keyword)
	if into == nil {
		return
	}
	if p.entry.Pos.Line == 0 {
		p.entry.Pos = p.here()
		p.entry.Obsolete = obsolete
	} else if p.entry.Obsolete != obsolete {
		p.fail(p.here(), "an entry is obsolete as a whole or not at all; begin all of its lines with \"#~\", or none")
	}
	p.into, p.has.any = into, true
	p.readStrings(value, into)
}

// keyword gives the string that a keyword fills, or nil when it must not stand here.
func (p *parser) keyword(keyword string) *string {
	e := p.entry
	was := p.has
	switch {
	case keyword == "msgctxt" && !was.any:
		e.HasContext = true
		return &e.Context
	case keyword == "msgid" && !was.id:
		p.has.id = true
		return &e.ID
	case keyword == "msgid_plural" && was.id && !was.plural && !was.text:
		p.has.plural = true
		return &e.Plural
	case keyword == "msgstr" && was.id && !was.plural && !was.text:
		return p.textAt(0)
	case strings.HasPrefix(keyword, "msgstr[") && was.plural:
		digits, closed := strings.CutSuffix(keyword[len("msgstr["):], "]")
		n, err := strconv.Atoi(digits)
		if closed && err == nil && n == len(e.Text) && n < maxForms {
			return p.textAt(n)
		}
		p.fail(p.here(), "the forms of a translation count from msgstr[0]; this one should be msgstr[%d]", len(e.Text))
		return nil
	}
	if strings.ContainsFunc(keyword, unicode.IsControl) {
		keyword = quote(firstWord(keyword))
	}
	p.fail(p.here(), "%s must not stand here; an entry has msgctxt if it needs one, then msgid, then msgstr", keyword)
	return nil
}

func (p *parser) textAt(n int) *string {
	p.has.text = true
	e := p.entry
	e.Text = append(e.Text, "")
	if n == 0 {
		e.TextPos = p.here()
	}
	return &e.Text[n]
}

// trimStart takes the spaces and tabs off the beginning of a line. Few lines have any, and package strings would make a set
// of them for each line.
func trimStart(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	return s
}

// trimEnd takes white space off the end of a line.
func trimEnd(s string) string {
	for s != "" && s[len(s)-1] <= ' ' && strings.IndexByte(" \t\r\f\v", s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return s
}

// cutKeyword cuts a line into its keyword and what follows. A line that begins with a quote has no keyword.
func cutKeyword(s string) (keyword, rest string) {
	if strings.HasPrefix(s, `"`) {
		return "", s
	}
	for i := range len(s) {
		if s[i] == ' ' || s[i] == '\t' || s[i] == '"' {
			return s[:i], trimStart(s[i:])
		}
	}
	return s, ""
}

// readStrings appends the strings of a line.
func (p *parser) readStrings(s string, into *string) {
	if s == "" {
		p.fail(p.at(p.line, utf8.RuneCountInString(trimEnd(p.text))+1), "a string in double quotes is missing here; write \"\" if it is empty")
	}
	for s != "" {
		if s[0] != '"' {
			p.fail(p.before(s), "a string in double quotes was expected instead of %s; put a backslash before a quote that belongs to the text", quote(firstWord(s)))
			return
		}
		text, rest, problem := unquote(s[1:])
		if problem != "" {
			p.fail(p.before(s), "%s", problem)
			return
		}
		p.fill(into, text)
		s = trimStart(rest)
	}
}

// fill appends to a string. What is one piece, as most are, stays a part of the file in memory; pieces are put together in
// the buffer, since a text may have as many lines as the file.
func (p *parser) fill(into *string, text string) {
	if p.filling != into {
		p.settle()
		p.filling = into
	}
	if *into == "" {
		*into = text
		return
	}
	if len(p.buffer) == 0 {
		p.buffer = append(p.buffer, *into...)
	}
	p.buffer = append(p.buffer, text...)
}

// settle puts the text of the buffer where it belongs. Until then nobody looks at more than whether there is any.
func (p *parser) settle() {
	if len(p.buffer) > 0 {
		*p.filling = string(p.buffer)
		p.buffer = p.buffer[:0]
	}
	p.filling = nil
}

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	if utf8.RuneCountInString(s) > 20 {
		s = string([]rune(s)[:20]) + "…"
	}
	return s
}

// unquote reads a string up to its closing quote and gives what follows, or what is wrong.
func unquote(s string) (text, rest, problem string) {
	if end := strings.IndexByte(s, '"'); end >= 0 && strings.IndexByte(s[:end], '\\') < 0 {
		return s[:end], s[end+1:], ""
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(s, `"\`)
		if i < 0 {
			return "", "", "this string is not closed; end it with a double quote"
		}
		b.WriteString(s[:i])
		if s[i] == '"' {
			if !utf8.ValidString(b.String()) { // gettext writes a character beyond ASCII as several bytes when it is asked to
				return "", "", "the codes after the backslashes of this string are no characters in UTF-8; write the characters themselves"
			}
			return b.String(), s[i+1:], ""
		}
		n := unescape(s[i+1:], &b)
		if n == 0 {
			return "", "", `this backslash begins nothing that is known; write \\ for a backslash, or one of \n \t \"`
		}
		s = s[i+1+n:]
	}
}

// unescape reads what stands after a backslash and gives its length; 0 when it is not known.
func unescape(s string, b *strings.Builder) int {
	if s == "" {
		return 0
	}
	if i := strings.IndexByte(escapeLetters, s[0]); i >= 0 {
		b.WriteByte(escaped[i])
		return 1
	}
	base, digits := 8, s[:span(s, 3, "01234567")]
	skip := 0
	if s[0] == 'x' {
		base, skip = 16, 1
		digits = s[1 : 1+span(s[1:], 2, "0123456789abcdefABCDEF")]
	}
	value, err := strconv.ParseUint(digits, base, 8)
	if err != nil || value == 0 {
		return 0
	}
	b.WriteByte(byte(value))
	return skip + len(digits)
}

// span counts the leading characters of s, up to a limit, that are in a set.
func span(s string, limit int, set string) int {
	n := 0
	for n < min(limit, len(s)) && strings.IndexByte(set, s[n]) >= 0 {
		n++
	}
	return n
}

// finish puts the entry at hand where it belongs.
func (p *parser) finish(last bool) {
	p.settle()
	e := p.entry
	switch {
	case p.has.text:
		p.keep(e)
	case p.has.any:
		p.fail(e.Pos, "this entry has no msgstr; add msgstr \"\" if it is not translated yet")
	case last:
		p.file.Comments = e.Comments // what other comments say is about an entry, and there is none
	}
	p.begin()
}

func (p *parser) keep(e *Entry) {
	if e.ID == "" && !e.HasContext && !e.Obsolete {
		if p.file.Header != nil {
			p.fail(e.Pos, "the header, the entry with msgid \"\", is already at %s; remove one of the two", p.file.Header.Pos)
		}
		p.file.Header = e
		return
	}
	if !e.Obsolete {
		key := Source{Context: e.Context, HasContext: e.HasContext, ID: e.ID}
		if first := p.seen[key]; first != nil {
			p.fail(e.Pos, "this text is already translated at %s; remove one of the two entries", first.Pos)
		}
		p.seen[key] = e
	}
	if p.file.Entries = append(p.file.Entries, e); len(p.file.Entries) > maxEntries {
		p.fail(e.Pos, "the file has more than %d texts; nothing of that size is a translation, check that it is the right file", maxEntries)
		p.stopped = true
	}
}

// checkHeader refuses another encoding than UTF-8; a template says CHARSET.
func (p *parser) checkHeader() {
	_, charset, found := strings.Cut(strings.ToLower(p.file.Field("Content-Type")), "charset=")
	if found && charset != "utf-8" && charset != "charset" {
		p.fail(p.file.Header.Pos, "the header says that the file is in %s; save it as UTF-8 and write charset=UTF-8", quote(firstWord(charset)))
	}
}
