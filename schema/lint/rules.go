package lint

import (
	"slices"

	"github.com/callinggen/callinggen/schema"
)

func nameStyle(c *checker) {
	camel := func(n *node, what, name string) {
		if want := schema.Camel(name); want != name {
			c.report(n, n.info.Pos, "%s %q is not in camelCase; call it %q", what, name, want)
		}
	}
	each(c, func(n *node, d *schema.Decl) {
		if want := schema.Pascal(d.Name); want != d.Name && !d.Inline {
			c.report(n, d.Pos, "the type %q is not in PascalCase; call it %q", d.Name, want)
		}
	})
	each(c, func(n *node, p *schema.Participant) { camel(n, "the participant", p.ID) })
	each(c, func(n *node, a *schema.Actor) { camel(n, "the actor", a.ID) })
	each(c, func(n *node, e *schema.Endpoint) { camel(n, "the endpoint", e.ID) })
	each(c, func(n *node, f *schema.Flow) { camel(n, "the flow", f.ID) })
	each(c, func(n *node, m *schema.Message) {
		camel(n, "the name", m.Name)
		if m.Sends != m.Name {
			camel(n, "the name", m.Sends)
		}
	})
	each(c, func(n *node, f *schema.Field) {
		if f.Name != f.Wire {
			camel(n, "the name", f.Name)
		}
	})
	each(c, func(n *node, p *schema.Parameter) {
		if p.Name != p.Wire {
			camel(n, "the name", p.Name)
		}
	})
}

func missingDescription(c *checker) {
	need := func(n *node, what, name string) {
		if info := n.info; !isDescribed(info) {
			c.report(n, info.Pos, "%s %s is not described; add a summary or a description", what, name)
		}
	}
	each(c, func(n *node, m *schema.Message) { need(n, "the message", m.ID) })
	each(c, func(n *node, d *schema.Decl) {
		if !d.Inline {
			need(n, "the type", d.Name)
		}
	})
	each(c, func(n *node, f *schema.Field) {
		if !speaksForItself(f.Type) {
			need(n, "the field", f.Wire)
		}
	})
	each(c, func(n *node, p *schema.Parameter) {
		if !speaksForItself(p.Type) {
			need(n, "the parameter", p.Wire)
		}
	})
	describedValues(c, need)
	each(c, func(n *node, e *schema.Endpoint) { need(n, "the endpoint", e.ID) })
	each(c, func(n *node, k *schema.StorageKey) { need(n, "the storage key", k.Key) })
}

func isDescribed(m *schema.Meta) bool { return !m.Summary.IsZero() || !m.Description.IsZero() }

// speaksForItself reports whether a type says what a field is: it is described where it is declared, or has one value.
func speaksForItself(t schema.Type) bool {
	switch t := t.(type) {
	case *schema.Const:
		return true
	case *schema.Decl:
		return !t.Inline && isDescribed(&t.Meta)
	}
	return false
}

// describedValues wants a description of every value of an enum of which one is described; a plain list of values may go
// without.
func describedValues(c *checker, need func(n *node, what, name string)) {
	documented := map[*node]bool{} // by the enum around the value
	each(c, func(n *node, v *schema.EnumValue) {
		if isDescribed(&v.Meta) {
			documented[n.parent] = true
		}
	})
	each(c, func(n *node, v *schema.EnumValue) {
		if documented[n.parent] {
			need(n, "the value", v.Value.Text())
		}
	})
}

func missingExample(c *checker) {
	each(c, func(n *node, m *schema.Message) {
		if m.Payload.Type != nil && len(m.Examples) == 0 {
			c.report(n, m.Pos, "the message %s has a payload and no example; add one under examples", m.ID)
		}
	})
}

// missingSince asks messages only: endpoints often have versions of their own, in their paths.
func missingSince(c *checker) {
	each(c, func(n *node, m *schema.Message) {
		if m.Since == nil {
			c.report(n, m.Pos, "the message %s does not say in which version it came; add since", m.ID)
		}
	})
}

// unknownVersion looks at removed elements too: their versions are in the history page.
func unknownVersion(c *checker) {
	p := c.protocol
	report := func(n *node, pos schema.Position, key, id string) {
		c.report(n, pos, "%s names the version %q, which history does not list; add it there, or name one that it lists", key, id)
	}
	check := func(n *node, pos schema.Position, key string, v *schema.Version) {
		if v != nil && v.Index < 0 {
			report(n, pos, key, v.ID)
		}
	}
	if !slices.ContainsFunc(p.History, func(v *schema.Version) bool { return v.ID == p.Version }) {
		report(nil, p.Pos, "version", p.Version)
	}
	for _, n := range c.nodes {
		info := n.info
		check(n, info.Pos, "since", info.Since)
		for _, change := range info.Changes {
			check(n, info.Pos, "changes", change.In)
		}
		if info.Deprecated != nil {
			check(n, info.Deprecated.Pos, "deprecated", info.Deprecated.Since)
		}
		if info.Removed != nil {
			check(n, info.Removed.Pos, "removed", info.Removed.Since)
		}
	}
}

