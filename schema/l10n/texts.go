package l10n

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A Text is one text to translate, wherever in a protocol it stands.
type Text struct {
	Key    string // where it belongs; guides have several texts of one key
	Source string // no two texts share both

	about  string         // for the translator: what the text is about
	places []*schema.Text // the elements that it is put into
}

// NewText is a text that belongs to no protocol, such as a fixed word of the docs.
func NewText(key, source, about string) *Text {
	return &Text{Key: key, Source: source, about: about}
}

// Texts lists what a translator is asked for, in the order of the reference.
func Texts(p *schema.Protocol) []*Text {
	c := &collector{byID: map[textID]*Text{}}
	c.protocol(p)
	return c.list
}

type textID struct{ key, source string }

// A collector walks a protocol. Its methods are called in the order in which a translator should read.
type collector struct {
	list []*Text
	byID map[textID]*Text
}

// add takes up a text, with words that tell a translator what it is about. Equal texts of one key are one text: the fields
// of a partial type have the texts of the whole one.
func (c *collector) add(t *schema.Text, about ...string) {
	if t.IsZero() {
		return
	}
	id := textID{t.Key, t.Source.String()}
	known := c.byID[id]
	if known == nil {
		known = NewText(id.key, id.source, strings.Join(about, ""))
		c.byID[id] = known
		c.list = append(c.list, known)
	}
	known.places = append(known.places, t)
}

// notes are the lines for the translator: what the text is about, and what in it stays as it is.
func (t *Text) notes() []string {
	var list []string
	if t.about != "" {
		list = append(list, t.about)
	}
	if keep := keptWords(t.Source); len(keep) > 0 {
		list = append(list, "Keep: "+strings.Join(keep, " "))
	}
	return list
}

func (c *collector) protocol(p *schema.Protocol) {
	c.add(&p.Description, "The protocol "+p.Title)
	c.add(&p.Notice, "Legal notice in the footer of every page")
	for _, x := range p.Participants {
		c.titled(&x.Meta, &x.Title, "Participant "+x.ID)
	}
	for _, x := range p.Actors {
		c.titled(&x.Meta, &x.Title, "Actor "+x.ID)
	}
	for _, x := range p.Sources {
		c.add(&x.Title, "Source "+x.ID+", a document")
	}
	for _, x := range p.Tags {
		c.titled(&x.Meta, &x.Title, "Topic "+x.ID)
	}
	for _, m := range p.Messages {
		c.message(m)
	}
	for _, d := range p.Types {
		if !d.Inline {
			c.decl(d, "Type "+d.Name)
		}
	}
	c.http(p.HTTP)
	for _, k := range p.Storage {
		about := "Storage key " + k.Key
		c.meta(&k.Meta, about)
		c.typ(k.Value, about)
	}
	for _, f := range p.Flows {
		about := "Flow " + f.ID
		c.titled(&f.Meta, &f.Title, about)
		c.steps(f.Steps, about)
	}
	for _, q := range p.FAQ {
		c.add(&q.Question, "FAQ, question "+q.ID)
		c.add(&q.Answer, "FAQ, answer "+q.ID)
	}
	for _, g := range p.Guides {
		c.guide(g)
	}
	for _, v := range p.History {
		c.add(&v.Text, "History, version "+v.ID)
	}
}

func (c *collector) titled(m *schema.Meta, title *schema.Text, about string) {
	c.add(title, about+", title")
	c.meta(m, about)
}

func (c *collector) meta(m *schema.Meta, about string) {
	c.add(&m.Summary, about, ", summary")
	c.add(&m.Description, about)
	for _, x := range m.Changes {
		c.add(&x.Text, fmt.Sprintf("%s, what %s changed", about, x.In.ID))
	}
	if m.Deprecated != nil {
		c.add(&m.Deprecated.Reason, about, ", why it is deprecated")
	}
	if m.Removed != nil {
		c.add(&m.Removed.Reason, about, ", why it was removed")
	}
	for _, x := range m.Disputes {
		c.add(&x.Says, fmt.Sprintf("%s, what the source %s says of its %s", about, x.Source.ID, disputed[x.About]))
	}
}

// disputed says for a translator what a dispute is about.
var disputed = map[string]string{
	"required": "being required", "type": "type", "name": "name", "value": "value", "meaning": "meaning", "exists": "existence",
}

