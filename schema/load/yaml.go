package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

const (
	maxSeparators = 1_000_000 // ":", "," and the like, before parsing: each makes at most two nodes of about 200 bytes
	maxNodes      = 1_500_000 // with every alias counted as often as it is used
	maxDepth      = 200       // mappings and lists inside each other; a real protocol has about twenty
	maxNumber     = 100       // characters of a number; arithmetic on longer ones is an attack
)

// parse turns the file into a clean tree: one document, no aliases, no duplicate keys, and only scalars that JSON has.
// It gives nil when the file is no YAML mapping.
func (l *loader) parse(data []byte) *yaml.Node {
	if separators(data) > maxSeparators {
		l.report.addAt(schema.Position{File: l.report.file}, "too-large",
			"the file holds more than %d keys and list elements; nothing of that size is a protocol, check that it is the right file", maxSeparators)
		return nil
	}
	root := everydayTree(data)
	if root == nil {
		if root = l.anyTree(data); root == nil {
			return nil
		}
	}
	t := tidier{loader: l, open: map[*yaml.Node]bool{}, done: map[*yaml.Node]extent{}}
	if root = t.tidy(root, 0); t.failed {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		l.report.add(root, "wrong-kind", `a protocol file is a mapping of keys like "protocol:" and "messages:"; this one is %s`, sayKind(kindOf(root)))
		return nil
	}
	return root
}

// anyTree gives the tree of a file in any YAML, or reports why it is none.
func (l *loader) anyTree(data []byte) *yaml.Node {
	document, err := decode(bytes.NewReader(data))
	if err == nil && len(document.Content) == 0 {
		err = io.EOF
	}
	if err != nil {
		l.reportSyntax(err)
		return nil
	}
	return document.Content[0]
}

// separators counts the characters that make nodes, roughly and never too few.
func separators(data []byte) int {
	n := 0
	for i, c := range data {
		switch c {
		case ',', '[', '{':
			n++
		case ':', '?', '-':
			if i+1 == len(data) || strings.IndexByte(" \t\r\n,]}\"'[{", data[i+1]) >= 0 || c == ':' && i > 0 && (data[i-1] == '"' || data[i-1] == '\'') {
				n++
			}
		}
	}
	return n
}

var errDocuments = errors.New("more than one document")

// decode parses YAML. It turns a panic of the parser, which was not written for hostile input, into an error.
func decode(r io.Reader) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML parser failed: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(r)
	document = new(yaml.Node)
	if err := decoder.Decode(document); err != nil {
		return nil, err
	}
	if err := decoder.Decode(new(yaml.Node)); err == nil {
		return nil, errDocuments
	} else if err != io.EOF {
		return nil, err
	}
	return document, nil
}

// A tidier cleans a tree. Aliases are followed, so that the tree may share nodes afterwards, but is finite.
type tidier struct {
	*loader
	nodes   int
	deepest int                   // level reached so far inside the innermost anchored node
	open    map[*yaml.Node]bool   // anchored nodes above the present one
	done    map[*yaml.Node]extent // anchored nodes before the present one
	failed  bool                  // the tree is not usable
}

// An extent is how much an alias stands for.
type extent struct{ nodes, levels int }

// tidy gives the clean form of a node.
func (t *tidier) tidy(n *yaml.Node, depth int) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return t.alias(n, depth)
	}
	t.deepest = max(t.deepest, depth)
	if depth > maxDepth {
		t.failDeep(n)
	}
	if t.nodes++; t.nodes > maxNodes {
		t.fail(n, "too-large", "the file holds more than %d values; nothing of that size is a protocol, check that it is the right file", maxNodes)
	}
	if t.failed {
		return n
	}
	if n.Anchor != "" {
		t.tidyAnchored(n, depth)
	} else {
		t.tidyInside(n, depth)
	}
	return n
}

// tidyAnchored cleans a node that aliases may stand for, and notes its extent.
func (t *tidier) tidyAnchored(n *yaml.Node, depth int) {
	nodes, deepest := t.nodes, t.deepest
	t.open[n] = true
	t.deepest = depth
	t.tidyInside(n, depth)
	delete(t.open, n)
	t.done[n] = extent{nodes: t.nodes - nodes + 1, levels: t.deepest - depth}
	t.deepest = max(t.deepest, deepest)
}

func (t *tidier) tidyInside(n *yaml.Node, depth int) {
	n.HeadComment, n.FootComment = "", ""
	switch n.Kind {
	case yaml.ScalarNode:
		t.scalar(n)
	case yaml.SequenceNode:
		t.collectionTag(n, "!!seq")
		for i, item := range n.Content {
			n.Content[i] = t.tidy(item, depth+1)
		}
	case yaml.MappingNode:
		t.collectionTag(n, "!!map")
		t.keys(n)
		for i := 1; i < len(n.Content); i += 2 {
			n.Content[i] = t.tidy(n.Content[i], depth+1)
		}
	}
}

// alias gives what an alias stands for; the tree then shares it.
func (t *tidier) alias(n *yaml.Node, depth int) *yaml.Node {
	e, done := t.done[n.Alias]
	if !done && !t.open[n.Alias] {
		return t.tidy(n.Alias, depth) // what held the anchor was dropped, or is a key
	}
	t.nodes += e.nodes
	t.deepest = max(t.deepest, depth+e.levels)
	switch {
	case t.open[n.Alias]:
		t.fail(n, "yaml", "the alias *%s stands inside its own anchor; write the value out", n.Value)
	case t.nodes > maxNodes:
		t.fail(n, "too-large", "the aliases of this file stand for more than %d values; write fewer of them", maxNodes)
	case t.deepest > maxDepth:
		t.failDeep(n)
	}
	if t.failed {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: nullTag, Line: n.Line, Column: n.Column}
	}
	return n.Alias
}

