package docs

import (
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
)

// paragraphs joins blocks that are there with blank lines.
func paragraphs(list ...string) string { return strings.TrimPrefix(blocks(list...), "\n\n") }

// blocks writes what is there with a blank line before each.
func blocks(list ...string) string {
	if length(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(length(list) + 2*len(list))
	for _, block := range list {
		if block != "" {
			b.WriteString("\n\n")
			b.WriteString(block)
		}
	}
	return b.String()
}

// bullets writes a list; an item may hold blocks.
func (p *page) bullets(items []string) string { return p.listOf("- ", items) }

// pageList is a list that may stand beside prose with lists of its own, which never have this mark.
func (p *page) pageList(items []string) string { return p.listOf("* ", items) }

func (p *page) listOf(mark string, items []string) string {
	var b strings.Builder
	b.Grow(length(items) + 4*len(items))
	for i, item := range items {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(mark)
		b.WriteString(p.indent(item, "  "))
	}
	return b.String()
}

// alert writes a GFM alert.
func (p *page) alert(kind, blocks string) string {
	if blocks == "" {
		return ""
	}
	return p.after("[!"+kind+"]\n"+blocks, markdown.Quote)
}

// indent puts a prefix before every line but the first.
func (p *page) indent(blocks, prefix string) string {
	if !p.isTall(blocks) {
		return blocks
	}
	return p.after(blocks, func(blocks string) string { return markdown.Indent(blocks, prefix) })
}

// A table is a GFM table; its cells are finished markdown without line ends.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// dropEmpty takes out the last column, with this index, when nothing is in it.
func (t *table) dropEmpty(column int) {
	for _, row := range t.rows {
		if row[column] != "" {
			return
		}
	}
	t.head = t.head[:column]
	for i := range t.rows {
		t.rows[i] = t.rows[i][:column]
	}
}

// String gives the table, or "" when it has no rows.
func (t *table) String() string {
	if len(t.rows) == 0 {
		return ""
	}
	size := 16 * len(t.head)
	for _, row := range t.rows {
		size += length(row) + 3*len(row) + 2
	}
	var b strings.Builder
	b.Grow(size + length(t.head))
	b.WriteByte('|')
	writeRow(&b, t.head)
	b.WriteString("\n|" + strings.Repeat(" --- |", len(t.head)))
	for _, row := range t.rows {
		b.WriteString("\n|")
		writeRow(&b, row)
	}
	return b.String()
}

func writeRow(b *strings.Builder, cells []string) {
	for _, cell := range cells {
		b.WriteByte(' ')
		b.WriteString(cell)
		b.WriteString(" |")
	}
}

// anchorTag is the explicit anchor that forges keep.
func anchorTag(anchor string) string {
	if anchor == "" {
		return ""
	}
	return `<a id="` + anchor + `"></a>`
}

// withGist puts the gist of a thing behind its name.
func withGist(name, gist string) string {
	if gist == "" {
		return name
	}
	return name + " – " + gist
}

// upperFirst begins a sentence.
func (p *page) upperFirst(s string) string {
	if p.each != nil && startsWithSlot(s) {
		return p.after(s[:slotSize], upperFirst) + s[slotSize:]
	}
	return upperFirst(s)
}

// upperFirst begins a sentence. Code and links begin with a sign that has no case, so they stay as they are.
func upperFirst(s string) string {
	mark := ""
	if strings.HasPrefix(s, "<span ") {
		mark, s = s[:strings.IndexByte(s, '>')+1], s[strings.IndexByte(s, '>')+1:]
	}
	for i, r := range s {
		return mark + s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return mark + s
}
