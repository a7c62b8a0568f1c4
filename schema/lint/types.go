package lint

import "github.com/callinggen/callinggen/schema"

// neededTypes gives the declarations that something which still exists leads to: a message, an endpoint, a family or a
// storage key.
func neededTypes(p *schema.Protocol) map[*schema.Decl]bool {
	n := needs{}
	for _, m := range p.Messages {
		if m.Live() {
			n.typ(m.Payload.Type)
		}
	}
	if p.HTTP != nil {
		n.http(p.HTTP)
	}
	for _, k := range p.Storage {
		if k.Removed == nil {
			n.typ(k.Value)
		}
	}
	return n
}

// needs is the set of declarations reached so far.
type needs map[*schema.Decl]bool

func (n needs) typ(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		n.decl(t)
	case *schema.Struct:
		for _, f := range t.Fields {
			if f.Removed == nil {
				n.typ(f.Type)
			}
		}
		n.typ(t.Rest)
	case *schema.Union:
		for _, a := range t.Alts {
			n.typ(a.Type)
		}
	case *schema.Array:
		n.typ(t.Elem)
	case *schema.Map:
		n.typ(t.Elem)
	case *schema.Nullable:
		n.typ(t.Type)
	}
}

func (n needs) decl(d *schema.Decl) {
	if d == nil || n[d] {
		return
	}
	n[d] = true
	n.decl(d.Alias)
	n.decl(d.PartialOf)
	n.typ(d.Type)
}

func (n needs) http(h *schema.HTTP) {
	n.typ(h.Error)
	for _, f := range h.Families {
		n.parameters(f.Parameters)
	}
	for _, e := range h.Endpoints {
		if e.Removed != nil {
			continue
		}
		n.parameters(e.Parameters)
		if e.Request != nil {
			n.typ(e.Request.Type)
		}
		for _, r := range e.Responses {
			n.typ(r.Type)
		}
	}
}

func (n needs) parameters(list []*schema.Parameter) {
	for _, p := range list {
		n.typ(p.Type)
	}
}
