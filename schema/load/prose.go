package load

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// maxProse bounds one text: cutting it at its references takes more than linear time.
const maxProse = 100_000

// maxColumn bounds the search for a reference in its line: counting characters up to it takes linear time.
const maxColumn = 10_000

// A pendingText is prose with references, waiting for the names to have their pointers.
type pendingText struct {
	prose schema.Prose
	owner schema.Element // or nil
	find  func(needle string, nth int) schema.Position
}

// A pendingUse is what replaces something deprecated.
type pendingUse struct {
	ref   **schema.Ref
	node  *yaml.Node
	owner schema.Element
}

// text fills a piece of prose of the protocol file. A node that is no text leaves it empty.
func (l *loader) text(t *schema.Text, n *yaml.Node, key string, owner schema.Element) {
	raw := strings.TrimSpace(text(n))
	if raw == "" {
		return
	}
	t.Key, t.Pos = key, l.report.at(n)
	if len(raw) > maxProse {
		l.report.add(n, "too-large", "this text is longer than %d characters; move it to a guide and cut it there", maxProse)
		return
	}
	if r, found := controlCharacter(raw); found {
		l.report.add(n, "not-text", "this text holds the control character U+%04X; remove it", r)
		return
	}
	if strings.TrimSpace(schema.Seen(raw)) == "" {
		l.report.add(n, "not-text", "this text holds no character that can be seen; write words, or leave it out")
		return
	}
	l.checkCut(n)
	l.prose(t, raw, owner, func(needle string, nth int) schema.Position { return l.findInScalar(n, needle, nth) })
}

// prose cuts a text and keeps its references for later.
func (l *loader) prose(t *schema.Text, raw string, owner schema.Element, find func(string, int) schema.Position) {
	if !strings.Contains(raw, "[[") {
		t.Source = schema.Prose{{Text: schema.Seen(raw)}}
		return
	}
	t.Source = schema.ParseProse(raw)
	l.texts = append(l.texts, pendingText{t.Source, owner, find})
}

// controlCharacter finds a control character that no prose may hold.
func controlCharacter(s string) (rune, bool) {
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return r, true
		}
	}
	return 0, false
}

// checkCut warns of text that YAML cut off at " #" without a word.
func (l *loader) checkCut(n *yaml.Node) {
	if n.Style != 0 || n.LineComment == "" {
		return
	}
	if last, _ := utf8.DecodeLastRuneInString(n.Value); !unicode.IsPunct(last) && strings.Contains(n.Value, " ") {
		l.report.add(n, "cut-text", `YAML ends this text at " #"; if that belongs to it, put the text in quotes, otherwise end it with a full stop`)
	}
}

// finishProse resolves every reference.
func (l *loader) finishProse() {
	resolver := schema.NewResolver(l.protocol)
	for _, t := range l.texts {
		seen := map[string]int{}
		for i := range t.prose {
			span := &t.prose[i]
			if span.Ref == nil {
				continue
			}
			if ref, ok := resolver.Resolve(span.Text, t.owner); ok {
				span.Ref = ref
			} else if l.report.full() {
				l.report.dropped++
			} else {
				l.unknownReference(t.find("[["+span.Text+"]]", seen[span.Text]), resolver, span.Text, t.owner)
			}
			seen[span.Text]++
		}
	}
	for _, u := range l.uses {
		ref, ok := resolver.Resolve(text(u.node), u.owner)
		if !ok {
			l.unknownReference(l.report.at(u.node), resolver, text(u.node), u.owner)
			continue
		}
		*u.ref = ref
	}
}

func (l *loader) unknownReference(pos schema.Position, resolver *schema.Resolver, raw string, owner schema.Element) {
	hint := "; name a message, type, endpoint, flow or guide, then .field"
	if strings.HasPrefix(raw, ".") {
		hint = "; name a field of the message or type that the text belongs to, or say before the dot what it is a field of"
	}
	if l.report.mayCompare(len(l.referable)) {
		if near := resolver.Suggest(raw, owner); near != "" {
			hint = `; did you mean "` + near + `"?`
		}
	}
	target, _, _ := strings.Cut(raw, "|")
	l.report.addAt(pos, "unknown-reference", "unknown reference %q%s", target, hint)
}

// findInScalar gives the place of the nth needle in a scalar as it is written, or of the scalar when escapes or folded
// lines hide it.
func (l *loader) findInScalar(n *yaml.Node, needle string, nth int) schema.Position {
	pos := l.report.at(n)
	if n.Column > maxColumn {
		return pos
	}
	start := l.lines().offset(n.Line, n.Column)
	limit := min(len(l.data), start+4*len(n.Value)+200) // what is further away is not in this scalar
	at := nthIndex(l.data[start:limit], needle, nth)
	if at < 0 {
		return pos
	}
	return l.lines().position(pos.File, start+at)
}

// nthIndex gives where the nth needle in a text begins, counted from 0, or -1.
func nthIndex(text []byte, needle string, nth int) int {
	start := 0
	for ; ; nth-- {
		i := bytes.Index(text[start:], []byte(needle))
		switch {
		case i < 0:
			return -1
		case nth == 0:
			return start + i
		}
		start += i + len(needle)
	}
}
