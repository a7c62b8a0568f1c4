package markdown

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

type nodeKind int

const (
	textNode     nodeKind = iota // literal
	codeNode                     // literal
	autolinkNode                 // text is a vetted address
	pageLinkNode                 // a link of the page
	linkNode                     // a link of the author: text is the vetted address, nodes the label
	emphasisNode                 // text is the delimiter: * _ ** __ ~ ~~, nodes what is inside
	breakNode

	// Only while reading:

	openNode  // [
	closeNode // ]
	runNode   // a run of * _ or ~
)

// A node is a piece of a line.
type node struct {
	kind  nodeKind
	text  string
	nodes []node
	link  *Link // pageLink

	at, end int // place in the text that was read; only while reading
}

// inline reads the text of a paragraph, heading or cell.
func (p *parser) inline(line string) []node {
	if line == "" {
		return nil
	}
	if isLiteral(line) {
		return []node{{kind: textNode, text: line, end: len(line)}}
	}
	l := lexer{parser: p, in: line}
	l.run()
	if l.isFlat() {
		return l.out
	}
	return pairEmphasis(l.links(l.out, false))
}

// A lexer cuts a line into nodes that have no other node inside.
type lexer struct {
	*parser
	in   string
	out  []node
	word int          // where the literal text began that is not in out yet
	open map[int]bool // lengths of backtick runs that nothing further on closes
}

// meansSomething tells the bytes that next looks at; it holds all others for literal.
var meansSomething = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '~': true, '[': true, ']': true, '<': true, '&': true, ':': true, '\x00': true, hardBreak: true,
}

func isLiteral(line string) bool {
	for i := range len(line) {
		if meansSomething[line[i]] {
			return false
		}
	}
	return true
}

func (l *lexer) run() {
	l.out = make([]node, 0, 8)
	i := 0
	for i < len(l.in) {
		if !meansSomething[l.in[i]] {
			i++
			continue
		}
		n, width := l.next(i)
		if width == 0 {
			i++
			continue
		}
		l.flush(i)
		n.at, n.end = i, i+width
		l.out = append(l.out, n)
		i += width
		l.word = i
	}
	l.flush(i)
}

// isFlat reports whether the nodes are as they will be: nothing of them is a bracket or a mark of emphasis, and no two texts
// are to become one.
func (l *lexer) isFlat() bool {
	for i, n := range l.out {
		switch n.kind {
		case openNode, closeNode, runNode:
			return false
		case textNode:
			if i > 0 && l.out[i-1].kind == textNode {
				return false
			}
		}
	}
	return true
}

// flush makes a node of the literal text before i.
func (l *lexer) flush(i int) {
	if l.word < i {
		l.out = append(l.out, node{kind: textNode, text: l.in[l.word:i], at: l.word, end: i})
	}
	l.word = i
}

// next reads the node that begins at i, and gives its width; 0 where a literal character stands.
func (l *lexer) next(i int) (node, int) {
	rest := l.in[i:]
	switch c := l.in[i]; c {
	case '\\':
		if len(rest) > 1 && isPunct(rest[1]) {
			return node{kind: textNode, text: rest[1:2]}, 2
		}
	case '`':
		return l.codeSpan(i)
	case '*', '_', '~':
		n := len(rest) - len(strings.TrimLeft(rest, string(c)))
		return node{kind: runNode, text: rest[:n]}, n
	case '[':
		return node{kind: openNode, text: "["}, 1
	case ']':
		return node{kind: closeNode, text: "]"}, 1
	case '<':
		return readAutolink(rest)
	case '&':
		return readEntity(rest)
	case ':':
		return l.bareURL(i)
	case mark[0]:
		return l.pageLink(rest)
	case hardBreak:
		return node{kind: breakNode}, 1
	}
	return node{}, 0
}

func isPunct(c byte) bool {
	return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')
}

// codeSpan reads a code span, or the backticks alone when no equal run closes them.
func (l *lexer) codeSpan(i int) (node, int) {
	n := backticks(l.in[i:])
	end := l.closing(i+n, n)
	if end < 0 {
		return node{kind: textNode, text: l.in[i : i+n]}, n
	}
	code := l.plain(strings.ReplaceAll(l.in[i+n:end], string(hardBreak), " "))
	if strings.HasPrefix(code, " ") && strings.HasSuffix(code, " ") && strings.TrimSpace(code) != "" {
		code = code[1 : len(code)-1]
	}
	return node{kind: codeNode, text: code}, end + n - i
}

