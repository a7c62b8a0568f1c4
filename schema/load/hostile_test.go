package load

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/callinggen/callinggen/schema"
)

const preamble = `protocol: demo
version: '1'
title: Demo
locale: en
participants: {app: {title: App}, page: {title: Page}}
envelope: {type: type, id: id, payload: data}
history: {'1': The first.}
messages:
  PING: {from: app}
`

// hostile are files that an attacker or a broken tool could give. Each ends in a diagnostic of this rule ("" for none).
var hostile = []struct {
	name, rule string
	data       func() string
}{
	{"alias bomb", "too-large", aliasBomb},
	{"alias inside its own anchor", "yaml", func() string { return preamble + "types: &t\n  A: *t\n" }},
	{"anchor under a duplicate key", "yaml", func() string {
		return preamble + "types: {A: {type: number}, A: {type: number, minimum: &x 1e-999999999}, B: {type: number, minimum: *x}}\n"
	}},
	{"tags that do not fit", "yaml", func() string { return preamble + "description: !!int abc\nnotice: !!bool perhaps\n" }},
	{"deep through aliases", "too-large", aliasLadder},
	{"deep flow", "yaml", func() string { return preamble + "types: " + strings.Repeat("[", 20_000) }},
	{"deep flow, closed", "too-large", func() string {
		return preamble + "types: " + strings.Repeat("{a: ", 9_000) + "1" + strings.Repeat("}", 9_000)
	}},
	{"deep block", "too-large", func() string { return preamble + deepBlock(10_100) }},
	{"less deep block", "too-large", func() string { return preamble + deepBlock(5_000) }},
	{"deep list", "yaml", func() string { return preamble + "types:\n" + strings.Repeat("- ", 20_000) + "a\n" }},
	{"duplicate keys", "duplicate-key", func() string { return preamble + "messages: {}\n" }},
	{"a million duplicate keys", "too-large", func() string { return preamble + "types: {" + strings.Repeat("a,", 1_100_000) + "}" }},
	{"many duplicate keys", "duplicate-key", func() string { return preamble + "types: {" + strings.Repeat("A: {},", 100_000) + "}" }},
	{"tab", "yaml", func() string { return preamble + "types:\n\tA: {}\n" }},
	{"CRLF", "", func() string { return strings.ReplaceAll(preamble, "\n", "\r\n") }},
	{"byte order mark", "", func() string { return "\uFEFF" + preamble }},
	{"not UTF-8", "not-text", func() string { return preamble + "# \xff\n" }},
	{"cut UTF-8", "not-text", func() string { return preamble + "# \xe2\x82" }},
	{"UTF-16", "not-text", func() string { return "\xff\xfep\x00r\x00" }},
	{"NUL", "not-text", func() string { return preamble + "# \x00\n" }},
	{"50 MB of noise", "too-large", func() string { return strings.Repeat("noise; ", 50<<20/7) }},
	{"30 MB of words", "wrong-kind", func() string { return strings.Repeat("noise ", 30<<20/6) }},
	{"30 MB of comments", "yaml", func() string { return strings.Repeat("#\n", 30<<20/2) }},
	{"30 MB of blank lines", "", func() string { return preamble + strings.Repeat("\n", 30<<20) }},
	{"1.5 million keys", "too-large", manyKeys},
	{"half a million values", "wrong-kind", func() string { return preamble + "types: {A: {enum: [" + strings.Repeat("[],", 220_000) + "]}}" }},
	{"many wrong entries", "wrong-kind", func() string { return preamble + "types: {" + numbered(40_000, "A%d: 1, ") + "}" }},
	{"many wrong steps", "too-large", func() string {
		return preamble + "flows: {f: {title: F, steps: [" + strings.Repeat("{a: 1},", 200_000) + "]}}"
	}},
	{"many messages", "", func() string { return preamble + numbered(40_000, "  M%d: {from: app}\n") }},
	{"more messages", "too-large", func() string { return preamble + numbered(110_000, "  M%d: {from: app}\n") }},
	{"many fields", "", func() string {
		return preamble + "types:\n" + numbered(8, "  A%d: {properties: {"+numbered(12_000, "a%d: {}, ")+"}}\n")
	}},
	{"many shared fields", "", func() string {
		return preamble + "types:\n  B: {properties: {a: &x {type: string}}}\n" + numbered(4, "  A%d: {properties: {"+numbered(20_000, "a%d: *x, ")+"}}\n")
	}},
	{"many unknown references", "unknown-reference", func() string {
		return preamble + "types: {" + numbered(20_000, "A%[1]d: {summary: 'See [[B%[1]d]].'}, ") + "}"
	}},
	{"many unknown types", "unknown-type", func() string {
		return preamble + "types: {" + numbered(20_000, "A%[1]d: {$ref: '#/types/B%[1]d'}, ") + "}"
	}},
	{"long alias chain", "", func() string {
		return preamble + "types: {" + linked(20_000, "A%d: {$ref: '#/types/A%d'}, ") + "A20000: {}}"
	}},
	{"long circle of aliases", "recursive-type", func() string {
		return preamble + "types: {" + linked(20_000, "A%d: {$ref: '#/types/A%d'}, ") + "A20000: {$ref: '#/types/A0'}}"
	}},
	{"many shapes of one wire type", "", func() string {
		return preamble + numbered(5_000, "  M%[1]d: {from: app, type: M, payload: {properties: {a%[1]d: {const: 1}}, required: [a%[1]d]}}\n")
	}},
	{"long circle of required members", "recursive-type", func() string {
		link := "A%d: {properties: {a: {$ref: '#/types/A%d'}}, required: [a]}, "
		return preamble + "types: {" + linked(20_000, link) + "A20000: {properties: {a: {$ref: '#/types/A0'}}, required: [a]}}"
	}},
	{"long circle of flows", "recursive-flow", func() string {
		return preamble + "flows: {" + linked(10_000, "f%d: {title: F, steps: [{flow: f%d}]}, ") + "f10000: {title: F, steps: [{flow: f0}]}}"
	}},
	{"empty file", "yaml", func() string { return "" }},
	{"only a comment", "yaml", func() string { return "# nothing\n" }},
	{"a list", "wrong-kind", func() string { return "- protocol\n" }},
	{"a scalar", "wrong-kind", func() string { return "protocol\n" }},
	{"null", "wrong-kind", func() string { return "~\n" }},
	{"two documents", "yaml", func() string { return preamble + "---\n" + preamble }},
	{"bidirectional control in an id", "bad-name", func() string { return preamble + "types: {\"A\u202eB\": {}}\n" }},
	{"zero-width space in an id", "bad-name", func() string { return preamble + "types: {\"A\u200bB\": {}}\n" }},
	{"zero-width joiner in a field", "bad-name", func() string { return preamble + "types: {A: {properties: {\"a\u200db\": {}}}}\n" }},
	{"bidirectional control in a wire type", "bad-name", func() string { return preamble + "  PONG: {from: app, type: \"A\u2066B\"}\n" }},
	{"bidirectional control in prose", "", func() string { return preamble + "description: \"A \u202eB\"\n" }},
	{"control character in prose", "not-text", func() string { return preamble + `description: "A \u0007 B"` }},
	{"prose that shows nothing", "not-text", func() string { return preamble + `description: "\u200b \u2066"` }},
	{"title that shows nothing", "not-text", func() string { return strings.Replace(preamble, "title: Demo", `title: "\u202e"`, 1) }},
	{"bidirectional control in a value", "", func() string { return preamble + `types: {A: {const: "A\u202eB"}}` }},
	{"huge exponent", "yaml", func() string { return preamble + "types: {A: {type: number, minimum: 1e-999999999}}" }},
	{"huge number", "yaml", func() string {
		return preamble + "types: {A: {type: number, minimum: 1" + strings.Repeat("0", 200) + "}}"
	}},
	{"huge repetition in a pattern", "invalid-pattern", func() string { return preamble + "types: {A: {type: string, pattern: '((a{1000}){1000}){1000}'}}" }},
	{"backticks that never close", "", func() string { return preamble + "description: '" + manyTicks(400) + "'\n" }},
	{"brackets that never close", "", func() string { return preamble + "description: '" + strings.Repeat("[[", 40_000) + "'\n" }},
	{"prose without end", "too-large", func() string { return preamble + "description: '" + strings.Repeat("a", 200_000) + "'\n" }},
	{"alternatives inside alternatives", "", func() string { return preamble + alternatives("U", "{b: 1, next: ", "{b: 1}", "}") }},
	{"wrong alternatives inside alternatives", "invalid-example", func() string { return preamble + alternatives("U", "{b: 1, next: ", "5", "}") }},
	{"alternatives that a constant tells", "", func() string { return preamble + alternatives("W", "{next: ", "{k: x}", ", k: y}") }},
	{"a key that is a mapping", "yaml", func() string { return preamble + "? {a: 1}\n: 2\n" }},
	{"a tag that runs code elsewhere", "yaml", func() string { return preamble + "description: !!python/object:os.system x\n" }},
	{"binary", "yaml", func() string { return preamble + "description: !!binary aGk=\n" }},
}

