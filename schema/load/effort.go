package load

import (
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// maxEffort bounds the types that the validator may try for one example. It tries every alternative of a union to the end:
// with alternatives inside alternatives that doubles at each level.
const maxEffort = 100_000

// effort counts the types that the validator would try for a value, up to one more than the most. Known is what was counted
// before.
func (c *sampleCheck) effort(n *yaml.Node, t schema.Type, known map[trial]int) int {
	total := 1
	add := func(n *yaml.Node, t schema.Type) {
		if total <= maxEffort {
			total = min(total+c.effort(n, t, known), maxEffort+1)
		}
	}
	switch t := t.(type) {
	case *schema.Decl:
		add(n, t.Type)
	case *schema.Nullable:
		add(n, t.Type)
	case *schema.Union:
		at := trial{n, t}
		if known[at] == 0 {
			for _, a := range t.Alts {
				add(n, a.Type)
			}
			known[at] = total
		}
		return known[at]
	case *schema.Array:
		for _, item := range items(n) {
			add(item, t.Elem)
		}
	case *schema.Map:
		for _, value := range pairs(n) {
			add(value, t.Elem)
		}
	case *schema.Struct:
		for key, value := range pairs(n) {
			if f := c.field(t, key.Value); f != nil {
				add(value, f.Type)
			} else if t.Rest != nil {
				add(value, t.Rest)
			}
		}
	}
	return total
}
