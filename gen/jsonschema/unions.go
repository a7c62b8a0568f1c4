package jsonschema

import (
	"fmt"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// union writes the alternatives of a union so that each value fits at most one of them, the one that a receiver takes it for.
// An alternative that a receiver tries late and that would fit what is taken for an earlier one excludes that.
func (w *writer) union(u *schema.Union) {
	order := u.InOrderOfTrial()
	w.Key("oneOf").List(func() {
		for _, a := range u.Alts {
			before := triedBefore(order, a)
			w.brief(gen.IsShort(a.Type), func() {
				w.keywords(a.Type)
				w.exclude(a, before)
			})
		}
	})
}

// triedBefore gives what tells the alternatives before one, as far as a value of that one may be so as well.
func triedBefore(order []*schema.Alternative, a *schema.Alternative) []*schema.Tell {
	var list []*schema.Tell
	for _, earlier := range order {
		if earlier == a {
			break
		}
		if mayLook(a, &earlier.Tell) {
			list = append(list, &earlier.Tell)
		}
	}
	return list
}

// mayLook reports whether a value of an alternative may look as if it were one that is told so. Only an object may, and only
// by members that its type does not list: the loader sees to it that those it lists differ.
func mayLook(a *schema.Alternative, t *schema.Tell) bool {
	if t.Kind != "" {
		return false
	}
	switch s := schema.Underlying(a.Type).(type) {
	case *schema.Map:
		return true
	case *schema.Struct:
		return !s.Closed && (t.Const == nil || !lists(s, t.Const.Wire))
	}
	return false
}

func lists(s *schema.Struct, wire string) bool {
	f := s.Field(wire)
	return f != nil && f.Removed == nil
}

// exclude writes that a value must not look like others.
func (w *writer) exclude(a *schema.Alternative, tells []*schema.Tell) {
	if len(tells) == 0 {
		return
	}
	if _, named := a.Type.(*schema.Decl); named {
		w.kind("object") // a map says so already
	}
	looks := looksOf(tells)
	w.Key("not")
	if len(looks) == 1 {
		w.look(looks[0])
		return
	}
	w.row(func() {
		w.Key("anyOf").List(func() {
			for _, l := range looks {
				w.look(l)
			}
		})
	})
}

// A look is how an object can be: with these properties, of which a single one may have to have one of some values.
type look struct {
	required []string
	values   []*schema.Value
}

// looksOf gives what is told by constants of the same property as one.
func looksOf(tells []*schema.Tell) []*look {
	var list []*look
	byConst := map[string]*look{}
	for _, t := range tells {
		l := &look{}
		if t.Const == nil {
			for _, f := range t.Required {
				l.required = append(l.required, f.Wire)
			}
			list = append(list, l)
			continue
		}
		wire := t.Const.Wire
		if byConst[wire] == nil {
			byConst[wire] = l
			l.required = []string{wire}
			list = append(list, l)
		}
		l = byConst[wire]
		l.values = append(l.values, schema.Underlying(t.Const.Type).(*schema.Const).Value)
	}
	return list
}

// look writes how an object is not to be. It names what it requires among the properties, as strict validators want it.
func (w *writer) look(l *look) {
	w.row(func() {
		w.Key("properties").Object(func() {
			for _, name := range l.required {
				w.Key(name)
				if l.values == nil {
					w.Bool(true)
				} else {
					w.Object(func() { w.Key("enum").Value(&schema.Value{Kind: schema.ArrayValue, Items: l.values}) })
				}
			}
		})
		w.Key("required").Strings(l.required)
	})
}

// maxExcluded bounds what the alternatives of all unions exclude: in a union of very many, each may have to exclude most of the
// others.
const maxExcluded = 100_000

// checkUnions reports the union with which it becomes too much.
func checkUnions(types []*schema.Decl) []schema.Diagnostic {
	total := 0
	for _, d := range types {
		u, ok := d.Type.(*schema.Union)
		if !ok || d.Alias != nil {
			continue
		}
		order := u.InOrderOfTrial()
		for _, a := range u.Alts {
			total += len(triedBefore(order, a))
			if total > maxExcluded {
				return []schema.Diagnostic{{
					Pos:     d.Pos,
					Message: fmt.Sprintf("the %d alternatives of %s cannot be told apart in a JSON Schema of a sensible size; give each a required constant in the same property", len(u.Alts), d.Name),
					Rule:    "jsonschema-union",
				}}
			}
		}
	}
	return nil
}