// closing gives the place of the next run of so many backticks, or -1. It notes which lengths it looked for in vain, so that
// a text of nothing but opening runs takes no longer than another.
func (l *lexer) closing(from, length int) int {
	if l.open[length] {
		return -1
	}
	for i := from; ; {
		tick := strings.IndexByte(l.in[i:], '`')
		if tick < 0 {
			break
		}
		i += tick
		n := backticks(l.in[i:])
		if n == length {
			return i
		}
		i += n
	}
	if l.open == nil {
		l.open = map[int]bool{}
	}
	l.open[length] = true
	return -1
}

// backticks counts those that a text begins with.
func backticks(s string) int {
	n := 0
	for n < len(s) && s[n] == '`' {
		n++
	}
	return n
}

var markPattern = lazily(mark + `(\d+)` + mark)

// plain puts the words of the page's links where only text can stand.
func (p *parser) plain(s string) string {
	if !strings.Contains(s, mark) {
		return s
	}
	return markPattern().ReplaceAllStringFunc(s, func(m string) string {
		i, _ := strconv.Atoi(m[1 : len(m)-1])
		return p.links[i].Text
	})
}

func (l *lexer) pageLink(rest string) (node, int) {
	end := strings.Index(rest[1:], mark) + 2
	i, _ := strconv.Atoi(rest[1 : end-1])
	return node{kind: pageLinkNode, link: l.parser.links[i]}, end
}

// domain is a part of the name of a host, as in <name@host.example>.
const domain = `[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?`

var autolinkPattern = lazily(`^<(?:([A-Za-z][A-Za-z0-9+.-]{1,31}):[^\s<>\x00\x01]*|[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@` + domain + `(?:\.` + domain + `)*)>`)

// readAutolink reads <https://…> and <name@host>; any other < is text.
func readAutolink(rest string) (node, int) {
	m := autolinkPattern().FindStringSubmatch(rest)
	if m == nil {
		return node{}, 0
	}
	target := rest[1 : len(m[0])-1]
	if m[1] != "" && !allowedSchemes[strings.ToLower(m[1])] {
		return node{}, 0
	}
	return node{kind: autolinkNode, text: target}, len(m[0])
}

var bareURLPattern = lazily(`^://[A-Za-z0-9\[][!#-;=?-_a-~]*`) // printable ASCII without " < > and backtick

// bareURL reads an address that stands in the text as it is, from its colon: the scheme before it is literal text so far.
// Written as <address> it is a link for every renderer, and its _ and ~ are no markup.
func (l *lexer) bareURL(i int) (node, int) {
	start := i
	for start > l.word && l.in[start-1] >= 'a' && l.in[start-1] <= 'z' {
		start--
	}
	scheme := l.in[start:i]
	if scheme != "http" && scheme != "https" {
		return node{}, 0
	}
	tail := trimSentence(bareURLPattern().FindString(l.in[i:]))
	if tail == "" {
		return node{}, 0
	}
	l.flush(start)
	l.word = i // the scheme goes into the node
	return node{kind: autolinkNode, text: scheme + tail}, len(tail)
}

// trimSentence takes off what belongs to the sentence around an address: a bracket that was opened before it and all
// behind, final punctuation, markup that encloses it.
func trimSentence(address string) string {
	round, square := 0, 0
	for i := 0; i < len(address) && round >= 0 && square >= 0; i++ {
		switch address[i] {
		case '(':
			round++
		case ')':
			round--
		case '[':
			square++
		case ']':
			square--
		}
		if round < 0 || square < 0 {
			address = address[:i]
		}
	}
	return strings.TrimRight(address, ".,;:!?'*_~|\\")
}

