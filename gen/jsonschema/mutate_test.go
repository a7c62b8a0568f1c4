package jsonschema_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// values turns values of the model into those of encoding/json.
func values(list []*schema.Value) []any {
	var out []any
	for _, v := range list {
		out = append(out, decoded(v))
	}
	return out
}

// samples makes values of a type: with all members that it can have, also with the examples of the types inside it, and with
// the first alternatives of each union.
func samples(t schema.Type) []any {
	var list []any
	for pick := range 8 {
		list = append(list, sampler{pick}.of(t, 0))
	}
	return list
}

// A sampler makes one value of a type.
type sampler struct{ pick int } // which alternative, in the order of the file, again and again

// maxSample is how deep a sample goes into optional members and lists: a type may hold itself.
const maxSample = 5

func (s sampler) of(t schema.Type, depth int) any {
	switch t := t.(type) {
	case *schema.Decl:
		if s.pick%2 == 1 && len(t.Examples) > 0 {
			return decoded(t.Examples[s.pick%len(t.Examples)])
		}
		return s.of(t.Type, depth)
	case *schema.Struct:
		return s.object(t, depth)
	case *schema.Enum:
		return s.enum(t)
	case *schema.Union:
		return s.of(t.Alts[s.pick%len(t.Alts)].Type, depth+1)
	case *schema.Array:
		if depth > maxSample {
			return []any{}
		}
		return []any{s.of(t.Elem, depth+1)}
	case *schema.Map:
		if depth > maxSample {
			return map[string]any{}
		}
		return map[string]any{"key": s.of(t.Elem, depth+1)}
	case *schema.Nullable:
		return s.of(t.Type, depth)
	case *schema.Basic:
		return s.basic(t)
	case *schema.Const:
		return decoded(t.Value)
	}
	return "anything"
}

func (s sampler) object(t *schema.Struct, depth int) any {
	members := map[string]any{}
	for _, f := range t.Fields {
		switch {
		case f.Removed != nil || !f.Required && depth > maxSample:
		case len(f.Examples) > 0:
			members[f.Wire] = decoded(f.Examples[0])
		default:
			members[f.Wire] = s.of(f.Type, depth+1)
		}
	}
	return members
}

func (s sampler) enum(e *schema.Enum) any {
	for _, v := range e.Values {
		if v.Removed == nil {
			return decoded(v.Value)
		}
	}
	return "other"
}

// formatSamples are values of the formats of text.
var formatSamples = map[string]string{
	"date-time": "2024-05-01T09:30:00Z", "date": "2024-05-01", "uri": "https://example.com/", "email": "ada@example.com",
	"uuid": "123e4567-e89b-12d3-a456-426614174000", "e164": "+14155550100", "byte": "aGk=", "": "text",
}

func (s sampler) basic(b *schema.Basic) any {
	switch b.Kind {
	case "boolean":
		return true
	case "string":
		text := formatSamples[b.Format]
		if b.MinLength != nil && len(text) < *b.MinLength {
			text += strings.Repeat("x", *b.MinLength-len(text))
		}
		if b.MaxLength != nil && len(text) > *b.MaxLength {
			text = text[:*b.MaxLength]
		}
		return text
	}
	for _, n := range []string{"7", b.Minimum, b.Maximum} {
		if n != "" && (oracle{}).fits(b, json.Number(n)) {
			return json.Number(n)
		}
	}
	panic("neither 7 nor a bound is within the limits")
}

// strangers are put in place of each value: one of each JSON kind.
var strangers = []any{nil, true, "¿", json.Number("-987654321"), json.Number("0.5"), []any{}, map[string]any{}}

// mutations gives what becomes of a value when it is changed at one place, everywhere and in every way.
func mutations(d definition, v any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		places := map[string]schema.Type{}
		find(d.typ, v, nil, places)
		everywhere(v, nil, d.whole, func(path []any, at any) bool {
			return changes(places[fmt.Sprint(path)], at, func(mutation string, change any) bool {
				return yield(mutation, with(v, path, change))
			})
		})
	}
}

// everywhere visits each place of a value. Of whole messages the payload is changed elsewhere.
func everywhere(v any, path []any, shallow bool, visit func(path []any, at any) bool) bool {
	if !visit(path, v) {
		return false
	}
	if shallow && len(path) == 1 {
		return true
	}
	inside := func(key, at any) bool { return everywhere(at, append(slices.Clip(path), key), shallow, visit) }
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			if !inside(i, item) {
				return false
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !inside(name, v[name]) {
				return false
			}
		}
	}
	return true
}

// changes gives what may stand in place of a value, whose type is known or nil.
func changes(t schema.Type, at any, yield func(string, any) bool) bool {
	if members, ok := at.(map[string]any); ok && !changeMembers(members, yield) {
		return false
	}
	for _, stranger := range strangers {
		mutation := wrongType
		if e, ok := t.(*schema.Enum); ok && !e.Open && isKind(e.Base.Kind, stranger) {
			mutation = outsideEnum
		} else if sameKind(at, stranger) {
			mutation = otherwise
		}
		if !yield(mutation, stranger) {
			return false
		}
	}
	if b, ok := t.(*schema.Basic); ok {
		for _, v := range beyond(b) {
			if !yield(outsideLimits, v) {
				return false
			}
		}
	}
	return true
}

