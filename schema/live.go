package schema

import "slices"

// What was removed is in the model for the history alone: whoever emits, judges or shows the protocol of today asks here
// for the rest.

// Live gives the members that still exist. The list may be the struct's own.
func (s *Struct) Live() []*Field {
	return without(s.Fields, func(f *Field) bool { return f.Removed != nil })
}

// Live gives the values that still exist. The list may be the enum's own.
func (e *Enum) Live() []*EnumValue {
	return without(e.Values, func(v *EnumValue) bool { return v.Removed != nil })
}

// Live gives the endpoints that still exist. The list may be the protocol's own.
func (h *HTTP) Live() []*Endpoint {
	return without(h.Endpoints, func(e *Endpoint) bool { return e.Removed != nil })
}

// LiveMessages gives the messages that still exist. The list may be the protocol's own.
func (p *Protocol) LiveMessages() []*Message {
	return without(p.Messages, func(m *Message) bool { return !m.Live() })
}

// without gives a list without some elements: the list itself when it has none of them.
func without[E any](list []E, drop func(E) bool) []E {
	if !slices.ContainsFunc(list, drop) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// LiveTypes gives the types that still exist, in their order: those that have a name in the file, and all that something
// live is made of. A removed type that is still used is one of these.
func (p *Protocol) LiveTypes() []*Decl {
	n := p.Needed()
	for _, d := range p.Types {
		if !d.Inline && d.PartialOf == nil && d.Removed == nil {
			n.Add(d)
		}
	}
	return n.In(p.Types)
}

// Needed gives the types that the live messages, endpoints and storage keys are made of.
func (p *Protocol) Needed() Needed {
	n := Needed{}
	for _, m := range p.LiveMessages() {
		n.Add(m.Payload.Type)
	}
	for _, k := range p.Storage {
		if k.Removed == nil {
			n.Add(k.Value)
		}
	}
	n.AddHTTP(p.HTTP)
	return n
}

// Needed are types that something refers to.
type Needed map[*Decl]bool

// In gives those of a list that are needed.
func (n Needed) In(list []*Decl) []*Decl { return without(list, func(d *Decl) bool { return !n[d] }) }

// AddHTTP adds what the live endpoints are made of, and the parameters of the families: a path has all of them.
func (n Needed) AddHTTP(h *HTTP) {
	if h == nil {
		return
	}
	n.Add(h.Error)
	for _, f := range h.Families {
		for _, p := range f.Parameters {
			n.Add(p.Type)
		}
	}
	for _, e := range h.Live() {
		n.addEndpoint(e)
	}
}

func (n Needed) addEndpoint(e *Endpoint) {
	for _, p := range e.Parameters {
		if p.Removed == nil {
			n.Add(p.Type)
		}
	}
	if e.Request != nil {
		n.Add(e.Request.Type)
	}
	for _, r := range e.Responses {
		n.Add(r.Type)
	}
}

// Add adds the declarations that a type is made of, and itself. Nil adds nothing.
func (n Needed) Add(t Type) {
	switch t := t.(type) {
	case *Decl:
		n.addDecl(t)
	case *Struct:
		for _, f := range t.Live() {
			n.Add(f.Type)
		}
		n.Add(t.Rest)
	case *Union:
		for _, a := range t.Alts {
			n.Add(a.Type)
		}
	case *Array:
		n.Add(t.Elem)
	case *Map:
		n.Add(t.Elem)
	case *Nullable:
		n.Add(t.Type)
	}
}

// addDecl adds a declaration, once: it may hold itself.
func (n Needed) addDecl(d *Decl) {
	if n[d] {
		return
	}
	n[d] = true
	if d.Alias != nil {
		n.addDecl(d.Alias)
	} else {
		n.Add(d.Type)
	}
}
