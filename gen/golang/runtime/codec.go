package runtime

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// fit says how well a Go value holds a JSON value.
type fit int

const (
	exact   fit = iota // written again, it is the same
	inexact            // it has the value, but would spell it otherwise: 1.50 in a float64
	misfit             // it cannot hold it; it may hold a part, and the cursor be anywhere
)

// A codec reads and writes the values of one Go type.
type codec struct {
	null   bool                                   // it holds null
	decode func(o *object, v reflect.Value) fit   // of the value at the cursor into v, which is zero; see misfit
	encode func(o *object, v reflect.Value) error // v is addressable
}

// unmarshal reads JSON into the value that p points to.
func unmarshal(data []byte, p any) error {
	reflect.ValueOf(p).Elem().SetZero()
	o := &object{cursor: cursor{data: string(data)}}
	_, err := o.fill(p)
	return cmp.Or(o.end(), err)
}

// fill reads the next value into the one that p points to, which is zero. Without an error, it fits.
func (o *object) fill(p any) (fit, error) {
	o.peek()
	start := o.mark()
	o.base, o.deep = o.depth, false
	var how fit
	if v, ok := p.(fielder); ok {
		how = o.read(v)
	} else {
		v := reflect.ValueOf(p).Elem()
		how = codecOf(v.Type()).decode(o, v)
	}
	if how != misfit && !o.deep {
		return how, nil
	}
	o.back(start)
	switch {
	case o.bad:
		return misfit, errors.New("not JSON") // what is wrong with the text is found at its end
	case o.deep:
		o.skip()
		return misfit, fmt.Errorf("nested more than %d levels deep", maxDepth)
	}
	found := findings{absent: map[string]bool{}, one: true}
	checker{findings: &found}.misfits(o, reflect.TypeOf(p).Elem())
	o.back(start)
	o.skip()
	return misfit, found.list[0]
}

// marshal writes the value that p points to.
func marshal(p any) ([]byte, error) {
	o := &object{task: writing}
	if err := o.put(p); err != nil {
		return nil, err
	}
	return o.out, nil
}

// put writes the value that p points to.
func (o *object) put(p any) error {
	if v, ok := p.(fielder); ok {
		o.write(v)
		return o.err
	}
	v := reflect.ValueOf(p).Elem()
	return codecOf(v.Type()).encode(o, v)
}

// codecs has the codec of each type that was met: reflect.Type to *codec.
var codecs sync.Map

func codecOf(t reflect.Type) *codec {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec)
	}
	b := builder{}
	c := b.codec(t)
	for t, c := range b { // only now, when those of recursive types are whole
		codecs.LoadOrStore(t, c)
	}
	return c
}

// A builder holds the codecs that are being built, so that a recursive type finds its own.
type builder map[reflect.Type]*codec

func (b builder) codec(t reflect.Type) *codec {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec)
	}
	c, ok := b[t]
	if !ok {
		c = new(codec)
		b[t] = c
		*c = b.build(t)
	}
	return c
}

var (
	typeOfRaw         = reflect.TypeFor[json.RawMessage]()
	typeOfRawValue    = reflect.TypeFor[RawValue]()
	typeOfIntOrString = reflect.TypeFor[IntOrString]()
	typeOfNullable    = reflect.TypeFor[interface{ isNullable() }]()
	typeOfBytes       = reflect.TypeFor[[]byte]()
	typeOfFielder     = reflect.TypeFor[fielder]()
)

func (b builder) build(t reflect.Type) codec {
	switch {
	case t == typeOfRaw || t == typeOfRawValue:
		return rawCodec
	case t == typeOfIntOrString:
		return intOrStringCodec
	case t == typeOfBytes:
		return bytesCodec
	case t.Kind() == reflect.Struct && t.Implements(typeOfNullable):
		return b.nullable(t)
	}
	switch t.Kind() {
	case reflect.String:
		return stringCodec
	case reflect.Bool:
		return boolCodec
	case reflect.Int32, reflect.Int64:
		return intCodec(t)
	case reflect.Uint32, reflect.Uint64:
		return uintCodec(t)
	case reflect.Float64:
		return floatCodec
	case reflect.Pointer:
		return b.pointer(t)
	case reflect.Slice:
		return b.slice(t)
	case reflect.Map:
		return b.mapped(t)
	case reflect.Interface:
		return b.union(t)
	case reflect.Struct:
		if reflect.PointerTo(t).Implements(typeOfFielder) {
			return objectCodec
		}
		return b.wrapped(t)
	}
	panic("no codec for " + t.String())
}

