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
