package runtime

import (
	"cmp"
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
	misfit             // it cannot hold it; it may hold a part, and the cursor be anywhere
)

// A codec reads and writes the values of one Go type.
type codec struct {
	null   bool                                                  // it holds null
	decode func(c *cursor, v reflect.Value) fit                  // of the value at the cursor into v, which is zero; see misfit
	encode func(b []byte, v reflect.Value) (out []byte, _ error) // appends; v is addressable
	object *object                                               // of a struct; else nil
	value  bool                                                  // of a struct that is written as the value of its one field
}

// unmarshal reads JSON into the value that p points to.
func unmarshal(data []byte, p any) error {
	c := &cursor{data: string(data)}
	_, err := c.fill(p)
	return cmp.Or(c.end(), err)
}

// fill reads the next value into the one that p points to. Without an error, it fits.
func (c *cursor) fill(p any) (fit, error) {
	v := reflect.ValueOf(p).Elem()
	v.SetZero()
	return c.read(v, codecOf(v.Type()))
}

// read is fill for a zero value whose codec is known.
func (c *cursor) read(v reflect.Value, codec *codec) (fit, error) {
	kind, start := kindOf(c.peek()), c.mark()
	c.base, c.deep = c.depth, false
	how := codec.decode(c, v)
	if how != misfit && !c.deep {
		return how, nil
	}
	c.back(start)
	c.skip()
	if c.deep {
		return misfit, fmt.Errorf("nested more than %d levels deep", maxDepth)
	}
	return misfit, fmt.Errorf("want %s, got %s", describe(v.Type(), 2), kind)
}

// marshal writes the value that p points to.
func marshal(p any) ([]byte, error) { return appendTo(nil, p) }

func appendTo(out []byte, p any) ([]byte, error) {
	v := reflect.ValueOf(p).Elem()
	return codecOf(v.Type()).encode(out, v)
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

// pointer reads null as nil. Where null is no value of the member, the object that holds the member sees to it.
func (b builder) pointer(t reflect.Type) codec {
	elem := b.codec(t.Elem())
	return codec{
		null: true,
		decode: func(c *cursor, v reflect.Value) fit {
			if c.byte() == 'n' {
				c.word("null")
				return exact
			}
			p := reflect.New(t.Elem())
			v.Set(p)
			return elem.decode(c, p.Elem())
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
			for i := 0; c.more(']'); i++ {
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
			for c.more('}') {
				name, e := c.name(), reflect.New(t.Elem()).Elem()
				if worst = max(worst, elem.decode(c, e)); worst == misfit {
					break
				}
				v.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), e)
			}
			return worst
		},
		encode: func(out []byte, v reflect.Value) (_ []byte, err error) {
			w := members{out: append(out, '{')}
			for _, key := range sortedKeys(v) {
				w.name(key.String())
				if w.out, err = elem.encode(w.out, addressable(v.MapIndex(key))); err != nil {
					return nil, fmt.Errorf("%s: %w", key, err)
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
