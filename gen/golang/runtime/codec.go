package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
)

// fit says how well a Go value holds a JSON value.
type fit int

const (
	exact   fit = iota // written again, it is the same
	inexact            // it has the value, but would spell it otherwise: 1.50 in a float64
	misfit             // it cannot hold it
)

// A codec reads and writes the values of one Go type.
type codec struct {
	null   bool                                                  // it holds null
	decode func(c *cursor, v reflect.Value) fit                  // after a misfit the cursor may be anywhere
	encode func(b []byte, v reflect.Value) (out []byte, _ error) // appends; v is addressable
	object *object                                               // of a struct; else nil
}

// unmarshal reads JSON into the value that p points to.
func unmarshal(data []byte, p any) error {
	if !json.Valid(data) {
		return json.Unmarshal(data, new(json.RawMessage)) // says where and why
	}
	_, err := fill(p, string(data))
	return err
}

// fill is unmarshal for text that is known to be valid. Without an error, the value fits.
func fill(p any, data string) (fit, error) {
	v := reflect.ValueOf(p).Elem()
	c := &cursor{data: data}
	codec, kind := codecOf(v.Type()), kindOf(c.peek())
	how := codec.decode(c, v)
	switch {
	case c.deep:
		return misfit, fmt.Errorf("nested more than %d levels deep", maxDepth)
	case how == misfit:
		return misfit, fmt.Errorf("want %s, got %s", describe(v.Type(), 2), kind)
	}
	return how, nil
}

// marshal writes the value that p points to.
func marshal(p any) ([]byte, error) {
	v := reflect.ValueOf(p).Elem()
	return codecOf(v.Type()).encode(nil, v)
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
		return b.object(t)
	}
	panic("no codec for " + t.String())
}

// pointer reads null as nil, and any other value into what the pointer points to already, or into something new. Where null is
// no value of the member, the object that holds the member sees to it.
func (b builder) pointer(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		null: true,
		decode: func(c *cursor, v reflect.Value) fit {
			if c.peek() == 'n' {
				c.skip()
				v.SetZero()
				return exact
			}
			if v.IsNil() {
				v.Set(reflect.New(t.Elem()))
			}
			return elem.decode(c, v.Elem())
		},
		encode: func(out []byte, v reflect.Value) ([]byte, error) {
			if v.IsNil() {
				return append(out, "null"...), nil
			}
			return elem.encode(out, v.Elem())
		},
	}
}

// nullable is the codec of a Nullable: its fields are Present and Value.
func (b builder) nullable(t reflect.Type) codec {
	value := b.codec(t.Field(1).Type)
	return codec{
		null: true,
		decode: func(c *cursor, v reflect.Value) fit {
			v.Field(0).SetBool(true)
			return value.decode(c, v.Field(1))
		},
		encode: func(out []byte, v reflect.Value) ([]byte, error) { return value.encode(out, v.Field(1)) },
	}
}

func (b builder) slice(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		decode: func(c *cursor, v reflect.Value) fit {
			if !c.enter('[') {
				return misfit
			}
			v.Set(reflect.MakeSlice(t, 0, 0)) // present, even when empty
			worst := exact
			for i := range c.items() {
				v.Grow(1)
				v.SetLen(i + 1)
				v.Index(i).SetZero() // a grown slice keeps what stood there
				if worst = max(worst, elem.decode(c, v.Index(i))); worst == misfit {
					break
				}
			}
			return worst
		},
		encode: func(out []byte, v reflect.Value) (_ []byte, err error) {
			out = append(out, '[')
			for i := range v.Len() {
				if i > 0 {
					out = append(out, ',')
				}
				if out, err = elem.encode(out, v.Index(i)); err != nil {
					return nil, fmt.Errorf("[%d]: %w", i, err)
				}
			}
			return append(out, ']'), nil
		},
	}
}

func (b builder) mapped(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		decode: func(c *cursor, v reflect.Value) fit {
			if !c.enter('{') {
				return misfit
			}
			v.Set(reflect.MakeMap(t))
			worst := exact
			for name := range c.members() {
				e := reflect.New(t.Elem()).Elem()
				if worst = max(worst, elem.decode(c, e)); worst == misfit {
					break
				}
				v.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), e)
			}
			return worst
		},
		encode: func(out []byte, v reflect.Value) ([]byte, error) {
			w := members{out: append(out, '{')}
			for _, key := range sortedKeys(v) {
				if err := w.add(key.String(), elem, addressable(v.MapIndex(key))); err != nil {
					return nil, err
				}
			}
			return append(w.out, '}'), nil
		},
	}
}

// addressable copies a value out of a map or an interface.
func addressable(v reflect.Value) reflect.Value {
	p := reflect.New(v.Type()).Elem()
	p.Set(v)
	return p
}
