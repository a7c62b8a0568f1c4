package jsonschema

import (
	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// A property is a member of an object, with the function that writes its schema.
type property struct {
	name     string
	required bool
	schema   func()
}

// properties gives the members of a struct.
func (w *writer) properties(s *schema.Struct) []property {
	var list []property
	for _, f := range s.Live() {
		list = append(list, property{f.Wire, f.Required, func() { w.field(f) }})
	}
	return list
}

// field writes the schema of a member.
func (w *writer) field(f *schema.Field) {
	bare := f.Summary.IsZero() && f.Description.IsZero() && f.Deprecated == nil && f.Default == nil && len(f.Examples) == 0
	w.brief(bare && gen.IsShort(f.Type), func() {
		w.about(&f.Meta, f.Unit)
		w.Flag("readOnly", f.ReadOnly)
		w.keywords(f.Type)
		if f.Default != nil {
			w.Key("default").Value(f.Default)
		}
		w.Values("examples", f.Examples)
	})
}

// object writes an object with these members, and with the others that a struct allows.
func (w *writer) object(properties []property, s *schema.Struct) {
	w.kind("object")
	w.members(properties, s)
}

func (w *writer) members(properties []property, s *schema.Struct) {
	var required []string
	for _, p := range properties {
		if p.required {
			required = append(required, p.name)
		}
	}
	if len(properties) > 0 {
		w.Key("properties").Object(func() {
			for _, p := range properties {
				w.Key(p.name)
				p.schema()
			}
		})
	}
	if len(required) > 0 {
		w.Key("required").Strings(required)
	}
	switch {
	case s.Closed:
		w.Key("additionalProperties").Bool(false)
	case s.Rest != nil:
		w.part("additionalProperties", s.Rest)
	}
}
