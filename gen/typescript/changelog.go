package typescript

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// pageVersions tells of every version what it brought, the newest first.
func (t *Target) pageVersions() []pageVersion {
	past := t.past()
	list := make([]pageVersion, len(t.protocol.History))
	for i, v := range t.protocol.History {
		list[len(list)-1-i] = pageVersion{
			ID:         plainText(v.ID),
			Text:       t.markdown(&v.Text),
			Added:      strings.Join(past.added[v], ", "),
			Deprecated: strings.Join(past.deprecated[v], ", "),
			Removed:    strings.Join(past.removed[v], ", "),
		}
	}
	return list
}

// past is what each version did, as names in code spans.
type past struct {
	added, deprecated, removed map[*schema.Version][]string
}

// past looks at the messages, the types and their members.
func (t *Target) past() past {
	p := past{map[*schema.Version][]string{}, map[*schema.Version][]string{}, map[*schema.Version][]string{}}
	for _, m := range t.protocol.Messages {
		p.note(m.ID, &m.Meta, nil)
		if _, named := m.Payload.Type.(*schema.Decl); !named {
			p.noteMembers(m.ID, m.Payload.Struct, m.Since)
		}
	}
	for _, d := range t.protocol.Types {
		if d.PartialOf == nil {
			t.noteType(p, d)
		}
	}
	return p
}

// noteType notes a type, unless it came with the first message that needs it.
func (t *Target) noteType(p past, d *schema.Decl) {
	about := d.Meta
	about.Since = t.sinceOf(d)
	if d.Since == nil {
		p.note(d.Name, &about, t.known.since[d])
	} else {
		p.note(d.Name, &about, nil)
	}
	if d.Alias == nil {
		p.noteMembers(d.Name, d.Type, about.Since)
	}
}

// noteMembers notes the members of a struct, or the values of an enum, which came with the whole unless they say otherwise.
func (p past) noteMembers(name string, typ schema.Type, whole *schema.Version) {
	for member, m := range membersOf(typ) {
		p.note(name+"."+member, m, whole)
	}
}

// note notes what happened to one thing.
func (p past) note(name string, m *schema.Meta, whole *schema.Version) {
	if m.Since != nil && m.Since != whole {
		p.added[m.Since] = append(p.added[m.Since], codeSpan(name))
	}
	if d := m.Deprecated; d != nil && d.Since != nil {
		p.deprecated[d.Since] = append(p.deprecated[d.Since], codeSpan(name))
	}
	if r := m.Removed; r != nil {
		p.removed[r.Since] = append(p.removed[r.Since], codeSpan(name))
	}
}

// membersOf gives the members of a struct and the values of an enum, by name.
func membersOf(typ schema.Type) func(yield func(string, *schema.Meta) bool) {
	return func(yield func(string, *schema.Meta) bool) {
		switch typ := typ.(type) {
		case *schema.Struct:
			for _, f := range typ.Fields {
				if !yield(f.Wire, &f.Meta) {
					return
				}
			}
		case *schema.Enum:
			for _, v := range typ.Values {
				if !yield(v.Name, &v.Meta) {
					return
				}
			}
		}
	}
}
