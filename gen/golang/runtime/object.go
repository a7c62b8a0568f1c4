package runtime

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// An object is the plan by which a struct is read and written: what its fields and their tags say, read once.
//
// The tag `json` names a member; "omitzero" says that it is optional. A name that such a tag cannot hold stands in the tag
// `name`, and `wire:"optional"` beside it. The tag `value` has the text that is written for a zero field. A field with
// `wire:"rest"` is a map that takes the members without a field of their own, one with `wire:"value"` is all there is: the
// struct is then written as that value.
type object struct {
	fields []field
	byName map[string]int // index in fields
	rest   *field         // nil when the schema gives other members no type
	extra  int            // index of the struct's Extra
	room   reflect.Type   // a struct with a field for each optional single value: see field.room
}

type field struct {
	name     string
	index    int // in the struct
	optional bool
	constant []byte // written for zero; or nil
	room     int    // index in the room of what the field points to; or -1
	codec    *codec
}

// plan takes up the i-th field of the struct.
func (o *object) plan(b builder, i int, sf reflect.StructField) {
	name, option, _ := strings.Cut(sf.Tag.Get("json"), ",")
	f := field{name: name, index: i, room: -1, optional: option == "omitzero" || sf.Tag.Get("wire") == "optional"}
	if exact, ok := sf.Tag.Lookup("name"); ok {
		f.name = exact
	}
	if text, ok := sf.Tag.Lookup("value"); ok {
		f.constant = []byte(text)
		if sf.Type.Kind() == reflect.String {
			f.constant = appendString(nil, text)
		}
	}
	switch {
	case sf.Type == reflect.TypeFor[Extra]():
		o.extra = i
		return
	case sf.Tag.Get("wire") == "rest":
		f.codec = b.codec(sf.Type.Elem())
		o.rest = &f
		return
	}
	f.codec = b.codec(sf.Type)
	o.byName[f.name] = len(o.fields)
	o.fields = append(o.fields, f)
}

// object is the codec of a struct.
func (b builder) object(t reflect.Type) codec {
	if value, ok := valueField(t); ok {
		return b.wrapped(value)
	}
	o := &object{byName: map[string]int{}}
	for i := range t.NumField() {
		o.plan(b, i, t.Field(i))
	}
	o.room = o.planRoom(t)
	return codec{decode: o.decode, encode: o.encode, object: o}
}

// planRoom gives the optional single values of a struct places in one block, so that they cost one allocation together and not
// one each.
func (o *object) planRoom(t reflect.Type) reflect.Type {
	var places []reflect.StructField
	for i := range o.fields {
		f := &o.fields[i]
		if ft := t.Field(f.index).Type; ft.Kind() == reflect.Pointer && isSingle(ft.Elem().Kind()) {
			f.room = len(places)
			places = append(places, reflect.StructField{Name: fmt.Sprintf("Place%d", f.room), Type: ft.Elem()})
		}
	}
	return reflect.StructOf(places)
}

func isSingle(k reflect.Kind) bool {
	return reflect.Bool <= k && k <= reflect.Float64 || k == reflect.String
}

func valueField(t reflect.Type) (reflect.StructField, bool) {
	if t.NumField() == 0 {
		return reflect.StructField{}, false
	}
	f := t.Field(0)
	return f, f.Tag.Get("wire") == "value"
}

// wrapped is the codec of a struct that is written as the value of its one field.
func (b builder) wrapped(value reflect.StructField) codec {
	inner := b.codec(value.Type)
	return codec{
		null:   inner.null,
		decode: func(c *cursor, v reflect.Value) fit { return inner.decode(c, v.Field(0)) },
		encode: func(out []byte, v reflect.Value) ([]byte, error) { return inner.encode(out, v.Field(0)) },
	}
}

// decode reads the members that fit into their fields and keeps the others, so that an object always fits.
func (o *object) decode(c *cursor, v reflect.Value) fit {
	if !c.enter('{') {
		return misfit
	}
	v.SetZero()
	extra := v.Field(o.extra).Addr().Interface().(*Extra)
	var few [64]bool // most structs need no more, and then it needs no allocation
	seen := few[:]
	if len(o.fields) > len(few) {
		seen = make([]bool, len(o.fields))
	}
	var room reflect.Value
	for name := range c.members() {
		i, known := o.byName[name]
		switch {
		case known:
			seen[i] = true
			f := &o.fields[i]
			fv := v.Field(f.index)
			fv.SetZero() // a member that is there twice: the last one counts
			if f.room >= 0 {
				if !room.IsValid() {
					room = reflect.New(o.room).Elem()
				}
				fv.Set(room.Field(f.room).Addr())
			}
			f.read(c, fv, extra)
		case o.rest != nil:
			o.readRest(c, name, v, extra)
		default:
			extra.keep(name, c.skip())
		}
	}
	for i, f := range o.fields {
		if !seen[i] && !f.optional {
			extra.Missing = append(extra.Missing, f.name)
		}
	}
	return exact
}

