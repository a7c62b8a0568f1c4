package lint_test

import (
	"os"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/lint"
	"github.com/callinggen/callinggen/schema/load"
)

// One case for each rule, of its name: what breaks it, what only looks as if, and what is allowed.
func TestRules(t *testing.T) {
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		p, diagnostics := load.Protocol(load.Source{FS: c.FS(), Name: gentest.Protocol})
		if len(diagnostics) > 0 {
			t.Fatalf("the protocol does not load: %v", diagnostics)
		}
		return []gen.File{gentest.DiagnosticsFile(lint.Run(p))}
	})
}

func TestEveryRuleHasACase(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range lint.Rules {
		if seen[r.ID] {
			t.Errorf("two rules are called %s", r.ID)
		}
		seen[r.ID] = true
		data, err := os.ReadFile("testdata/" + r.ID + ".txtar")
		if err != nil {
			t.Error(err)
			continue
		}
		_, wanted, _ := strings.Cut(string(data), "-- want/diagnostics --\n")
		if !strings.Contains(wanted, "("+r.ID+")\n") {
			t.Errorf("the case of %s does not break the rule", r.ID)
		}
	}
}

// Ids of rules are one name space: diagnostics print them, whoever they come from.
func TestRulesAreNotLoadRules(t *testing.T) {
	for _, r := range load.Rules {
		for _, other := range lint.Rules {
			if r.ID == other.ID {
				t.Errorf("both load and lint have a rule %s", r.ID)
			}
		}
	}
}

func TestEmbeddedProtocol(t *testing.T) {
	p, diagnostics := load.Protocol(load.Source{FS: schema.Embedded, Name: schema.EmbeddedProtocol})
	if p == nil {
		t.Fatal(diagnostics)
	}
	for _, d := range lint.Run(p) {
		t.Error(d)
	}
}
