package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A writer writes a tree as markdown.
type writer struct {
	buf   []byte
	cell  bool // for a cell of a table: one line, pipes escaped
	plain bool // words alone
}

// oneLine takes line ends and tabs out of what stands in a line.
var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

func (w *writer) raw(s string) { w.buf = append(w.buf, s...) }

// blocks writes blocks with blank lines between them; tight leaves those out where markdown needs none.
func (w *writer) blocks(list []block, tight bool) {
	above := ""
	for _, b := range list {
		s := b.write()
		switch {
		case s == "":
			continue
		case above == "":
		case tight && b.mayFollowDirectly() && !strings.Contains(above, "|"): // "a | b" above "- |" is a table
			w.raw("\n")
		default:
			w.raw("\n\n")
		}
		w.raw(s)
		above = s
	}
}

// mayFollowDirectly reports whether the block ends a paragraph above it without a blank line.
func (b block) mayFollowDirectly() bool {
	switch b.kind {
	case listBlock:
		first := b.items[0].marker
		return len(first) == 1 || first == "1." || first == "1)"
	case codeBlock, quoteBlock:
		return true
	}
	return false
}

func (b block) write() string {
	w := writer{}
	switch b.kind {
	case paragraphBlock:
		w.buf = make([]byte, 0, sizeOf(b.nodes))
		w.nodes(b.nodes)
		return guardStart(strings.TrimSpace(string(w.buf)), false)
	case ruleBlock:
		w.raw("---")
	case codeBlock:
		w.fence(b.info, b.code)
	case quoteBlock:
		w.blocks(b.blocks, false)
		if b.alert != "" {
			return Quote("[!" + b.alert + "]\n" + string(w.buf))
		}
		return Quote(string(w.buf))
	case listBlock:
		w.list(b)
	case tableBlock:
		w.table(b)
	}
	return string(w.buf)
}

// sizeOf guesses the bytes of a line.
func sizeOf(nodes []node) int {
	size := 0
	for _, n := range nodes {
		size += len(n.text) + 8
		if n.link != nil {
			size += len(n.link.Text) + len(n.link.URL)
		}
	}
	return size
}

func (w *writer) list(b block) {
	between := "\n\n"
	if b.tight {
		between = "\n"
	}
	for _, it := range b.items {
		inner := writer{}
		inner.blocks(it.blocks, b.tight)
		if len(inner.buf) == 0 {
			continue // readers do not agree on what may follow an empty item
		}
		if len(w.buf) > 0 {
			w.raw(between)
		}
		w.raw(markerOf(it) + " " + Indent(string(inner.buf), strings.Repeat(" ", len(it.marker)+1)))
	}
}

// markerOf leaves the asterisk to lists that pages make themselves, so that one that stands before or behind prose does not
// become part of a list in it.
func markerOf(it item) string {
	if it.marker == "*" {
		return "+"
	}
	return it.marker
}

func (w *writer) table(b block) {
	for i, row := range b.rows {
		if i > 0 {
			w.raw("\n")
		}
		w.raw("|")
		for _, nodes := range row {
			cell := writer{cell: true}
			cell.nodes(nodes)
			w.raw(" " + strings.TrimSpace(string(cell.buf)) + " |")
		}
		if i == 0 {
			w.raw("\n| " + strings.Join(b.align, " | ") + " |")
		}
	}
}

// flat writes blocks in one line.
func (w *writer) flat(list []block) {
	for i, b := range list {
		if i > 0 {
			w.newLine()
		}
		switch b.kind {
		case paragraphBlock:
			w.nodes(b.nodes)
		case codeBlock:
			w.flatCode(b.code)
		case quoteBlock:
			w.flat(b.blocks)
		case listBlock:
			w.flatList(b)
		case tableBlock:
			w.flatTable(b)
		}
	}
}

// newLine begins another line where one can be; elsewhere a space must do.
func (w *writer) newLine() {
	if w.cell {
		w.raw("<br>")
	} else {
		w.raw(" ")
	}
}

func (w *writer) flatCode(code string) {
	for i, line := range strings.Split(code, "\n") {
		if i > 0 {
			w.newLine()
		}
		w.code(line)
	}
}

func (w *writer) flatList(b block) {
	between := false
	for _, it := range b.items {
		inner := writer{cell: w.cell, plain: w.plain}
		inner.flat(it.blocks)
		if len(inner.buf) == 0 {
			continue
		}
		if between {
			w.newLine()
		}
		between = true
		if len(it.marker) == 1 {
			w.raw("• ")
		} else {
			w.text(it.marker + " ")
		}
		w.raw(string(inner.buf))
	}
}