func (c *collector) message(m *schema.Message) {
	about := "Message " + m.ID
	c.titled(&m.Meta, &m.Title, about)
	c.typ(m.Payload.Type, about)
	if m.Payload.Type != nil && m.Payload.Value != nil {
		c.meta(&m.Payload.Value.Meta, about+", payload")
	}
	if m.Replies != nil {
		for _, r := range m.Replies.Messages {
			c.add(&r.When, fmt.Sprintf("%s, when the reply %s comes", about, r.Message.ID))
		}
	}
}

func (c *collector) decl(d *schema.Decl, about string) {
	c.meta(&d.Meta, about)
	if d.Alias == nil {
		c.typ(d.Type, about)
	}
}

// typ goes into a type as far as it is written where it is used; types with a name have their own turn.
func (c *collector) typ(t schema.Type, about string) {
	switch t := t.(type) {
	case *schema.Decl:
		if t.Inline {
			c.decl(t, about)
		}
	case *schema.Struct:
		for _, f := range t.Fields {
			c.field(f, about)
		}
		c.typ(t.Rest, about)
	case *schema.Enum:
		for _, v := range t.Values {
			c.meta(&v.Meta, about+", value "+v.Value.Text())
		}
	case *schema.Union:
		for _, a := range t.Alts {
			c.typ(a.Type, about)
		}
	case *schema.Array:
		c.typ(t.Elem, about)
	case *schema.Map:
		c.typ(t.Elem, about)
	case *schema.Nullable:
		c.typ(t.Type, about)
	}
}

func (c *collector) field(f *schema.Field, about string) {
	about += ", property " + f.Wire
	c.meta(&f.Meta, about+kindNote(f.Type))
	c.typ(f.Type, about)
}

// kindNote names a scalar type, which often decides the words: "whether" for a boolean.
func kindNote(t schema.Type) string {
	if b, ok := schema.Underlying(t).(*schema.Basic); ok {
		return " (" + b.Kind + ")"
	}
	return ""
}

func (c *collector) http(h *schema.HTTP) {
	if h == nil {
		return
	}
	for _, f := range h.Families {
		about := "Family of paths " + f.ID
		c.meta(&f.Meta, about)
		c.parameters(f.Parameters, about)
	}
	for _, a := range h.Auth {
		c.meta(&a.Meta, "Authentication "+a.ID)
	}
	c.typ(h.Error, "Error of an endpoint")
	for _, e := range h.Endpoints {
		about := "Endpoint " + e.ID
		c.meta(&e.Meta, about)
		c.parameters(e.Parameters, about)
		if e.Request != nil {
			c.typ(e.Request.Type, about+", request")
		}
		for _, r := range e.Responses {
			c.add(&r.Description, fmt.Sprintf("%s, answer %d", about, r.Status))
			c.typ(r.Type, fmt.Sprintf("%s, answer %d", about, r.Status))
		}
	}
}

func (c *collector) parameters(list []*schema.Parameter, about string) {
	for _, p := range list {
		about := about + ", parameter " + p.Wire
		c.meta(&p.Meta, about+kindNote(p.Type))
		c.typ(p.Type, about)
	}
}

func (c *collector) steps(list []schema.Step, about string) {
	for _, s := range list {
		step := about + ", step " + s.StepInfo().ID
		switch s := s.(type) {
		case *schema.ActionStep:
			c.add(&s.Action, step+actor(s.By))
		case *schema.NoteStep:
			c.add(&s.Text, step+", a note")
		case *schema.GroupStep:
			for _, b := range s.Branches {
				c.add(&b.When, step+", the condition")
				c.steps(b.Steps, about)
			}
		}
		c.add(&s.StepInfo().Note, step+", a note")
	}
}

// actor says who acts.
func actor(e schema.Element) string {
	switch e := e.(type) {
	case *schema.Participant:
		return ", done by " + e.Title.Source.String()
	case *schema.Actor:
		return ", done by " + e.Title.Source.String()
	}
	return ""
}

func (c *collector) guide(g *schema.Guide) {
	about := "Guide " + g.ID
	c.add(&g.Title, about, ", title")
	c.meta(&g.Meta, about)
	for _, b := range g.Blocks {
		if b.Kind == schema.Heading {
			c.add(&b.Text, about, ", heading")
		} else {
			c.add(&b.Text, about)
		}
	}
}
