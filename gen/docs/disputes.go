package docs

import (
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// disputedParts gives the parts of an element that sources disagree on. What was removed is told of by the history.
func disputedParts(e schema.Element) []part {
	var list []part
	for x := range partsOf(e) {
		if m := x.of.Info(); len(m.Disputes) > 0 && m.Removed == nil {
			list = append(list, x)
		}
	}
	return list
}

// disputes lists what sources say otherwise about parts of an element.
func (p *page) disputes(parts []part) string {
	if len(parts) == 0 {
		return ""
	}
	t := table{head: []string{p.say("dispute.about"), p.say("source"), p.say("source.says")}}
	for _, x := range parts {
		for _, d := range x.of.Info().Disputes {
			about := p.say("dispute." + d.About)
			if x.name != "" {
				about = p.partLink(x, false).Cell() + "<br>" + about
			}
			t.add(about, p.cite(d.Source), p.cell(&d.Says))
		}
	}
	return t.String()
}

// cite names a dated source.
func (p *page) cite(s *schema.Source) string {
	l := link{Link: markdown.Link{URL: p.url(place{correctionsPage, "source-" + anchorOf(s.ID)})}, page: p, title: &s.Title}
	return p.say("source.dated", "source", l.Cell(), "date", markdown.Escape(s.Date))
}

// A correctionsView is what the template of the corrections shows.
type correctionsView struct {
	Frame
	Lead    string
	Groups  []string // one for each kind of element
	Sources string
}

func (t *Target) correctionsSheet() sheet {
	return sheet{path: correctionsPage, template: "corrections.tmpl", view: func(p *page) view {
		v := &correctionsView{Sources: p.part("sources", "corrections.sources", p.sources())}
		p.titled(p.sayPlain("corrections"), p.say("corrections"), "")
		if t.countDisputes() > 0 {
			p.head.lead, v.Lead = p.sayPlain("corrections.lead"), blocks(p.say("corrections.lead"))
		}
		for _, g := range t.disputed() {
			v.Groups = append(v.Groups, p.part(g.label, g.label, p.corrections(g.parts)))
		}
		return v
	}}
}

// A disputedGroup holds what is disputed about one kind of element; the label is the anchor too.
type disputedGroup struct {
	label string
	parts []part
}

// disputedGroups gives everything that the page of corrections lists.
func (t *Target) disputedGroups() []disputedGroup {
	var list []disputedGroup
	for _, g := range t.groups() {
		of := disputedGroup{label: g.label}
		for _, e := range live(g.elements) {
			of.parts = append(of.parts, disputedParts(e)...)
		}
		list = append(list, of)
	}
	return list
}

// countDisputes counts what the page of corrections lists.
func (t *Target) countDisputes() int {
	n := 0
	for _, g := range t.disputed() {
		for _, x := range g.parts {
			n += len(x.of.Info().Disputes)
		}
	}
	return n
}

// corrections lists what is disputed: what holds, and under it what each source says in its place.
func (p *page) corrections(parts []part) string {
	var items []string
	for _, x := range parts {
		items = append(items, p.correctionsOf(x)...)
	}
	return p.bullets(items)
}

// correctionsOf gives an item for each thing about a part that sources disagree on, in the order of the file.
func (p *page) correctionsOf(x part) []string {
	var items []string
	var done []string
	disputes := x.of.Info().Disputes
	for _, first := range disputes {
		if slices.Contains(done, first.About) {
			continue
		}
		done = append(done, first.About)
		var claims []string
		for _, d := range disputes {
			if d.About == first.About {
				claims = append(claims, p.withColon(p.cite(d.Source), p.line(&d.Says)))
			}
		}
		head := "**" + p.partLink(x, true).Inline() + "**"
		if first.About != "exists" { // which is said by that it does
			head += " · " + p.say("dispute."+first.About)
		}
		items = append(items, withGist(head, p.holds(x, first.About))+"\n"+p.bullets(claims))
	}
	return items
}

// holds says what this reference holds about what a source disputes. The page that the row links to says why.
func (p *page) holds(x part, about string) string {
	if m, ok := x.of.(*schema.Message); ok && about != "exists" && about != "meaning" {
		return p.holdsOfMessage(m, about)
	}
	switch about {
	case "required":
		if isRequired(x) {
			return p.say("holds.required")
		}
		return p.say("holds.optional")
	case "type":
		if x.typ != nil {
			return p.say("holds.type", "type", p.typeName(x.typ, inText))
		}
		if d, ok := x.of.(*schema.Decl); ok {
			return p.say("holds.type", "type", p.typeName(d.Type, inText))
		}
	case "name":
		return p.say("holds.name", "name", markdown.Code(wireName(x)))
	case "value":
		return p.holdsValue(x)
	case "exists":
		return p.say("holds.exists")
	}
	return p.gist(x.of.Info(), p.line)
}

// holdsOfMessage says what a message is called, in code too, or what it carries.
func (p *page) holdsOfMessage(m *schema.Message, about string) string {
	if about == "name" {
		said := p.say("holds.name", "name", markdown.Code(wireName(part{of: m})))
		for _, fact := range p.inCode(m) {
			said = p.sentences(said, p.sentence(fact))
		}
		return said
	}
	if f := m.Payload.Value; f != nil {
		return p.say("holds.type", "type", p.typeName(f.Type, inText))
	}
	if m.Payload.Struct == nil || len(m.Payload.Struct.Live()) == 0 {
		return p.say("properties.none")
	}
	return p.say("holds.properties", "properties", p.fieldCodes(m.Payload.Struct.Live(), inText))
}

func isRequired(x part) bool {
	if parameter, ok := x.of.(*schema.Parameter); ok {
		return parameter.Required
	}
	return x.field != nil && x.field.Required
}

// wireName is what an element is called where it is disputed.
func wireName(x part) string {
	switch e := x.of.(type) {
	case *schema.Message:
		return e.Type
	case *schema.Decl:
		return e.Name
	case *schema.Endpoint:
		return e.Method + " " + e.Path
	case *schema.StorageKey:
		return e.Key
	case *schema.EnumValue:
		return e.Value.Text()
	case *schema.Field:
		return e.Wire
	case *schema.Parameter:
		return e.Wire
	case *schema.Auth:
		return e.Name
	}
	return x.name
}

// holdsValue says which value holds: the one that absence means, the fixed one, the list of an enum, or what the element
// says of itself.
func (p *page) holdsValue(x part) string {
	if v, ok := x.of.(*schema.EnumValue); ok {
		return p.upperFirst(p.sentence(p.say("value.fixed", "value", markdown.Code(v.Value.Text()))))
	}
	if d, ok := x.of.(*schema.Decl); ok {
		if e, ok := d.Type.(*schema.Enum); ok {
			return p.oneOf(e, valueCodes(e.Live()))
		}
	}
	if x.field != nil && x.field.Default != nil {
		return p.upperFirst(p.sentence(p.say("default", "value", markdown.Code(oneLine(x.field.Default)))))
	}
	if x.field != nil {
		if c, ok := x.field.Type.(*schema.Const); ok {
			return p.upperFirst(p.sentence(p.say("value.fixed", "value", markdown.Code(oneLine(c.Value)))))
		}
	}
	return p.gist(x.of.Info(), p.line)
}

// sources lists the documents that are cited.
func (p *page) sources() string {
	t := table{head: []string{p.say("source"), p.say("source.date"), p.say("source.language")}}
	for _, s := range p.protocol.Sources {
		title := link{page: p, title: &s.Title}
		if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
			title.URL = s.URL
		}
		locale := ""
		if s.Locale != "" {
			locale = markdown.CodeCell(s.Locale)
		}
		t.add(anchorTag("source-"+anchorOf(s.ID))+title.Cell(), markdown.Escape(s.Date), locale)
	}
	return t.String()
}
