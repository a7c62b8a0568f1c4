package runtime

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
)

// What a struct says of its fields. The functions for optional values take a place in the room of the struct, which is where the
// value stands once it is read.

func requiredText[T ~string](o *object, name string, p *T) {
	switch {
	case o.maybe(name) && usualText(o, name, p):
		o.there()
	case o.task == reading:
		if o.requires(name) {
			o.took(name, readText(o, p))
		}
	case o.plainly(name):
		o.head(name)
		o.out = appendString(o.out, string(*p))
	default:
		seldom(o, name, p, form{})
	}
}

func optionalText[T ~string](o *object, name string, p **T, place *T) {
	switch {
	case o.maybe(name) && usualText(o, name, place):
		*p = place
	case o.task == reading:
		if o.reads(name) {
			o.took(name, setOptional(p, place, readText(o, place)))
		}
	case !o.plainly(name):
		seldom(o, name, p, form{optional: true})
	case *p != nil:
		o.head(name)
		o.out = appendString(o.out, string(**p))
	}
}

func requiredInteger[T integer](o *object, name string, p *T) {
	switch {
	case o.maybe(name) && usualInteger(o, name, p):
		o.there()
	case o.task == reading:
		if o.requires(name) {
			o.took(name, readInteger(o, p))
		}
	case o.plainly(name):
		o.head(name)
		o.out = appendInteger(o.out, *p)
	default:
		seldom(o, name, p, form{})
	}
}

func optionalInteger[T integer](o *object, name string, p **T, place *T) {
	switch {
	case o.maybe(name) && usualInteger(o, name, place):
		*p = place
	case o.task == reading:
		if o.reads(name) {
			o.took(name, setOptional(p, place, readInteger(o, place)))
		}
	case !o.plainly(name):
		seldom(o, name, p, form{optional: true})
	case *p != nil:
		o.head(name)
		o.out = appendInteger(o.out, **p)
	}
}

func requiredBoolean(o *object, name string, p *bool) {
	switch {
	case o.task == reading:
		if o.requires(name) {
			o.took(name, readBoolean(o, p))
		}
	case o.plainly(name):
		o.head(name)
		o.out = strconv.AppendBool(o.out, *p)
	default:
		seldom(o, name, p, form{})
	}
}

func optionalBoolean(o *object, name string, p **bool, place *bool) {
	switch {
	case o.task == reading:
		if o.reads(name) {
			o.took(name, setOptional(p, place, readBoolean(o, place)))
		}
	case !o.plainly(name):
		seldom(o, name, p, form{optional: true})
	case *p != nil:
		o.head(name)
		o.out = strconv.AppendBool(o.out, **p)
	}
}

func requiredFloat(o *object, name string, p *float64) {
	if o.requires(name) {
		o.took(name, readFloat(o, p))
		return
	}
	seldom(o, name, p, form{})
}

func optionalFloat(o *object, name string, p **float64, place *float64) {
	if o.reads(name) {
		o.took(name, setOptional(p, place, readFloat(o, place)))
		return
	}
	seldom(o, name, p, form{optional: true})
}

func requiredIntOrString(o *object, name string, p *IntOrString) {
	switch {
	case o.task == reading:
		if o.requires(name) {
			o.took(name, readIntOrString(o, p))
		}
	case o.plainly(name):
		o.head(name)
		o.out = p.append(o.out)
	default:
		seldom(o, name, p, form{})
	}
}

func optionalIntOrString(o *object, name string, p *IntOrString) {
	switch {
	case o.task == reading:
		if o.reads(name) {
			o.took(name, readIntOrString(o, p))
		}
	case !o.plainly(name):
		seldom(o, name, p, form{optional: true})
	case !p.IsZero():
		o.head(name)
		o.out = p.append(o.out)
	}
}

func requiredStruct[T any, P structPointer[T]](o *object, name string, p P) {
	switch {
	case o.task == reading:
		if o.requires(name) {
			*p = *new(T)
			o.took(name, o.read(p))
		}
	case o.plainly(name):
		o.head(name)
		o.within(name, p)
	default:
		seldom(o, name, (*T)(p), form{})
	}
}

