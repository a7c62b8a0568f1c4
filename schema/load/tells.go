package load

import (
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// maxShapes bounds the shapes that are told apart: each may have to be compared with every other.
const maxShapes = 10_000

// A shapeOf is one of several object shapes that a receiver must tell apart.
type shapeOf struct {
	fields []*schema.Field // the live members: nobody sends those that are removed
	tell   *schema.Tell
	index  int // of the alternative
}

// tellApart fills the tells of shapes, in the order in which [schema.Tell] says that receivers try them. It gives the
// index of the first shape that cannot be told, or -1.
func tellApart(shapes []shapeOf) int {
	if len(shapes) > maxShapes {
		return 0
	}
	constants := constantsOf(shapes)
	had := map[string]bool{} // members of the shapes before that no constant tells
	untold := 0
	for i, s := range shapes {
		if f := constants.telling(s.fields); f != nil && len(shapes) > 1 {
			s.tell.Const = f
			continue
		}
		required := newRequired(s.fields, had)
		switch {
		case len(required) > 0 && len(shapes) > 1:
			s.tell.Required = required
		case untold == 0:
			s.tell.Kind = "object"
		default:
			return i
		}
		untold++
		for _, f := range s.fields {
			had[f.Wire] = true
		}
	}
	return -1
}

// newRequired gives the members that a shape requires and no shape before it has.
func newRequired(fields []*schema.Field, had map[string]bool) []*schema.Field {
	var list []*schema.Field
	for _, f := range fields {
		if f.Required && !had[f.Wire] {
			list = append(list, f)
		}
	}
	return list
}

// constantUse is what several shapes say about one member.
type constantUse struct {
	shapes map[string]int // that have a constant there, by its spelling
	others []schema.Type  // of the shapes that have something else there
}

type constantUses map[string]*constantUse // by wire name

// constantsOf collects the members that are constants somewhere.
func constantsOf(shapes []shapeOf) constantUses {
	uses := constantUses{}
	for _, s := range shapes {
		for _, f := range s.fields {
			if c := constantOf(f); c != "" {
				if uses[f.Wire] == nil {
					uses[f.Wire] = &constantUse{shapes: map[string]int{}}
				}
				uses[f.Wire].shapes[c]++
			}
		}
	}
	for _, s := range shapes {
		for _, f := range s.fields {
			if use := uses[f.Wire]; use != nil && constantOf(f) == "" {
				use.others = append(use.others, f.Type)
			}
		}
	}
	return uses
}

// telling finds a required constant that no other shape can have in that member.
func (u constantUses) telling(fields []*schema.Field) *schema.Field {
	for _, f := range fields {
		spelled := constantOf(f)
		if spelled == "" || !f.Required {
			continue
		}
		c, use := schema.Underlying(f.Type).(*schema.Const), u[f.Wire]
		if use.shapes[spelled] == 1 && !slices.ContainsFunc(use.others, func(t schema.Type) bool { return couldBe(t, c.Value) }) {
			return f
		}
	}
	return nil
}

// constantOf spells the constant that a member is, with its kind, or gives "". Lists and objects tell nothing apart: a
// receiver would have to compare them whole.
func constantOf(f *schema.Field) string {
	c, ok := schema.Underlying(f.Type).(*schema.Const)
	if !ok || c.Value.Kind == schema.ArrayValue || c.Value.Kind == schema.ObjectValue {
		return ""
	}
	return c.Value.JSONKind() + " " + c.Value.Text()
}

// couldBe reports whether a type that is no constant may have a value.
func couldBe(t schema.Type, v *schema.Value) bool {
	kind := v.JSONKind()
	switch t := schema.Underlying(t).(type) {
	case *schema.Const:
		return t.Value.JSONKind() == kind // of a list or object
	case *schema.Enum:
		return t.Base.Kind == kind && (t.Open || slices.ContainsFunc(t.Values, func(e *schema.EnumValue) bool { return e.Value.Text() == v.Text() }))
	case *schema.Basic:
		return t.Kind == kind || t.Kind == "number" && kind == "integer"
	case *schema.Struct, *schema.Map:
		return kind == "object"
	case *schema.Array:
		return kind == "array"
	}
	return true
}
