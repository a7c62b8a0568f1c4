package docs

import (
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// spot says where markdown goes: names and links are written differently in the cell of a table.
type spot bool

const (
	inText spot = false
	inCell spot = true
)

func (s spot) code(name string) string {
	if s == inCell {
		return markdown.CodeCell(name)
	}
	return markdown.Code(name)
}

func (s spot) link(l link) string {
	if s == inCell {
		return l.Cell()
	}
	return l.Inline()
}

// typeName says in words what a type is; named types are links.
func (p *page) typeName(t schema.Type, s spot) string {
	switch t := t.(type) {
	case *schema.Decl:
		return p.declName(t, s)
	case *schema.Struct:
		return s.code("object")
	case *schema.Enum:
		return s.code(t.Base.Kind)
	case *schema.Union:
		return p.ors(p.altNames(t, s))
	case *schema.Array:
		return p.say("type.array", "type", p.typeName(t.Elem, s))
	case *schema.Map:
		if _, any := t.Elem.(*schema.Any); any {
			return s.code("object")
		}
		return p.say("type.map", "type", p.typeName(t.Elem, s))
	case *schema.Nullable:
		if u := unionIn(t); u != nil {
			return p.ors(append(p.altNames(u, s), s.code("null")))
		}
		return p.say("type.nullable", "type", p.typeName(t.Type, s), "null", s.code("null"))
	case *schema.Basic:
		return p.basicName(t, s)
	case *schema.Const:
		return s.code(oneLine(t.Value))
	}
	return p.say("type.any")
}

// declName links a named type. One that is written where it is used says what it is.
func (p *page) declName(d *schema.Decl, s spot) string {
	switch {
	case d.PartialOf != nil:
		return p.say("type.partial", "type", s.link(p.name(d)))
	case d.Inline:
		return p.typeName(d.Type, s)
	}
	return s.link(p.name(d))
}

// unionIn gives the union that may also be null, when it is written there; otherwise nil.
func unionIn(t *schema.Nullable) *schema.Union {
	if d, ok := t.Type.(*schema.Decl); ok && d.Inline {
		u, _ := d.Type.(*schema.Union)
		return u
	}
	return nil
}

func (p *page) altNames(u *schema.Union, s spot) []string {
	var list []string
	for _, alt := range u.Alts {
		if d := inlineIn(alt.Type); d != nil && d == alt.Type {
			list = append(list, s.link(p.link(d, d.Name, true)))
			continue
		}
		list = append(list, p.typeName(alt.Type, s))
	}
	return list
}

func (p *page) basicName(b *schema.Basic, s spot) string {
	if b.Format == "" {
		return s.code(b.Kind)
	}
	return p.say("type.format", "type", s.code(b.Kind), "format", p.say("format."+b.Format))
}

// limits says what a scalar must keep to, one phrase an item.
func (p *page) limits(t schema.Type, s spot) []string {
	b, ok := bare(t).(*schema.Basic)
	if !ok {
		return nil
	}
	var list []string
	add := func(id string, values ...string) { list = append(list, p.say(id, values...)) }
	switch {
	case b.Minimum != "" && b.Maximum != "":
		add("limit.range", "min", b.Minimum, "max", b.Maximum)
	case b.Minimum != "":
		add("limit.min", "min", b.Minimum)
	case b.Maximum != "":
		add("limit.max", "max", b.Maximum)
	}
	low, high := lengths(b)
	switch {
	case low != "" && low == high:
		add("limit.length.exact", "length", low)
	case low != "" && high != "":
		add("limit.length", "min", low, "max", high)
	case low != "":
		add("limit.length.min", "min", low)
	case high != "":
		add("limit.length.max", "max", high)
	}
	if b.Pattern != "" {
		add("limit.pattern", "pattern", s.code(b.Pattern))
	}
	return list
}

func lengths(b *schema.Basic) (low, high string) {
	return optionalInt(b.MinLength), optionalInt(b.MaxLength)
}

// bare looks through null, and through lists and maps to what they hold; a reference ends the way, since the page of the
// named type says the rest.
func bare(t schema.Type) schema.Type {
	for {
		switch x := t.(type) {
		case *schema.Nullable:
			t = x.Type
		case *schema.Array:
			t = x.Elem
		case *schema.Map:
			t = x.Elem
		default:
			return t
		}
	}
}

// maxListed is the number of an enum's values up to which a property lists them; the page of the type has all.
const maxListed = 8

// enumIn finds the enum that a property holds, named or not.
func enumIn(t schema.Type) (e *schema.Enum, inline bool) {
	t = bare(t)
	d, ok := t.(*schema.Decl)
	if !ok {
		return nil, false
	}
	if inner, ok := d.Type.(*schema.Nullable); ok {
		e, _ = schema.Underlying(inner.Type).(*schema.Enum)
	} else {
		e, _ = d.Type.(*schema.Enum)
	}
	return e, d.Inline
}

// values says which values a property may have: with their meaning when the type has no page of its own.
func (p *page) values(owner schema.Element, t schema.Type) string {
	e, inline := enumIn(t)
	if e == nil {
		return ""
	}
	live := e.Live()
	if inline {
		return p.describedValues(owner, e, live)
	}
	if len(live) > maxListed {
		return ""
	}
	return p.oneOf(e, valueCodes(live))
}

// oneOf lists the values of an enum in a sentence. One that is open has others.
func (p *page) oneOf(e *schema.Enum, values []string) string {
	if e.Open {
		return p.say("values.some", "values", p.commas(values))
	}
	return p.say("values.one", "values", p.ors(values))
}

func valueCodes(values []*schema.EnumValue) []string {
	var list []string
	for _, v := range values {
		list = append(list, inCell.code(v.Value.Text()))
	}
	return list
}

// describedValues lists values in a cell: with their meaning a line each, without any in a sentence.
func (p *page) describedValues(owner schema.Element, e *schema.Enum, live []*schema.EnumValue) string {
	var lines []string
	meanings := 0
	for _, v := range live {
		line := anchorTag(p.places.anchor(owner, v)) + inCell.code(v.Value.Text())
		if about := strings.Join(p.about(&v.Meta, nil, ""), "<br>"); about != "" {
			line += " – " + about
			meanings++
		}
		lines = append(lines, line)
	}
	if meanings == 0 {
		return p.oneOf(e, lines)
	}
	if e.Open {
		lines = append(lines, p.say("values.open"))
	}
	return strings.Join(lines, "<br>")
}

// tell says how a reader of a value knows that it has this shape.
func (p *page) tell(tell *schema.Tell, s spot) string {
	switch {
	case tell.Const != nil:
		c := schema.Underlying(tell.Const.Type).(*schema.Const)
		return p.say("tell.const", "property", s.code(tell.Const.Wire), "value", s.code(oneLine(c.Value)))
	case len(tell.Required) > 0:
		return p.say("tell.required", "properties", p.fieldCodes(tell.Required, s))
	}
	return p.kind(tell.Kind)
}

func (p *page) fieldCodes(fields []*schema.Field, s spot) string {
	var list []string
	for _, f := range fields {
		list = append(list, s.code(f.Wire))
	}
	return p.ands(list)
}

// kind says a JSON kind in words.
func (p *page) kind(kind string) string {
	id := "type.kind." + kind
	if p.inAll[id] == nil {
		id = "type.any"
	}
	return p.say(id)
}

// about gives what every element says of itself, in cells, one line an item: its prose, the values that it may have, and
// then its marks. A version that the element around it has too is not repeated.
func (p *page) about(m *schema.Meta, around *schema.Meta, values string, marks ...string) []string {
	lines := make([]string, 0, 4)
	add := func(line string) {
		if line != "" {
			lines = append(lines, line)
		}
	}
	add(p.cell(&m.Summary))
	add(p.cell(&m.Description))
	add(values)
	if m.Since != nil && (around == nil || around.Since != m.Since) {
		marks = append(marks, p.say("since", "version", p.version(m.Since, inCell)))
	}
	marks = append(marks, p.evidenceMark(m, around)...)
	if len(m.Disputes) > 0 {
		marks = append(marks, "["+p.say("disputes.mark")+"]("+p.url(p.disputesAt(m))+")")
	}
	add(p.upperFirst(strings.Join(marks, " · ")))
	add(p.deprecation(m))
	return lines
}

// disputesAt is where the disputes of an element are listed: on the page that is its home.
func (p *page) disputesAt(m *schema.Meta) place {
	if at, ok := p.places.disputes[m]; ok {
		return at
	}
	return place{page: correctionsPage}
}

// version links a version to its place in the history.
func (p *page) version(v *schema.Version, s spot) string {
	return s.link(p.link(v, v.ID, false))
}

// evidenceMark says how well a thing is known where that is not what the element around it says already.
func (p *page) evidenceMark(m, around *schema.Meta) []string {
	known := p.defaultEvidence()
	if around != nil {
		known = around.Evidence
	}
	if m.Evidence == known || m.Evidence == "" {
		return nil
	}
	mark := p.say("evidence." + string(m.Evidence))
	return []string{"[" + mark + "](" + p.url(place{homePage, "evidence"}) + ")"}
}

func (p *page) defaultEvidence() schema.Evidence {
	if p.protocol.Evidence == "" {
		return schema.Code
	}
	return p.protocol.Evidence
}

// deprecation says in one line that a thing is on its way out, and what to do instead.
func (p *page) deprecation(m *schema.Meta) string {
	d := m.Deprecated
	if d == nil {
		return ""
	}
	title, use := p.say("deprecated.title"), ""
	if d.Since != nil {
		title = p.say("deprecated.title.since", "version", p.version(d.Since, inCell))
	}
	if d.Use != nil {
		use = p.say("deprecated.use", "element", p.use(d.Use).Cell())
	}
	return p.sentences(p.sentence("**"+title+"**"), use, p.cell(&d.Reason)) // bold that ends with a full stop does not end before CJK
}
