package runtime

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
)

// A tell is how one of several shapes is known. One of its members is set.
type tell struct {
	kind     string   // JSON kind of the value: "string", "integer", "number", "boolean", "object", "array"
	required []string // members that only this shape must have
	property string   // member that has a fixed value
	constant string   // that value, as JSON text
}

// tells reports whether the next value is of the shape. It does not move the cursor.
func (t tell) tells(c cursor) bool {
	kind := "object" // of a message without a payload
	if first := c.peek(); first != 0 {
		kind = kindOf(first)
	}
	if t.kind != "" {
		return kind == t.kind || t.kind == "integer" && kind == "number" && isInteger(c.skip())
	}
	return kind == "object" && t.tellsObject(&c)
}

func (t tell) tellsObject(c *cursor) bool {
	left := slices.Clone(t.required)
	same := t.property == ""
	for name := range c.members() {
		value := c.skip()
		if name == t.property {
			same = value == t.constant || sameJSON([]byte(value), []byte(t.constant))
		}
		left = slices.DeleteFunc(left, func(want string) bool { return want == name })
	}
	return same && len(left) == 0
}

// sameJSON reports whether two valid texts are the same value, numbers by their spelling.
func sameJSON(a, b []byte) bool {
	return bytes.Equal(a, b) || reflect.DeepEqual(decoded(a), decoded(b))
}

func decoded(text []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil // cannot happen: the text is valid
	}
	return v
}

// An alternative is one of the types of a union: a pointer to a struct, or a named scalar, array or map.
type alternative struct {
	tell
	goType reflect.Type
}

// alt gives the alternative of type T.
func alt[T any](t tell) alternative { return alternative{tell: t, goType: reflect.TypeFor[T]()} }

// unions has the alternatives of each union: the type of its interface to []alternative.
var unions = map[reflect.Type][]alternative{}

// union makes the alternatives of the interface U known. It is for initialising a package variable.
func union[U any](alternatives ...alternative) []alternative {
	unions[reflect.TypeFor[U]()] = alternatives
	return alternatives
}

// union is the codec of an interface that stands for a union. A value that is none of the alternatives is a RawValue.
func (b builder) union(t reflect.Type) codec {
	alts := unions[t]
	byType := map[reflect.Type]*codec{reflect.TypeFor[RawValue](): b.codec(reflect.TypeFor[RawValue]())}
	for _, a := range alts {
		byType[a.goType] = b.codec(a.goType)
	}
	return codec{
		null:   true,
		decode: func(o *object, v reflect.Value) fit { return decodeUnion(o, v, alts, byType) },
		encode: func(o *object, v reflect.Value) error {
			if v.IsNil() {
				o.out = append(o.out, "null"...)
				return nil
			}
			return byType[v.Elem().Type()].encode(o, addressable(v.Elem()))
		},
	}
}

// alternativeAt gives the index of the alternative that the next value is, or -1.
func alternativeAt(alts []alternative, o *object) int {
	return slices.IndexFunc(alts, func(a alternative) bool { return a.tells(o.cursor) })
}

func decodeUnion(o *object, v reflect.Value, alts []alternative, byType map[reflect.Type]*codec) fit {
	if o.byte() == 'n' {
		o.word("null")
		return exact
	}
	goType := reflect.TypeFor[RawValue]()
	if i := alternativeAt(alts, o); i >= 0 {
		goType = alts[i].goType
	}
	value := reflect.New(goType).Elem()
	how := byType[goType].decode(o, value)
	v.Set(value)
	return how
}
