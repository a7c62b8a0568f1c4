package jsonschema_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"unicode/utf8"

	validator "github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// An oracle says what the model says of a value, so that what a schema says can be held against it. It shares no code with
// the target. Values are as encoding/json gives them, with numbers as json.Number.
type oracle struct{ protocol *schema.Protocol }

// payload reports whether a value is a payload of a message.
func (o oracle) payload(m *schema.Message, v any) bool {
	switch {
	case m.Payload.Value == nil && (m.Payload.Type != nil || o.isEcho(m)):
		return o.object(o.members(m), v, nil)
	case m.Payload.Type == nil:
		return true
	}
	return o.fits(m.Payload.Type, v)
}

// members gives what a payload holds; an echo brings the members of the opening message.
func (o oracle) members(m *schema.Message) *schema.Struct {
	if !o.isEcho(m) {
		return m.Payload.Struct
	}
	both := *m.Payload.Struct
	both.Fields = slices.Concat(both.Fields, o.protocol.Handshake.Open.Payload.Struct.Fields)
	return &both
}

func (o oracle) isEcho(m *schema.Message) bool {
	h := o.protocol.Handshake
	return h != nil && h.Echo && h.Accept == m
}

// message reports whether a value is a message on the wire.
func (o oracle) message(m *schema.Message, v any) bool {
	whole, ok := v.(map[string]any)
	if !ok {
		return false
	}
	e := &o.protocol.Envelope
	known := map[string]bool{e.Type: true}
	for _, f := range e.Fixed {
		known[f.Name] = true
		if !same(whole[f.Name], decoded(f.Value)) {
			return false
		}
	}
	if whole[e.Type] != m.Type {
		return false
	}
	if e.ID != "" {
		known[e.ID] = true
		id, there := whole[e.ID]
		if there && !o.fits(e.IDType, id) || !there && o.hasID(m) {
			return false
		}
	}
	nested, isNested := whole[e.Payload]
	isNested = isNested && e.Payload != "" && m.Layout != schema.Flat
	if m.Layout == schema.Flat || m.Layout == schema.Either && !isNested {
		return o.object(o.members(m), v, known)
	}
	if !isNested {
		return m.Payload.Type == nil || o.payload(m, map[string]any{}) && m.Payload.Value == nil || isAny(m.Payload.Value)
	}
	return o.payload(m, nested)
}

func isAny(f *schema.Field) bool {
	if f == nil {
		return false
	}
	_, any := f.Type.(*schema.Any)
	return any
}

func (o oracle) hasID(m *schema.Message) bool {
	if o.protocol.Envelope.IDOnly == "" || m.Replies != nil {
		return true
	}
	for _, asked := range m.Answers {
		if asked.Replies.By == "id" {
			return true
		}
	}
	return false
}

// fits reports whether a value is of a type.
func (o oracle) fits(t schema.Type, v any) bool {
	switch t := t.(type) {
	case *schema.Decl:
		return o.fits(t.Type, v)
	case *schema.Struct:
		return o.object(t, v, nil)
	case *schema.Enum:
		return isKind(t.Base.Kind, v) && (t.Open || slices.ContainsFunc(t.Values, func(e *schema.EnumValue) bool {
			return e.Removed == nil && same(v, decoded(e.Value))
		}))
	case *schema.Union:
		a := told(t, v)
		return a != nil && o.fits(a.Type, v)
	case *schema.Array:
		list, ok := v.([]any)
		return ok && !slices.ContainsFunc(list, func(item any) bool { return !o.fits(t.Elem, item) })
	case *schema.Map:
		return o.object(&schema.Struct{Rest: t.Elem}, v, nil)
	case *schema.Nullable:
		return v == nil || o.fits(t.Type, v)
	case *schema.Basic:
		return isKind(t.Kind, v) && withinLimits(t, v) && isFormat(t.Format, v)
	case *schema.Const:
		return same(v, decoded(t.Value))
	}
	return true
}

