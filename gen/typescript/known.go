package typescript

import "github.com/callinggen/callinggen/schema"

// known is what the messages and endpoints of a protocol tell of the types that they are made of, where those say nothing
// of it themselves.
type known struct {
	since  map[*schema.Decl]*schema.Version // of the first message that brought a type
	values map[*schema.Decl]*schema.Value   // a type as it stands in the first example that has it
	fields map[*schema.Field]*schema.Value  // likewise
}

func newKnown(p *schema.Protocol) *known {
	k := &known{
		since:  map[*schema.Decl]*schema.Version{},
		values: map[*schema.Decl]*schema.Value{},
		fields: map[*schema.Field]*schema.Value{},
	}
	for _, m := range p.LiveMessages() {
		k.came(m.Payload.Type, m.Since)
		k.readAll(m.Payload.Type, m.Examples)
	}
	for _, d := range p.Types {
		k.readAll(d, d.Examples)
	}
	k.readHTTP(p.HTTP)
	for _, s := range p.Storage {
		k.readAll(s.Value, s.Examples)
	}
	return k
}

// sinceOf gives the version that brought a type, or nil where nothing tells. One that does not say it came with the first
// message that needs it, though not before its members.
func (t *Target) sinceOf(d *schema.Decl) *schema.Version {
	if d.Since != nil {
		return d.Since
	}
	brought, members := t.known.since[d], sharedSince(d.Type)
	if brought == nil {
		return members
	}
	return later(brought, members)
}

// sharedSince gives the version that brought all members of a type, or nil where they differ.
func sharedSince(typ schema.Type) *schema.Version {
	var shared *schema.Version
	for _, m := range membersOf(typ) {
		if m.Since == nil || shared != nil && m.Since != shared {
			return nil
		}
		shared = m.Since
	}
	return shared
}

func (k *known) readHTTP(h *schema.HTTP) {
	if h == nil {
		return
	}
	for _, e := range h.Endpoints {
		if e.Request != nil {
			k.readAll(e.Request.Type, e.Examples)
		}
		for _, r := range e.Responses {
			k.readAll(r.Type, r.Examples)
		}
	}
}

// came notes that a version brought a type, and with it all that the type is made of. A type may lead to itself.
func (k *known) came(t schema.Type, v *schema.Version) {
	if v == nil || v.Index < 0 {
		return
	}
	switch t := t.(type) {
	case *schema.Decl:
		v = later(v, t.Since)
		if first := k.since[t]; first == nil || v.Index < first.Index {
			k.since[t] = v
			k.came(standsFor(t), v)
		}
	case *schema.Struct:
		for _, f := range t.Live() {
			k.came(f.Type, later(v, f.Since))
		}
		k.came(t.Rest, v)
	case *schema.Union:
		for _, a := range t.Alts {
			k.came(a.Type, v)
		}
	case *schema.Array:
		k.came(t.Elem, v)
	case *schema.Map:
		k.came(t.Elem, v)
	case *schema.Nullable:
		k.came(t.Type, v)
	}
}

// standsFor gives what a declaration is another name for, or the type that it names.
func standsFor(d *schema.Decl) schema.Type {
	if d.Alias != nil {
		return d.Alias
	}
	return d.Type
}

// later gives the later of two versions, of which the second may not be known.
func later(a, b *schema.Version) *schema.Version {
	if b != nil && b.Index > a.Index {
		return b
	}
	return a
}

func (k *known) readAll(t schema.Type, examples []*schema.Value) {
	for _, v := range examples {
		k.read(t, v)
	}
}

// read notes the parts of an example.
func (k *known) read(t schema.Type, v *schema.Value) {
	switch t := t.(type) {
	case *schema.Decl:
		if k.values[t] == nil {
			k.values[t] = v
		}
		k.read(standsFor(t), v)
	case *schema.Struct:
		k.readMembers(t, v.Members)
	case *schema.Union:
		if a := t.AlternativeOf(v); a != nil {
			k.read(a.Type, v)
		}
	case *schema.Array:
		k.readAll(t.Elem, v.Items)
	case *schema.Map:
		for _, m := range v.Members {
			k.read(t.Elem, m.Value)
		}
	case *schema.Nullable:
		if v.Kind != schema.NullValue {
			k.read(t.Type, v)
		}
	}
}

func (k *known) readMembers(s *schema.Struct, members []schema.Member) {
	for _, m := range members {
		f := s.Field(m.Name)
		switch {
		case f == nil:
			k.read(s.Rest, m.Value)
		case f.Removed == nil:
			if k.fields[f] == nil {
				k.fields[f] = m.Value
			}
			k.read(f.Type, m.Value)
		}
	}
}
