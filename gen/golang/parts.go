package golang

import (
	"fmt"
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// parts is what of a protocol is emitted: its live messages, types and sides, as far as they were asked for.
type parts struct {
	sides    []*schema.Participant
	http     bool
	messages []*schema.Message
	types    []*schema.Decl
	// What is called or served over HTTP; empty without the part http.
	endpoints []*schema.Endpoint
	err       error // an unknown part was asked for

	emitted map[schema.Element]bool // the messages and types that have a name in the package
}

// newParts selects all parts, or those that are named by participants' ids and "http".
func newParts(p *schema.Protocol, only []string) *parts {
	s := &parts{http: len(only) == 0 || slices.Contains(only, "http")}
	for _, side := range p.Participants {
		if len(only) == 0 || slices.Contains(only, side.ID) {
			s.sides = append(s.sides, side)
		}
	}
	for _, id := range only {
		if id != "http" && id != p.Participants[0].ID && id != p.Participants[1].ID {
			s.err = fmt.Errorf("there is no part %q; the parts are %s, %s and http", id, p.Participants[0].ID, p.Participants[1].ID)
		}
	}
	for _, m := range p.Messages {
		if m.Live() && slices.ContainsFunc(s.sides, func(side *schema.Participant) bool { return m.SentBy(side) || m.ReceivedBy(side) }) {
			s.messages = append(s.messages, m)
		}
	}
	if s.http && p.HTTP != nil {
		s.endpoints = without(p.HTTP.Endpoints, func(e *schema.Endpoint) bool { return e.Removed != nil })
	}
	s.types = s.selectTypes(p, len(only) == 0)
	s.emitted = make(map[schema.Element]bool, len(s.messages)+len(s.types))
	for _, m := range s.messages {
		s.emitted[m] = true
	}
	for _, d := range s.types {
		s.emitted[d] = !isUnnamed(d)
	}
	return s
}

// has reports whether a message or type has a name in the package.
func (s *parts) has(e schema.Element) bool { return s.emitted[e] }

// talks reports whether messages are emitted.
func (s *parts) talks() bool { return len(s.sides) > 0 }

// served gives the endpoints of the application.
func (s *parts) served() []*schema.Endpoint {
	return slices.DeleteFunc(slices.Clone(s.endpoints), func(e *schema.Endpoint) bool { return !e.ServedByApp })
}

// selectTypes gives the types that the parts need, in the order of the protocol. When all parts are wanted, so is every
// type that has a name in the file.
func (s *parts) selectTypes(p *schema.Protocol, all bool) []*schema.Decl {
	need := needed{}
	for _, m := range s.messages {
		need.payload(m)
	}
	if s.http && p.HTTP != nil {
		need.http(p.HTTP)
	}
	for _, k := range p.Storage {
		if k.Removed == nil && slices.Contains(s.sides, k.On) {
			need.use(k.Value)
		}
	}
	for _, d := range p.Types {
		if all && !d.Inline && d.Removed == nil {
			need.use(d)
		}
	}
	return without(p.Types, func(d *schema.Decl) bool { return !need[d] })
}

// needed are the types that something refers to.
type needed map[*schema.Decl]bool

func (n needed) payload(m *schema.Message) {
	if m.Payload.Type != nil {
		n.use(m.Payload.Type)
	}
}

func (n needed) http(h *schema.HTTP) {
	n.use(h.Error)
	for _, e := range h.Endpoints {
		if e.Removed != nil {
			continue
		}
		for _, p := range e.Parameters {
			n.use(p.Type)
		}
		if e.Request != nil {
			n.use(e.Request.Type)
		}
		for _, r := range e.Responses {
			n.use(r.Type)
		}
	}
	for _, f := range h.Families {
		for _, p := range f.Parameters {
			n.use(p.Type)
		}
	}
}

// use takes a type and everything that it is made of.
func (n needed) use(t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		if n[t] {
			return
		}
		n[t] = true
		if t.Alias != nil {
			n.use(t.Alias)
		}
		n.use(t.Type)
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

// liveFields gives the members that still exist.
func liveFields(s *schema.Struct) []*schema.Field {
	return without(s.Fields, func(f *schema.Field) bool { return f.Removed != nil })
}

// liveValues gives the values that still exist.
func liveValues(e *schema.Enum) []*schema.EnumValue {
	return without(e.Values, func(v *schema.EnumValue) bool { return v.Removed != nil })
}

// without gives a list without some elements: the list itself when it has none of them.
func without[E any](list []E, drop func(E) bool) []E {
	if !slices.ContainsFunc(list, drop) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), drop)
}
