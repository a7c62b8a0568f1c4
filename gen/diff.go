package gen

import (
	"fmt"
	"sort"
	"strings"
)

// context is the number of unchanged lines around a change.
const context = 3

// unified gives the difference of two texts as a unified diff, "" when there is none. Lines that occur once in each text
// hold the two together, as in a patience diff: the time stays near linear whatever the texts are, and a moved function
// reads as moved.
func unified(oldName, newName, old, new string) string {
	if old == new {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", oldName, newName)
	for _, h := range hunks(script(splitLines(old), splitLines(new))) {
		h.write(&b)
	}
	return b.String()
}

// splitLines cuts a text behind its line ends.
func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// An edit is one line of a diff.
type edit struct {
	op   byte // ' ', '-' or '+'
	line string
}

// script turns x into y.
func script(x, y []string) []edit {
	var edits []edit
	add := func(op byte, lines []string) {
		for _, l := range lines {
			edits = append(edits, edit{op, l})
		}
	}
	var done pair // how far both are told
	for _, start := range anchors(x, y) {
		if start.x < done.x {
			continue // the run around an earlier anchor reached it
		}
		end := start
		for start.x > done.x && start.y > done.y && x[start.x-1] == y[start.y-1] {
			start.x--
			start.y--
		}
		for end.x < len(x) && end.y < len(y) && x[end.x] == y[end.y] {
			end.x++
			end.y++
		}
		add('-', x[done.x:start.x])
		add('+', y[done.y:start.y])
		add(' ', x[start.x:end.x])
		done = end
	}
	return edits
}

// A pair is a line of the old text and one of the new.
type pair struct{ x, y int }

// anchors gives the longest series of lines that occur once in each text, in an order that is the same in both, between
// the beginnings and the ends of the texts.
func anchors(x, y []string) []pair {
	list := append([]pair{{0, 0}}, longestRising(once(x, y))...)
	return append(list, pair{len(x), len(y)})
}

// once pairs the lines that occur once in each text, in the order of the old one.
func once(x, y []string) []pair {
	type count struct{ inX, inY, at int }
	counts := map[string]count{}
	for _, l := range x {
		c := counts[l]
		c.inX++
		counts[l] = c
	}
	for i, l := range y {
		c := counts[l]
		c.inY++
		c.at = i
		counts[l] = c
	}
	var list []pair
	for i, l := range x {
		if c := counts[l]; c.inX == 1 && c.inY == 1 {
			list = append(list, pair{i, c.at})
		}
	}
	return list
}

// longestRising picks a longest run of pairs, rising in x already, that rises in y too: patience sorting.
func longestRising(list []pair) []pair {
	var piles []int                 // index of the pair on top of each pile
	below := make([]int, len(list)) // the pair on top of the pile to the left when a pair was laid down
	for i, p := range list {
		n := sort.Search(len(piles), func(n int) bool { return list[piles[n]].y >= p.y })
		below[i] = -1
		if n > 0 {
			below[i] = piles[n-1]
		}
		if n == len(piles) {
			piles = append(piles, i)
		} else {
			piles[n] = i
		}
	}
	run := make([]pair, len(piles))
	if len(piles) == 0 {
		return run
	}
	for i, at := piles[len(piles)-1], len(piles)-1; i >= 0; i, at = below[i], at-1 {
		run[at] = list[i]
	}
	return run
}

// A hunk is a run of changes that are close together, with the lines around them.
type hunk struct {
	x, y  int // lines before it in the old and the new text
	edits []edit
}

// hunks cuts a script where more than twice the context is unchanged.
func hunks(edits []edit) []hunk {
	var list []hunk
	x, y := lineCounts(edits)
	for end := len(edits); ; {
		last := lastChange(edits[:end])
		if last < 0 {
			break
		}
		first := firstOfHunk(edits, last)
		from, to := max(0, first-context), min(end, last+1+context)
		dx, dy := lineCounts(edits[from:end])
		x, y, end = x-dx, y-dy, from
		list = append(list, hunk{x, y, edits[from:to]})
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// lastChange is the index of the last edit that is a change, or -1.
func lastChange(edits []edit) int {
	i := len(edits) - 1
	for i >= 0 && edits[i].op == ' ' {
		i--
	}
	return i
}

// firstOfHunk is the index of the first change of the hunk that ends with a change at last.
func firstOfHunk(edits []edit, last int) int {
	first := last
	for i := last; i >= 0 && first-i <= 2*context+1; i-- {
		if edits[i].op != ' ' {
			first = i
		}
	}
	return first
}

// lineCounts gives how many lines of the old and of the new text edits tell of.
func lineCounts(edits []edit) (x, y int) {
	for _, e := range edits {
		if e.op != '+' {
			x++
		}
		if e.op != '-' {
			y++
		}
	}
	return x, y
}

func (h hunk) write(b *strings.Builder) {
	x, y := lineCounts(h.edits)
	fmt.Fprintf(b, "@@ -%s +%s @@\n", lineRange(h.x, x), lineRange(h.y, y))
	for _, e := range h.edits {
		b.WriteByte(e.op)
		b.WriteString(e.line)
		if !strings.HasSuffix(e.line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// lineRange gives lines as the head of a hunk does: an empty range names the line before it.
func lineRange(before, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprintf("%d", before+1)
	}
	return fmt.Sprintf("%d,%d", before+1, count)
}