func (w *writer) flatTable(b block) {
	for i, row := range b.rows {
		if i > 0 {
			w.newLine()
		}
		for j, nodes := range row {
			if j > 0 {
				w.raw(" · ")
			}
			w.nodes(nodes)
		}
	}
}

func (w *writer) nodes(list []node) {
	for _, n := range list {
		w.node(n)
	}
}

func (w *writer) node(n node) {
	switch n.kind {
	case textNode:
		w.text(n.text)
	case codeNode:
		w.code(n.text)
	case autolinkNode:
		w.autolink(n.text)
	case pageLinkNode:
		w.link(n.link)
	case linkNode:
		w.authorLink(n)
	case breakNode:
		if w.plain {
			w.raw(" ")
		} else {
			w.raw("<br>")
		}
	case emphasisNode:
		w.emphasis(n)
	}
}

func (w *writer) emphasis(n node) {
	if w.plain {
		w.nodes(n.nodes)
		return
	}
	w.raw(n.text)
	w.nodes(n.nodes)
	w.raw(n.text)
}

func (w *writer) link(l *Link) {
	if w.plain || l.URL == "" {
		w.label(l)
		return
	}
	w.openLink()
	w.label(l)
	w.raw("](" + encodeURL(l.URL, unsafeInBrackets) + ")")
}

func (w *writer) label(l *Link) {
	switch {
	case l.Code:
		w.code(l.Text)
	case l.Lang != "" && !w.plain:
		w.raw(`<span lang="` + l.Lang + `">`)
		w.text(Clean(l.Text))
		w.raw("</span>")
	default:
		w.text(Clean(l.Text))
	}
}

func (w *writer) authorLink(n node) {
	if w.plain {
		w.nodes(n.nodes)
		return
	}
	w.openLink()
	w.nodes(n.nodes)
	w.raw("](" + encodeURL(n.text, unsafeInBrackets) + ")")
}

// openLink writes the bracket of a link. An exclamation mark before it would make it an image.
func (w *writer) openLink() {
	if last := len(w.buf) - 1; last >= 0 && w.buf[last] == '!' {
		w.buf = append(w.buf[:last], `\!`...)
	}
	w.raw("[")
}

func (w *writer) autolink(address string) {
	if w.plain {
		w.raw(address)
		return
	}
	w.raw("<" + encodeURL(address, unsafeInAngles) + ">")
}

// Characters that would end an address, or make something else of it, in round brackets and in angle brackets.
const (
	unsafeInBrackets = " \"'()<>\\^`{|}"
	unsafeInAngles   = " <>\\^`{|}"
)

// encodeURL percent-encodes what is unsafe in an address, and what a reader cannot see. The attack: [x](https://a>b) or an
// address that turns the direction of the text around it.
func encodeURL(address, unsafe string) string {
	if isSafeURL(address) {
		return address
	}
	var b strings.Builder
	for i, r := range address {
		switch {
		case r == '&' && entityPattern().MatchString(address[i:]):
			b.WriteString("&amp;")
		case unicode.IsPrint(r) && !hidden(r) && !strings.ContainsRune(unsafe, r):
			b.WriteRune(r)
		default:
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
	}
	return b.String()
}

// isSafeURL is the fast way for nearly every address.
func isSafeURL(address string) bool {
	for i := 0; i < len(address); i++ {
		c := address[i]
		if !isASCIILetter(c) && !(c >= '0' && c <= '9') && strings.IndexByte("-._~:/?#@!$*+,;=%", c) < 0 {
			return false
		}
	}
	return true
}

// code writes a code span. Its fence is longer than any run of backticks inside.
func (w *writer) code(name string) {
	switch {
	case !isName(name) && !isWords(name):
	case w.plain:
		w.raw(name)
		return
	case len(w.buf) == 0 || w.buf[len(w.buf)-1] != '`':
		w.buf = append(append(append(w.buf, '`'), name...), '`')
		return
	}
	name = oneLine.Replace(Visible(name))
	if w.plain {
		w.raw(name)
		return
	}
	if w.misread(name) {
		w.codeElement(name)
		return
	}
	if w.cell {
		name = strings.ReplaceAll(name, "|", `\|`)
	}
	fence := strings.Repeat("`", freeRun(name, '`', 1))
	if name == "" || name[0] == '`' || name[len(name)-1] == '`' || name[0] == ' ' && name[len(name)-1] == ' ' {
		name = " " + name + " "
	}
	w.raw(fence + name + fence)
}

// misread tells code that some renderers take for something else when it stands in a code span here: code right behind
// other code, a pipe behind a backslash in a table, and what makes a mail address of the word before it, backtick included.
func (w *writer) misread(name string) bool {
	if w.cell && strings.Contains(name, `\|`) {
		return true
	}
	last := byte(' ')
	if len(w.buf) > 0 {
		last = w.buf[len(w.buf)-1]
	}
	return last == '`' || last != ' ' && strings.Contains(name, "@")
}

func (w *writer) codeElement(name string) {
	inner := writer{}
	inner.text(name)
	w.raw("<code>" + strings.ReplaceAll(string(inner.buf), "|", "&#124;") + "</code>")
}

// freeRun gives the length, at least so many, of a run of the character that is nowhere in the text.
func freeRun(text string, char byte, least int) int {
	lengths := map[int]bool{}
	run := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] == char {
			run++
			continue
		}
		lengths[run] = true
		run = 0
	}
	for lengths[least] {
		least++
	}
	return least
}

