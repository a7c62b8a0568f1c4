package load

import (
	"iter"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// Tags of the scalars that a clean tree holds.
const (
	nullTag = "!!null"
	boolTag = "!!bool"
	intTag  = "!!int"
	realTag = "!!float"
	textTag = "!!str"
)

// pairs gives the keys and values of a mapping; of anything else, nothing.
func pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(*yaml.Node, *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// items gives the elements of a sequence; of anything else, nothing.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// itemsOrOne gives the elements of a sequence, or a scalar as the only element.
func itemsOrOne(n *yaml.Node) []*yaml.Node {
	if n != nil && n.Kind == yaml.ScalarNode {
		return []*yaml.Node{n}
	}
	return items(n)
}

// entry gives a key of a mapping with its value, or nils.
func entry(n *yaml.Node, key string) (k, v *yaml.Node) {
	for k, v := range pairs(n) {
		if k.Value == key {
			return k, v
		}
	}
	return nil, nil
}

// get gives the value of a key of a mapping, or nil.
func get(n *yaml.Node, key string) *yaml.Node {
	_, v := entry(n, key)
	return v
}

// text gives the text of a scalar; of anything else, "".
func text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == nullTag {
		return ""
	}
	return n.Value
}

// truth reports whether a scalar is true.
func truth(n *yaml.Node) bool { return n != nil && n.Tag == boolTag && n.Value == "true" }

// isFalse reports whether a scalar is false, written out.
func isFalse(n *yaml.Node) bool { return n != nil && n.Tag == boolTag && n.Value == "false" }

// value turns a node into a JSON value.
func (l *loader) value(n *yaml.Node) *schema.Value {
	v := &schema.Value{Pos: l.report.at(n)}
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind = schema.ObjectValue
		for key, member := range pairs(n) {
			v.Members = append(v.Members, schema.Member{Name: key.Value, Value: l.value(member), Pos: l.report.at(key)})
		}
	case yaml.SequenceNode:
		v.Kind = schema.ArrayValue
		for _, item := range n.Content {
			v.Items = append(v.Items, l.value(item))
		}
	default:
		scalarValue(v, n)
	}
	return v
}

func scalarValue(v *schema.Value, n *yaml.Node) {
	switch n.Tag {
	case nullTag:
		v.Kind = schema.NullValue
	case boolTag:
		v.Kind, v.Bool = schema.BoolValue, truth(n)
	case intTag, realTag:
		v.Kind, v.Number = schema.NumberValue, n.Value
	default:
		v.Kind, v.String = schema.StringValue, n.Value
	}
}

// values turns a sequence of nodes into JSON values.
func (l *loader) values(n *yaml.Node) []*schema.Value {
	var list []*schema.Value
	for _, item := range items(n) {
		list = append(list, l.value(item))
	}
	return list
}

// kindOf names the JSON kind of a node.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "object"
	case yaml.SequenceNode:
		return "array"
	}
	switch n.Tag {
	case nullTag:
		return "null"
	case boolTag:
		return "boolean"
	case intTag:
		return "integer"
	case realTag:
		return "number"
	}
	return "string"
}

// joinQuoted lists words for a sentence: "a", "b" and "c".
func joinQuoted(words []string, last string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " " + last + " " + quoted[len(quoted)-1]
}

// clean makes a message safe to print in one line: names come from the file and may hold anything.
func clean(message string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return '\uFFFD'
		}
		return r
	}, message)
}
