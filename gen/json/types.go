package json

import (
	"strconv"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

func (w *writer) declaration(d *schema.Decl) {
	w.Key("name").String(d.Name)
	w.Flag("inline", d.Inline)
	if d.PartialOf != nil {
		w.Key("partialOf").String(d.PartialOf.Name)
	}
	w.meta(&d.Meta)
	if d.Alias != nil {
		w.typ("type", d.Alias)
	} else {
		w.typ("type", d.Type)
	}
	names(w, "tags", d.Tags, tagID)
	w.Values("examples", d.Examples)
	rows(w, "usedBy", d.UsedBy, w.element)
}

// typ writes a type, if there is one.
func (w *writer) typ(name string, t schema.Type) {
	if t == nil {
		return
	}
	w.Key(name)
	if gen.IsShort(t) {
		w.row(func() { w.typeBody(t) })
	} else {
		w.Object(func() { w.typeBody(t) })
	}
}

func (w *writer) typeBody(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		w.kind("ref")
		w.Key("name").String(t.Name)
	case *schema.Struct:
		w.structure(t)
	case *schema.Enum:
		w.enum(t)
	case *schema.Union:
		w.kind("union")
		list(w, "alternatives", t.Alts, w.alternative)
	case *schema.Array:
		w.kind("array")
		w.typ("items", t.Elem)
	case *schema.Map:
		w.kind("map")
		w.typ("values", t.Elem)
	case *schema.Nullable:
		w.kind("nullable")
		w.typ("type", t.Type)
	case *schema.Basic:
		w.basic(t)
	case *schema.Const:
		w.kind("const")
		w.value("value", t.Value)
	case *schema.Any:
		w.kind("any")
	}
}

func (w *writer) kind(kind string) { w.Key("kind").String(kind) }

func (w *writer) structure(s *schema.Struct) {
	w.kind("struct")
	list(w, "fields", s.Fields, w.field)
	w.typ("rest", s.Rest)
	w.Flag("closed", s.Closed)
}

func (w *writer) field(f *schema.Field) {
	w.Key("wire").String(f.Wire)
	w.Key("name").String(f.Name)
	w.meta(&f.Meta)
	w.typ("type", f.Type)
	w.Flag("required", f.Required)
	w.Flag("readOnly", f.ReadOnly)
	w.value("default", f.Default)
	w.Text("unit", f.Unit)
	w.Text("fill", f.Fill)
	w.Values("examples", f.Examples)
}

func (w *writer) enum(e *schema.Enum) {
	w.kind("enum")
	w.Key("base").String(e.Base.Kind)
	w.Flag("open", e.Open)
	list(w, "values", e.Values, func(v *schema.EnumValue) {
		w.value("value", v.Value)
		w.Key("name").String(v.Name)
		w.meta(&v.Meta)
	})
}

func (w *writer) alternative(a *schema.Alternative) {
	w.Key("name").String(a.Name)
	w.typ("type", a.Type)
	w.tell("tell", &a.Tell)
}

// tell writes how one of several shapes is known, if it has to be.
func (w *writer) tell(name string, t *schema.Tell) {
	if t == nil {
		return
	}
	w.Key(name)
	w.row(func() {
		switch {
		case t.Const != nil:
			w.Key("const").String(t.Const.Wire)
			w.value("value", schema.Underlying(t.Const.Type).(*schema.Const).Value)
		case len(t.Required) > 0:
			names(w, "required", t.Required, func(f *schema.Field) string { return f.Wire })
		default:
			w.kind(t.Kind)
		}
	})
}

func (w *writer) basic(b *schema.Basic) {
	w.kind(b.Kind)
	w.Text("format", b.Format)
	if b.Minimum != "" {
		w.Key("minimum").Number(b.Minimum)
	}
	if b.Maximum != "" {
		w.Key("maximum").Number(b.Maximum)
	}
	w.count("minLength", b.MinLength)
	w.count("maxLength", b.MaxLength)
	w.Text("pattern", b.Pattern)
}

func (w *writer) count(name string, n *int) {
	if n != nil {
		w.Key(name).Number(strconv.Itoa(*n))
	}
}
