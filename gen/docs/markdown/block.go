package markdown

import (
	"strings"
)

// maxDepth bounds lists and quotes inside each other; what is deeper is text.
const maxDepth = 12

type blockKind int

const (
	paragraphBlock blockKind = iota
	ruleBlock
	codeBlock
	quoteBlock
	listBlock
	tableBlock
)

// A block is one block of the tree. Which fields it uses depends on its kind.
type block struct {
	kind   blockKind
	nodes  []node     // of a paragraph
	code   string     // of code, without a newline at the end
	info   string     // of code: the language, or ""
	blocks []block    // of a quote
	alert  string     // of a quote: "NOTE" for "[!NOTE]", or ""
	items  []item     // of a list
	tight  bool       // of a list: no blank lines between its items
	align  []string   // of a table: its delimiter row
	rows   [][][]node // of a table: the first is the head
}

type item struct {
	marker string // "-" or "3."
	blocks []block
}

type parser struct{ links []*Link }

func splitLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = expandTabs(line)
	}
	return lines
}

var markerTab = lazily(`^( {0,3}(?:[-+*]|\d{1,9}[.)]))\t`)

// expandTabs writes the tabs before a line's first word as spaces, so that indentation can be counted.
func expandTabs(line string) string {
	if !strings.Contains(line, "\t") {
		return line
	}
	line = markerTab().ReplaceAllString(line, "$1 ")
	rest := strings.TrimLeft(line, " \t")
	lead := line[:len(line)-len(rest)]
	if !strings.Contains(lead, "\t") {
		return line
	}
	width := 0
	for _, c := range lead {
		if c == '\t' {
			width += 4 - width%4
		} else {
			width++
		}
	}
	return strings.Repeat(" ", width) + rest
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }

func indent(line string) int {
	n := 0
	for n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}

// startsWith reports whether the first character of a line that is no space is one of these. Most lines begin with a
// letter, and are looked at no further.
func startsWith(line, chars string) bool {
	i := indent(line)
	return i < len(line) && strings.IndexByte(chars, line[i]) >= 0
}

// blocks reads lines. Each reader below takes the lines from the block's first on, and gives the block and the number of
// lines that it took, at least one.
func (p *parser) blocks(lines []string, depth int) []block {
	var out []block
	for len(lines) > 0 {
		if isBlank(lines[0]) {
			lines = lines[1:]
			continue
		}
		b, n := p.block(lines, depth)
		out = append(out, b)
		lines = lines[n:]
	}
	return out
}

func (p *parser) block(lines []string, depth int) (block, int) {
	line := lines[0]
	switch {
	case indent(line) >= 4:
		return p.indentedCode(lines)
	case fenceLength(line) > 0:
		return p.fencedCode(lines)
	case isRule(line):
		return block{kind: ruleBlock}, 1
	case isHeading(line):
		return p.heading(line), 1
	case isQuote(line) && depth < maxDepth:
		return p.quote(lines, depth)
	case isItem(line) && depth < maxDepth:
		return p.list(lines, depth)
	case len(lines) > 1 && isTable(line, lines[1]):
		return p.table(lines)
	}
	return p.paragraph(lines)
}

func (p *parser) indentedCode(lines []string) (block, int) {
	var code []string
	n := 0
	for n < len(lines) && (isBlank(lines[n]) || indent(lines[n]) >= 4) {
		code = append(code, lines[n][min(4, len(lines[n])):])
		n++
	}
	return block{kind: codeBlock, code: p.plain(strings.TrimRight(strings.Join(code, "\n"), "\n "))}, n
}

// fenceLength is the length of the fence that opens on this line; 0 when none does.
func fenceLength(line string) int {
	if indent(line) >= 4 {
		return 0
	}
	if !startsWith(line, "`~") {
		return 0
	}
	s := strings.TrimLeft(line, " ")
	for _, char := range []string{"`", "~"} {
		rest := strings.TrimLeft(s, char)
		if n := len(s) - len(rest); n >= 3 && (char == "~" || !strings.Contains(rest, "`")) {
			return n
		}
	}
	return 0
}

func (p *parser) fencedCode(lines []string) (block, int) {
	margin, length := indent(lines[0]), fenceLength(lines[0])
	fence := lines[0][margin : margin+length]
	b := block{kind: codeBlock, info: strings.TrimSpace(lines[0][margin+length:])}
	var code []string
	n := 1
	for ; n < len(lines); n++ {
		if s := strings.TrimSpace(lines[n]); strings.HasPrefix(s, fence) && strings.Trim(s, fence[:1]) == "" {
			n++
			break
		}
		code = append(code, lines[n][min(margin, indent(lines[n])):])
	}
	b.code = p.plain(strings.Join(code, "\n"))
	return b, n
}