func optionalStruct[T any, P structPointer[T]](o *object, name string, p **T) {
	switch {
	case o.task == reading:
		if o.reads(name) {
			place := new(T)
			o.took(name, setOptional(p, place, o.read(P(place))))
		}
	case !o.plainly(name):
		seldom(o, name, p, form{optional: true})
	case *p != nil:
		o.head(name)
		o.within(name, P(*p))
	}
}

type structPointer[T any] interface {
	*T
	fielder
}

// requiredValue is for a value of any other type.
func requiredValue[T any](o *object, name string, p *T) {
	if o.requires(name) {
		o.took(name, form{}.read(o, reflect.ValueOf(p).Elem()))
		return
	}
	seldom(o, name, p, form{})
}

// nullableValue is for a required value that may be null, which is the zero of its Go type.
func nullableValue[T any](o *object, name string, p *T) {
	f := form{null: true}
	if o.requires(name) {
		o.took(name, f.read(o, reflect.ValueOf(p).Elem()))
		return
	}
	seldom(o, name, p, f)
}

func optionalValue[T any](o *object, name string, p *T) {
	if o.reads(name) {
		o.took(name, form{optional: true}.read(o, reflect.ValueOf(p).Elem()))
		return
	}
	seldom(o, name, p, form{optional: true})
}

// constantValue is for a required value that is always the same, given as JSON. It is written where the field is zero.
func constantValue[T any](o *object, name string, p *T, json string) {
	f := form{constant: json}
	if o.requires(name) {
		o.took(name, f.read(o, reflect.ValueOf(p).Elem()))
		return
	}
	seldom(o, name, p, f)
}

// restOf takes the members without a field of their own. It is the last line of a struct.
func restOf[T any](o *object, p *map[string]T) {
	switch o.task {
	case reading:
		if o.pos == o.from && !o.closing && o.unknown() {
			readRest(o, p)
		}
	case writing:
		writeRest(o, *p)
	case checking:
		for name, raw := range inOrder(o.extra.Members) {
			if !isField(o.self, name) {
				form{}.explain(o.checker.at(name), reflect.TypeFor[T](), raw)
			}
		}
	}
}

func readRest[T any](o *object, p *map[string]T) {
	name := o.key
	o.start = o.pos
	delete(*p, name)
	var v T
	how := codecOf(reflect.TypeFor[T]()).decode(o, reflect.ValueOf(&v).Elem())
	if how != misfit {
		if *p == nil {
			*p = map[string]T{}
		}
		(*p)[name] = v
	}
	o.took(name, how)
}

func writeRest[T any](o *object, m map[string]T) {
	o.inRest = func(name string) bool { _, ok := m[name]; return ok }
	o.oddNames() // of those that follow
	for name, v := range inOrder(m) {
		if isField(o.self, name) {
			o.note(name, errField)
			return
		}
		form{}.write(o, name, reflect.ValueOf(&v).Elem())
	}
}

var errField = errors.New("has a field of its own")

// setOptional points an optional field to its value, unless that does not fit.
func setOptional[T any](field **T, place *T, how fit) fit {
	*field = place
	if how == misfit {
		*field = nil
	}
	return how
}

func (o *object) within(name string, v fielder) {
	if o.err != nil {
		return
	}
	o.write(v)
	if err := o.err; err != nil {
		o.err = nil
		o.note(name, err)
	}
}

// A form is what makes a field of one that is seldom read or written in the plain way.
type form struct {
	optional bool
	null     bool   // zero is null, and allowed
	constant string // JSON that is written for zero; or ""
}

// seldom does for a field what is not done for most.
func seldom[T any](o *object, name string, p *T, f form) {
	switch o.task {
	case writing:
		f.write(o, name, reflect.ValueOf(p).Elem())
	case checking:
		f.check(o, name, reflect.ValueOf(p).Elem())
	case finding:
		o.found = o.found || o.key == name
	}
}

// read reads a member. Null fits an optional field only where the schema allows null, or it would be written as absent; zero
// does not fit a field whose zero is written as another value.
func (f form) read(o *object, v reflect.Value) fit {
	codec := codecOf(v.Type())
	v.SetZero()
	if f.optional && o.byte() == 'n' && !codec.nullable(v) {
		return misfit
	}
	how := codec.decode(o, v)
	if f.constant != "" && v.IsZero() {
		how = misfit
	}
	if how == misfit {
		v.SetZero()
	}
	return how
}

