// Package lint judges a protocol that loads: is it complete, is it consistent, can everybody do what it says. A rule is a
// row of the table Rules. What keeps a file from being a protocol at all is found by schema/load, and names that a
// language cannot spell by the target of that language.
package lint

import (
	"fmt"

	"github.com/callinggen/callinggen/schema"
)

// A Rule is one thing that a protocol is judged by.
type Rule struct {
	ID       string
	Severity schema.Severity
	Purpose  string // one sentence
	Check    func(*checker)
}

// Rules is every rule, in the order of the reference. The last two judge what the others left.
var Rules = []Rule{
	{"name-style", schema.Warning, "Types are in PascalCase; participants, actors, endpoints, flows and names given with `name` or `sends` are in camelCase.", nameStyle},
	{"missing-description", schema.Warning, "Messages, types, fields, documented enum values, parameters, endpoints and storage keys say what they are.", missingDescription},
	{"missing-example", schema.Warning, "A message with a payload shows one.", missingExample},
	{"missing-since", schema.Warning, "Messages say in which version they came.", missingSince},
	{"unknown-version", schema.Error, "Every version that is named is in `history`.", unknownVersion},
	{"reply-side", schema.Error, "A reply is sent by the side that received the message.", replySide},
	{"bare-deprecation", schema.Warning, "What is deprecated says what to `use` instead, or the `reason`.", bareDeprecation},
	{"deprecated-required", schema.Warning, "Nobody is required to send a deprecated field.", deprecatedRequired},
	{"unused-type", schema.Warning, "Every type under `types` is needed by something that still exists.", unusedType},
	{"removed-type", schema.Warning, "What still exists is made of types that still exist.", removedType},
	{"ambiguous-message", schema.Error, "A receiver can tell messages of the same wire type apart.", ambiguousMessage},
	{"duplicate-value", schema.Error, "The values of an enum differ.", duplicateValue},
	{"rounded-number", schema.Warning, "Examples, defaults and constants have no number that JavaScript rounds.", roundedNumber},
	{"impossible-step", schema.Error, "Every step of a flow can be done by the one who does it.", impossibleStep},
	{"handshake-automatic", schema.Error, "The runtime itself sends the messages of the handshake and the answer to unknown messages: they are `automatic`.", handshakeAutomatic},
	{"unknown-rule", schema.Error, "`allow` names rules of this table.", unknownRule},
	{"unused-allow", schema.Warning, "`allow` silences something.", unusedAllow},
}

// Run judges a protocol by every rule. The diagnostics are sorted by place.
func Run(p *schema.Protocol) []schema.Diagnostic {
	c := &checker{protocol: p, rules: Rules, nodes: walk(p), used: map[allowance]bool{}}
	for i := range Rules {
		c.rule = &Rules[i]
		c.rule.Check(c)
	}
	return schema.SortDiagnostics(c.found)
}

// A checker is one run over one protocol.
type checker struct {
	protocol *schema.Protocol
	rules    []Rule
	rule     *Rule   // that runs now
	nodes    []*node // every element, in the order of the file's sections
	found    []schema.Diagnostic
	used     map[allowance]bool // what has silenced something
}

// An allowance is one entry of an element's `allow`.
type allowance struct {
	element *schema.Meta
	rule    string
}

// report adds a diagnostic about an element, unless it or one that it is part of allows that. The node is nil for what is
// wrong with the protocol as a whole.
func (c *checker) report(n *node, pos schema.Position, format string, args ...any) {
	for at := n; at != nil; at = at.parent {
		if _, ok := at.info.Allow[c.rule.ID]; ok {
			c.used[allowance{at.info, c.rule.ID}] = true
			return
		}
	}
	c.found = append(c.found, schema.Diagnostic{
		Pos: pos, Severity: c.rule.Severity, Message: fmt.Sprintf(format, args...), Rule: c.rule.ID,
	})
}

// each calls check for every element of a kind that still exists.
func each[E schema.Element](c *checker, check func(n *node, e E)) {
	for _, n := range c.nodes {
		if !n.live {
			continue
		}
		if e, ok := n.element.(E); ok {
			check(n, e)
		}
	}
}
