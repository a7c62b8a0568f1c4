package gentest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Everything is the environment variable that says whether a missing tool is a reason to skip a test or to fail it:
// "all" fails. `make test` sets it, so that a run of everything never skips silently.
const Everything = "CALLINGGEN_TEST"

// NeedNode gives the path of Node, or skips the test.
func NeedNode(t testing.TB) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		Missing(t, "Node is not on the PATH: install Node 20 or newer, then run `make deps`")
	}
	return node
}

// NeedTypeScript gives the path of the TypeScript compiler that `make deps` installs, to be run by Node, or skips the
// test.
func NeedTypeScript(t testing.TB) string {
	t.Helper()
	NeedNode(t)
	tsc := filepath.Join(NodeModules(t), "typescript", "bin", "tsc")
	if _, err := os.Stat(tsc); err != nil {
		Missing(t, "TypeScript is not installed in test/npm: run `make deps`")
	}
	return tsc
}

// NeedGettext gives the path of a program of GNU gettext, such as msgfmt, or skips the test.
func NeedGettext(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		Missing(t, program+" is not on the PATH: install GNU gettext, or run `make deps`")
	}
	return path
}

// NodeModules is the folder that `make deps` installs the npm packages of the tests into.
func NodeModules(t testing.TB) string {
	t.Helper()
	return filepath.Join(Root(t), "test", "npm", "node_modules")
}

// Root is the folder of this repository: the nearest one above the test that holds a go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = parent
	}
}

// Missing ends a test that cannot run here, for a reason that says what to do about it.
func Missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv(Everything) == "all" {
		t.Fatal(why + ". (" + Everything + "=all turns this skip into a failure.)")
	}
	t.Skip("skipped: " + why + ".")
}
