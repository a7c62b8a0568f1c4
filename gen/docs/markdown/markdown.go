// Package markdown makes prose safe to publish. The author of a protocol writes CommonMark; this package reads it into a
// tree and writes the tree anew: as blocks, as one line, as the cell of a table, or as plain text.
//
// Nothing is passed through. What is not understood as markup is text, and text is written so that every renderer reads
// it as text. So raw HTML, a link to a script, a fence that is never closed or a pipe in a table cell cannot do more than
// look odd. It is no renderer, it gives no HTML, and it keeps only the part of CommonMark that prose needs: no images, no
// reference links, no HTML; headings become strong paragraphs, since the outline of a page belongs to the page.
package markdown

import (
	"strconv"
	"strings"
)

// A Piece is a run of the author's CommonMark, or a link that the page puts in its place.
type Piece struct {
	Text string // CommonMark
	Link *Link  // nil for a run of CommonMark
}

// A Link is a link that a page makes itself.
type Link struct {
	Text string // plain text, no markup
	Lang string // language of the text, where it is not that of the page; else ""
	Code bool   // the text is a name in code
	URL  string // relative or absolute; "" gives the text alone
}

// Inline writes the link for a line of text.
func (l Link) Inline() string { return l.write(writer{}) }

// Cell writes the link for a cell of a table.
func (l Link) Cell() string { return l.write(writer{cell: true}) }

// Around makes a link of words that are markdown already; without an address it gives them alone.
func Around(words, address string) string {
	if address == "" {
		return words
	}
	return "[" + words + "](" + encodeURL(address, unsafeInBrackets) + ")"
}

func (l Link) write(w writer) string {
	if l.Code && l.URL != "" && isName(l.Text) && isSafeURL(l.URL) {
		return "[`" + l.Text + "`](" + l.URL + ")"
	}
	w.link(&l)
	return string(w.buf)
}

// A Doc is prose that was read.
type Doc struct {
	words  string // all of it, when no character of it means anything
	blocks []block
}

// Parse reads prose. Pieces are read as one text, so that markup may reach over a link.
func Parse(pieces ...Piece) Doc {
	if len(pieces) == 1 && pieces[0].Link == nil && isWords(pieces[0].Text) {
		return Doc{words: pieces[0].Text}
	}
	p := parser{}
	return Doc{blocks: p.blocks(splitLines(p.join(pieces)), 0)}
}

// join makes one text of pieces, with marks in place of the links.
func (p *parser) join(pieces []Piece) string {
	if len(pieces) == 1 && pieces[0].Link == nil {
		return Clean(pieces[0].Text)
	}
	size := 0
	for _, piece := range pieces {
		size += len(piece.Text) + len(mark+"10"+mark)
	}
	text := make([]byte, 0, size)
	for _, piece := range pieces {
		if piece.Link == nil {
			text = append(text, Clean(piece.Text)...)
			continue
		}
		text = append(strconv.AppendInt(append(text, mark...), int64(len(p.links)), 10), mark...)
		p.links = append(p.links, piece.Link)
	}
	return string(text)
}

// mark stands around the number of a link in the text that the parser reads. Clean has taken it out of what the author
// wrote.
const mark = "\x00"

// hardBreak stands for a line break that the author asked for; Clean has taken it out too.
const hardBreak = '\x01'

// Block writes the prose as blocks, without a newline at the end.
func (d Doc) Block() string {
	if d.words != "" {
		return d.words
	}
	if len(d.blocks) == 1 {
		return d.blocks[0].write()
	}
	w := writer{}
	w.blocks(d.blocks, false)
	return string(w.buf)
}

// Inline writes the prose in one line.
func (d Doc) Inline() string { return d.line(writer{}) }

// Cell writes the prose in one line for a cell of a table; its lists keep a line each.
func (d Doc) Cell() string { return d.line(writer{cell: true}) }

// Plain gives the words alone, in one line, without any markup.
func (d Doc) Plain() string { return d.line(writer{plain: true}) }

func (d Doc) line(w writer) string {
	if d.words != "" {
		return d.words
	}
	w.flat(d.blocks)
	return guardStart(strings.TrimSpace(string(w.buf)), w.plain)
}

// Escape writes plain text so that it stays plain text in a line of markdown.
func Escape(text string) string {
	if isWords(text) {
		return text
	}
	w := writer{}
	w.text(Clean(text))
	return guardStart(strings.TrimSpace(string(w.buf)), false)
}

// EscapeInside is Escape for text with something before it: its spaces at both ends stay.
func EscapeInside(text string) string {
	if isWords(text) {
		return text
	}
	w := writer{}
	w.text(Clean(text))
	return string(w.buf)
}

// Code writes a name as a code span.
func Code(name string) string {
	if isName(name) {
		return "`" + name + "`"
	}
	w := writer{}
	w.code(name)
	return string(w.buf)
}

// CodeCell writes a name as a code span in a cell of a table.
func CodeCell(name string) string {
	if isName(name) {
		return "`" + name + "`"
	}
	w := writer{cell: true}
	w.code(name)
	return string(w.buf)
}

// Fence writes a code block whose fence is longer than any inside.
func Fence(info, code string) string {
	w := writer{}
	w.fence(info, code)
	return string(w.buf)
}

// Indent puts a prefix before every line but the first, as the blocks of a list item need; empty lines stay empty.
func Indent(blocks, prefix string) string {
	breaks := strings.Count(blocks, "\n")
	if breaks == 0 {
		return blocks
	}
	var b strings.Builder
	b.Grow(len(blocks) + breaks*len(prefix))
	line, rest, more := strings.Cut(blocks, "\n")
	b.WriteString(line)
	for more {
		b.WriteByte('\n')
		if line, rest, more = strings.Cut(rest, "\n"); line != "" {
			b.WriteString(prefix)
			b.WriteString(line)
		}
	}
	return b.String()
}

// Quote puts blocks into a block quote.
func Quote(blocks string) string {
	lines := strings.Split(blocks, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+line, " ")
	}
	return strings.Join(lines, "\n")
}
