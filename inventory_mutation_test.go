package callinggen_test

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// TestInventoryNamesEverything takes each thing out of a copy of the protocol file, one at a time, and wants the inventory to
// miss it. So it shows both that the check works and that the inventory names all there is.
func TestInventoryNamesEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: loads the protocol several hundred times.")
	}
	facts := slices.DeleteFunc(readInventory(t), func(f fact) bool { return f.kind == "sequence" || f.kind == "faq" })
	root := bareProtocol(t)
	if missed := missing(t, root, facts); len(missed) > 0 {
		t.Fatalf("the protocol without its prose already misses %d lines, the first is %v", len(missed), missed[0])
	}
	cuts := allCuts(root)
	if len(cuts) < 500 {
		t.Fatalf("found only %d things to take out", len(cuts))
	}
	work := make(chan spot)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for c := range work {
				if len(missing(t, without(root, c), facts)) == 0 {
					t.Errorf("%s: %s: no line of %s misses it", callingFile, c, inventoryFile)
				}
			}
		}()
	}
	for _, c := range cuts {
		work <- c
	}
	close(work)
	workers.Wait()
}

// missing gives the facts that a protocol file does not hold. A file that cannot be loaded holds none.
func missing(t *testing.T, root *yaml.Node, facts []fact) []fact {
	var data bytes.Buffer
	writeJSON(&data, root)
	p, diagnostics := load.Protocol(load.Source{FS: fstest.MapFS{"protocol.yaml": {Data: data.Bytes()}}, Name: "protocol.yaml"})
	if p == nil {
		t.Logf("does not load: %v", diagnostics)
		return facts
	}
	m := newModel(p)
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return m.check(f) == nil })
}

// writeJSON writes a tree in the part of YAML that is JSON, in a fraction of the time that the YAML encoder takes.
func writeJSON(b *bytes.Buffer, n *yaml.Node) {
	open, end := "{", "}"
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!str" || n.Tag == "" {
			b.WriteString(strconv.Quote(n.Value))
		} else {
			b.WriteString(n.Value)
		}
		return
	case yaml.SequenceNode:
		open, end = "[", "]"
	}
	b.WriteString(open)
	for i, c := range n.Content {
		writeJSON(b, c)
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			b.WriteString(": ")
		} else {
			b.WriteString(",\n")
		}
	}
	b.WriteString(end)
}

// bareProtocol reads the protocol file and leaves out what refers to the things that are about to be taken out: the prose, the
// examples, and the courses of the conversation.
func bareProtocol(t *testing.T) *yaml.Node {
	t.Helper()
	data, err := os.ReadFile(callingFile)
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	root := spot{node: document.Content[0]}
	for _, key := range []string{"flows", "faq", "guides"} {
		remove(root.node, key)
	}
	history, _ := root.down("history")
	for _, version := range history.all() {
		*version.node = something
	}
	dropProse(root)
	return root.node
}

// dropProse takes out, or makes say nothing, whatever may name other things of the protocol. It leaves alone where such a word
// is the name of a member.
func dropProse(s spot) {
	if !s.holdsNames() {
		for _, key := range []string{"changes", "disputed", "examples"} {
			remove(s.node, key)
		}
		for _, text := range s.some("summary", "description", "when", "reason") {
			*text.node = something
		}
	}
	for _, c := range s.all() {
		dropProse(c)
	}
}

// something is prose that names nothing.
var something = yaml.Node{Kind: yaml.ScalarNode, Value: "Something."}

// allCuts lists what the inventory has to name.
func allCuts(root *yaml.Node) []spot {
	var cuts []spot
	top := spot{node: root}
	for _, message := range top.at("messages").all() {
		cuts = append(cuts, message)
		cuts = append(cuts, parts(message)...)
		cuts = append(cuts, message.some("layout", "catches", "automatic", "deprecated", "removed", "since")...)
		if sends := message.at("sends"); sends.node != nil && sends.node.Value != schema.Camel(message.name()) {
			cuts = append(cuts, sends)
		}
		cuts = append(cuts, message.at("replies", "messages").all()...)
	}
	for _, decl := range top.at("types").all() {
		cuts = append(cuts, parts(decl)...)
	}
	for _, endpoint := range top.at("http", "endpoints").all() {
		cuts = append(cuts, endpoint)
		cuts = append(cuts, parts(endpoint)...)
		for _, list := range []string{"families", "responses", "auth"} {
			cuts = append(cuts, endpoint.at(list).all()...)
		}
		for _, parameter := range endpoint.at("parameters").all() {
			if in := parameter.at("in"); in.node.Value != "path" { // a path cannot stand without its parameters
				cuts = append(cuts, parameter)
			}
		}
	}
	for _, key := range top.at("storage").all() {
		cuts = append(cuts, key)
		cuts = append(cuts, parts(key)...)
	}
	return append(cuts, top.at("handshake").all()...)
}

