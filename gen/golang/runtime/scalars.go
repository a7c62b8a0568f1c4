package runtime

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The codecs of single values.

var stringCodec = codec{
	decode: func(c *cursor, v reflect.Value) fit {
		if c.byte() != '"' {
			return misfit
		}
		v.SetString(c.text())
		return exact
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) { return appendString(b, v.String()), nil },
}

var boolCodec = codec{
	decode: func(c *cursor, v reflect.Value) fit {
		v.SetBool(c.take("true"))
		return misfitUnless(v.Bool() || c.take("false"))
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendBool(b, v.Bool()), nil },
}

func intCodec(t reflect.Type) codec {
	bits := t.Bits()
	return codec{
		decode: func(c *cursor, v reflect.Value) fit {
			if n, ok := c.integer(); ok {
				v.SetInt(n)
				return misfitUnless(bits == 64 || !v.OverflowInt(n))
			}
			if kindOf(c.byte()) != "number" {
				return misfit
			}
			text := c.skip()
			n, err := strconv.ParseInt(integral(text), 10, bits)
			v.SetInt(n)
			return spelled(text, strconv.AppendInt(nil, n, 10), err)
		},
		encode: func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(b, v.Int(), 10), nil },
	}
}

func uintCodec(t reflect.Type) codec {
	return codec{
		decode: func(c *cursor, v reflect.Value) fit {
			if kindOf(c.byte()) != "number" {
				return misfit
			}
			text := c.skip()
			n, err := strconv.ParseUint(integral(text), 10, t.Bits())
			v.SetUint(n)
			return spelled(text, strconv.AppendUint(nil, n, 10), err)
		},
		encode: func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendUint(b, v.Uint(), 10), nil },
	}
}

var floatCodec = codec{
	decode: func(c *cursor, v reflect.Value) fit {
		if kindOf(c.byte()) != "number" {
			return misfit
		}
		text := c.skip()
		n, err := strconv.ParseFloat(text, 64)
		v.SetFloat(n)
		again, _ := appendFloat(nil, n)
		return spelled(text, again, err)
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) { return appendFloat(b, v.Float()) },
}

var intOrStringCodec = codec{
	decode: func(c *cursor, v reflect.Value) fit {
		return misfitUnless(v.Addr().Interface().(*IntOrString).read(c))
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) { return v.Interface().(IntOrString).append(b), nil },
}

// bytesCodec reads base64 as RFC 4648 has it, padded.
var bytesCodec = codec{
	decode: func(c *cursor, v reflect.Value) fit {
		if c.byte() != '"' {
			return misfit
		}
		text := c.text()
		data, err := base64.StdEncoding.DecodeString(text)
		v.SetBytes(data)
		return spelled(text, base64.StdEncoding.AppendEncode(nil, data), err)
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) {
		b = append(b, '"')
		b = base64.StdEncoding.AppendEncode(b, v.Bytes())
		return append(b, '"'), nil
	},
}

// rawCodec takes any value as it is.
var rawCodec = codec{
	null: true,
	decode: func(c *cursor, v reflect.Value) fit {
		v.SetBytes([]byte(c.skip()))
		return exact
	},
	encode: func(b []byte, v reflect.Value) ([]byte, error) { return appendRaw(b, v.Bytes()) },
}

func misfitUnless(ok bool) fit {
	if ok {
		return exact
	}
	return misfit
}

// spelled says how well a value holds the text that it was parsed from, given how it would be written.
func spelled(text string, again []byte, err error) fit {
	switch {
	case err != nil:
		return misfit
	case text != string(again):
		return inexact
	default:
		return exact
	}
}

// integral gives the digits of an integer in another spelling, 5.0 or 2e3, and any other number as it is.
func integral(text string) string {
	if strings.ContainsAny(text, ".eE") {
		if n, err := strconv.ParseFloat(text, 64); err == nil && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	return text
}

// isInteger reports whether a number is an integer, however large and however spelled.
func isInteger(text string) bool { return !strings.ContainsAny(integral(text), ".eE") }

// describe says what JSON a type holds, for people. Depth is how far it looks into lists.
func describe(t reflect.Type, depth int) string {
	switch {
	case t == typeOfIntOrString:
		return "integer or string"
	case t == typeOfBytes:
		return "string in base64"
	case t == typeOfRaw || t == typeOfRawValue:
		return "any value"
	case t.Implements(typeOfNullable):
		return describe(t.Field(1).Type, depth)
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int32:
		return "integer of 32 bits"
	case reflect.Uint32:
		return "integer of 32 bits from 0"
	case reflect.Int64:
		return "integer"
	case reflect.Uint64:
		return "integer from 0"
	case reflect.Float64:
		return "number"
	case reflect.Pointer:
		return describe(t.Elem(), depth)
	case reflect.Slice:
		if depth > 1 {
			return "array of " + describe(t.Elem(), depth-1)
		}
		return "array"
	case reflect.Interface:
		return t.Name()
	case reflect.Struct:
		if f, ok := valueField(t); ok {
			return describe(f.Type, depth)
		}
	}
	return "object"
}

// appendFloat spells a number as JavaScript does.
func appendFloat(b []byte, n float64) ([]byte, error) {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return nil, fmt.Errorf("%v is no JSON number", n)
	}
	text, err := json.Marshal(n)
	return append(b, text...), err
}

func appendRaw(b, raw []byte) ([]byte, error) {
	switch {
	case raw == nil:
		return append(b, "null"...), nil
	case !json.Valid(raw):
		return nil, errors.New("the raw value is not valid JSON")
	default:
		return append(b, raw...), nil
	}
}

const hex = "0123456789abcdef"

// appendString quotes a string. What is no valid UTF-8 becomes U+FFFD; U+2028 and U+2029 are escaped because they end a
// line in old JavaScript.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0 // s[:done] is written
	for i := 0; i < len(s); {
		if plain(s[i]) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= ' ' && r != '"' && r != '\\' && r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		b = append(b, s[done:i]...)
		b = appendEscaped(b, r)
		i += size
		done = i
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}

// plain reports whether a byte stands for itself in a JSON string.
func plain(c byte) bool { return ' ' <= c && c < utf8.RuneSelf && c != '"' && c != '\\' }

func appendEscaped(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
