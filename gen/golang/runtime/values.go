package runtime

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// Ptr gives a pointer to a value, for optional fields: Ptr(true), Ptr("+442073238299").
func Ptr[T any](v T) *T { return &v }

// Extra is what a JSON object held beside the fields of its struct, so that nothing is lost between reading a value and
// writing it again. A value made in Go usually leaves it empty.
type Extra struct {
	// Members has the members that the schema does not list, and those that are listed but whose field cannot hold them as
	// they came: a string where a number is documented, null where nothing may be null, a number with more digits than
	// the field has. They are written again as they are; a listed one only as long as its field is unchanged.
	Members map[string]json.RawMessage
	// Missing names the required members that were not there. They are not written either, as long as their field is zero. The
	// empty name is that of the object itself, in whose place there was null.
	Missing []string
}

// IntOrString is a value that is an integer or a string on the wire, most often an id. It keeps the spelling that it was
// read from. The zero value is neither: nothing is there.
type IntOrString struct {
	text   string // the string, or the digits
	quoted bool   // it is a string
}

// FromInt gives an integer.
func FromInt(n int64) IntOrString { return IntOrString{text: strconv.FormatInt(n, 10)} }

// FromString gives a string.
func FromString(s string) IntOrString { return IntOrString{text: s, quoted: true} }

// IsZero reports whether nothing is there, neither an integer nor a string.
func (v IntOrString) IsZero() bool { return v == IntOrString{} }

// IsString reports whether it is a string on the wire.
func (v IntOrString) IsString() bool { return v.quoted }

// Int64 gives the integer, or false for a string and for what int64 cannot hold.
func (v IntOrString) Int64() (int64, bool) {
	n, err := strconv.ParseInt(integral(v.text), 10, 64)
	return n, err == nil && !v.quoted
}

// String gives the string, or the digits of the integer.
func (v IntOrString) String() string { return v.text }

// Equal is the same as ==. The integer 7 and the string "7" are not equal.
func (v IntOrString) Equal(w IntOrString) bool { return v == w }

// MarshalJSON writes what was read.
func (v IntOrString) MarshalJSON() ([]byte, error) { return v.append(nil), nil }

// UnmarshalJSON reads an integer or a string.
func (v *IntOrString) UnmarshalJSON(data []byte) error {
	c, err := newCursor(data)
	if err != nil {
		return err
	}
	if kind := kindOf(c.peek()); !v.read(c) {
		return errors.New("want an integer or a string, got " + kind)
	}
	return nil
}

func (v IntOrString) append(b []byte) []byte {
	switch {
	case v.quoted:
		return appendString(b, v.text)
	case v.text == "":
		return append(b, "null"...)
	default:
		return append(b, v.text...)
	}
}

// read takes the next value if it is an integer or a string.
func (v *IntOrString) read(c *cursor) bool {
	switch b := c.byte(); {
	case b == '"':
		*v = FromString(c.text())
		return true
	case b == '-' || isDigit(b):
		if text := c.skip(); isInteger(text) {
			*v = IntOrString{text: text}
			return true
		}
	}
	return false
}

// Millis is a point in time, in milliseconds since 1970-01-01 UTC as JavaScript counts them.
type Millis int64

// MillisOf gives the milliseconds of a time.
func MillisOf(t time.Time) Millis { return Millis(t.UnixMilli()) }

// Time gives the time, in UTC.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// DateTime is a point in time as RFC 3339 spells it: "2026-03-01T09:30:00Z". It keeps the spelling that it was read from.
type DateTime string

// DateTimeOf spells a time.
func DateTimeOf(t time.Time) DateTime { return DateTime(t.Format(time.RFC3339Nano)) }

// Time reads the time.
func (d DateTime) Time() (time.Time, error) { return time.Parse(time.RFC3339Nano, string(d)) }

// Nullable is an optional member that may also be null. The zero value is the absent member.
type Nullable[T any] struct {
	Present bool // the member is there, with a value or as null
	Value   *T   // nil when absent and when null
}

// Null gives the member that is there and null.
func Null[T any]() Nullable[T] { return Nullable[T]{Present: true} }

// NonNull gives the member with a value.
func NonNull[T any](v T) Nullable[T] { return Nullable[T]{Present: true, Value: &v} }

// IsZero reports whether the member is absent.
func (n Nullable[T]) IsZero() bool { return !n.Present }

// Get gives the value, or false when the member is absent or null.
func (n Nullable[T]) Get() (T, bool) {
	if n.Value == nil {
		var zero T
		return zero, false
	}
	return *n.Value, true
}

// MarshalJSON writes the value or null.
func (n Nullable[T]) MarshalJSON() ([]byte, error) { return marshal(&n) }

// UnmarshalJSON reads a value or null.
func (n *Nullable[T]) UnmarshalJSON(data []byte) error { return unmarshal(data, n) }

func (Nullable[T]) isNullable() {}

// RawValue is a JSON value of a kind that a union does not list, as it stood on the wire.
type RawValue json.RawMessage

// MarshalJSON writes what was read.
func (v RawValue) MarshalJSON() ([]byte, error) { return json.RawMessage(v).MarshalJSON() }
