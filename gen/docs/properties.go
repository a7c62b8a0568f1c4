package docs

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A propertyTable is the table of a struct's properties on the page of its owner. What is written inside a property stands
// in the same table, under a dotted name.
type propertyTable struct {
	*page
	owner schema.Element
	table table
}

// properties writes the members of a type that is shown in place: a table, and a sentence on members that it does not
// list. Around is what is known of all of them together: the named type that they are from, or their owner.
func (p *page) properties(owner schema.Element, st *schema.Struct, around *schema.Meta) string {
	t := propertyTable{page: p, owner: owner}
	t.table.head = []string{p.say("property"), p.say("type"), p.say("description")}
	t.fields(st, "", around)
	return paragraphs(t.table.String(), p.rest(st))
}

// namedType says in a sentence that something is of a named type, and how well that is known.
func (p *page) namedType(d *schema.Decl, around *schema.Meta) string {
	said := p.say("type.is", "type", p.declName(d, inText))
	if mark := p.evidenceMark(d.Info(), around); len(mark) > 0 {
		return p.say("aside", "words", said, "aside", strings.Join(mark, " · "))
	}
	return said
}

// rest says what else an object may hold.
func (p *page) rest(st *schema.Struct) string {
	switch {
	case st.Closed && len(st.Live()) > 0:
		return p.say("object.closed")
	case st.Closed:
		return p.say("object.empty")
	case st.Rest != nil && len(st.Live()) == 0:
		return p.say("object.values", "type", p.typeName(st.Rest, inText))
	case st.Rest != nil:
		return p.say("object.rest", "type", p.typeName(st.Rest, inText))
	}
	return ""
}

func (t *propertyTable) fields(st *schema.Struct, prefix string, around *schema.Meta) {
	for _, f := range st.Live() {
		t.field(f, prefix, around)
	}
	t.inside(st.Rest, prefix+"*", around)
}

func (t *propertyTable) field(f *schema.Field, prefix string, around *schema.Meta) {
	name := anchorTag(t.places.anchor(t.owner, f)) + markdown.CodeCell(prefix+f.Wire)
	if f.Required {
		name += "<br>**" + t.say("required") + "**"
	}
	lines := t.about(&f.Meta, around, t.values(t.owner, f.Type), t.marks(f)...)
	if d, ok := bare(f.Type).(*schema.Decl); ok && f.Summary.IsZero() && f.Description.IsZero() {
		if gist := t.gist(&d.Meta, t.cell); gist != "" {
			lines = append([]string{gist}, lines...) // the type says what the field does not
		}
	}
	t.table.add(name, t.typeName(f.Type, inCell), strings.Join(lines, "<br>"))
	t.inside(f.Type, prefix+f.Wire, &f.Meta)
}

// inside adds the members of the object that is written at a property.
func (t *propertyTable) inside(typ schema.Type, name string, around *schema.Meta) {
	d := inlineIn(typ)
	if d == nil {
		return
	}
	prefix := name + listMarks(typ) + "."
	switch inner := d.Type.(type) {
	case *schema.Struct:
		t.fields(inner, prefix, around)
	case *schema.Union:
		for _, alt := range inner.Alts {
			t.alternative(alt, prefix, around)
		}
	}
}

// alternative adds the members of one alternative of a union that is written at a property.
func (t *propertyTable) alternative(alt *schema.Alternative, prefix string, around *schema.Meta) {
	d := inlineIn(alt.Type)
	if d == nil || d != alt.Type {
		return
	}
	if st, ok := d.Type.(*schema.Struct); ok {
		t.table.add(anchorTag(t.places.of[d].anchor)+markdown.CodeCell(d.Name), markdown.CodeCell("object"), t.tell(&alt.Tell, inCell))
		t.fields(st, prefix, around)
	}
}

// listMarks says that members belong to the elements of a list, or to the values of a map.
func listMarks(t schema.Type) string {
	switch x := t.(type) {
	case *schema.Array:
		return "[]" + listMarks(x.Elem)
	case *schema.Map:
		return ".*" + listMarks(x.Elem)
	case *schema.Nullable:
		return listMarks(x.Type)
	}
	return ""
}

// marks gives what a field says beside its prose, one phrase an item.
func (p *page) marks(f *schema.Field) []string {
	marks := p.limits(f.Type, inCell)
	if f.Unit != "" {
		marks = append(marks, p.say("unit."+f.Unit))
	}
	if f.Default != nil {
		marks = append(marks, p.say("default", "value", markdown.CodeCell(oneLine(f.Default))))
	}
	if f.ReadOnly {
		marks = append(marks, p.say("readonly"))
	}
	if f.Fill != "" {
		marks = append(marks, p.say("fill."+f.Fill))
	}
	if len(f.Examples) > 0 {
		marks = append(marks, p.say("for.example", "value", markdown.CodeCell(oneLine(f.Examples[0]))))
	}
	return marks
}

func parametersOf(e *schema.Endpoint) []*schema.Parameter {
	var list []*schema.Parameter
	for _, x := range e.Parameters {
		if x.Removed == nil {
			list = append(list, x)
		}
	}
	return list
}

func optionalInt(i *int) string {
	if i == nil {
		return ""
	}
	return strconv.Itoa(*i)
}