// isRule tells a thematic break: three or more of one of * - _ and nothing else.
func isRule(line string) bool {
	if !startsWith(line, "*-_") || indent(line) >= 4 {
		return false
	}
	line = strings.TrimSpace(line)
	marks := 0
	for i := range len(line) {
		switch line[i] {
		case line[0]:
			marks++
		case ' ':
		default:
			return false
		}
	}
	return marks >= 3
}

var headingPattern = lazily(`^ {0,3}#{1,6}(?:[ \t]|$)`)

func isHeading(line string) bool { return startsWith(line, "#") && headingPattern().MatchString(line) }

func (p *parser) heading(line string) block {
	words := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#"))
	if cut := strings.TrimRight(words, "#"); cut == "" || strings.HasSuffix(cut, " ") {
		words = strings.TrimSpace(cut)
	}
	if words == "" {
		return block{kind: paragraphBlock, nodes: p.inline(joinLines([]string{line}))}
	}
	return p.strongParagraph([]string{words})
}

// strongParagraph is what a heading becomes.
func (p *parser) strongParagraph(lines []string) block {
	nodes := p.inline(joinLines(lines))
	if len(nodes) == 0 {
		return block{kind: paragraphBlock}
	}
	return block{kind: paragraphBlock, nodes: []node{{kind: emphasisNode, text: "**", nodes: nodes}}}
}

func isQuote(line string) bool {
	return indent(line) < 4 && strings.HasPrefix(strings.TrimLeft(line, " "), ">")
}

var alertPattern = lazily(`^ ?\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *$`)

func (p *parser) quote(lines []string, depth int) (block, int) {
	var inner []string
	n := 0
	for ; n < len(lines) && goesOn(lines[n], inner); n++ {
		inner = append(inner, unquote(lines[n]))
	}
	b := block{kind: quoteBlock}
	if m := alertPattern().FindStringSubmatch(inner[0]); m != nil && len(inner) > 1 {
		b.alert = m[1]
		inner = inner[1:]
	}
	b.blocks = p.blocks(inner, depth+1)
	return b, n
}

// goesOn reports whether a quote goes on: with a line of its own, or with a lazy one of the paragraph inside.
func goesOn(line string, inner []string) bool {
	if isQuote(line) {
		return true
	}
	return !isBlank(line) && !isBlank(inner[len(inner)-1]) && !interrupts(line)
}

// unquote takes the mark of a quote off a line.
func unquote(line string) string {
	if !isQuote(line) {
		return line
	}
	return strings.TrimPrefix(expandTabs(strings.TrimLeft(line, " ")[1:]), " ")
}

// An itemHead is the beginning of a list item.
type itemHead struct {
	marker string // "-" or "3."; "" where no item begins
	kind   byte   // last character of the marker: items of one list share it
	width  int    // of the indentation that the lines below need
}

const itemStarts = "-+*0123456789"

func isItem(line string) bool {
	return startsWith(line, itemStarts) && headOf(line).marker != "" && !isRule(line)
}

// headOf reads the marker that a line begins with. An item without words on its first line is not taken for one: renderers
// do not agree on what may follow it.
func headOf(line string) itemHead {
	start := indent(line)
	size := markerSize(line[start:])
	words := start + size
	spaces := indent(line[words:])
	words += spaces
	if start > 3 || size == 0 || spaces == 0 || words == len(line) || strings.IndexByte("\t\f\r", line[words]) >= 0 {
		return itemHead{}
	}
	head := itemHead{marker: line[start : start+size], kind: line[start+size-1], width: words}
	if spaces > 4 {
		head.width = start + size + 1 // the item starts with code
	}
	return head
}

// markerSize is the length of the marker of a list, a sign or a number of at most nine digits, at the beginning of a text; 0
// when there is none.
func markerSize(text string) int {
	n := 0
	for n < len(text) && n < 10 && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	switch {
	case n == len(text) || n == 10:
		return 0
	case n == 0 && strings.IndexByte("-+*", text[0]) >= 0:
		return 1
	case n > 0 && (text[n] == '.' || text[n] == ')'):
		return n + 1
	}
	return 0
}

func (p *parser) list(lines []string, depth int) (block, int) {
	b := block{kind: listBlock, tight: true}
	kind := headOf(lines[0]).kind
	n := 0
	for n < len(lines) && isItem(lines[n]) && headOf(lines[n]).kind == kind {
		inner, taken := itemLines(lines[n:])
		it := item{marker: headOf(lines[n]).marker, blocks: p.blocks(inner, depth+1)}
		b.items = append(b.items, it)
		n += taken
		next := n + blankLines(lines[n:])
		if paragraphs(it.blocks) > 1 {
			b.tight = false
		}
		if next > n && next < len(lines) && isItem(lines[next]) && headOf(lines[next]).kind == kind {
			b.tight = false
			n = next
		}
	}
	return b, n
}