var entityPattern = lazily(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// readEntity reads a character that is written as &name; so that what it stands for is cleaned like any other text.
func readEntity(rest string) (node, int) {
	m := entityPattern().FindString(rest)
	s := unescapeEntity(m)
	if s == m {
		return node{}, 0
	}
	return node{kind: textNode, text: strings.ReplaceAll(Clean(s), "\n", " ")}, len(m)
}

// unescapeEntity gives the character that an entity stands for, or the entity when there is none of that name.
func unescapeEntity(entity string) string {
	s := html.UnescapeString(entity)
	if strings.HasSuffix(s, ";") && s != ";" {
		return entity // only the beginning of the name is known
	}
	return s
}

// links makes links of the brackets that are links, and text of all others. Inside a label nothing links.
func (l *lexer) links(flat []node, inLabel bool) []node {
	match := matchBrackets(flat)
	if match == nil && !inLabel {
		return flat
	}
	out := make([]node, 0, len(flat))
	for i := 0; i < len(flat); i++ {
		n := flat[i]
		if n.kind == openNode && !inLabel {
			if to, after, ok := l.destination(flat, match[i]); ok {
				out = l.appendLink(out, to, pairEmphasis(l.links(flat[i+1:match[i]], true)))
				i = after - 1
				continue
			}
		}
		switch {
		case n.kind == openNode, n.kind == closeNode, n.kind == autolinkNode && inLabel:
			n.kind = textNode
		case n.kind == pageLinkNode && inLabel:
			n.link = &Link{Text: n.link.Text, Lang: n.link.Lang, Code: n.link.Code}
		}
		out = append(out, n)
	}
	return out
}

// matchBrackets gives for each opening bracket the index of its closing one, 0 when it has none; nil when there are no
// brackets.
func matchBrackets(flat []node) []int {
	if !slices.ContainsFunc(flat, func(n node) bool { return n.kind == openNode || n.kind == closeNode }) {
		return nil
	}
	match := make([]int, len(flat))
	var open []int
	for i, n := range flat {
		switch {
		case n.kind == openNode:
			open = append(open, i)
		case n.kind == closeNode && len(open) > 0:
			match[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return match
}

var destinationPattern = lazily(`^\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)

// destination reads "(address)" or "(address "title")" behind the closing bracket, and gives the index of the first node
// after it. The title is left out: it is text that no reader on a phone sees.
func (l *lexer) destination(flat []node, closed int) (to string, after int, ok bool) {
	if closed == 0 || !strings.HasPrefix(l.in[flat[closed].end:], "(") {
		return "", 0, false
	}
	address, size := readDestination(l.in[flat[closed].end:])
	if size == 0 {
		return "", 0, false
	}
	end := flat[closed].end + size
	for after = closed + 1; after < len(flat) && flat[after].end <= end; after++ {
	}
	if flat[after-1].end != end {
		if after == len(flat) || flat[after].kind != textNode || flat[after].at >= end {
			return "", 0, false // a code span reaches over the end: it binds tighter
		}
		flat[after].text = l.in[end:flat[after].end] // literal text goes on behind the link
		flat[after].at = end
	}
	return unescape(l.plain(address)), after, true
}

// readDestination reads the address in brackets that a text begins with, and gives the size of all of it; 0 when there is
// none.
func readDestination(text string) (address string, size int) {
	if end := strings.IndexByte(text, ')'); end > 0 && isSafeURL(text[1:end]) { // as nearly every one is
		return text[1:end], end + 1
	}
	m := destinationPattern().FindStringSubmatch(text)
	if m == nil {
		return "", 0
	}
	return m[1] + m[2], len(m[0])
}

var escapePattern = lazily("\\\\[!-/:-@\\[-`{-~]|&#?[A-Za-z0-9]{1,32};")

// unescape reads an address as it was meant.
func unescape(address string) string {
	if !strings.ContainsAny(address, `\&`) {
		return address
	}
	return escapePattern().ReplaceAllStringFunc(address, func(m string) string {
		if m[0] == '\\' {
			return m[1:]
		}
		return unescapeEntity(m)
	})
}

// allowedSchemes are the addresses that a reader may be sent to. The attack: [docs](javascript:…).
var allowedSchemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true}

// vet reports whether a link to this address may be published. Relative ones may not: they would be relative to a page
// that the author does not know; a [[reference]] does that.
func vet(address string) bool {
	if scheme, _, ok := strings.Cut(address, ":"); ok && isScheme(scheme) {
		return allowedSchemes[strings.ToLower(scheme)]
	}
	return strings.HasPrefix(address, "#")
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isASCIILetter(c) && (i == 0 || !(c >= '0' && c <= '9') && strings.IndexByte("+.-", c) < 0) {
			return false
		}
	}
	return s != ""
}

// appendLink appends a link, or its label and its address as text when it may not be published. An image becomes a link
// to it: a page asks no other machine for anything.
func (l *lexer) appendLink(out []node, to string, label []node) []node {
	to = strings.TrimSpace(Clean(to))
	if last := len(out) - 1; last >= 0 && out[last].kind == textNode && out[last].text == l.in[out[last].at:out[last].end] {
		out[last].text = strings.TrimSuffix(out[last].text, "!") // one that is escaped stays
	}
	if vet(to) {
		return append(out, node{kind: linkNode, text: to, nodes: label})
	}
	out = append(out, label...)
	if to == "" {
		return out
	}
	return append(out, node{kind: textNode, text: " ("}, node{kind: codeNode, text: to}, node{kind: textNode, text: ")"})
}

// edges gives the characters that the node begins and ends with once it is written.
func (n node) edges() (first, last rune) {
	switch n.kind {
	case textNode, runNode:
		first, _ = utf8.DecodeRuneInString(n.text)
		last, _ = utf8.DecodeLastRuneInString(n.text)
	case codeNode:
		return '`', '`'
	case linkNode:
		return '[', ')'
	case pageLinkNode:
		if n.link.URL == "" && !n.link.Code {
			return node{kind: textNode, text: n.link.Text}.edges()
		}
		return '[', ')'
	default:
		return '<', '>'
	}
	return first, last
}
