package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/callinggen/callinggen/gen/gentest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"callinggen": main})
}

// The program as a user meets it. Every script finds demo.yaml, a small protocol, in its folder.
func TestScripts(t *testing.T) {
	demo, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       gentest.Update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			return os.WriteFile(filepath.Join(env.WorkDir, "demo.yaml"), demo, 0o644)
		},
	})
}