func replySide(c *checker) {
	each(c, func(n *node, m *schema.Message) {
		if m.Replies == nil {
			return
		}
		if len(m.From) == 0 {
			c.report(n, m.Replies.Pos, "%s is never sent, so nothing can answer it; remove replies", m.ID)
			return
		}
		for _, r := range m.Replies.Messages {
			if !canAnswer(m, r.Message) {
				c.report(n, r.Pos, "%s is a reply to %s, but is not sent by the side that receives it; list a message from %s",
					r.Message.ID, m.ID, m.From[0].Other.ID)
			}
		}
	})
}

// canAnswer reports whether one of the sides that receive a message sends the reply.
func canAnswer(m, reply *schema.Message) bool {
	return reply.Live() && slices.ContainsFunc(m.From, func(p *schema.Participant) bool { return reply.SentBy(p.Other) })
}

func bareDeprecation(c *checker) {
	for _, n := range c.nodes {
		d := n.info.Deprecated
		if n.live && d != nil && d.Use == nil && d.Reason.IsZero() {
			c.report(n, d.Pos, "this is deprecated without a hint; add what to use instead, or the reason")
		}
	}
}

func deprecatedRequired(c *checker) {
	each(c, func(n *node, f *schema.Field) {
		if f.Required && f.Deprecated != nil {
			c.report(n, f.Pos, "the field %s is deprecated and still required; take it out of required", f.Wire)
		}
	})
}

func unusedType(c *checker) {
	used := neededTypes(c.protocol)
	each(c, func(n *node, d *schema.Decl) {
		if !d.Inline && !used[d] {
			c.report(n, d.Pos, "nothing that still exists needs the type %s; refer to it or remove it", d.Name)
		}
	})
}

// removedType finds what is emitted with a type that is said to be gone: the type is emitted with it.
func removedType(c *checker) {
	ask := func(n *node, what, name string, types ...schema.Type) {
		eachNamed(types, func(d *schema.Decl) {
			if d.Removed != nil {
				c.report(n, n.info.Pos, "%s %s uses the type %s, which is removed at %s; give it another type, or remove it too", what, name, d.Name, d.Removed.Pos)
			}
		})
	}
	each(c, func(n *node, m *schema.Message) { ask(n, "the message", m.ID, m.Payload.Type) })
	each(c, func(n *node, d *schema.Decl) {
		if d.Alias != nil {
			ask(n, "the type", d.Name, d.Alias)
		} else {
			ask(n, "the type", d.Name, d.Type)
		}
	})
	each(c, func(n *node, f *schema.Field) { ask(n, "the field", f.Wire, f.Type) })
	each(c, func(n *node, p *schema.Parameter) { ask(n, "the parameter", p.Wire, p.Type) })
	each(c, func(n *node, e *schema.Endpoint) { ask(n, "the endpoint", e.ID, bodiesOf(e)...) })
	each(c, func(n *node, k *schema.StorageKey) { ask(n, "the storage key", k.Key, k.Value) })
}

// ambiguousMessage finds messages of one wire type for which loading found nothing that tells them apart.
func ambiguousMessage(c *checker) {
	before := map[string][]*schema.Message{}
	each(c, func(n *node, m *schema.Message) {
		for _, other := range before[m.Type] {
			if m.Same == nil && shareReceiver(c.protocol, m, other) {
				c.report(n, m.Pos, "a receiver cannot tell %s from %s at %s, which has the same wire type; require a const or another property in one of them",
					m.ID, other.ID, other.Pos)
				break
			}
		}
		before[m.Type] = append(before[m.Type], m)
	})
}

func shareReceiver(p *schema.Protocol, a, b *schema.Message) bool {
	return slices.ContainsFunc(p.Participants[:], func(x *schema.Participant) bool { return a.ReceivedBy(x) && b.ReceivedBy(x) })
}

func duplicateValue(c *checker) {
	type place struct {
		enum  *node
		value string
	}
	first := map[place]*schema.EnumValue{}
	each(c, func(n *node, v *schema.EnumValue) {
		at := place{n.parent, v.Value.Text()}
		if first[at] == nil {
			first[at] = v
			return
		}
		c.report(n, v.Pos, "the value %s is already listed at %s; remove one of the two", v.Value.Text(), first[at].Pos)
	})
}

func handshakeAutomatic(c *checker) {
	var wanted []*schema.Message
	if h := c.protocol.Handshake; h != nil {
		wanted = append(wanted, h.Open, h.Accept)
	}
	wanted = append(wanted, c.protocol.Unknown)
	each(c, func(n *node, m *schema.Message) {
		if !m.Automatic && slices.Contains(wanted, m) {
			c.report(n, m.Pos, "the runtime itself sends %s; add automatic: true", m.ID)
		}
	})
}
