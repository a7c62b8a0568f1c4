package typescript_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/typescript"
)

// calling is the target of the embedded protocol.
func calling(t testing.TB) *typescript.Target {
	t.Helper()
	p := loadFile(t, filepath.Join(gentest.Root(t), "schema", "calling.yaml"))
	extra := folder(t, os.DirFS(filepath.Join(gentest.Root(t), "schema", "compat")), "typescript")
	return typescript.New(p, typescript.Options{Package: "calling", Classes: map[string]string{"widget": "CallingExtensions"}, Extra: extra})
}

// targets are the protocols of this repository, to try something on all of them.
func targets(t testing.TB) map[string]*typescript.Target {
	return map[string]*typescript.Target{"calling": calling(t), "editor": editor(t)}
}

// TestRuntimeDeclarations makes the declarations of the runtime again and compares.
func TestRuntimeDeclarations(t *testing.T) {
	node := gentest.NeedNode(t)
	gentest.NeedTypeScript(t)
	cmd := exec.Command(node, "runtime/declare.mjs", "--print")
	var problems strings.Builder
	cmd.Stderr = &problems
	made, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, problems.String())
	}
	checkedIn, err := os.ReadFile("runtime/runtime.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	if string(made) != string(checkedIn) {
		t.Error("runtime/runtime.d.ts is not what tsc makes of runtime/src/api.ts: run `make runtime-dts`")
	}
}

// TestRuntimeCompiles holds the runtime to its own, stricter configuration: isolatedDeclarations above all.
func TestRuntimeCompiles(t *testing.T) { gentest.TSC(t, "runtime", "-p", ".") }

// TestDeclarationsMatchSources compiles what a package declares against what it is made of, both ways: every exported
// name is in both, and what is assignable to the one is assignable to the other.
func TestDeclarationsMatchSources(t *testing.T) {
	node := gentest.NeedNode(t)
	gentest.NeedTypeScript(t)
	args := []string{"testdata/compare.mjs", gentest.NodeModules(t)}
	dir := t.TempDir()
	for name, target := range targets(t) {
		gentest.WriteFiles(t, filepath.Join(dir, name), generate(t, target))
		args = append(args, filepath.Join(dir, name))
	}
	if out, err := exec.Command(node, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestDeclarationsHoldNoAny looks for the one type that switches all checks off.
func TestDeclarationsHoldNoAny(t *testing.T) {
	comment := regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\])*'`)
	anyType := regexp.MustCompile(`\bany\b`)
	for name, target := range targets(t) {
		for _, f := range generate(t, target) {
			isSource := strings.HasSuffix(f.Path, ".ts") || strings.HasSuffix(f.Path, ".cts")
			if isSource && anyType.Match(comment.ReplaceAll(f.Data, nil)) {
				t.Errorf("%s: %s has the type any", name, f.Path)
			}
		}
	}
}
