package docs

import (
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A declView is what the template of a type shows.
type declView struct {
	Frame
	Summary     string
	Badges      string
	Deprecation string
	Description string
	Shape       string
	Examples    string
	Used        string
	Disputes    string
	Versions    string
}

func (t *Target) declPage(d *schema.Decl) sheet {
	examples := once(func() string { return jsonBlocks(d.Examples) })
	past := recordOf(d)
	return sheet{path: t.places.of[d].page, template: "type.tmpl", view: func(p *page) view {
		p.titled(d.Name, markdown.Code(d.Name), p.gist(&d.Meta, p.plain))
		anchor, label := shapeTitle(d)
		return &declView{
			Summary:     blocks(p.block(&d.Summary)),
			Badges:      blocks(p.badgeLine(append([]string{p.sort(d)}, p.badges(&d.Meta, d.Tags)...))),
			Deprecation: blocks(p.deprecationAlert(&d.Meta)),
			Description: blocks(p.block(&d.Description)),
			Shape:       p.part(anchor, label, p.declShape(d)),
			Examples:    p.part("example", "example", examples()),
			Used:        p.part("used", "used", p.bullets(p.users(d))),
			Disputes:    p.disputesPart(past()),
			Versions:    p.versionsPart(past()),
		}
	}}
}

// sort says in a word what kind of type it is.
func (p *page) sort(d *schema.Decl) string {
	switch t := d.Type.(type) {
	case *schema.Union:
		return p.say("alternatives.word")
	case *schema.Nullable:
		if unionIn(t) != nil {
			return p.say("alternatives.word")
		}
	case *schema.Enum:
		return p.say("values.word", "type", p.typeName(d.Type, inText))
	}
	return p.typeName(d.Type, inText)
}

func shapeTitle(d *schema.Decl) (anchor, label string) {
	if d.Alias != nil {
		return "definition", "type.definition"
	}
	switch d.Type.(type) {
	case *schema.Struct:
		return "properties", "properties"
	case *schema.Enum:
		return "values", "values"
	case *schema.Union:
		return "alternatives", "alternatives"
	}
	return "definition", "type.definition"
}

func (p *page) declShape(d *schema.Decl) string {
	if d.Alias != nil {
		return p.say("type.alias", "type", p.name(d.Alias).Inline())
	}
	return p.shape(d, d.Type)
}

// shape shows a type in full: what its owner's page is about, or what is written inside it.
func (p *page) shape(owner schema.Element, t schema.Type) string {
	switch t := t.(type) {
	case *schema.Struct:
		if s := p.properties(owner, t, owner.Info()); s != "" {
			return s
		}
		return p.say("object.empty")
	case *schema.Enum:
		return p.enumTable(owner, t)
	case *schema.Union:
		return p.alternatives(owner, t, false)
	}
	said := p.upperFirst(p.typeName(t, inText))
	if limits := p.limits(t, inText); len(limits) > 0 {
		said += " · " + strings.Join(limits, " · ")
	}
	d := inlineIn(t)
	if d == nil {
		return said
	}
	if u, null := nullableUnion(t, d); null {
		return paragraphs(said, p.alternatives(owner, u, true))
	}
	return paragraphs(said, p.shape(owner, d.Type))
}

// enumTable lists the values of an enum.
func (p *page) enumTable(owner schema.Element, e *schema.Enum) string {
	t := table{head: []string{p.say("value"), p.say("meaning")}}
	for _, v := range e.Live() {
		name := anchorTag(p.places.anchor(owner, v)) + markdown.CodeCell(oneLine(v.Value))
		if e.Base.Kind == "string" {
			name = anchorTag(p.places.anchor(owner, v)) + markdown.CodeCell(v.Value.Text())
		}
		t.add(name, strings.Join(p.valueAbout(owner, v), "<br>"))
	}
	open := ""
	if e.Open {
		open = p.say("values.open")
	}
	return paragraphs(t.String(), open)
}

// valueAbout says what a value means; a value that code calls by another word says which.
func (p *page) valueAbout(owner schema.Element, v *schema.EnumValue) []string {
	var marks []string
	if v.Name != v.Value.Text() {
		marks = append(marks, p.say("value.name", "name", markdown.CodeCell(v.Name)))
	}
	return p.about(&v.Meta, owner.Info(), "", marks...)
}

// nullableUnion finds the union that null was added to.
func nullableUnion(t schema.Type, inside *schema.Decl) (*schema.Union, bool) {
	n, ok := t.(*schema.Nullable)
	if !ok || n.Type != inside {
		return nil, false
	}
	u, ok := inside.Type.(*schema.Union)
	return u, ok
}

// alternatives shows the types that a value may have and how they are told apart, and those that are written there. Null is
// one of them where it may be.
func (p *page) alternatives(owner schema.Element, u *schema.Union, null bool) string {
	t := table{head: []string{p.say("type"), p.say("tell")}}
	var inside []string
	for _, alt := range u.Alts {
		name := p.typeName(alt.Type, inCell)
		if d := inlineIn(alt.Type); d != nil && d == alt.Type {
			name = p.link(d, d.Name, true).Cell()
			inside = append(inside, heading(3, p.places.of[d].anchor, markdown.Code(d.Name)), p.block(&d.Description), p.shape(owner, d.Type))
		}
		t.add(name, p.upperFirst(p.tell(&alt.Tell, inCell)))
	}
	if null {
		t.add(inCell.code("null"), p.upperFirst(p.kind("null")))
	}
	return paragraphs(append([]string{p.say("alternatives.lead"), t.String()}, inside...)...)
}

// users lists where a type is used, messages first as readers ask for them.
func (p *page) users(d *schema.Decl) []string {
	var items []string
	seen := map[schema.Element]bool{}
	for _, e := range p.usersOf(d, seen) {
		l := p.name(e)
		if l.URL == "" && l.Text == "" && l.title == nil {
			continue
		}
		items = append(items, withGist(l.Inline(), p.gist(e.Info(), p.line)))
	}
	return items
}

// usersOf gives the elements with a page that use a type, directly or through a type that is written inside them or made
// of it.
func (p *page) usersOf(d *schema.Decl, seen map[schema.Element]bool) []schema.Element {
	var list []schema.Element
	for _, e := range d.UsedBy {
		if seen[e] || e.Info().Removed != nil {
			continue
		}
		seen[e] = true
		if inner, ok := e.(*schema.Decl); ok && (inner.Inline || inner.PartialOf != nil) {
			list = append(list, p.usersOf(inner, seen)...)
			continue
		}
		list = append(list, e)
	}
	return list
}
