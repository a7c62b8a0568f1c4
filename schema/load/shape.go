package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// shapeURL is the address of protocol.schema.json while it is compiled.
const shapeURL = "protocol:///schema.json"

// maxEntry bounds the values in one entry of a section: the validator builds an error for every mistake before it gives
// any, so that what is checked at once must be small.
const maxEntry = 100_000

// maxEntries bounds the entries of all sections: each becomes an element of the model, of up to a kilobyte.
const maxEntries = 100_000

// sections are the mappings that are checked entry by entry: their keys from the top of the file, and where the schema
// describes them. The rest of the file is checked as one.
var sections = []struct {
	path    []string
	pointer string
}{
	{[]string{"messages"}, "/properties/messages"},
	{[]string{"types"}, "/properties/types"},
	{[]string{"http", "endpoints"}, "/$defs/http/properties/endpoints"},
	{[]string{"storage"}, "/properties/storage"},
	{[]string{"flows"}, "/properties/flows"},
	{[]string{"faq"}, "/properties/faq"},
}

// protocolDoc is protocol.schema.json as it is written.
var protocolDoc = sync.OnceValue(func() any {
	var doc any
	if err := json.Unmarshal(schema.ProtocolSchema, &doc); err != nil {
		panic("protocol.schema.json: " + err.Error())
	}
	return doc
})

// A protocolShape is protocol.schema.json, compiled: for the file without its sections, and for an entry of each section.
type protocolShape struct {
	docs    documents
	whole   *jsonschema.Schema
	entries []*jsonschema.Schema // by section
	keys    []*jsonschema.Schema // by section
}

// compiledShape compiles the schema once for all loads, when one of them has something wrong with it.
var compiledShape = sync.OnceValue(func() *protocolShape {
	compiler := newCompiler()
	if err := compiler.AddResource(shapeURL, bytes.NewReader(encode(withoutWords(protocolDoc(), false)))); err != nil {
		panic("protocol.schema.json: " + err.Error())
	}
	s := &protocolShape{docs: documents{shapeURL: protocolDoc()}, whole: compiler.MustCompile(shapeURL)}
	for _, section := range sections {
		at := shapeURL + "#" + section.pointer
		s.entries = append(s.entries, compiler.MustCompile(at+"/additionalProperties"))
		s.keys = append(s.keys, compiler.MustCompile(at+"/propertyNames"))
	}
	return s
})

// newCompiler gives a compiler for draft 7. What our schemas use means the same there as in 2020-12, and the library
// compiles it three times as fast; a test holds protocol.schema.json to that.
func newCompiler() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	return c
}

// withoutWords gives a schema without what is there for people, which the library would check and keep. Names says that
// the keys of a mapping are names, not keywords.
func withoutWords(v any, names bool) any {
	switch v := v.(type) {
	case map[string]any:
		bare := make(map[string]any, len(v))
		for key, value := range v {
			if names || !slices.Contains(wordKeywords, key) {
				bare[key] = withoutWords(value, !names && (key == "properties" || key == "$defs"))
			}
		}
		return bare
	case []any:
		bare := make([]any, len(v))
		for i, value := range v {
			bare[i] = withoutWords(value, false)
		}
		return bare
	}
	return v
}

var wordKeywords = []string{"$schema", "title", "description", "errorMessage", "x-reserved", "x-unsupported"}

// misshapen gives what protocol.schema.json refuses about a tree with these entries.
func misshapen(root *yaml.Node, entries []sectionEntry) []finding {
	list := checkWhole(root)
	parts := make([][]finding, runtime.GOMAXPROCS(0))
	var work sync.WaitGroup
	for i := range parts {
		work.Add(1)
		go func() {
			defer work.Done()
			parts[i] = checkEntries(entries[len(entries)*i/len(parts) : len(entries)*(i+1)/len(parts)])
		}()
	}
	work.Wait()
	return append(list, slices.Concat(parts...)...)
}

// A sectionEntry is an entry of one of the sections.
type sectionEntry struct {
	section    int
	key, value *yaml.Node
}

func sectionEntries(root *yaml.Node) []sectionEntry {
	var list []sectionEntry
	for i, s := range sections {
		section := root
		for _, key := range s.path {
			section = get(section, key)
		}
		for key, value := range pairs(section) {
			list = append(list, sectionEntry{i, key, value})
		}
	}
	return list
}

func checkWhole(root *yaml.Node) []finding {
	rest := withoutSections(root)
	if list := tooLarge(rest); list != nil || forms().whole.holds(rest) == yes {
		return list
	}
	return explained(func(s *protocolShape) *jsonschema.Schema { return s.whole }, rest, subject{value: root, name: "the file"})
}

func checkEntries(entries []sectionEntry) []finding {
	var list []finding
	for _, e := range entries {
		if len(list) >= maxReported {
			break
		}
		list = append(list, e.checkKey()...)
		list = append(list, e.checkValue()...)
	}
	return list
}

func (e sectionEntry) checkKey() []finding {
	if forms().keys[e.section].holds(e.key) == yes {
		return nil
	}
	full := func(s *protocolShape) *jsonschema.Schema { return s.keys[e.section] }
	return explained(full, e.key, subject{key: e.key, value: e.key, isKey: true})
}

func (e sectionEntry) checkValue() []finding {
	if list := tooLarge(e.value); list != nil || forms().entries[e.section].holds(e.value) == yes {
		return list
	}
	full := func(s *protocolShape) *jsonschema.Schema { return s.entries[e.section] }
	return explained(full, e.value, subject{key: e.key, value: e.value})
}

func tooLarge(n *yaml.Node) []finding {
	if size(n, maxEntry+1) <= maxEntry {
		return nil
	}
	return []finding{{n, "too-large", fmt.Sprintf("more than %d values are written here; nothing of that size is an entry of a protocol, cut it", maxEntry)}}
}

// explained gives what a part of the schema refuses about a node, which may have less in it than the subject that the
// findings are about.
func explained(part func(*protocolShape) *jsonschema.Schema, n *yaml.Node, about subject) []finding {
	shape := compiledShape()
	if err := part(shape).Validate(plain(n)); err != nil {
		return findings(err, shape.docs, about)
	}
	return nil
}

// withoutSections gives a copy of the file's top levels in which the sections are empty.
func withoutSections(root *yaml.Node) *yaml.Node {
	for _, section := range sections {
		root = emptied(root, section.path)
	}
	return root
}

func emptied(n *yaml.Node, path []string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return n
	}
	c := *n
	if len(path) == 0 {
		c.Content = nil
		return &c
	}
	c.Content = append([]*yaml.Node(nil), n.Content...)
	for i := 0; i+1 < len(c.Content); i += 2 {
		if c.Content[i].Value == path[0] {
			c.Content[i+1] = emptied(c.Content[i+1], path[1:])
		}
	}
	return &c
}

// size counts the nodes of a tree, up to a limit.
func size(n *yaml.Node, limit int) int {
	total := 1
	for _, c := range n.Content {
		if total >= limit {
			break
		}
		total += size(c, limit-total)
	}
	return total
}

// plain turns a node into what the validator works on.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for key, value := range pairs(n) {
			m[key.Value] = plain(value)
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = plain(item)
		}
		return list
	}
	switch n.Tag {
	case nullTag:
		return nil
	case boolTag:
		return truth(n)
	case intTag, realTag:
		return json.Number(n.Value)
	}
	return n.Value
}