// read reads a member into its field. What the field cannot hold, or would not write again as it came, is kept as well.
func (f *field) read(c *cursor, v reflect.Value, extra *Extra) {
	delete(extra.Members, f.name) // what came before under this name
	start := *c
	switch how := f.decode(c, v); how {
	case misfit:
		v.SetZero()
		c.back(start)
		extra.keep(f.name, c.skip())
	case inexact:
		c.back(start)
		extra.keep(f.name, c.skip())
	}
}

// decode reads a member. Null fits an optional field only where the schema allows null, or it would be written as absent;
// zero does not fit a field whose zero is written as another value.
func (f *field) decode(c *cursor, v reflect.Value) fit {
	if f.optional && !f.codec.nullable(v) && c.peek() == 'n' {
		return misfit
	}
	how := f.codec.decode(c, v)
	if f.constant != nil && v.IsZero() {
		return misfit
	}
	return how
}

// nullable reports whether an optional field holds null apart from absent: a pointer's nil says that it is absent.
func (c *codec) nullable(v reflect.Value) bool {
	return c.null && v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface
}

func (o *object) readRest(c *cursor, name string, v reflect.Value, extra *Extra) {
	rest := v.Field(o.rest.index)
	e := reflect.New(rest.Type().Elem()).Elem()
	start := *c
	delete(extra.Members, name) // a member that is there twice: the last one counts
	if !rest.IsNil() {
		rest.SetMapIndex(reflect.ValueOf(name), reflect.Value{})
	}
	how := o.rest.codec.decode(c, e)
	if how != exact {
		c.back(start)
		extra.keep(name, c.skip())
	}
	if how == misfit {
		return
	}
	if rest.IsNil() {
		rest.Set(reflect.MakeMap(rest.Type()))
	}
	rest.SetMapIndex(reflect.ValueOf(name), e)
}

func (e *Extra) keep(name, text string) {
	if e.Members == nil {
		e.Members = map[string]json.RawMessage{}
	}
	e.Members[name] = json.RawMessage(text)
}

// encode writes the fields in their order, then the rest, then what was kept, each sorted by name.
func (o *object) encode(out []byte, v reflect.Value) ([]byte, error) {
	extra := v.Field(o.extra).Addr().Interface().(*Extra)
	w := members{out: append(out, '{')}
	for i := range o.fields {
		if err := o.fields[i].write(&w, v.Field(o.fields[i].index), extra); err != nil {
			return nil, err
		}
	}
	if err := o.writeRest(&w, v, extra); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(extra.Members)) {
		if o.takes(name, v) {
			continue
		}
		if err := w.addRaw(name, extra.Members[name]); err != nil {
			return nil, err
		}
	}
	return append(w.out, '}'), nil
}

// takes reports whether a field or the rest has written the member.
func (o *object) takes(name string, v reflect.Value) bool {
	if _, known := o.byName[name]; known || o.rest == nil {
		return known
	}
	return v.Field(o.rest.index).MapIndex(reflect.ValueOf(name)).IsValid()
}

func (f *field) write(w *members, v reflect.Value, extra *Extra) error {
	raw, kept := extra.Members[f.name]
	switch zero := v.IsZero(); {
	case kept && f.unchanged(v, raw):
		return w.addRaw(f.name, raw)
	case zero && (f.optional || slices.Contains(extra.Missing, f.name)):
		return nil
	case zero && f.constant != nil:
		return w.addRaw(f.name, f.constant)
	}
	return w.add(f.name, f.codec, v)
}

// unchanged reports whether the field still is what the text made of it.
func (f *field) unchanged(v reflect.Value, raw []byte) bool {
	was := reflect.New(v.Type()).Elem()
	c, err := newCursor(raw)
	if err != nil || f.decode(c, was) == misfit {
		was.SetZero()
	}
	return reflect.DeepEqual(v.Interface(), was.Interface())
}

func (o *object) writeRest(w *members, v reflect.Value, extra *Extra) error {
	if o.rest == nil {
		return nil
	}
	rest := v.Field(o.rest.index)
	for _, key := range sortedKeys(rest) {
		if _, known := o.byName[key.String()]; known {
			return fmt.Errorf("%s: has a field of its own", key)
		}
		f := field{name: key.String(), codec: o.rest.codec}
		if err := f.write(w, addressable(rest.MapIndex(key)), extra); err != nil {
			return err
		}
	}
	return nil
}

// members writes the members of an object.
type members struct{ out []byte }

func (w *members) add(name string, c *codec, v reflect.Value) error {
	w.name(name)
	out, err := c.encode(w.out, v)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.out = out
	return nil
}

func (w *members) addRaw(name string, raw []byte) error {
	w.name(name)
	out, err := appendRaw(w.out, raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.out = out
	return nil
}

func (w *members) name(name string) {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
	w.out = appendString(w.out, name)
	w.out = append(w.out, ':')
}

// sortedKeys gives the keys of a map of strings in order.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
