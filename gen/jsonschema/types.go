package jsonschema

import (
	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// keywords writes the keywords that describe a type, into the object that is open.
func (w *writer) keywords(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		w.Key("$ref").String(reference(t.Name))
	case *schema.Struct:
		w.object(w.properties(t), t)
	case *schema.Enum:
		w.enum(t)
	case *schema.Union:
		w.union(t)
	case *schema.Array:
		w.kind("array")
		w.part("items", t.Elem)
	case *schema.Map:
		w.kind("object")
		w.part("additionalProperties", t.Elem)
	case *schema.Nullable:
		w.nullable(t.Type)
	case *schema.Basic:
		w.kind(t.Kind)
		w.limits(t)
	case *schema.Const:
		w.Key("const").Value(t.Value)
	}
}

func (w *writer) kind(kind string) { w.Key("type").String(kind) }

// part writes a keyword whose value is a schema, unless any value will do.
func (w *writer) part(keyword string, t schema.Type) {
	if _, any := t.(*schema.Any); !any {
		w.Key(keyword)
		w.schema(t)
	}
}

// schema writes the schema of a type that stands inside another one.
func (w *writer) schema(t schema.Type) {
	w.brief(gen.IsShort(t), func() { w.keywords(t) })
}

// brief writes an object, on one line if it is short.
func (w *writer) brief(short bool, members func()) {
	if short {
		w.row(members)
	} else {
		w.Object(members)
	}
}

// row writes an object on one line.
func (w *writer) row(members func()) {
	w.OneLine(func() { w.Object(members) })
}

// nullable writes a type that may be null.
func (w *writer) nullable(t schema.Type) {
	if b, ok := t.(*schema.Basic); ok {
		w.Key("type").Strings([]string{b.Kind, "null"})
		w.limits(b)
		return
	}
	w.Key("anyOf").List(func() {
		w.schema(t)
		w.row(func() { w.kind("null") })
	})
}

// enum writes the values of an enum: as a list, or one by one where there is something to say about them. An open one takes
// every other value of its kind too, and lists its own so that editors know them.
func (w *writer) enum(e *schema.Enum) {
	values := liveValues(e)
	switch {
	case e.Open:
		w.Key("anyOf").List(func() {
			if isDescribed(values) {
				w.constants(values)
			} else if len(values) > 0 {
				w.row(func() { w.listed(values) })
			}
			w.row(func() { w.kind(e.Base.Kind) })
		})
	case len(values) == 0:
		w.Key("not").Object(func() {}) // every value was removed
	case isDescribed(values):
		w.kind(e.Base.Kind)
		w.Key("oneOf").List(func() { w.constants(values) })
	default:
		w.kind(e.Base.Kind)
		w.listed(values)
	}
}

// isDescribed reports whether more is known of values than what they are.
func isDescribed(values []*schema.EnumValue) bool {
	for _, v := range values {
		if !v.Summary.IsZero() || !v.Description.IsZero() || v.Deprecated != nil || v.Name != v.Value.Text() {
			return true
		}
	}
	return false
}

func (w *writer) listed(values []*schema.EnumValue) {
	list := &schema.Value{Kind: schema.ArrayValue}
	for _, v := range values {
		list.Items = append(list.Items, v.Value)
	}
	w.Key("enum").Value(list)
}

func (w *writer) constants(values []*schema.EnumValue) {
	for _, v := range values {
		w.row(func() {
			w.Key("const").Value(v.Value)
			if v.Name != v.Value.Text() {
				w.Key("title").String(v.Name)
			}
			w.about(&v.Meta, "")
		})
	}
}
