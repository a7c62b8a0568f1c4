package lint

import (
	"maps"
	"slices"

	"github.com/callinggen/callinggen/schema"
)

func unknownRule(c *checker) {
	ids := func(yield func(string) bool) {
		for _, r := range c.rules {
			if !yield(r.ID) {
				return
			}
		}
	}
	c.eachAllowance(func(n *node, rule string) {
		if c.isRule(rule) {
			return
		}
		hint := "the rules are listed in the reference of the definition language"
		if near := schema.Suggest(rule, ids); near != "" {
			hint = "did you mean \"" + near + "\"?"
		}
		c.report(n, n.info.Pos, "allow names %q, which is no rule that can be allowed; %s", rule, hint)
	})
}

func unusedAllow(c *checker) {
	c.eachAllowance(func(n *node, rule string) {
		info := n.info
		if c.isRule(rule) && rule != c.rule.ID && !c.used[allowance{info, rule}] {
			c.report(n, info.Pos, "%s is allowed here, but nothing breaks that rule any more; remove the entry from allow", rule)
		}
	})
}

// eachAllowance calls f for every entry of every allow, also of what was removed.
func (c *checker) eachAllowance(f func(n *node, rule string)) {
	for _, n := range c.nodes {
		if len(n.info.Allow) == 0 {
			continue // like nearly all
		}
		for _, rule := range slices.Sorted(maps.Keys(n.info.Allow)) {
			f(n, rule)
		}
	}
}

func (c *checker) isRule(id string) bool {
	return slices.ContainsFunc(c.rules, func(r Rule) bool { return r.ID == id })
}