var infoPattern = lazily(`^[A-Za-z0-9_+.#-]{1,40}`)

func infoString(info string) string {
	if isName(info) && len(info) <= 40 {
		return info
	}
	return infoPattern().FindString(info)
}

// fence writes a code block. The attack: code that holds a fence of its own and goes on as markup.
func (w *writer) fence(info, code string) {
	longest, run := 2, 0
	for i := 0; i < len(code); i++ {
		if run++; code[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	w.raw(fence + infoString(info) + "\n")
	if code = strings.TrimRight(Visible(code), "\n"); code != "" {
		w.raw(code + "\n")
	}
	w.raw(fence)
}

// text writes literal text: no character of it can be read as markup, as HTML or as the end of a cell.
func (w *writer) text(s string) {
	if w.plain {
		w.raw(oneLine.Replace(s))
		return
	}
	plain := 0 // s[plain:i] is to be copied as it is
	for i := 0; i < len(s); i++ {
		if !isEscaped[s[i]] {
			continue
		}
		w.raw(s[plain:i])
		plain = i + 1
		switch c := s[i]; c {
		case '\\', '`', '*', '[', ']', '~', '$', '@':
			w.buf = append(w.buf, '\\', c)
		case ':', '.':
			if startsAddress(s, i) {
				w.buf = append(w.buf, '\\')
			}
			w.buf = append(w.buf, c)
		case '<':
			w.raw("&lt;")
		case '&':
			if entityPattern().MatchString(s[i:min(len(s), i+40)]) {
				w.raw("&amp;")
			} else {
				w.buf = append(w.buf, c)
			}
		case '_':
			if !insideWord(s, i) {
				w.buf = append(w.buf, '\\')
			}
			w.buf = append(w.buf, c)
		case '|':
			if w.cell {
				w.buf = append(w.buf, '\\')
			}
			w.buf = append(w.buf, c)
		case '\n', '\t':
			w.buf = append(w.buf, ' ')
		}
	}
	w.raw(s[plain:])
}

// isEscaped tells the bytes that text may write otherwise.
var isEscaped = [256]bool{
	'\\': true, '`': true, '*': true, '[': true, ']': true, '~': true, '$': true, '@': true, ':': true, '.': true, '<': true, '&': true,
	'_': true, '|': true, '\n': true, '\t': true,
}

// startsAddress finds what renderers make a link of by themselves, "ftp://" and "www.". The attack: some of them take a
// backtick behind it into the address, and the code span that it was to open becomes markup.
func startsAddress(s string, i int) bool {
	if s[i] == ':' {
		return strings.HasPrefix(s[i:], "://")
	}
	return i >= 3 && strings.EqualFold(s[i-3:i], "www")
}

// insideWord reports whether letters or digits stand on both sides: there an underscore is no markup.
func insideWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return isWordRune(before) && isWordRune(after)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// startBytes are what startPattern may begin with; most lines begin with a letter, or with code.
const startBytes = "#>-+=:0123456789"

var startPattern = lazily(`^(?:#{1,6}(?: |$)|>|[-+](?: |$)|[-=][-= ]*$|:::|\d{1,9}[.)](?: |$))`)

// guardStart keeps the first characters of a line from being read as the beginning of a heading, quote, list or rule.
func guardStart(line string, plain bool) string {
	if plain || line == "" || strings.IndexByte(startBytes, line[0]) < 0 {
		return line
	}
	m := startPattern().FindString(line)
	if m == "" {
		return line
	}
	digits := len(m) - len(strings.TrimLeft(m, "0123456789"))
	return line[:digits] + `\` + line[digits:]
}
