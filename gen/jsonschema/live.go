package jsonschema

import "github.com/callinggen/callinggen/schema"

// typesOf gives the types that are described, in the order of the protocol: those that have a name in the file and still
// exist, and all that something live is made of.
func typesOf(p *schema.Protocol) []*schema.Decl {
	need := needed{}
	for _, d := range p.Types {
		if !d.Inline && d.PartialOf == nil && d.Removed == nil {
			need.use(d)
		}
	}
	for _, m := range p.Messages {
		if m.Live() {
			need.use(m.Payload.Type)
		}
	}
	for _, k := range p.Storage {
		if k.Removed == nil {
			need.use(k.Value)
		}
	}
	if p.HTTP != nil {
		need.http(p.HTTP)
	}
	var list []*schema.Decl
	for _, d := range p.Types {
		if need[d] {
			list = append(list, d)
		}
	}
	return list
}

// needed are the types that something refers to.
type needed map[*schema.Decl]bool

func (n needed) http(h *schema.HTTP) {
	n.use(h.Error)
	for _, f := range h.Families {
		n.parameters(f.Parameters)
	}
	for _, e := range h.Endpoints {
		if e.Removed != nil {
			continue
		}
		n.parameters(e.Parameters)
		if e.Request != nil {
			n.use(e.Request.Type)
		}
		for _, r := range e.Responses {
			n.use(r.Type)
		}
	}
}

func (n needed) parameters(list []*schema.Parameter) {
	for _, p := range list {
		n.use(p.Type)
	}
}

// use takes a type and everything that it is made of.
func (n needed) use(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		n.declared(t)
	case *schema.Struct:
		for _, f := range liveFields(t) {
			n.use(f.Type)
		}
		n.use(t.Rest)
	case *schema.Union:
		for _, a := range t.Alts {
			n.use(a.Type)
		}
	case *schema.Array:
		n.use(t.Elem)
	case *schema.Map:
		n.use(t.Elem)
	case *schema.Nullable:
		n.use(t.Type)
	}
}

func (n needed) declared(d *schema.Decl) {
	if n[d] {
		return
	}
	n[d] = true
	if d.Alias != nil {
		n.declared(d.Alias)
	} else {
		n.use(d.Type)
	}
}

// liveFields gives the members that still exist.
func liveFields(s *schema.Struct) []*schema.Field {
	var list []*schema.Field
	for _, f := range s.Fields {
		if f.Removed == nil {
			list = append(list, f)
		}
	}
	return list
}

// liveValues gives the values that still exist, each once.
func liveValues(e *schema.Enum) []*schema.EnumValue {
	var list []*schema.EnumValue
	seen := map[string]bool{}
	for _, v := range e.Values {
		if text := v.Value.Text(); v.Removed == nil && !seen[text] {
			seen[text] = true
			list = append(list, v)
		}
	}
	return list
}
