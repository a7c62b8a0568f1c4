package typescript_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// TestGolden compares what the cases in testdata give, and compiles all of it: the sources as they are, and the
// declarations as somebody sees them who has no other types.
func TestGolden(t *testing.T) {
	packages := t.TempDir()
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		p, found := load.Protocol(load.Source{FS: c.FS(), Name: gentest.Protocol})
		if p == nil || schema.HasErrors(found) {
			t.Fatalf("%s: %v", c.Path, found)
		}
		var options typescript.Options
		c.Options(t, &options)
		options.Extra = folder(t, c.FS(), "extra")
		target := typescript.New(p, options)
		if found := target.Check(); len(found) > 0 {
			return []gen.File{gentest.DiagnosticsFile(found)}
		}
		files := generate(t, target)
		gentest.WriteFiles(t, filepath.Join(packages, c.Name), files)
		return files
	})
	if entries, err := os.ReadDir(packages); err != nil || len(entries) == 0 {
		return // the run was asked for cases that give diagnostics alone
	}
	compile(t, packages)
}

// folder gives the files of a folder, if it is there, by their path in it.
func folder(t testing.TB, from fs.FS, name string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(from, name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[strings.TrimPrefix(path, name+"/")], err = fs.ReadFile(from, path)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func generate(t testing.TB, target *typescript.Target) []gen.File {
	t.Helper()
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// strict is how a careful user compiles.
var strict = map[string]any{
	"noEmit": true, "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
	"noUnusedLocals": true, "noUnusedParameters": true, "noImplicitReturns": true, "noImplicitOverride": true,
	"skipLibCheck": false, "target": "es2020", "module": "nodenext", "types": []string{},
}

// compile runs tsc over packages: over their sources, and over their declarations without the library of a browser.
func compile(t *testing.T, packages string) {
	t.Helper()
	tsc(t, packages, "sources", map[string]any{"lib": []string{"es2022", "dom"}, "verbatimModuleSyntax": true}, "*/src/**/*.ts")
	tsc(t, packages, "declarations", map[string]any{"lib": []string{"es2020"}}, "*/dist/*.d.ts", "*/dist/*.d.cts")
}

// tsc compiles the files that the patterns find in a folder, strictly, with options besides.
func tsc(t *testing.T, dir, name string, options map[string]any, patterns ...string) {
	t.Helper()
	all := map[string]any{}
	for _, from := range []map[string]any{strict, options} {
		for option, value := range from {
			all[option] = value
		}
	}
	config, err := json.Marshal(map[string]any{"compilerOptions": all, "include": patterns})
	if err != nil {
		t.Fatal(err)
	}
	file := "tsconfig." + name + ".json"
	if err := os.WriteFile(filepath.Join(dir, file), config, 0o644); err != nil {
		t.Fatal(err)
	}
	gentest.TSC(t, dir, "-p", file)
}

// load reads a protocol file of the repository.
func loadFile(t testing.TB, path string) *schema.Protocol {
	t.Helper()
	p, found := load.File(path)
	if p == nil || schema.HasErrors(found) {
		var lines []string
		for _, d := range found {
			lines = append(lines, d.String())
		}
		t.Fatalf("%s:\n%s", path, strings.Join(lines, "\n"))
	}
	return p
}
