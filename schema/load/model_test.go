package load

import (
	"fmt"

	"github.com/callinggen/callinggen/schema"
)

// modelFault finds what the model promises and a protocol does not keep, or gives "".
func modelFault(p *schema.Protocol) string {
	c := modelCheck{seen: map[schema.Type]bool{}}
	for _, side := range p.Participants {
		c.want(side != nil && side.Other != nil && side.ID != "", "a participant")
	}
	c.want(p.Envelope.Type != "", "the envelope's type")
	if h := p.Handshake; h != nil {
		c.want(h.From != nil && h.Open != nil && h.Accept != nil, "the handshake")
		c.want(h.Redirect == nil || h.Redirect.Message != nil && h.Redirect.To != nil, "the redirect")
	}
	for _, m := range p.Messages {
		c.message(m)
	}
	for _, d := range p.Types {
		c.decl(d)
	}
	if p.HTTP != nil {
		c.http(p.HTTP)
	}
	for _, k := range p.Storage {
		c.want(k.On != nil, k.Path)
		c.use(k.Value, k.Path)
	}
	for _, f := range p.Flows {
		c.prose(f.Title)
		c.steps(f.Steps)
	}
	for _, g := range p.Guides {
		c.meta(&g.Meta)
		c.prose(g.Title)
		for _, b := range g.Blocks {
			c.prose(b.Text)
		}
	}
	return c.fault
}

type modelCheck struct {
	fault string
	seen  map[schema.Type]bool
}

func (c *modelCheck) want(ok bool, what string) {
	if !ok && c.fault == "" {
		c.fault = what
	}
}

func (c *modelCheck) meta(m *schema.Meta) {
	c.want(m.Path != "" && m.Pos.File != "" && m.Evidence != "", "the meta of "+m.Path)
	c.prose(m.Summary)
	c.prose(m.Description)
	c.want(m.Removed == nil || m.Removed.Since != nil, "the removal of "+m.Path)
	for _, d := range m.Disputes {
		c.want(d.Source != nil, "a dispute of "+m.Path)
	}
	for _, change := range m.Changes {
		c.want(change.In != nil, "a change of "+m.Path)
	}
}

func (c *modelCheck) prose(t schema.Text) {
	for _, s := range t.Source {
		c.want(s.Ref == nil || s.Ref.Target != nil, "a reference in "+t.Key)
	}
	c.want(t.IsZero() || t.Key != "", "the key of "+t.Source.String())
}

func (c *modelCheck) message(m *schema.Message) {
	c.meta(&m.Meta)
	c.want(m.Type != "" && m.Layout != "", m.Path)
	c.want((len(m.From) > 0) != (len(m.Local) > 0), m.Path+" is sent or local")
	c.want(m.Payload != nil && m.Payload.Struct != nil, m.Path+" has a payload")
	c.members(m.Payload.Struct, m.Path)
	if own, ok := m.Payload.Type.(*schema.Struct); ok {
		c.want(own == m.Payload.Struct, m.Path+" has its own struct")
	} else if m.Payload.Type != nil {
		c.use(m.Payload.Type, m.Path)
	}
	if m.Replies != nil {
		for _, r := range m.Replies.Messages {
			c.want(r.Message != nil, m.Path+" has replies")
			c.prose(r.When)
		}
	}
}

func (c *modelCheck) decl(d *schema.Decl) {
	c.meta(&d.Meta)
	c.want(d.Name != "", "the name of a type")
	switch t := d.Type.(type) {
	case *schema.Decl, nil:
		c.want(false, fmt.Sprintf("%s is %T", d.Name, d.Type))
	case *schema.Struct:
		c.members(t, d.Path)
	case *schema.Enum:
		c.want(t.Base != nil && len(t.Values) > 0, d.Path+" has values")
		for _, v := range t.Values {
			c.meta(&v.Meta)
			c.want(v.Value != nil && (v.Value.Kind == schema.StringValue || v.Value.Kind == schema.NumberValue), v.Path)
		}
	case *schema.Union:
		c.want(len(t.Alts) > 1, d.Path+" has alternatives")
		for _, a := range t.Alts {
			c.want(a.Name != "" && (a.Tell.Const != nil || a.Tell.Kind != "" || len(a.Tell.Required) > 0), d.Path+" tells its alternatives")
			c.use(a.Type, d.Path)
		}
	default:
		c.use(t, d.Path)
	}
}

func (c *modelCheck) members(s *schema.Struct, path string) {
	if c.seen[s] {
		return
	}
	c.seen[s] = true
	for _, f := range s.Fields {
		c.meta(&f.Meta)
		c.want(f.Name != "", path+" names its fields")
		c.use(f.Type, f.Path)
	}
	if s.Rest != nil {
		c.use(s.Rest, path)
	}
}

// use checks a type where it is used: what needs a name is a declaration there.
func (c *modelCheck) use(t schema.Type, path string) {
	switch t := t.(type) {
	case nil:
		c.want(false, path+" has a type")
	case *schema.Struct, *schema.Enum, *schema.Union:
		c.want(false, fmt.Sprintf("%s has a name for its %T", path, t))
	case *schema.Array:
		c.use(t.Elem, path)
	case *schema.Map:
		c.use(t.Elem, path)
	case *schema.Nullable:
		_, twice := schema.Underlying(t.Type).(*schema.Nullable)
		c.want(!twice, path+" is null once")
		c.use(t.Type, path)
	case *schema.Const:
		c.want(t.Value != nil, path+" has its constant")
	}
}

func (c *modelCheck) http(h *schema.HTTP) {
	if h.Error != nil {
		c.use(h.Error, "http.error")
	}
	for _, f := range h.Families {
		c.meta(&f.Meta)
		c.parameters(f.Parameters)
	}
	for _, e := range h.Endpoints {
		c.meta(&e.Meta)
		c.parameters(e.Parameters)
		if e.Request != nil {
			c.use(e.Request.Type, e.Path)
		}
		for _, r := range e.Responses {
			c.prose(r.Description)
			if r.Type != nil {
				c.use(r.Type, e.Path)
			}
		}
		for _, a := range e.Auth {
			c.want(a.Auth != nil, e.Path+" knows its auth")
		}
	}
}

func (c *modelCheck) parameters(list []*schema.Parameter) {
	for _, p := range list {
		c.meta(&p.Meta)
		c.use(p.Type, p.Path)
	}
}

func (c *modelCheck) steps(list []schema.Step) {
	for _, s := range list {
		info := s.StepInfo()
		c.want(info.ID != "" && info.Path != "", "a step has an id")
		c.prose(info.Note)
		switch s := s.(type) {
		case *schema.MessageStep:
			c.want(s.Message != nil && s.From != nil, s.Path)
		case *schema.EndpointStep:
			c.want(s.Endpoint != nil && s.By != nil, s.Path)
		case *schema.ActionStep:
			c.want(s.By != nil && !s.Action.IsZero(), s.Path)
		case *schema.NoteStep:
			c.want(!s.Text.IsZero(), s.Path)
		case *schema.FlowStep:
			c.want(s.Flow != nil, s.Path)
		case *schema.GroupStep:
			c.want(len(s.Branches) > 0, s.Path)
			for _, b := range s.Branches {
				c.prose(b.When)
				c.steps(b.Steps)
			}
		}
	}
}
