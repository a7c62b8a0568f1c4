package runtime

import (
	"encoding/json"
	"fmt"
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
	fields   []field
	byName   map[string]int // index in fields
	required []int          // of the fields
	rest     *field         // nil when the schema gives other members no type
	extra    int            // index of the struct's Extra
	room     reflect.Type   // a struct with a field for each optional single value: see field.room
}

type field struct {
	name     string
	head     string // the name and the colon, as they are written
	index    int    // in the struct
	optional bool
	constant []byte // written for zero; or nil
	codec    *codec

	// An optional single value stands in the room of its struct, and the field points to it.
	room   int    // index in the room; or -1
	single *codec // of the value itself
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
	o.room = o.planRoom(b, t)
	return codec{decode: o.decode, encode: o.encode, object: o}
}

// plan takes up the i-th field of the struct.
func (o *object) plan(b builder, i int, sf reflect.StructField) {
	name, option, _ := strings.Cut(sf.Tag.Get("json"), ",")
	f := field{name: name, index: i, room: -1, optional: option == "omitzero" || sf.Tag.Get("wire") == "optional"}
	if exact, ok := sf.Tag.Lookup("name"); ok {
		f.name = exact
	}
	f.head = string(appendString(nil, f.name)) + ":"
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
	if !f.optional {
		o.required = append(o.required, len(o.fields))
	}
	o.fields = append(o.fields, f)
}

