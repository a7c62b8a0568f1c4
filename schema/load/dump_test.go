package load

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// dump spells a model for people: one line a value, zero values left out, what has a name of its own by its name wherever
// it is only pointed at.
func dump(p *schema.Protocol) string {
	d := dumper{}
	d.fields(reflect.ValueOf(p).Elem(), 0)
	return d.String()
}

type dumper struct{ strings.Builder }

func (d *dumper) line(depth int, format string, args ...any) {
	d.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(d, format, args...)
	d.WriteByte('\n')
}

// fields writes the fields of a struct, those of embedded ones among them.
func (d *dumper) fields(v reflect.Value, depth int) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		if field.Anonymous {
			d.fields(value, depth)
			continue
		}
		if value.IsZero() || field.Type == reflect.TypeFor[schema.Position]() {
			continue
		}
		if own, ok := v.Interface().(schema.Payload); ok && field.Name == "Type" && own.Type == schema.Type(own.Struct) {
			continue // the struct above
		}
		d.value(field.Name, value, depth, declares(v.Type(), field.Name))
	}
}

// declares reports whether a field is where its elements are at home, so that they are written out.
func declares(owner reflect.Type, field string) bool {
	switch owner {
	case reflect.TypeFor[schema.Protocol]():
		return field != "Unknown"
	case reflect.TypeFor[schema.HTTP]():
		return field != "Error"
	case reflect.TypeFor[schema.Struct]():
		return field == "Fields"
	case reflect.TypeFor[schema.Enum]():
		return field == "Values"
	}
	return false
}

// value writes one value under a label. Whole says that named elements are written out here.
func (d *dumper) value(label string, v reflect.Value, depth int, whole bool) {
	if !v.IsValid() || v.Kind() == reflect.Interface && v.IsNil() {
		return
	}
	if short, ok := shortForm(v.Interface(), whole); ok {
		d.line(depth, "%s: %s", label, short)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		d.pointer(label, v, depth, whole)
	case reflect.Struct:
		d.line(depth, "%s:", label)
		d.fields(v, depth+1)
	case reflect.Slice, reflect.Array:
		d.list(label, v, depth, whole)
	case reflect.Map:
		d.line(depth, "%s:", label)
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			d.value(k.String(), v.MapIndex(k), depth+1, false)
		}
	default:
		d.line(depth, "%s: %v", label, v.Interface())
	}
}

func (d *dumper) pointer(label string, v reflect.Value, depth int, whole bool) {
	inner := v.Elem()
	for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Interface {
		inner = inner.Elem()
	}
	d.line(depth, "%s: %s%s", label, inner.Type().Name(), placeOf(v.Interface(), whole))
	d.fields(inner, depth+1)
}

// placeOf spells where an element that is written out here stands in the file.
func placeOf(v any, whole bool) string {
	if e, ok := v.(schema.Element); ok && whole {
		return fmt.Sprintf(" @%d:%d", e.Info().Pos.Line, e.Info().Pos.Col)
	}
	return ""
}

func (d *dumper) list(label string, v reflect.Value, depth int, whole bool) {
	if v.Len() == 0 {
		return
	}
	var short []string
	for i := range v.Len() {
		if s, ok := shortForm(v.Index(i).Interface(), whole); ok {
			short = append(short, s)
		}
	}
	if len(short) == v.Len() {
		d.line(depth, "%s: [%s]", label, strings.Join(short, ", "))
		return
	}
	d.line(depth, "%s:", label)
	for i := range v.Len() {
		d.value("-", v.Index(i), depth+1, whole)
	}
}

// shortForm spells what fits a word: texts, values, and named elements that are only pointed at.
func shortForm(v any, whole bool) (string, bool) {
	switch v := v.(type) {
	case schema.Text:
		return fmt.Sprintf("%q (%s)%s", v.Source, v.Key, refs(v.Source)), true
	case *schema.Value:
		return spell(v), true
	case schema.Member:
		return v.Name + "=" + spell(v.Value), true
	case *int:
		return fmt.Sprint(*v), true
	}
	if whole {
		return "", false
	}
	return nameOf(v)
}

func nameOf(v any) (string, bool) {
	switch v := v.(type) {
	case *schema.Participant:
		return "participant " + v.ID, true
	case *schema.Actor:
		return "actor " + v.ID, true
	case *schema.Source:
		return "source " + v.ID, true
	case *schema.Tag:
		return "tag " + v.ID, true
	case *schema.Version:
		return fmt.Sprintf("version %s (%d)", v.ID, v.Index), true
	case *schema.Message:
		return "message " + v.ID, true
	case *schema.Decl:
		return "type " + v.Name, true
	case *schema.Family:
		return "family " + v.ID, true
	case *schema.Auth:
		return "auth " + v.ID, true
	case *schema.Endpoint:
		return "endpoint " + v.ID, true
	case *schema.StorageKey:
		return "storage " + v.Key, true
	case *schema.Flow:
		return "flow " + v.ID, true
	case *schema.Guide:
		return "guide " + v.ID, true
	case *schema.Field:
		return "field " + v.Path, true
	case *schema.EnumValue:
		return "value " + v.Path, true
	case *schema.Any:
		return "any", true
	case *schema.Const:
		return "const " + spell(v.Value), true
	}
	return "", false
}

// refs spells what the references of a text mean.
func refs(p schema.Prose) string {
	var b strings.Builder
	for _, s := range p {
		if s.Ref == nil {
			continue
		}
		target, _ := nameOf(s.Ref.Target)
		fmt.Fprintf(&b, " [%s", target)
		if s.Ref.Field != nil {
			fmt.Fprintf(&b, " field %s", s.Ref.Field.Path)
		}
		if s.Ref.Value != nil {
			fmt.Fprintf(&b, " value %s", s.Ref.Value.Path)
		}
		b.WriteString("]")
	}
	return b.String()
}

// spell writes a value as JSON would.
func spell(v *schema.Value) string {
	switch v.Kind {
	case schema.StringValue:
		return fmt.Sprintf("%q", v.String)
	case schema.ArrayValue:
		var items []string
		for _, item := range v.Items {
			items = append(items, spell(item))
		}
		return "[" + strings.Join(items, ",") + "]"
	case schema.ObjectValue:
		var members []string
		for _, m := range v.Members {
			members = append(members, fmt.Sprintf("%q:%s", m.Name, spell(m.Value)))
		}
		return "{" + strings.Join(members, ",") + "}"
	}
	return v.Text()
}