// alternatives gives types that are made of each other, with an example of so many levels that to try every way would never
// end.
func alternatives(of, open, innermost, shut string) string {
	const levels = 60
	return `types:
  A: {type: object, additionalProperties: {}, properties: {next: {$ref: '#/types/U'}}}
  B: {type: object, additionalProperties: {}, required: [b], properties: {b: {type: integer}, next: {$ref: '#/types/U'}}}
  U: {oneOf: [{$ref: '#/types/A'}, {$ref: '#/types/B'}]}
  X: {type: object, required: [k], properties: {k: {const: x}, next: {$ref: '#/types/W'}}}
  Y: {type: object, required: [k], properties: {k: {const: y}, next: {$ref: '#/types/W'}}}
  W: {oneOf: [{$ref: '#/types/X'}, {$ref: '#/types/Y'}]}
  E: {type: object, properties: {v: {$ref: '#/types/` + of + `'}}, examples: [{v: ` +
		strings.Repeat(open, levels) + innermost + strings.Repeat(shut, levels) + `}]}
`
}

func aliasBomb() string {
	var b strings.Builder
	b.WriteString(preamble + "types:\n  A0: &a0 {enum: [x, x, x, x, x, x, x, x, x, x]}\n")
	for i := range 9 {
		fmt.Fprintf(&b, "  A%d: &a%d {enum: [%s]}\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 10))
	}
	return b.String()
}

// aliasLadder nests a little at each anchor, and each anchor in the next.
func aliasLadder() string {
	var b strings.Builder
	b.WriteString(preamble + "types:\n  A0: &a0 [x]\n")
	for i := range 500 {
		fmt.Fprintf(&b, "  A%d: &a%d [*a%d]\n", i+1, i+1, i)
	}
	return b.String()
}

func deepBlock(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func manyKeys() string {
	return preamble + "types:\n" + numbered(1_500_000, "  A%d: 1\n")
}

func numbered(n int, format string) string {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// linked writes entries of which each names the next.
func linked(n int, format string) string {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, format, i, i+1)
	}
	return b.String()
}

// manyTicks gives runs of backticks of ever other lengths, so that none closes another.
func manyTicks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1) + "a")
	}
	return b.String()
}

func TestHostile(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			_, diagnostics := Protocol(Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(c.data())}}, Name: "p.yaml"})
			if c.rule == "" {
				for _, d := range diagnostics {
					t.Error(d)
				}
				return
			}
			for _, d := range diagnostics {
				if len(d.Message) > 2000 {
					t.Errorf("a message of %d bytes", len(d.Message))
				}
				if d.Rule == c.rule && d.Pos.File == "p.yaml" {
					return
				}
			}
			t.Errorf("want a diagnostic of rule %s, got %d others, first %v", c.rule, len(diagnostics), first(diagnostics))
		})
	}
}

func first(list []schema.Diagnostic) any {
	if len(list) == 0 {
		return "none"
	}
	return list[0]
}
