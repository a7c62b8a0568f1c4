package load

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/callinggen/callinggen/schema"
)

// protocolSchema gives protocol.schema.json as JSON values.
func protocolSchema(t *testing.T) any {
	t.Helper()
	var doc any
	if err := json.Unmarshal(schema.ProtocolSchema, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestProtocolSchemaIsDraft2020 compiles the schema as what it says that it is: the loader compiles it as an older draft.
func TestProtocolSchemaIsDraft2020(t *testing.T) {
	c := jsonschema.NewCompiler()
	if err := c.AddResource(shapeURL, bytes.NewReader(schema.ProtocolSchema)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile(shapeURL); err != nil {
		t.Fatalf("%#v", err)
	}
}

// TestProtocolSchemaForOlderDraft holds the schema to the part that means the same in draft 7: beside $ref stand words
// alone, and no newer keyword is used.
func TestProtocolSchemaForOlderDraft(t *testing.T) {
	newer := []string{"unevaluatedProperties", "unevaluatedItems", "prefixItems", "dependentRequired", "dependentSchemas", "$dynamicRef", "minContains", "maxContains"}
	eachSchema(protocolSchema(t), "#", func(at string, s map[string]any) {
		for key := range s {
			if slices.Contains(newer, key) {
				t.Errorf("%s: draft 7 has no %q", at, key)
			}
			if _, ok := s["$ref"]; ok && key != "$ref" && !slices.Contains(wordKeywords, key) {
				t.Errorf("%s: %q beside $ref means nothing in draft 7", at, key)
			}
		}
	})
}

// TestEveryKeyIsDescribed finds a description of each key of the language, as editors and the reference show it.
func TestEveryKeyIsDescribed(t *testing.T) {
	doc := protocolSchema(t)
	docs := documents{"": doc}
	eachSchema(doc, "#", func(at string, s map[string]any) {
		properties, _ := s["properties"].(map[string]any)
		for key, p := range properties {
			member, ok := p.(map[string]any)
			if !ok {
				continue // "local": false
			}
			if _, only := member["const"]; only && len(member) == 1 {
				continue // the condition of an "if"
			}
			description := member["description"]
			if ref, ok := member["$ref"].(string); ok && description == nil {
				target, _ := docs.resolve("", ref)
				description = target.(map[string]any)["description"]
			}
			if description == nil {
				t.Errorf("%s/properties/%s has no description", at, key)
			}
		}
	})
}

// TestObjectsAreClosed finds objects with listed keys that would let any other key pass.
func TestObjectsAreClosed(t *testing.T) {
	eachSchema(protocolSchema(t), "#", func(at string, s map[string]any) {
		if _, lists := s["properties"]; lists && s["type"] != nil && s["additionalProperties"] != false {
			t.Errorf("%s has properties but not \"additionalProperties\": false", at)
		}
	})
}

// eachSchema visits every schema inside a document.
func eachSchema(v any, at string, visit func(at string, s map[string]any)) {
	s, ok := v.(map[string]any)
	if !ok {
		return
	}
	visit(at, s)
	for key, value := range s {
		switch key {
		case "properties", "$defs":
			for name, member := range value.(map[string]any) {
				eachSchema(member, at+"/"+key+"/"+name, visit)
			}
		case "oneOf", "anyOf", "allOf":
			for _, member := range value.([]any) {
				eachSchema(member, at+"/"+key, visit)
			}
		case "items", "additionalProperties", "propertyNames", "if", "then", "else", "not":
			eachSchema(value, at+"/"+key, visit)
		}
	}
}
