package markdown

import (
	"slices"
	"strings"
	"unicode"
)

// A run is a delimiter run on its way to be paired, as CommonMark's "process emphasis" does.
type run struct {
	node        int // index in the list being read
	char        byte
	left        int // characters not used yet
	length      int // originally
	open, close bool
	before      []string // delimiters that close here, in order of writing
	after       []string // delimiters that open here, innermost first
	prev        int      // index of the run before, -1: none; runs that were given up are left out
}

// pairEmphasis pairs the delimiters of a list of nodes. Those that pair become emphasis, all others text, so that nothing
// that the author left open reaches into what the page writes behind it.
func pairEmphasis(nodes []node) []node {
	runs := findRuns(nodes)
	if len(runs) > 0 {
		pairRuns(runs)
	}
	return nest(nodes, runs)
}

func findRuns(nodes []node) []run {
	var runs []run
	for i, n := range nodes {
		if n.kind != runNode {
			continue
		}
		before, after := ' ', ' '
		if i > 0 {
			_, before = nodes[i-1].edges()
		}
		if i+1 < len(nodes) {
			after, _ = nodes[i+1].edges()
		}
		r := run{node: i, char: n.text[0], left: len(n.text), length: len(n.text), prev: len(runs) - 1}
		r.open, r.close = flanks(r.char, before, after)
		if r.char == '~' && len(n.text) > 2 {
			r.open, r.close = false, false
		}
		runs = append(runs, r)
	}
	return runs
}

// flanks says whether a run may open and close emphasis, from the characters around it.
func flanks(char byte, before, after rune) (open, close bool) {
	spaceBefore, spaceAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	punctBefore, punctAfter := isPunctuation(before), isPunctuation(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	if char == '_' {
		return left && (!right || punctBefore), right && (!left || punctAfter)
	}
	return left, right
}

func isPunctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// bottomKey says which openers a closer has looked through in vain, so that no one looks twice.
type bottomKey struct {
	char  byte
	open  bool
	mod3  int
	tilde int
}

func pairRuns(runs []run) {
	bottom := map[bottomKey]int{}
	for c := range runs {
		closer := &runs[c]
		for closer.close && closer.left > 0 {
			key := bottomKey{closer.char, closer.open, closer.length % 3, 0}
			if closer.char == '~' {
				key.tilde = closer.length
			}
			floor, looked := bottom[key]
			if !looked {
				floor = -1
			}
			o := closer.prev
			for o > floor && !runs[o].pairsWith(closer) {
				o = runs[o].prev
			}
			if o <= floor || o < 0 {
				bottom[key] = closer.prev
				break
			}
			pair(&runs[o], closer)
			closer.prev = o // the runs between are inside the pair and stay text
			if runs[o].left == 0 {
				closer.prev = runs[o].prev
			}
		}
	}
}

func (r *run) pairsWith(closer *run) bool {
	if r.char != closer.char || !r.open || r.left == 0 {
		return false
	}
	if r.char == '~' {
		return r.left == closer.left
	}
	odd := (r.close || closer.open) && (r.length+closer.length)%3 == 0
	return !odd || r.length%3 == 0 && closer.length%3 == 0
}

func pair(opener, closer *run) {
	width := 1
	if opener.left >= 2 && closer.left >= 2 {
		width = 2
	}
	mark := strings.Repeat(string(opener.char), width)
	opener.after = append(opener.after, mark)
	closer.before = append(closer.before, mark)
	opener.left -= width
	closer.left -= width
}

// nest makes the tree: the delimiters that were paired open and close emphasis, the others are text.
func nest(nodes []node, runs []run) []node {
	stack := []level{{nodes: make([]node, 0, len(nodes))}}
	for _, n := range nodes {
		top := &stack[len(stack)-1]
		if n.kind != runNode {
			top.add(n)
			continue
		}
		r := runs[0]
		runs = runs[1:]
		for range r.before {
			closed := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			top = &stack[len(stack)-1]
			top.add(node{kind: emphasisNode, text: closed.mark, nodes: closed.close()})
		}
		top.add(node{kind: textNode, text: n.text[:r.left]})
		for _, mark := range slices.Backward(r.after) {
			stack = append(stack, level{mark: mark})
		}
	}
	return stack[0].close()
}

// A level is emphasis that is still open, or the line itself.
type level struct {
	mark  string
	nodes []node
	word  string // text that is not in nodes yet, so that neighbours become one node
	words []byte // the same, when it was more than one piece
}

func (l *level) add(n node) {
	switch {
	case n.kind != textNode:
		l.nodes = append(l.close(), n)
	case l.word == "":
		l.word = n.text
	case len(l.words) == 0:
		l.words = append(append(l.words, l.word...), n.text...)
	default:
		l.words = append(l.words, n.text...)
	}
}

func (l *level) close() []node {
	if len(l.words) > 0 {
		l.word = string(l.words)
	}
	if l.word != "" {
		l.nodes = append(l.nodes, node{kind: textNode, text: l.word})
	}
	l.word, l.words = "", nil
	return l.nodes
}
