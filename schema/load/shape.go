package load

import (
	"bytes"
	"encoding/json"
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

// A protocolShape is protocol.schema.json, compiled: the file without its sections, and an entry of each section.
type protocolShape struct {
	docs    documents
	whole   *jsonschema.Schema
	entries []*jsonschema.Schema // by section
	keys    []*jsonschema.Schema // by section
}

// compiledShape compiles the schema once for all loads.
var compiledShape = sync.OnceValue(func() *protocolShape {
	var doc any
	decoder := json.NewDecoder(bytes.NewReader(schema.ProtocolSchema))
	decoder.UseNumber()
	if err := decoder.Decode(&doc); err != nil {
		panic("protocol.schema.json: " + err.Error())
	}
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	if err := compiler.AddResource(shapeURL, bytes.NewReader(schema.ProtocolSchema)); err != nil {
		panic("protocol.schema.json: " + err.Error())
	}
	s := &protocolShape{docs: documents{shapeURL: doc}, whole: compiler.MustCompile(shapeURL)}
	for _, section := range sections {
		at := shapeURL + "#" + section.pointer
		s.entries = append(s.entries, compiler.MustCompile(at+"/additionalProperties"))
		s.keys = append(s.keys, compiler.MustCompile(at+"/propertyNames"))
	}
	return s
})

// checkShape holds the tree against protocol.schema.json.
func (l *loader) checkShape(root *yaml.Node) {
	shape := compiledShape()
	l.checkNode(shape.whole, shape.docs, withoutSections(root), root)
	for i, s := range sections {
		section := root
		for _, key := range s.path {
			section = get(section, key)
		}
		for key, entry := range pairs(section) {
			if len(l.report.list) >= maxReported {
				return
			}
			if err := shape.keys[i].Validate(key.Value); err != nil {
				l.reportShape(findings(err, shape.docs, key))
			}
			l.checkNode(shape.entries[i], shape.docs, entry, entry)
		}
	}
}

// checkNode validates a node; what is found is looked up in the original, which may have more in it.
func (l *loader) checkNode(s *jsonschema.Schema, docs documents, n, original *yaml.Node) {
	if size(n, maxEntry+1) > maxEntry {
		l.report.add(n, "too-large", "more than %d values are written here; nothing of that size is an entry of a protocol, cut it", maxEntry)
		return
	}
	if err := s.Validate(plain(n)); err != nil {
		l.reportShape(findings(err, docs, original))
	}
}

// reportShape reports what is wrong with the shape, and remembers where.
func (l *loader) reportShape(list []finding) {
	for _, f := range list {
		l.report.add(f.at, f.rule, "%s", f.message)
	}
	if l.report.misshapen == nil {
		l.report.misshapen = map[place]bool{}
	}
	for _, f := range list {
		l.report.misshapen[place{f.at.Line, f.at.Column}] = true
	}
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
