package docs

import (
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A part is an element with a page, or a member of one.
type part struct {
	page  schema.Element // whose page tells of it
	of    schema.Element
	field *schema.Field // the member, when it is one that must be there or not
	name  string        // path below the page's element: "calleeInfo.calleeId"; "" for the element itself
	typ   schema.Type   // of a field or parameter
}

// partsOf lists an element and everything that its page tells of in its own right, what is removed included. Members that
// a message has from a named type belong to the type.
func partsOf(e schema.Element) []part {
	l := partList{owner: e, parts: []part{{page: e, of: e}}}
	switch e := e.(type) {
	case *schema.Message:
		if _, named := e.Payload.Type.(*schema.Decl); !named || inlineIn(e.Payload.Type) != nil {
			l.add(e.Payload.Struct, "")
		}
	case *schema.Decl:
		if e.Alias == nil {
			l.add(e.Type, "")
		}
	case *schema.Endpoint:
		for _, x := range e.Parameters {
			l.parts = append(l.parts, part{page: e, of: x, name: x.Wire, typ: x.Type})
		}
		if e.Request != nil {
			l.inline(e.Request.Type, "")
		}
		for _, r := range e.Responses {
			l.inline(r.Type, "")
		}
	case *schema.StorageKey:
		l.inline(e.Value, "")
	}
	return l.parts
}

type partList struct {
	owner schema.Element
	parts []part
}

func (l *partList) add(t schema.Type, prefix string) {
	switch t := t.(type) {
	case *schema.Struct:
		for _, f := range t.Fields {
			l.parts = append(l.parts, part{page: l.owner, of: f, field: f, name: prefix + f.Wire, typ: f.Type})
			l.inline(f.Type, prefix+f.Wire+".")
		}
		l.inline(t.Rest, prefix)
	case *schema.Enum:
		for _, v := range t.Values {
			l.parts = append(l.parts, part{page: l.owner, of: v, name: prefix + v.Value.Text()})
		}
	case *schema.Union:
		for _, alt := range t.Alts {
			l.inline(alt.Type, prefix)
		}
	}
}

func (l *partList) inline(t schema.Type, prefix string) {
	if d := inlineIn(t); d != nil {
		l.add(d.Type, prefix)
	}
}

// partLink links a part: the element by its name, a member by its path.
func (p *page) partLink(x part, withOwner bool) markdown.Link {
	l := p.name(x.page)
	if x.name == "" {
		return l
	}
	l.Code = true
	if withOwner {
		l.Text += "." + x.name
	} else {
		l.Text = x.name
	}
	if at, ok := p.places.members[member{x.page, x.of}]; ok {
		l.URL = p.url(at)
	} else if at, ok := p.places.of[x.of]; ok {
		l.URL = p.url(at)
	} else if x.of.Info().Removed != nil {
		l.URL = p.url(removedPlace(x.of))
	}
	return l
}
