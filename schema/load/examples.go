package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// A pendingExample is a value that waits to be held against its type.
type pendingExample struct {
	node *yaml.Node
	of   exampleType
	rule string
}

// An exampleType says what type an example is of, once all types are known.
type exampleType interface {
	resolve(p *schema.Protocol) schema.Type
}

type plainType struct{ t schema.Type }

func (x plainType) resolve(*schema.Protocol) schema.Type { return x.t }

type payloadType struct{ m *schema.Message }

// resolve gives the type of a message's payload. An answer that echoes the opening message may show its members too.
func (x payloadType) resolve(p *schema.Protocol) schema.Type {
	pay := x.m.Payload
	if pay.Value != nil || pay.Type == nil {
		return pay.Type
	}
	if h := p.Handshake; h != nil && h.Echo && h.Accept == x.m && h.Open != nil {
		both := *pay.Struct
		both.Fields = append(both.Fields[:len(both.Fields):len(both.Fields)], h.Open.Payload.Struct.Fields...)
		return &both
	}
	return pay.Type
}

func (l *loader) example(n *yaml.Node, of exampleType, rule string) {
	l.examples = append(l.examples, pendingExample{n, of, rule})
}

// checkExamples holds every example and default against its type. The model must be complete.
func (l *loader) checkExamples() {
	if len(l.examples) == 0 {
		return
	}
	c := newExampleCheck(l.protocol)
	for _, e := range l.examples {
		t := e.of.resolve(l.protocol)
		if t == nil {
			l.report.add(e.node, e.rule, "the message has no payload, so it has no examples; remove it or add a payload")
			continue
		}
		c.check(&l.report, e.node, t, e.rule)
	}
}

// An exampleCheck compiles a JSON Schema for each type that has a wrong example, and for the types that those need. Each type is
// a resource of its own: the library searches the whole resource at every reference.
type exampleCheck struct {
	compiler *jsonschema.Compiler
	docs     documents
	decls    []*schema.Decl
	number   map[*schema.Decl]int
	compiled map[string]*jsonschema.Schema // by the text of the schema: many fields have the same type
	sample   *sampleCheck
}

// exampleURL is the address of a declaration's schema, before its number; that of another type has "type" there too.
const exampleURL = "example:///"

func newExampleCheck(p *schema.Protocol) *exampleCheck {
	c := &exampleCheck{
		compiler: newCompiler(),
		docs:     documents{},
		decls:    p.Types,
		number:   make(map[*schema.Decl]int, len(p.Types)),
		compiled: map[string]*jsonschema.Schema{},
		sample:   newSampleCheck(),
	}
	for i, d := range p.Types {
		c.number[d] = i
	}
	for name, valid := range ownFormats {
		c.compiler.Formats[name] = valid
	}
	c.compiler.LoadURL = c.load
	return c
}

// load gives the schema of a declaration to the compiler.
func (c *exampleCheck) load(url string) (io.ReadCloser, error) {
	i, err := strconv.Atoi(strings.TrimPrefix(url, exampleURL))
	if err != nil || i >= len(c.decls) {
		return nil, fmt.Errorf("no type at %s", url)
	}
	doc := c.schemaOf(c.decls[i].Type)
	c.docs[url] = doc
	return io.NopCloser(bytes.NewReader(encode(doc))), nil
}

// schemaFor compiles the schema of a type.
func (c *exampleCheck) schemaFor(t schema.Type) (*jsonschema.Schema, error) {
	doc := c.schemaOf(t)
	text := encode(doc)
	if s := c.compiled[string(text)]; s != nil {
		return s, nil
	}
	url := exampleURL + "type" + strconv.Itoa(len(c.compiled))
	if err := c.compiler.AddResource(url, bytes.NewReader(text)); err != nil {
		return nil, err
	}
	c.docs[url] = doc
	s, err := c.compiler.Compile(url)
	c.compiled[string(text)] = s
	return s, err
}

func encode(doc any) []byte {
	text, err := json.Marshal(doc)
	if err != nil {
		panic(err) // it holds maps, lists, strings and numbers alone
	}
	return text
}

