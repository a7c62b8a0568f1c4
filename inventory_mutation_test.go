package callinggen_test

import (
	"bytes"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// TestInventoryNamesEverything takes each thing out of a copy of the protocol file, one at a time, and wants the inventory to
// miss it. So it shows both that the check works and that the inventory names all there is.
func TestInventoryNamesEverything(t *testing.T) {
	facts := slices.DeleteFunc(readInventory(t), func(f fact) bool { return f.kind == "sequence" || f.kind == "faq" })
	file := newProtocolFile(bareProtocol(t))
	if missed := missing(t, file.root, facts); len(missed) > 0 {
		t.Fatalf("the protocol without its prose already misses %d lines, the first is %v", len(missed), missed[0])
	}
	work := make(chan entry)
	var tried atomic.Int32
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for e := range work {
				around := file.around(e)
				there := holding(t, around, facts)
				for _, c := range e.cuts() {
					tried.Add(1)
					if len(missing(t, without(around, c), there)) == 0 {
						t.Errorf("%s: %s: no line of %s misses it", callingFile, c, inventoryFile)
					}
				}
			}
		}()
	}
	for _, e := range file.entries {
		work <- e
	}
	close(work)
	workers.Wait()
	if tried.Load() < 500 {
		t.Errorf("found only %d things to take out", tried.Load())
	}
}

// missing gives the facts that a protocol file does not hold. A file that cannot be loaded holds none.
func missing(t *testing.T, root *yaml.Node, facts []fact) []fact {
	m := loadTree(t, root)
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return m != nil && m.check(f) == nil })
}

// holding gives the facts that a protocol file does hold.
func holding(t *testing.T, root *yaml.Node, facts []fact) []fact {
	m := loadTree(t, root)
	if m == nil {
		t.Error("a part of the protocol file does not load")
		return nil
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return m.check(f) != nil })
}

// loadTree gives nil for what cannot be loaded.
func loadTree(t *testing.T, root *yaml.Node) *model {
	var data bytes.Buffer
	writeJSON(&data, root)
	p, diagnostics := load.Protocol(load.Source{FS: fstest.MapFS{"protocol.yaml": {Data: data.Bytes()}}, Name: "protocol.yaml"})
	if p == nil {
		t.Logf("does not load: %v", diagnostics)
		return nil
	}
	return newModel(p)
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

// A protocolFile is a file in its entries: messages, types, endpoints and storage keys, and a frame around them.
type protocolFile struct {
	root    *yaml.Node
	entries []entry
	frame   []string // paths of the entries that the rest of the file names, and of one endpoint
}

// An entry is a part of the file with a name. The handshake is one, too.
type entry struct {
	spot
	uses []string // paths of other entries that it names
}

func newProtocolFile(root *yaml.Node) *protocolFile {
	file, top := &protocolFile{root: root}, spot{node: root}
	rest := spot{node: clone(root)}
	paths := map[string]string{} // of entries, by how others name them
	for _, section := range []spot{top.at("messages"), top.at("types"), top.at("http", "endpoints"), top.at("storage")} {
		for _, s := range section.all() {
			file.entries = append(file.entries, entry{spot: s})
			paths[s.name()], paths["#/types/"+s.name()] = s.String(), s.String()
		}
		rest.remove(section.path...)
	}
	for i, e := range file.entries {
		file.entries[i].uses = e.mentions(paths)
	}
	file.frame = append(rest.mentions(paths), top.at("http", "endpoints").all()[0].String())
	file.entries = append(file.entries, entry{spot: top.at("handshake")})
	return file
}

// mentions lists the entries whose names stand below a spot, by their paths.
func (s spot) mentions(paths map[string]string) []string {
	var list []string
	if path := paths[s.node.Value]; path != "" && s.node.Kind == yaml.ScalarNode {
		list = append(list, path)
	}
	for _, c := range s.all() {
		list = append(list, c.mentions(paths)...)
	}
	return list
}

// around gives the part of the file that has to do with an entry: what uses it, what all of these use, and the frame. It loads
// in a fraction of the time that the whole takes.
func (file *protocolFile) around(e entry) *yaml.Node {
	keep := map[string]bool{}
	file.addUsers(e, keep)
	for _, path := range slices.Concat(file.frame, slices.Collect(maps.Keys(keep))) {
		file.addUsed(path, keep)
	}
	part := spot{node: clone(file.root)}
	for _, other := range file.entries {
		if !keep[other.String()] && other.name() != "handshake" {
			part.remove(other.path...)
		}
	}
	return part.node
}

// addUsers adds an entry and, when it is a type, whatever is made of it.
func (file *protocolFile) addUsers(e entry, keep map[string]bool) {
	if keep[e.String()] {
		return
	}
	keep[e.String()] = true
	for _, other := range file.entries {
		if e.parent() == "types" && slices.Contains(other.uses, e.String()) {
			file.addUsers(other, keep)
		}
	}
}

// addUsed adds an entry and whatever it cannot stand without.
func (file *protocolFile) addUsed(path string, keep map[string]bool) {
	keep[path] = true
	for _, e := range file.entries {
		if e.String() != path {
			continue
		}
		for _, used := range e.uses {
			if !keep[used] {
				file.addUsed(used, keep)
			}
		}
	}
}

// cuts lists what the inventory has to name of an entry, the entry itself included; a type has no line of its own.
func (e entry) cuts() []spot {
	switch e.path[0] {
	case "messages":
		return e.messageCuts()
	case "http":
		return e.endpointCuts()
	case "storage":
		return append(parts(e.spot), e.spot)
	case "handshake":
		return e.all()
	}
	return parts(e.spot)
}

func (e entry) messageCuts() []spot {
	cuts := append(parts(e.spot), e.spot)
	cuts = append(cuts, e.some("layout", "catches", "automatic", "deprecated", "removed", "since")...)
	if sends := e.at("sends"); sends.node != nil && sends.node.Value != schema.Camel(e.name()) {
		cuts = append(cuts, sends)
	}
	return append(cuts, e.at("replies", "messages").all()...)
}

func (e entry) endpointCuts() []spot {
	cuts := append(parts(e.spot), e.spot)
	for _, list := range []string{"families", "responses", "auth"} {
		cuts = append(cuts, e.at(list).all()...)
	}
	for _, parameter := range e.at("parameters").all() {
		if in := parameter.at("in"); in.node.Value != "path" { // a path cannot stand without its parameters
			cuts = append(cuts, parameter)
		}
	}
	return cuts
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
