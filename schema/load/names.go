package load

import (
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// invisible reports whether a character cannot be seen, changes how others are seen, or looks like nothing in particular. A
// name that holds one is not the name that it looks like.
func invisible(r rune) bool {
	return schema.IsHidden(r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar
}

// checkName reports a wire name that cannot be read off the page: empty, with characters that are not visible, or with
// spaces around it. It may otherwise hold anything, since it comes from a protocol that exists.
func (l *loader) checkName(n *yaml.Node, what string) {
	if n == nil {
		return
	}
	name := n.Value
	if i := strings.IndexFunc(name, invisible); i >= 0 {
		r := []rune(name[i:])[0]
		l.report.add(n, "bad-name", "%s holds the invisible character U+%04X; remove it", what, r)
		return
	}
	if name == "" || strings.TrimSpace(name) != name {
		l.report.add(n, "bad-name", "%s is empty or has spaces around it; write the name alone", what)
	}
}

// identified are the mappings whose keys are ids, as paths of keys. The shape of the file says which ASCII characters they
// may hold.
var identified = [][]string{
	{"participants"}, {"actors"}, {"sources"}, {"tags"}, {"messages"}, {"types"}, {"flows"}, {"faq"},
	{"http", "servers"}, {"http", "families"}, {"http", "auth"}, {"http", "endpoints"},
}

// checkIDs reports ids that no page and no code can show: of the characters beyond ASCII, letters and digits are allowed.
func (l *loader) checkIDs(root *yaml.Node) {
	for _, path := range identified {
		section := root
		for _, key := range path {
			section = get(section, key)
		}
		for key := range pairs(section) {
			l.checkID(key)
		}
	}
}

func (l *loader) checkID(n *yaml.Node) {
	for _, r := range text(n) {
		if r > unicode.MaxASCII && !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			l.report.add(n, "bad-name", "%q holds the character U+%04X, which is neither letter nor digit; remove it", n.Value, r)
			return
		}
	}
}

// codeName reads a name for code.
func (l *loader) codeName(n *yaml.Node) string {
	l.checkID(n)
	return text(n)
}

// refer puts a message, type, endpoint, flow or guide into the namespace of references.
func (l *loader) refer(name string, e schema.Element) {
	if other, taken := l.referable[name]; taken {
		l.report.addAt(e.Info().Pos, "duplicate-name", "%q is already the name of the %s at %s; references need one name each: rename one of them",
			name, kindOfElement(other), other.Info().Pos)
		return
	}
	l.referable[name] = e
}

func kindOfElement(e schema.Element) string {
	switch e.(type) {
	case *schema.Message:
		return "message"
	case *schema.Decl:
		return "type"
	case *schema.Endpoint:
		return "endpoint"
	case *schema.Flow:
		return "flow"
	}
	return "guide"
}
