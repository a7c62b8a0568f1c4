package lint

import "github.com/callinggen/callinggen/schema"

// neededTypes gives the types that something which still exists leads to. Who needs a part of a type needs the whole.
func neededTypes(p *schema.Protocol) schema.Needed {
	n := p.Needed()
	for _, d := range p.Types {
		if n[d] && d.PartialOf != nil {
			n.Add(d.PartialOf)
		}
	}
	return n
}

// bodiesOf gives the types of what an endpoint takes and answers.
func bodiesOf(e *schema.Endpoint) []schema.Type {
	var list []schema.Type
	if e.Request != nil {
		list = append(list, e.Request.Type)
	}
	for _, r := range e.Responses {
		list = append(list, r.Type)
	}
	return list
}

// eachNamed calls found for the types of the file that are named in some types. Fields, and types that are written in place,
// are elements of their own: what they name is not looked for.
func eachNamed(types []schema.Type, found func(*schema.Decl)) {
	for _, t := range types {
		switch t := t.(type) {
		case *schema.Decl:
			if t.PartialOf != nil {
				t = t.PartialOf
			}
			if !t.Inline {
				found(t)
			}
		case *schema.Struct:
			eachNamed([]schema.Type{t.Rest}, found)
		case *schema.Union:
			for _, a := range t.Alts {
				eachNamed([]schema.Type{a.Type}, found)
			}
		case *schema.Array:
			eachNamed([]schema.Type{t.Elem}, found)
		case *schema.Map:
			eachNamed([]schema.Type{t.Elem}, found)
		case *schema.Nullable:
			eachNamed([]schema.Type{t.Type}, found)
		}
	}
}
