package lint

import "github.com/callinggen/callinggen/schema"

// A node is an element with the one that it is part of: a field with its type, a type written in place with its field.
type node struct {
	element schema.Element
	info    *schema.Meta // of the element
	parent  *node        // nil at the top
	live    bool         // neither the element nor one around it was removed
}

// A walker collects nodes. Types that have their own place under types: are met there, not where they are used.
type walker struct{ nodes []*node }

func walk(p *schema.Protocol) []*node {
	w := &walker{}
	for _, x := range p.Participants {
		w.add(nil, x)
	}
	addAll(w, p.Actors)
	addAll(w, p.Tags)
	for _, m := range p.Messages {
		w.typ(w.add(nil, m), m.Payload.Type)
	}
	for _, d := range p.Types {
		if isWritten(d) && !d.Inline {
			w.decl(nil, d)
		}
	}
	w.http(p.HTTP)
	for _, k := range p.Storage {
		w.typ(w.add(nil, k), k.Value)
	}
	addAll(w, p.Flows)
	addAll(w, p.Guides)
	return w.nodes
}

// isWritten reports whether a declaration was written in the file, not made from another one.
func isWritten(d *schema.Decl) bool { return d.PartialOf == nil }

func (w *walker) add(parent *node, e schema.Element) *node {
	info := e.Info()
	n := &node{element: e, info: info, parent: parent, live: info.Removed == nil && (parent == nil || parent.live)}
	w.nodes = append(w.nodes, n)
	return n
}

func addAll[E schema.Element](w *walker, list []E) {
	for _, e := range list {
		w.add(nil, e)
	}
}

// typ goes into the types that are written where they are used.
func (w *walker) typ(parent *node, t schema.Type) {
	switch t := t.(type) {
	case *schema.Decl:
		if t.Inline {
			w.decl(parent, t)
		}
	case *schema.Struct:
		for _, f := range t.Fields {
			w.typ(w.add(parent, f), f.Type)
		}
		w.typ(parent, t.Rest)
	case *schema.Enum:
		for _, v := range t.Values {
			w.add(parent, v)
		}
	case *schema.Union:
		for _, a := range t.Alts {
			w.typ(parent, a.Type)
		}
	case *schema.Array:
		w.typ(parent, t.Elem)
	case *schema.Map:
		w.typ(parent, t.Elem)
	case *schema.Nullable:
		w.typ(parent, t.Type)
	}
}

// decl adds a declaration. An alias has the members of another declaration, which is met by itself.
func (w *walker) decl(parent *node, d *schema.Decl) {
	n := w.add(parent, d)
	if d.Alias == nil {
		w.typ(n, d.Type)
	}
}

func (w *walker) http(h *schema.HTTP) {
	if h == nil {
		return
	}
	for _, f := range h.Families {
		w.parameters(w.add(nil, f), f.Parameters)
	}
	addAll(w, h.Auth)
	w.typ(nil, h.Error)
	for _, e := range h.Endpoints {
		n := w.add(nil, e)
		w.parameters(n, e.Parameters)
		if e.Request != nil {
			w.typ(n, e.Request.Type)
		}
		for _, r := range e.Responses {
			w.typ(n, r.Type)
		}
	}
}

func (w *walker) parameters(parent *node, list []*schema.Parameter) {
	for _, p := range list {
		w.typ(w.add(parent, p), p.Type)
	}
}
