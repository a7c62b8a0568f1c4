package json_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// leftOut are the parts of the model that the file does not hold, each with the reason. Positions are left out too.
var leftOut = map[string]string{
	"Text.Key":          "the place of its element and the name of the member",
	"Text.Translations": "the file is in the source language",
	"Ref.Label":         "words of a text, which holds them",
	"Ref.Local":         "a text holds what is written; elsewhere the place says what is meant",
	"Span.Ref":          "a text holds what is written",
	"Version.Index":     "the order of the history",
	"Participant.Other": "there are two",
	"Payload.Struct":    "the members of its type",
	"Payload.Value":     "made of its type",
	"Guide.Blocks":      "the prose of guides is not in the file",
}

// TestComplete changes each part of the model, one after the other, and wants another file each time: what the file does
// not depend on, it does not hold.
func TestComplete(t *testing.T) {
	p := protocols(t)["editor"]
	c := &changer{t: t, protocol: p, before: generate(t, p), shown: map[string]bool{}, missed: map[string]bool{}, seen: map[any]bool{}}
	c.walk(reflect.ValueOf(p))
	for name := range c.missed {
		if !c.shown[name] {
			t.Errorf("the file does not depend on %s", name)
		}
	}
	for _, name := range []string{"Message.Catches", "Field.Default", "Tell.Required", "Dispute.Says", "Value.Number", "Branch.When"} {
		if !c.shown[name] {
			t.Errorf("%s was never changed", name)
		}
	}
	if len(c.shown) < 180 {
		t.Errorf("only %d parts of the model were changed", len(c.shown))
	}
}

// A changer changes a protocol part by part.
type changer struct {
	t        *testing.T
	protocol *schema.Protocol
	before   []gen.File
	shown    map[string]bool // parts that the file depends on, as "Message.ID"
	missed   map[string]bool // parts whose change was once without an effect
	seen     map[any]bool    // pointers on the way
}

// walk changes what a value is made of.
func (c *changer) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.walk(v.Elem())
		}
	case reflect.Pointer:
		if !v.IsNil() && !c.seen[v.Interface()] {
			c.seen[v.Interface()] = true
			c.walk(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			c.walk(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			c.part(v.Type().Name()+"."+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

// part changes one member of a struct of the model, unless that of another struct has shown already that the file holds it.
func (c *changer) part(name string, v reflect.Value) {
	if leftOut[name] != "" || v.Type() == reflect.TypeFor[schema.Position]() {
		return
	}
	if !c.shown[name] && !v.IsZero() || v.Kind() == reflect.Bool {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		change(v)
		if c.differs() {
			c.shown[name] = true
		} else {
			c.missed[name] = true
		}
		v.Set(old)
	}
	c.walk(v)
}

// change puts another value in place.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "0")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	default:
		v.SetZero()
	}
}

// differs reports whether the file has changed. One that cannot be written any more has.
func (c *changer) differs() (differs bool) {
	defer func() { differs = differs || recover() != nil }()
	return !bytes.Equal(c.before[0].Data, generate(c.t, c.protocol)[0].Data)
}
