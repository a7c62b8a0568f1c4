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
	decode: func(o *object, v reflect.Value) fit {
		var s string
		how := readText(o, &s)
		v.SetString(s)
		return how
	},
	encode: func(o *object, v reflect.Value) error { o.out = appendString(o.out, v.String()); return nil },
}

func readText[T ~string](o *object, p *T) fit {
	if o.byte() != '"' {
		*p = ""
		return misfit
	}
	*p = T(o.text())
	return exact
}

var boolCodec = codec{
	decode: func(o *object, v reflect.Value) fit {
		var is bool
		how := readBoolean(o, &is)
		v.SetBool(is)
		return how
	},
	encode: func(o *object, v reflect.Value) error { o.out = strconv.AppendBool(o.out, v.Bool()); return nil },
}

func readBoolean(o *object, p *bool) fit {
	*p = o.take("true")
	return misfitUnless(*p || o.take("false"))
}

func intCodec(t reflect.Type) codec {
	return codec{
		decode: func(o *object, v reflect.Value) fit {
			n, how := o.integerOf(t.Bits())
			v.SetInt(n)
			return how
		},
		encode: func(o *object, v reflect.Value) error { o.out = strconv.AppendInt(o.out, v.Int(), 10); return nil },
	}
}

// An integer is a Go type for the integers of JSON.
type integer interface {
	~int32 | ~int64 | ~uint32 | ~uint64
}

func isSigned[T integer]() bool {
	var zero T
	return zero-1 < 0
}

// holdsInteger reports whether a type has the integer.
func holdsInteger[T integer](n int64) bool { return int64(T(n)) == n && (n >= 0 || isSigned[T]()) }

func appendInteger[T integer](b []byte, n T) []byte {
	if n < 0 {
		return strconv.AppendInt(b, int64(n), 10)
	}
	return strconv.AppendUint(b, uint64(n), 10)
}

func readInteger[T integer](o *object, p *T) fit {
	bits := reflect.TypeFor[T]().Bits()
	if isSigned[T]() {
		n, how := o.integerOf(bits)
		*p = T(n)
		return how
	}
	n, how := o.unsignedOf(bits)
	*p = T(n)
	return how
}

// integerOf reads an integer of so many bits, however it is spelled.
func (o *object) integerOf(bits int) (int64, fit) {
	if kindOf(o.byte()) != "number" {
		return 0, misfit
	}
	text := o.skip()
	n, err := strconv.ParseInt(integral(text), 10, bits)
	if err != nil {
		return 0, misfit
	}
	return n, spelled(text, strconv.AppendInt(nil, n, 10))
}

// unsignedOf is integerOf for integers from 0.
func (o *object) unsignedOf(bits int) (uint64, fit) {
	if kindOf(o.byte()) != "number" {
		return 0, misfit
	}
	text := o.skip()
	n, err := strconv.ParseUint(integral(text), 10, bits)
	if err != nil {
		return 0, misfit
	}
	return n, spelled(text, strconv.AppendUint(nil, n, 10))
}

func uintCodec(t reflect.Type) codec {
	return codec{
		decode: func(o *object, v reflect.Value) fit {
			n, how := o.unsignedOf(t.Bits())
			v.SetUint(n)
			return how
		},
		encode: func(o *object, v reflect.Value) error { o.out = strconv.AppendUint(o.out, v.Uint(), 10); return nil },
	}
}

var floatCodec = codec{
	decode: func(o *object, v reflect.Value) fit {
		var n float64
		how := readFloat(o, &n)
		v.SetFloat(n)
		return how
	},
	encode: func(o *object, v reflect.Value) (err error) {
		o.out, err = appendFloat(o.out, v.Float())
		return err
	},
}

func readFloat(o *object, p *float64) fit {
	*p = 0
	if kindOf(o.byte()) != "number" {
		return misfit
	}
	text := o.skip()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return misfit
	}
	*p = n
	again, _ := appendFloat(nil, n)
	return spelled(text, again)
}

var intOrStringCodec = codec{
	decode: func(o *object, v reflect.Value) fit { return readIntOrString(o, v.Addr().Interface().(*IntOrString)) },
	encode: func(o *object, v reflect.Value) error {
		o.out = v.Addr().Interface().(*IntOrString).append(o.out)
		return nil
	},
}

func readIntOrString(o *object, p *IntOrString) fit {
	*p = IntOrString{}
	return misfitUnless(p.read(&o.cursor))
}

// bytesCodec reads base64 as RFC 4648 has it, padded.
var bytesCodec = codec{
	decode: func(o *object, v reflect.Value) fit {
		var text string
		if readText(o, &text) == misfit {
			return misfit
		}
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return misfit
		}
		v.SetBytes(data)
		return spelled(text, base64.StdEncoding.AppendEncode(nil, data))
	},
	encode: func(o *object, v reflect.Value) error {
		o.out = append(o.out, '"')
		o.out = base64.StdEncoding.AppendEncode(o.out, v.Bytes())
		o.out = append(o.out, '"')
		return nil
	},
}

// rawCodec takes any value as it is.
var rawCodec = codec{
	null: true,
	decode: func(o *object, v reflect.Value) fit {
		v.SetBytes([]byte(o.skip()))
		return exact
	},
	encode: func(o *object, v reflect.Value) error { return o.raw(v.Bytes()) },
}

func misfitUnless(ok bool) fit {
	if ok {
		return exact
	}
	return misfit
}

// spelled says how well a value holds the text that it was parsed from, given how it would be written.
func spelled(text string, again []byte) fit {
	if text != string(again) {
		return inexact
	}
	return exact
}

// integral gives the digits of an integer in another spelling, 5.0 or 2e3, and any other number as it is.
func integral(text string) string {
	const most = 20 // digits of an integer in Go
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	if digits, zeros := scaled(text); 0 <= zeros && zeros < most {
		return digits + strings.Repeat("0", zeros)
	}
	return text
}

// isInteger reports whether a number is an integer, however large and however spelled.
func isInteger(text string) bool {
	_, zeros := scaled(text)
	return zeros >= 0
}

// scaled gives the digits of a number and the zeros that follow them, which of an integer are 0 or more: 1.50e3 is 15 with two
// of them, 1.5 is 15 with -1.
func scaled(text string) (digits string, zeros int) {
	const far = 1 << 30 // no text has so many digits
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := whole + fraction
	if digits = strings.TrimRight(all, "0"); digits == "" || digits == "-" {
		return "0", 0
	}
	power, _ := strconv.Atoi(exponent) // the nearest that there is, or 0 without an exponent
	return digits, min(max(power, -far), far) - len(fraction) + len(all) - len(digits)
}

// mismatch says what a type holds, and what came in its place: a text of a JSON kind.
func mismatch(t reflect.Type, got, text string) string {
	switch k := t.Kind(); k {
	case reflect.Int32, reflect.Int64, reflect.Uint32, reflect.Uint64:
		if got == "number" && isInteger(text) {
			got = "integer outside " + k.String()
		}
	}
	return "want " + describe(t, 2) + ", got " + got
}

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
		if !reflect.PointerTo(t).Implements(typeOfFielder) {
			return describe(t.Field(0).Type, depth)
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