func paragraphs(blocks []block) int {
	n := 0
	for _, b := range blocks {
		if b.kind == paragraphBlock {
			n++
		}
	}
	return n
}

// itemLines gives the lines of a list item without their indentation, and how many were taken.
func itemLines(lines []string) (inner []string, n int) {
	head := headOf(lines[0])
	inner = []string{lines[0][head.width:]}
	for n = 1; n < len(lines); n++ {
		line := lines[n]
		switch {
		case isBlank(line):
			blanks := blankLines(lines[n:])
			if n+blanks == len(lines) || indent(lines[n+blanks]) < head.width {
				return inner, n
			}
			inner = append(inner, lines[n:n+blanks]...)
			n += blanks - 1
		case indent(line) >= head.width:
			inner = append(inner, line[head.width:])
		case isBlank(inner[n-1]) || interrupts(line) || isItem(line):
			return inner, n
		default:
			inner = append(inner, line) // a lazy line of the paragraph inside
		}
	}
	return inner, n
}

// blankLines counts the blank lines at the beginning.
func blankLines(lines []string) int {
	n := 0
	for n < len(lines) && isBlank(lines[n]) {
		n++
	}
	return n
}

var delimiterRow = lazily(`^ {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$`)

func isTable(head, delimiters string) bool {
	return strings.Contains(head, "|") && !isItem(delimiters) && delimiterRow().MatchString(delimiters) &&
		len(cells(head)) == len(cells(delimiters))
}

func (p *parser) table(lines []string) (block, int) {
	b := block{kind: tableBlock}
	for _, c := range cells(lines[1]) {
		b.align = append(b.align, alignment(strings.TrimSpace(c)))
	}
	n := 0
	for ; n < len(lines) && !isBlank(lines[n]) && (n < 2 || !interrupts(lines[n])); n++ {
		if n == 1 {
			continue
		}
		var row [][]node
		for _, c := range cells(lines[n]) {
			row = append(row, p.inline(strings.TrimSpace(c)))
		}
		b.rows = append(b.rows, row[:min(len(row), len(b.align))])
	}
	return b, n
}

func alignment(delimiter string) string {
	left, right := strings.HasPrefix(delimiter, ":"), strings.HasSuffix(delimiter, ":")
	switch {
	case left && right:
		return ":---:"
	case right:
		return "---:"
	}
	return "---"
}

// cells cuts a row at its pipes; "\|" is a pipe inside a cell.
func cells(line string) []string {
	line = strings.TrimPrefix(strings.TrimSpace(line), "|")
	var out []string
	var cell strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '|':
			cell.WriteByte('|')
			i++
		case line[i] == '|':
			out = append(out, cell.String())
			cell.Reset()
		default:
			cell.WriteByte(line[i])
		}
	}
	if !isBlank(cell.String()) {
		out = append(out, cell.String())
	}
	return out
}

var setextPattern = lazily(`^ {0,3}(?:=+|-+) *$`)

func (p *parser) paragraph(lines []string) (block, int) {
	n := 1
	for n < len(lines) && !isBlank(lines[n]) {
		if startsWith(lines[n], "=-") && setextPattern().MatchString(lines[n]) {
			return p.strongParagraph(lines[:n]), n + 1
		}
		if interrupts(lines[n]) {
			break
		}
		n++
	}
	return block{kind: paragraphBlock, nodes: p.inline(joinLines(lines[:n]))}, n
}

// interrupts reports whether a line ends the paragraph above it and begins a block of its own.
func interrupts(line string) bool {
	if indent(line) >= 4 {
		return false
	}
	if fenceLength(line) > 0 || isRule(line) || isHeading(line) || isQuote(line) {
		return true
	}
	if !startsWith(line, itemStarts) {
		return false
	}
	marker := headOf(line).marker
	return len(marker) == 1 || marker == "1." || marker == "1)"
}

// joinLines makes one line of a paragraph's lines, keeping the breaks that the author asked for.
func joinLines(lines []string) string {
	if len(lines) == 1 {
		return strings.TrimRight(strings.TrimLeft(lines[0], " "), " \t")
	}
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimLeft(line, " ")
		if i == len(lines)-1 {
			b.WriteString(strings.TrimRight(line, " \t"))
			break
		}
		switch {
		case strings.HasSuffix(line, "  "):
			b.WriteString(strings.TrimRight(line, " ") + string(hardBreak))
		case oddBackslash(line):
			b.WriteString(line[:len(line)-1] + string(hardBreak))
		default:
			b.WriteString(strings.TrimRight(line, " \t") + " ")
		}
	}
	return b.String()
}

// oddBackslash reports whether a line ends with a backslash that is not itself escaped.
func oddBackslash(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}