// object reports whether a value has the members of a struct. Members that are known otherwise are left aside.
func (o oracle) object(s *schema.Struct, v any, known map[string]bool) bool {
	members, ok := v.(map[string]any)
	if !ok {
		return false
	}
	listed := map[string]bool{}
	for _, f := range s.Fields {
		if f.Removed != nil {
			continue
		}
		listed[f.Wire] = true
		member, there := members[f.Wire]
		if there && !o.fits(f.Type, member) || !there && f.Required {
			return false
		}
	}
	for name, member := range members {
		if listed[name] || known[name] {
			continue
		}
		if s.Closed || s.Rest != nil && !o.fits(s.Rest, member) {
			return false
		}
	}
	return true
}

// told gives the alternative that a receiver takes a value for: by a constant, by required members from the last alternative
// to the first, by its kind.
func told(u *schema.Union, v any) *schema.Alternative {
	object, _ := v.(map[string]any)
	for _, a := range u.Alts {
		if f := a.Tell.Const; f != nil && object != nil {
			if member, there := object[f.Wire]; there && same(member, decoded(schema.Underlying(f.Type).(*schema.Const).Value)) {
				return a
			}
		}
	}
	for _, a := range slices.Backward(u.Alts) {
		if len(a.Tell.Required) > 0 && object != nil && !slices.ContainsFunc(a.Tell.Required, func(f *schema.Field) bool {
			_, there := object[f.Wire]
			return !there
		}) {
			return a
		}
	}
	for _, a := range u.Alts {
		if a.Tell.Kind != "" && isKind(a.Tell.Kind, v) {
			return a
		}
	}
	return nil
}

func isKind(kind string, v any) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case []any:
		return kind == "array"
	case map[string]any:
		return kind == "object"
	case json.Number:
		return kind == "number" || kind == "integer" && rational(v.String()).IsInt()
	}
	panic(fmt.Sprintf("%T is no JSON value", v))
}

func rational(number string) *big.Rat {
	r, ok := new(big.Rat).SetString(number)
	if !ok {
		panic(number + " is no number")
	}
	return r
}

func withinLimits(b *schema.Basic, v any) bool {
	switch v := v.(type) {
	case string:
		n := utf8.RuneCountInString(v)
		return (b.MinLength == nil || n >= *b.MinLength) && (b.MaxLength == nil || n <= *b.MaxLength) &&
			(b.Pattern == "" || regexp.MustCompile(b.Pattern).MatchString(v))
	case json.Number:
		return (b.Minimum == "" || rational(v.String()).Cmp(rational(b.Minimum)) >= 0) &&
			(b.Maximum == "" || rational(v.String()).Cmp(rational(b.Maximum)) <= 0)
	}
	return true
}

func isFormat(format string, v any) bool {
	between := func(low, high string) bool {
		n := rational(v.(json.Number).String())
		return n.Cmp(rational(low)) >= 0 && n.Cmp(rational(high)) <= 0
	}
	switch format {
	case "", "double":
		return true
	case "e164":
		return regexp.MustCompile(`^\+[1-9][0-9]{1,14}$`).MatchString(v.(string))
	case "byte":
		_, err := base64.StdEncoding.DecodeString(v.(string))
		return err == nil
	case "epoch-millis":
		return between("-8.64e15", "8.64e15")
	case "int32":
		return between("-2147483648", "2147483647")
	case "uint32":
		return between("0", "4294967295")
	case "int64":
		return between("-9223372036854775808", "9223372036854775807")
	case "uint64":
		return between("0", "18446744073709551615")
	}
	return validator.Formats[format](v)
}

// decoded turns a value of the model into one of encoding/json.
func decoded(v *schema.Value) any {
	var p gen.JSONPrinter
	p.Value(v)
	return parse(p.Bytes())
}

func parse(text []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

// same compares values; numbers by what they are, not how they are spelled.
func same(a, b any) bool {
	x, ok1 := a.(json.Number)
	y, ok2 := b.(json.Number)
	if ok1 && ok2 {
		return rational(x.String()).Cmp(rational(y.String())) == 0
	}
	return reflect.DeepEqual(a, b)
}
