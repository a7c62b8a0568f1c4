package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen/gentest"
)

// What is checked in is what the protocol and the generator of this commit give, by the configuration of this repository.
func TestRepositoryIsGenerated(t *testing.T) {
	t.Chdir(gentest.Root(t))
	s := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	plan, err := generateFlags{config: configName}.prepare(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range runAll(plan.jobs, generateFlags{check: true}) {
		if o.err != nil {
			t.Errorf("%s: %v", o.kind.name, o.err)
		}
		for i, c := range o.changes {
			if i == 3 {
				t.Errorf("%d more files of %s; run go run ./cmd/callinggen generate", len(o.changes)-i, o.kind.name)
				break
			}
			t.Errorf("%s: %s\n%s", filepath.ToSlash(c.Path), c.Status, firstLines(c.Diff, 20))
		}
	}
}

func firstLines(s string, n int) string {
	lines := strings.SplitAfterN(s, "\n", n+1)
	if len(lines) > n {
		lines[n] = "…\n"
	}
	return strings.Join(lines, "")
}

// The options of the embedded protocol and those of this repository's configuration spell it alike.
func TestEmbeddedOptions(t *testing.T) {
	t.Chdir(gentest.Root(t))
	c, err := findConfig("")
	if err != nil {
		t.Fatal(err)
	}
	embedded := noConfig("")
	files := map[string]map[string][]byte{}
	for name, conf := range map[string]*config{"embedded": embedded, "repository": c} {
		p, _ := conf.protocol().judged()
		b := newBuilder(p, conf, nil, &reads{})
		target, err := b.target(kindNamed("typescript"))
		if err != nil {
			t.Fatal(err)
		}
		list, err := target.Generate()
		if err != nil {
			t.Fatal(err)
		}
		files[name] = map[string][]byte{}
		for _, f := range list {
			files[name][f.Path] = f.Data
		}
	}
	for path, data := range files["repository"] {
		if string(files["embedded"][path]) != string(data) {
			t.Errorf("%s: the embedded options give another file than callinggen.yaml; make schema/options.yaml say the same", path)
		}
	}
}