func (t *tidier) failDeep(n *yaml.Node) {
	t.fail(n, "too-large", "the nesting is deeper than %d levels; a protocol needs about twenty", maxDepth)
}

// fail reports an error that makes the tree unusable; only the first one counts.
func (t *tidier) fail(n *yaml.Node, rule, format string, args ...any) {
	if !t.failed {
		t.report.add(n, rule, format, args...)
	}
	t.failed = true
}

// keys checks the keys of a mapping: scalars that every YAML reader takes for the same text, each once. A second one is
// dropped.
func (t *tidier) keys(n *yaml.Node) {
	find := finder(len(n.Content) / 2)
	kept := n.Content[:0]
	for i := 0; i < len(n.Content); i += 2 {
		key := keyNode(n.Content[i])
		if key.Kind != yaml.ScalarNode {
			t.fail(key, "yaml", "a key must be plain text, not %s; write a name", sayKind(kindOf(key)))
			return
		}
		t.nodes++
		t.keyText(key)
		if first := find(key, kept); first != nil {
			t.report.add(key, "duplicate-key", "the key %q is already at line %d; remove one of them", key.Value, first.Line)
			continue
		}
		kept = append(kept, key, n.Content[i+1])
	}
	n.Content = kept
}

// finder gives a function that finds a key among those that were kept before it, and knows it from then on. A few keys are
// compared with each other; many are not.
func finder(count int) func(key *yaml.Node, kept []*yaml.Node) *yaml.Node {
	const few = 16
	if count <= few {
		return func(key *yaml.Node, kept []*yaml.Node) *yaml.Node {
			for i := 0; i < len(kept); i += 2 {
				if kept[i].Value == key.Value {
					return kept[i]
				}
			}
			return nil
		}
	}
	seen := make(map[string]*yaml.Node, count)
	return func(key *yaml.Node, _ []*yaml.Node) *yaml.Node {
		first := seen[key.Value]
		if first == nil {
			seen[key.Value] = key
		}
		return first
	}
}

// keyNode gives the scalar that an alias among the keys stands for, at the place of the alias.
func keyNode(key *yaml.Node) *yaml.Node {
	if key.Kind != yaml.AliasNode || key.Alias.Kind != yaml.ScalarNode {
		return key
	}
	scalar := *key.Alias
	scalar.Line, scalar.Column = key.Line, key.Column
	return &scalar
}

var wholeNumber = regular(`^(0|[1-9][0-9]*)$`)

// keyText refuses a key that another YAML reader spells in another way.
func (t *tidier) keyText(key *yaml.Node) {
	switch key.Tag {
	case textTag, "!!timestamp":
	case "!!merge":
		t.report.add(key, "yaml", `merge keys ("<<") are not part of the language; write the keys out`)
	case intTag:
		if !wholeNumber().MatchString(key.Value) {
			t.report.add(key, "yaml", "YAML readers take the key %s for different numbers; put it in quotes", key.Value)
		}
	default:
		t.report.add(key, "yaml", "YAML takes the key %s for %s; put it in quotes", key.Value, sayKind(kindOf(key)))
	}
	key.Tag = textTag
}

// collectionTag refuses tags like !!set and !mine.
func (t *tidier) collectionTag(n *yaml.Node, want string) {
	if n.Tag != want {
		t.report.add(n, "yaml", "the tag %s is not part of the language; remove it", n.Tag)
	}
}

// scalar brings a scalar into the form that JSON has.
func (t *tidier) scalar(n *yaml.Node) {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != textTag {
		t.report.add(n, "yaml", "the tag %s is not part of the language; remove it", n.Tag)
		n.Tag = textTag
	}
	switch n.Tag {
	case textTag, nullTag:
	case "!!timestamp":
		n.Tag = textTag // JSON has no dates: what looks like one is text
	case boolTag:
		n.Value = strings.ToLower(n.Value)
	case intTag, realTag:
		t.number(n)
	}
}

// number spells a number as JSON does.
func (t *tidier) number(n *yaml.Node) {
	spelled, ok := jsonNumber(n.Value)
	if !ok {
		t.report.add(n, "yaml", "%s is no number in JSON; write it in decimal digits, or in quotes if it is text", n.Value)
		spelled = "0"
	}
	n.Value = spelled
	if strings.ContainsAny(spelled, ".eE") {
		n.Tag = realTag
	} else {
		n.Tag = intTag
	}
}

// jsonNumber gives the JSON spelling of a YAML number. Numbers beyond what a float64 holds are refused: whoever computes
// with them exactly would need memory without bounds.
func jsonNumber(yamlText string) (string, bool) {
	digits := strings.TrimPrefix(strings.ReplaceAll(yamlText, "_", ""), "+")
	if len(yamlText) > maxNumber || octal(digits) {
		return "", false
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || f == 0 && strings.ContainsAny(digits, "eE123456789") {
		if i, ok := new(big.Int).SetString(digits, 0); ok {
			return i.String(), true
		}
		return "", false
	}
	if json.Valid([]byte(digits)) {
		return digits, true
	}
	short := strconv.FormatFloat(f, 'g', -1, 64)
	return short, json.Valid([]byte(short))
}

// octal reports whether a number begins with a zero that YAML 1.1 reads as base eight and YAML 1.2 as nothing.
func octal(number string) bool {
	digits := strings.TrimPrefix(number, "-")
	return len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9'
}

// sayKind names a JSON kind in a sentence.
func sayKind(kind string) string {
	switch kind {
	case "object":
		return "a mapping"
	case "array":
		return "a list"
	case "string":
		return "text"
	case "boolean":
		return "true or false"
	case "null":
		return "nothing"
	case "integer":
		return "a whole number"
	}
	return "a number"
}