// parts lists the members, the values and the marks of the types below a place.
func parts(s spot) []spot {
	if _, removed := s.down("removed"); removed {
		return nil
	}
	var cuts []spot
	if s.isType() {
		for _, key := range []string{"properties", "required", "oneOf", "enum"} {
			cuts = append(cuts, s.at(key).all()...)
		}
		cuts = append(cuts, s.some("open", "additionalProperties")...)
	}
	for _, c := range s.all() {
		cuts = append(cuts, parts(c)...)
	}
	return cuts
}

// without gives a copy of the file without one thing, and without the places that cannot stand without it.
func without(root *yaml.Node, cut spot) *yaml.Node {
	top := spot{node: clone(root)}
	top.remove(cut.path...)
	switch {
	case cut.parent() == "properties":
		top.remove(append(slices.Clone(cut.path[:len(cut.path)-2]), "required", cut.name())...)
	case cut.parent() == "messages" && len(cut.path) == 2:
		for _, message := range top.at("messages").all() {
			top.remove("messages", message.name(), "replies", "messages", cut.name())
		}
	}
	return top.node
}

// A spot is a node of the file with the way to it: keys of mappings, and for the items of a list what itemName says.
type spot struct {
	path []string
	node *yaml.Node // nil: there is none
}

func (s spot) String() string { return strings.Join(s.path, " › ") }

func (s spot) name() string { return s.path[len(s.path)-1] }

// parent is the key of the mapping or list that holds the node.
func (s spot) parent() string {
	if len(s.path) < 2 {
		return ""
	}
	return s.path[len(s.path)-2]
}

// isType tells a type schema from other mappings by what only it can have.
func (s spot) isType() bool {
	return !s.holdsNames() && len(s.some("properties", "oneOf", "enum")) > 0
}

// holdsNames tells a mapping whose keys are names that the protocol chose. A member may itself be called "properties".
func (s spot) holdsNames() bool {
	depth := 0
	for i := len(s.path) - 1; i >= 0 && s.path[i] == "properties"; i-- {
		depth++
	}
	return depth%2 == 1 || len(s.path) > 0 && s.name() == "parameters"
}

// all gives the entries of a mapping or the items of a list.
func (s spot) all() []spot {
	if s.node == nil {
		return nil
	}
	var list []spot
	for i, c := range s.node.Content {
		switch {
		case s.node.Kind == yaml.SequenceNode:
			list = append(list, spot{append(slices.Clone(s.path), itemName(c, i)), c})
		case i%2 == 1:
			list = append(list, spot{append(slices.Clone(s.path), s.node.Content[i-1].Value), c})
		}
	}
	return list
}

// down goes to one entry or item.
func (s spot) down(name string) (spot, bool) {
	for _, c := range s.all() {
		if c.name() == name {
			return c, true
		}
	}
	return spot{}, false
}

// at goes several steps down; its node is nil when one of them is missing.
func (s spot) at(names ...string) spot {
	for _, name := range names {
		s, _ = s.down(name)
	}
	return s
}

// some gives those of the entries that there are.
func (s spot) some(names ...string) []spot {
	var list []spot
	for _, name := range names {
		if c, ok := s.down(name); ok {
			list = append(list, c)
		}
	}
	return list
}

// remove takes out what a path leads to, and with the last item of a list the list.
func (s spot) remove(path ...string) {
	holder := s.at(path[:len(path)-1]...)
	if holder.node == nil {
		return
	}
	remove(holder.node, path[len(path)-1])
	if holder.node.Kind == yaml.SequenceNode && len(holder.node.Content) == 0 {
		s.remove(path[:len(path)-1]...)
	}
}

// itemName names an item of a list by its value, by what it says of itself, or by its position.
func itemName(item *yaml.Node, position int) string {
	if item.Kind == yaml.ScalarNode {
		return item.Value
	}
	for _, key := range []string{"const", "message", "$ref"} {
		for i := 0; i+1 < len(item.Content); i += 2 {
			if item.Content[i].Value == key {
				return item.Content[i+1].Value
			}
		}
	}
	return "item " + string(rune('0'+position))
}

// remove takes an entry out of a mapping or an item out of a list.
func remove(n *yaml.Node, name string) {
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode && itemName(c, i) == name:
			n.Content = slices.Delete(n.Content, i, i+1)
			return
		case n.Kind == yaml.MappingNode && i%2 == 0 && c.Value == name:
			n.Content = slices.Delete(n.Content, i, i+2)
			return
		}
	}
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, clone(child))
	}
	return &c
}
