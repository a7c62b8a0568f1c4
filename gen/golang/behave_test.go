package golang_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// The emitted packages are vetted, and do what they say: each folder of testdata/behave holds tests of the package of that
// name. They are run at once, as one module.
func TestBehaviour(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and runs other packages")
	}
	dir := t.TempDir()
	all := protocols(t)
	for _, name := range []string{"types", "hostile"} {
		all[name] = caseProtocol(t, "testdata/"+name+".txtar")
	}
	for name, p := range all {
		target := golang.New(p, golang.Options{Package: name, Import: "example.com/" + name})
		files, err := target.Generate()
		if err != nil {
			t.Fatal(err)
		}
		gentest.WriteFiles(t, filepath.Join(dir, name), append(files, samplesOf(p, target)...))
		copyFolder(t, filepath.Join("testdata", "behave", name), filepath.Join(dir, name))
	}
	gentest.WriteFiles(t, dir, []gen.File{{Path: "go.mod", Data: []byte("module example.com\n\ngo 1.24\n")}})
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %v: %v\n%s", args, err, out)
		}
	}
}

// caseProtocol loads the protocol of a golden case.
func caseProtocol(t *testing.T, path string) *schema.Protocol {
	t.Helper()
	p, problems := load.Protocol(load.Source{FS: caseFS(t, path), Name: gentest.Protocol})
	if p == nil {
		t.Fatal(problems)
	}
	return p
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
