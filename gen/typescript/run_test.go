package typescript_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/typescript"
)

// TestHostileValues runs what the hostile case of the golden tests gives, and finds every text as the protocol has it.
func TestHostileValues(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), gentest.Protocol)
	for _, f := range archive.Files {
		if f.Name == gentest.Protocol {
			if err := os.WriteFile(file, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	runTests(t, "testdata/hostile.test.mjs", typescript.New(loadFile(t, file), typescript.Options{}))
}

// TestEditor runs what another protocol gives: both of its sides, in one program.
func TestEditor(t *testing.T) {
	runTests(t, "testdata/editor.test.mjs", editor(t))
}

// editor is the target of the second protocol of this repository.
func editor(t testing.TB) *typescript.Target {
	t.Helper()
	p := loadFile(t, filepath.Join(gentest.Root(t), "testdata", "editor.yaml"))
	return typescript.New(p, typescript.Options{Package: "editor-plugins", Root: "plugin"})
}

// runTests generates a package and runs a file of Node's tests on it, which finds the package in $PACKAGE. The file is run as
// a program of its own: under `node --test` a second process would read its results from a pipe, and nothing is gained by it.
func runTests(t *testing.T, file string, target *typescript.Target) {
	t.Helper()
	node := gentest.NeedNode(t)
	dir := t.TempDir()
	gentest.WriteFiles(t, dir, generate(t, target))
	cmd := exec.Command(node, file)
	cmd.Env = append(os.Environ(), "PACKAGE="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("node %s: %v\n%s", file, err, out)
	}
}
