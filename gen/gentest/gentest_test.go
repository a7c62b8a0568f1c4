package gentest_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
)

// The harness on a target that copies its input in capitals.
func TestRun(t *testing.T) {
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		options := struct{ Suffix string }{Suffix: ".txt"}
		c.Options(t, &options)
		data, err := fs.ReadFile(c.FS(), gentest.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		return []gen.File{
			{Path: "capitals" + options.Suffix, Data: []byte(strings.ToUpper(string(data)))},
			{Path: "other.txt", Data: []byte("never listed")},
			gentest.DiagnosticsFile(nil),
		}
	})
}

func TestTypeCheckGo(t *testing.T) {
	root := gen.File{Path: "a.go", Data: []byte("package a\n\nimport \"fmt\"\n\ntype T struct{}\n\nfunc Print() { fmt.Println() }\n")}
	sub := gen.File{Path: "sub/b.go", Data: []byte("package sub\n\nimport \"example.com/some/a\"\n\nvar V a.T\n")}
	tests := gen.File{Path: "a_test.go", Data: []byte("package a_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/some/a\"\n\t\"example.com/some/a/sub\"\n)\n\nfunc TestT(t *testing.T) { var _ a.T = sub.V }\n")}
	gentest.TypeCheckGo(t, []gen.File{root, sub, tests, {Path: "README.md"}})

	for name, c := range map[string]struct {
		file gen.File
		want string
	}{
		"syntax":  {gen.File{Path: "x.go", Data: []byte("package a\nfunc {")}, "expected 'IDENT'"},
		"types":   {gen.File{Path: "x.go", Data: []byte("package a\nvar V int = \"s\"\n")}, "cannot use"},
		"unused":  {gen.File{Path: "x.go", Data: []byte("package a\nimport \"os\"\n")}, "imported and not used"},
		"unknown": {gen.File{Path: "x/x.go", Data: []byte("package x\nimport \"example.com/other\"\nvar _ other.T\n")}, "not among the generated files"},
		"nothing": {gen.File{Path: "x.md"}, "no Go file"},
	} {
		got := &failures{TB: t}
		gentest.TypeCheckGo(got, []gen.File{c.file})
		if !strings.Contains(got.String(), c.want) {
			t.Errorf("%s: got %q, want %q in it", name, got.String(), c.want)
		}
	}
}

// failures stands in for the test that is told of a failure.
type failures struct {
	testing.TB
	strings.Builder
}

func (f *failures) Error(args ...any) { fmt.Fprintln(&f.Builder, args...) }