func (c *exampleCheck) check(r *report, n *yaml.Node, t schema.Type, rule string) {
	if c.sample.check(n, t) == yes {
		return
	}
	if c.sample.effort(n, t, map[trial]int{}) > maxEffort {
		r.add(n, rule, "this is not known to be a value of its type, and has too many alternatives inside each other to say more; make it smaller")
		return
	}
	s, err := c.schemaFor(t)
	if err != nil {
		r.add(n, rule, "the type of this value cannot be checked: %v; report this with your protocol file", err)
		return
	}
	if err := s.Validate(plain(n)); err != nil {
		for _, f := range findings(err, c.docs, subject{value: n}) {
			r.add(f.at, rule, "%s", f.message)
		}
	}
}

// schemaOf gives a type as JSON Schema. A struct without an open end is closed here: the wire may carry more, but an
// example with a member that nobody listed is a slip of the pen.
func (c *exampleCheck) schemaOf(t schema.Type) map[string]any {
	switch t := t.(type) {
	case *schema.Decl:
		return map[string]any{"$ref": exampleURL + strconv.Itoa(c.number[t])}
	case *schema.Struct:
		return c.structSchema(t)
	case *schema.Enum:
		return enumSchema(t)
	case *schema.Union:
		return c.unionSchema(t)
	case *schema.Array:
		return map[string]any{"type": "array", "items": c.schemaOf(t.Elem)}
	case *schema.Map:
		return map[string]any{"type": "object", "additionalProperties": c.schemaOf(t.Elem)}
	case *schema.Nullable:
		null := map[string]any{"type": "null"}
		return map[string]any{"anyOf": []any{null, c.schemaOf(t.Type)}, "errorMessage": "must be " + describe(t.Type) + " or null"}
	case *schema.Basic:
		return basicSchema(t)
	case *schema.Const:
		return map[string]any{"const": jsonValue(t.Value)}
	}
	return map[string]any{}
}

func (c *exampleCheck) structSchema(s *schema.Struct) map[string]any {
	properties, required := map[string]any{}, []any{}
	for _, f := range s.Fields {
		properties[f.Wire] = c.schemaOf(f.Type)
		if f.Required {
			required = append(required, f.Wire)
		}
	}
	doc := map[string]any{"type": "object", "properties": properties, "required": required}
	switch {
	case s.Rest != nil:
		doc["additionalProperties"] = c.schemaOf(s.Rest)
	case s.Closed || len(s.Fields) > 0:
		doc["additionalProperties"] = false
	}
	return doc
}

// enumSchema gives the schema of an enum; an open one takes every value of its kind.
func enumSchema(e *schema.Enum) map[string]any {
	doc := basicSchema(e.Base)
	if e.Open {
		return doc
	}
	var values []any
	for _, v := range e.Values {
		values = append(values, jsonValue(v.Value))
	}
	doc["enum"] = values
	return doc
}

func (c *exampleCheck) unionSchema(u *schema.Union) map[string]any {
	var alternatives []any
	var names []string
	for _, a := range u.Alts {
		alternatives = append(alternatives, c.schemaOf(a.Type))
		names = append(names, a.Name)
	}
	return map[string]any{"anyOf": alternatives, "errorMessage": "must be one of these types: " + strings.Join(names, ", ")}
}

func basicSchema(b *schema.Basic) map[string]any {
	doc := map[string]any{"type": b.Kind}
	for key, text := range map[string]string{"format": b.Format, "pattern": b.Pattern} {
		if text != "" {
			doc[key] = text
		}
	}
	for key, number := range map[string]string{"minimum": b.Minimum, "maximum": b.Maximum} {
		if number != "" {
			doc[key] = json.Number(number)
		}
	}
	for key, n := range map[string]*int{"minLength": b.MinLength, "maxLength": b.MaxLength} {
		if n != nil {
			doc[key] = *n
		}
	}
	return doc
}

// jsonValue turns a value into what encoding/json and the validator work on.
func jsonValue(v *schema.Value) any {
	switch v.Kind {
	case schema.BoolValue:
		return v.Bool
	case schema.NumberValue:
		return json.Number(v.Number)
	case schema.StringValue:
		return v.String
	case schema.ArrayValue:
		list := make([]any, len(v.Items))
		for i, item := range v.Items {
			list[i] = jsonValue(item)
		}
		return list
	case schema.ObjectValue:
		members := make(map[string]any, len(v.Members))
		for _, m := range v.Members {
			members[m.Name] = jsonValue(m.Value)
		}
		return members
	}
	return nil
}