// nullable reports whether an optional field holds null apart from absent: a pointer's nil says that it is absent.
func (c *codec) nullable(v reflect.Value) bool {
	return c.null && v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface
}

func (f form) write(o *object, name string, v reflect.Value) {
	raw, kept := o.extra.Members[name]
	switch zero := v.IsZero(); {
	case kept && f.unchanged(v, raw):
		o.head(name)
		o.note(name, o.raw(raw))
	case zero && (f.optional || slices.Contains(o.extra.Missing, name)):
	case zero && f.constant != "":
		o.addValid(name, f.constant)
	default:
		o.head(name)
		o.note(name, codecOf(v.Type()).encode(o, v))
	}
}

// unchanged reports whether a field still is what the text made of it.
func (f form) unchanged(v reflect.Value, raw []byte) bool {
	was := reflect.New(v.Type()).Elem()
	if c, err := newCursor(raw); err == nil {
		f.read(&object{cursor: *c}, was)
	}
	return reflect.DeepEqual(v.Interface(), was.Interface())
}

func (f form) check(o *object, name string, v reflect.Value) {
	raw, kept := o.extra.Members[name]
	switch {
	case !v.IsZero() || f.optional && !kept:
	case kept:
		f.explain(o.checker.at(name), v.Type(), raw)
	case slices.Contains(o.extra.Missing, name) || isUnset(v) && !f.null:
		o.checker.at(name).addAbsent("required")
	}
}

// isUnset reports whether a required field is left out in a way that its Go type shows: a zero number may be meant.
func isUnset(v reflect.Value) bool {
	return v.Kind() == reflect.Interface || v.Type() == typeOfIntOrString || v.Type() == typeOfRaw
}

// explain says why a field did not take what came, if it did not.
func (f form) explain(c checker, t reflect.Type, raw []byte) {
	at, err := newCursor(raw)
	if err != nil {
		c.addAbsent("not valid JSON")
		return
	}
	switch how := f.read(&object{cursor: *at}, reflect.New(t).Elem()); {
	case how != misfit:
	case f.constant != "":
		c.addAbsent("want " + f.constant)
	case at.byte() == 'n':
		c.addAbsent("want " + describe(t, 2) + ", got null")
	default:
		c.misfits(&object{cursor: *at}, t)
		c.absent[c.path] = true
	}
}

// misfits names every value, of the one at the cursor and those in it, that a type has no place for.
func (c checker) misfits(o *object, t reflect.Type) {
	start, kind := o.mark(), kindOf(o.byte())
	how := codecOf(t).decode(o, reflect.New(t).Elem())
	o.back(start)
	switch t = valueType(t, o); {
	case how != misfit:
		o.skip()
	case t.Kind() == reflect.Slice && t != typeOfBytes && kind == "array":
		for i := range o.items() {
			if c.item(i).misfits(o, t.Elem()); c.enough() {
				break
			}
		}
	case t.Kind() == reflect.Map && kind == "object":
		for name := range o.members() {
			if c.at(name).misfits(o, t.Elem()); c.enough() {
				break
			}
		}
	default:
		c.addAbsent(mismatch(t, kind, o.skip()))
	}
}

// valueType gives the type of which a field holds a value in the end: that behind a pointer, in a wrapper, or of the alternative
// that the value at the cursor is.
func valueType(t reflect.Type, o *object) reflect.Type {
	switch {
	case t.Kind() == reflect.Pointer:
		return valueType(t.Elem(), o)
	case t.Kind() == reflect.Interface:
		if i := alternativeAt(unions[t], o); i >= 0 {
			return valueType(unions[t][i].goType, o)
		}
	case t.Implements(typeOfNullable):
		return valueType(t.Field(1).Type, o)
	case t.Kind() == reflect.Struct && t != typeOfIntOrString && !reflect.PointerTo(t).Implements(typeOfFielder):
		return valueType(t.Field(0).Type, o)
	}
	return t
}
