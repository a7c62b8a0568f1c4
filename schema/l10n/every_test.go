package l10n_test

import (
	"reflect"

	"github.com/callinggen/callinggen/schema"
)

// everyText finds the texts of a protocol by reflection, so that a text that is added to the model is found although no
// list knows of it.
func everyText(p *schema.Protocol) []*schema.Text {
	w := &textFinder{seen: map[any]bool{}}
	w.visit(reflect.ValueOf(p))
	return w.list
}

type textFinder struct {
	seen map[any]bool
	list []*schema.Text
}

func (w *textFinder) visit(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || w.seen[v.Interface()] {
			return
		}
		w.seen[v.Interface()] = true
		w.visit(v.Elem())
	case reflect.Interface:
		w.visit(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.visit(v.Index(i))
		}
	case reflect.Struct:
		if v.CanAddr() {
			if text, ok := v.Addr().Interface().(*schema.Text); ok {
				if !text.IsZero() {
					w.list = append(w.list, text)
				}
				return
			}
		}
		for i := range v.NumField() {
			w.visit(v.Field(i))
		}
	}
}