// planRoom gives the optional single values of a struct places in one block, so that they cost one allocation together and not
// one each.
func (o *object) planRoom(b builder, t reflect.Type) reflect.Type {
	var places []reflect.StructField
	for i := range o.fields {
		f := &o.fields[i]
		if ft := t.Field(f.index).Type; ft.Kind() == reflect.Pointer && isSingle(ft.Elem().Kind()) {
			f.room, f.single = len(places), b.codec(ft.Elem())
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
		value:  true,
		decode: func(c *cursor, v reflect.Value) fit { return inner.decode(c, v.Field(0)) },
		encode: func(out []byte, v reflect.Value) ([]byte, error) { return inner.encode(out, v.Field(0)) },
	}
}

// A reading is an object that is being read into a struct.
type reading struct {
	*object
	v    reflect.Value // the struct
	room reflect.Value // not valid as long as nothing is in it
	seen bits          // the fields whose members were there
}

// bits is a set of small numbers that needs no allocation as long as they are below 64.
type bits struct {
	few  uint64
	more []uint64
}

// add reports whether i is new.
func (b *bits) add(i int) bool {
	word := &b.few
	if i >= 64 {
		b.more = append(b.more, make([]uint64, max(0, i/64-len(b.more)))...)
		word = &b.more[i/64-1]
	}
	bit := uint64(1) << (i % 64)
	isNew := *word&bit == 0
	*word |= bit
	return isNew
}

// decode reads the members that fit into their fields and keeps the others, so that an object always fits.
func (o *object) decode(c *cursor, v reflect.Value) fit {
	if !c.enter('{') {
		return misfit
	}
	r := reading{object: o, v: v}
	for next := 0; c.more('}'); {
		if i, name := o.find(c, next); i >= 0 {
			r.member(c, i)
			next = i + 1
		} else {
			r.other(c, name)
		}
	}
	for _, i := range o.required {
		if r.seen.add(i) {
			extra := o.extraOf(v)
			extra.Missing = append(extra.Missing, o.fields[i].name)
		}
	}
	return exact
}

// find passes over the name of a member and gives the index of its field; or -1, and the name. Members mostly come in the
// order of the fields, and then nothing has to be looked up.
func (o *object) find(c *cursor, next int) (i int, name string) {
	if next < len(o.fields) && c.take(o.fields[next].head) {
		c.peek()
		return next, ""
	}
	name = c.name()
	if i, ok := o.byName[name]; ok {
		return i, name
	}
	return -1, name
}

// member reads a member into its field. What the field cannot hold, or would not write again as it came, is kept as well.
func (r *reading) member(c *cursor, i int) {
	f := &r.fields[i]
	v := r.v.Field(f.index)
	if !r.seen.add(i) { // it is there twice: the last one counts
		v.SetZero()
		delete(r.extraOf(r.v).Members, f.name)
	}
	start := c.mark()
	how := r.decode(c, f, v)
	switch how {
	case exact:
		return
	case misfit:
		v.SetZero()
	}
	c.back(start)
	r.extraOf(r.v).keep(f.name, c.skip())
}

// decode reads a value into its field, or into its place in the room.
func (r *reading) decode(c *cursor, f *field, v reflect.Value) fit {
	if f.room < 0 || c.byte() == 'n' {
		return f.decode(c, v)
	}
	if !r.room.IsValid() {
		r.room = reflect.New(r.object.room).Elem()
	}
	place := r.room.Field(f.room)
	how := f.single.decode(c, place)
	v.Set(place.Addr())
	return how
}

// decode reads a member. Null fits an optional field only where the schema allows null, or it would be written as absent;
// zero does not fit a field whose zero is written as another value.
func (f *field) decode(c *cursor, v reflect.Value) fit {
	if f.optional && c.byte() == 'n' && !f.codec.nullable(v) {
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

// other reads a member that has no field.
func (r *reading) other(c *cursor, name string) {
	extra := r.extraOf(r.v)
	if r.rest == nil {
		extra.keep(name, c.skip())
		return
	}
	rest := r.v.Field(r.rest.index)
	e := reflect.New(rest.Type().Elem()).Elem()
	start := c.mark()
	delete(extra.Members, name) // a member that is there twice: the last one counts
	if !rest.IsNil() {
		rest.SetMapIndex(reflect.ValueOf(name), reflect.Value{})
	}
	how := r.rest.codec.decode(c, e)
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

func (o *object) extraOf(v reflect.Value) *Extra { return v.Field(o.extra).Addr().Interface().(*Extra) }

func (e *Extra) keep(name, text string) {
	if e.Members == nil {
		e.Members = map[string]json.RawMessage{}
	}
	e.Members[name] = json.RawMessage(text)
}

// encode writes the fields in their order, then the rest, then what was kept, each sorted by name.
func (o *object) encode(out []byte, v reflect.Value) ([]byte, error) {
	extra := o.extraOf(v)
	w := members{out: append(out, '{')}
	for i := range o.fields {
		if err := o.fields[i].write(&w, v.Field(o.fields[i].index), extra); err != nil {
			return nil, err
		}
	}
	if err := o.writeRest(&w, v, extra); err != nil {
		return nil, err
	}
	if err := o.writeOthers(&w, v, extra); err != nil {
		return nil, err
	}
	return append(w.out, '}'), nil
}

func (o *object) writeOthers(w *members, v reflect.Value, extra *Extra) error {
	if len(extra.Members) == 0 {
		return nil
	}
	for name, raw := range inOrder(extra.Members) {
		if o.takes(name, v) {
			continue
		}
		if err := w.addRaw(name, raw); err != nil {
			return err
		}
	}
	return nil
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
	w.comma()
	out, err := f.codec.encode(append(w.out, f.head...), v)
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	w.out = out
	return nil
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
		name := key.String()
		if _, known := o.byName[name]; known {
			return fmt.Errorf("%s: has a field of its own", name)
		}
		f := field{name: name, head: string(appendString(nil, name)) + ":", codec: o.rest.codec}
		if err := f.write(w, addressable(rest.MapIndex(key)), extra); err != nil {
			return err
		}
	}
	return nil
}

// members writes the members of an object.
type members struct{ out []byte }

func (w *members) addRaw(name string, raw []byte) error {
	w.name(name)
	out, err := appendRaw(w.out, raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.out = out
	return nil
}

// addValid writes a member whose value is known to be valid JSON.
func (w *members) addValid(name, value string) {
	w.name(name)
	w.out = append(w.out, value...)
}

func (w *members) name(name string) {
	w.comma()
	w.out = appendString(w.out, name)
	w.out = append(w.out, ':')
}

func (w *members) comma() {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
}

// sortedKeys gives the keys of a map of strings in order.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
