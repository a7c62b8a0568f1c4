package typescript

import (
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// liveDecls gives the types that still exist: those of the file that were not removed, and of those that are written where
// they are used, the ones whose place was not removed.
func liveDecls(p *schema.Protocol) []*schema.Decl {
	r := reached{}
	for _, d := range p.Types {
		if !d.Inline && d.Removed == nil {
			r.add(d)
		}
	}
	for _, m := range liveMessages(p) {
		r.add(m.Payload.Type)
	}
	for _, k := range p.Storage {
		if k.Removed == nil {
			r.add(k.Value)
		}
	}
	r.addHTTP(p.HTTP)
	return slices.DeleteFunc(slices.Clone(p.Types), func(d *schema.Decl) bool { return !r[d] })
}

// reached are the declarations that something refers to which still exists.
type reached map[*schema.Decl]bool

func (r reached) addHTTP(h *schema.HTTP) {
	if h == nil {
		return
	}
	r.add(h.Error)
	for _, f := range h.Families {
		r.addParameters(f.Parameters)
	}
	for _, e := range h.Endpoints {
		if e.Removed != nil {
			continue
		}
		r.addParameters(e.Parameters)
		if e.Request != nil {
			r.add(e.Request.Type)
		}
		for _, response := range e.Responses {
			r.add(response.Type)
		}
	}
}

func (r reached) addParameters(list []*schema.Parameter) {
	for _, p := range list {
		if p.Removed == nil {
			r.add(p.Type)
		}
	}
}

// add adds whatever a type refers to. A type may hold itself.
func (r reached) add(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		if !r[t] {
			r[t] = true
			r.add(t.Type)
		}
	case *schema.Struct:
		for _, f := range liveFields(t) {
			r.add(f.Type)
		}
		r.add(t.Rest)
	case *schema.Union:
		for _, a := range t.Alts {
			r.add(a.Type)
		}
	case *schema.Array:
		r.add(t.Elem)
	case *schema.Map:
		r.add(t.Elem)
	case *schema.Nullable:
		r.add(t.Type)
	}
}
