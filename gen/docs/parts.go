package docs

import (
	"iter"

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

// partsOf goes through an element and everything that its page tells of in its own right, what is removed included. Members
// that a message has from a named type belong to the type.
func partsOf(e schema.Element) iter.Seq[part] {
	return func(yield func(part) bool) {
		w := partWalk{owner: e, yield: yield}
		_ = yield(part{page: e, of: e}) && w.element(e)
	}
}

// A partWalk goes through the parts of an element. Its methods report whether to go on.
type partWalk struct {
	owner schema.Element
	yield func(part) bool
}

func (w *partWalk) element(e schema.Element) bool {
	switch e := e.(type) {
	case *schema.Message:
		if _, named := e.Payload.Type.(*schema.Decl); !named || inlineIn(e.Payload.Type) != nil {
			return w.members(e.Payload.Struct, "")
		}
	case *schema.Decl:
		return e.Alias != nil || w.members(e.Type, "")
	case *schema.Endpoint:
		return w.endpoint(e)
	case *schema.StorageKey:
		return w.inline(e.Value, "")
	}
	return true
}

func (w *partWalk) endpoint(e *schema.Endpoint) bool {
	for _, x := range e.Parameters {
		if !w.yield(part{page: e, of: x, name: x.Wire, typ: x.Type}) {
			return false
		}
	}
	if e.Request != nil && !w.inline(e.Request.Type, "") {
		return false
	}
	for _, r := range e.Responses {
		if !w.inline(r.Type, "") {
			return false
		}
	}
	return true
}

func (w *partWalk) members(t schema.Type, prefix string) bool {
	switch t := t.(type) {
	case *schema.Struct:
		for _, f := range t.Fields {
			name := prefix + f.Wire
			if !w.yield(part{page: w.owner, of: f, field: f, name: name, typ: f.Type}) {
				return false
			}
			if inlineIn(f.Type) != nil && !w.inline(f.Type, name+".") {
				return false
			}
		}
		return w.inline(t.Rest, prefix)
	case *schema.Enum:
		for _, v := range t.Values {
			if !w.yield(part{page: w.owner, of: v, name: prefix + v.Value.Text()}) {
				return false
			}
		}
	case *schema.Union:
		for _, alt := range t.Alts {
			if !w.inline(alt.Type, prefix) {
				return false
			}
		}
	}
	return true
}

func (w *partWalk) inline(t schema.Type, prefix string) bool {
	d := inlineIn(t)
	return d == nil || w.members(d.Type, prefix)
}

// partLink links a part: the element by its name, a member by its path.
func (p *page) partLink(x part, withOwner bool) link {
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
	if at, ok := p.places.member(x.page, x.of); ok {
		l.URL = p.url(at)
	} else if at, ok := p.places.of[x.of]; ok {
		l.URL = p.url(at)
	} else if x.of.Info().Removed != nil {
		l.URL = p.url(removedPlace(x.of))
	}
	return l
}