// changeMembers takes each member of an object away, and adds one.
func changeMembers(members map[string]any, yield func(string, any) bool) bool {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		less := maps.Clone(members)
		delete(less, name)
		if !yield(memberMissing, less) {
			return false
		}
	}
	more := maps.Clone(members)
	more["a member more"] = "¿"
	return yield(otherwise, more)
}

func sameKind(a, b any) bool {
	for _, kind := range []string{"null", "boolean", "string", "number", "array", "object"} {
		if isKind(kind, a) {
			return isKind(kind, b)
		}
	}
	return false
}

// beyond gives values of the kind of a scalar that its limits or its format forbid.
func beyond(b *schema.Basic) []any {
	var list []any
	if b.Kind == "string" {
		list = append(list, "no such thing \x01")
		if b.MinLength != nil && *b.MinLength > 0 {
			list = append(list, strings.Repeat("x", *b.MinLength-1))
		}
		if b.MaxLength != nil {
			list = append(list, strings.Repeat("x", *b.MaxLength+1))
		}
		return list
	}
	for _, bound := range []string{b.Minimum, b.Maximum} {
		if n, err := strconv.ParseInt(bound, 10, 32); err == nil {
			list = append(list, json.Number(strconv.FormatInt(n-1, 10)), json.Number(strconv.FormatInt(n+1, 10)))
		}
	}
	for _, n := range []string{"-1", "2147483648", "-2147483649", "4294967296", "9e15", "-9e15", "1e19", "-1e19", "1e20"} {
		list = append(list, json.Number(n))
	}
	return list
}

// with gives a value with another one at a place.
func with(v any, path []any, change any) any {
	if len(path) == 0 {
		return change
	}
	switch key := path[0].(type) {
	case int:
		list := slices.Clone(v.([]any))
		list[key] = with(list[key], path[1:], change)
		return list
	default:
		members := maps.Clone(v.(map[string]any))
		members[key.(string)] = with(members[key.(string)], path[1:], change)
		return members
	}
}

// find notes which scalars and enums stand where in a value that fits a type.
func find(t schema.Type, v any, path []any, places map[string]schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		find(t.Type, v, path, places)
	case *schema.Nullable:
		if v != nil {
			find(t.Type, v, path, places)
		}
	case *schema.Union:
		find(told(t, v).Type, v, path, places)
	case *schema.Array:
		for i, item := range v.([]any) {
			find(t.Elem, item, append(slices.Clip(path), i), places)
		}
	case *schema.Map:
		for name, member := range v.(map[string]any) {
			find(t.Elem, member, append(slices.Clip(path), name), places)
		}
	case *schema.Struct:
		for name, member := range v.(map[string]any) {
			inner := t.Rest
			if f := t.Field(name); f != nil && f.Removed == nil {
				inner = f.Type
			}
			find(inner, member, append(slices.Clip(path), name), places)
		}
	case *schema.Basic, *schema.Enum:
		places[fmt.Sprint(path)] = t
	}
}

// placesIn tells which mutations a definition has a place for.
func placesIn(d definition) []string {
	found := map[string]bool{}
	if d.whole {
		found[memberMissing], found[wrongType] = true, true
	} else {
		scan(d.typ, 0, found)
	}
	return slices.Sorted(maps.Keys(found))
}

// scan looks for places in a type, as deep as samples go.
func scan(t schema.Type, depth int, found map[string]bool) {
	if depth > maxSample {
		return
	}
	switch t := t.(type) {
	case *schema.Decl:
		scan(t.Type, depth, found)
	case *schema.Struct:
		found[wrongType] = true
		for _, f := range t.Fields {
			if f.Removed == nil && f.Required {
				found[memberMissing] = true
			}
			if f.Removed == nil {
				scan(f.Type, depth+1, found)
			}
		}
	case *schema.Enum:
		for _, v := range t.Values {
			if v.Removed == nil && !t.Open {
				found[wrongType], found[outsideEnum] = true, true
			}
		}
	case *schema.Union:
		inside := map[string]bool{}
		for _, a := range t.Alts {
			scan(a.Type, depth+1, inside)
		}
		delete(inside, memberMissing) // what lacks a member may be another alternative
		maps.Copy(found, inside)
	case *schema.Array:
		found[wrongType] = true
		scan(t.Elem, depth+1, found)
	case *schema.Map:
		found[wrongType] = true
		scan(t.Elem, depth+1, found)
	case *schema.Nullable:
		scan(t.Type, depth, found)
	case *schema.Basic, *schema.Const:
		found[wrongType] = true
	}
}