// pointer reads null as nil. Where null is no value of the member, the object that holds the member sees to it.
func (b builder) pointer(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		null: true,
		decode: func(o *object, v reflect.Value) fit {
			if o.byte() == 'n' {
				o.word("null")
				return exact
			}
			p := reflect.New(t.Elem())
			v.Set(p)
			return elem.decode(o, p.Elem())
		},
		encode: func(o *object, v reflect.Value) error {
			if v.IsNil() {
				o.out = append(o.out, "null"...)
				return nil
			}
			return elem.encode(o, v.Elem())
		},
	}
}

// nullable is the codec of a Nullable: its fields are Present and Value.
func (b builder) nullable(t reflect.Type) codec {
	value := b.codec(t.Field(1).Type)
	return codec{
		null: true,
		decode: func(o *object, v reflect.Value) fit {
			v.Field(0).SetBool(true)
			return value.decode(o, v.Field(1))
		},
		encode: func(o *object, v reflect.Value) error { return value.encode(o, v.Field(1)) },
	}
}

func (b builder) slice(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		decode: func(o *object, v reflect.Value) fit {
			if !o.enter('[') {
				return misfit
			}
			v.Set(reflect.MakeSlice(t, 0, 0)) // present, even when empty
			worst := exact
			for i := 0; o.more(']'); i++ {
				v.Grow(1)
				v.SetLen(i + 1)
				v.Index(i).SetZero() // a grown slice keeps what stood there
				if worst = max(worst, elem.decode(o, v.Index(i))); worst == misfit {
					break
				}
			}
			return worst
		},
		encode: func(o *object, v reflect.Value) error {
			o.out = append(o.out, '[')
			for i := range v.Len() {
				if i > 0 {
					o.out = append(o.out, ',')
				}
				if err := elem.encode(o, v.Index(i)); err != nil {
					return fmt.Errorf("[%d]: %w", i, err)
				}
			}
			o.out = append(o.out, ']')
			return nil
		},
	}
}

func (b builder) mapped(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		decode: func(o *object, v reflect.Value) fit {
			if !o.enter('{') {
				return misfit
			}
			v.Set(reflect.MakeMap(t))
			worst := exact
			for o.more('}') {
				name, e := o.cursor.name(), reflect.New(t.Elem()).Elem()
				if worst = max(worst, elem.decode(o, e)); worst == misfit {
					break
				}
				v.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), e)
			}
			return worst
		},
		encode: func(o *object, v reflect.Value) error {
			o.out = append(o.out, '{')
			for _, key := range sortedKeys(v) {
				o.begin(key.String())
				if err := elem.encode(o, addressable(v.MapIndex(key))); err != nil {
					return fmt.Errorf("%s: %w", key, err)
				}
			}
			o.out = append(o.out, '}')
			return nil
		},
	}
}

// objectCodec is the codec of every struct that has fields.
var objectCodec = codec{
	decode: func(o *object, v reflect.Value) fit { return o.read(v.Addr().Interface().(fielder)) },
	encode: func(o *object, v reflect.Value) error {
		o.write(v.Addr().Interface().(fielder))
		err := o.err
		o.err = nil
		return err
	},
}

// wrapped is the codec of a struct that is written as the value of its one field.
func (b builder) wrapped(t reflect.Type) codec {
	inner := b.codec(t.Field(0).Type)
	return codec{
		null:   inner.null,
		decode: func(o *object, v reflect.Value) fit { return inner.decode(o, v.Field(0)) },
		encode: func(o *object, v reflect.Value) error { return inner.encode(o, v.Field(0)) },
	}
}

// addressable copies a value out of a map or an interface.
func addressable(v reflect.Value) reflect.Value {
	p := reflect.New(v.Type()).Elem()
	p.Set(v)
	return p
}

// sortedKeys gives the keys of a map of strings in order.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
