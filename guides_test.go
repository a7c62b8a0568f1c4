package callinggen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// Readers copy the code of the guides, so it compiles against the npm package that is checked in.
func TestGuidesCompile(t *testing.T) {
	gentest.NeedTypeScript(t)
	p, diagnostics := load.File("schema/calling.yaml")
	if p == nil {
		t.Fatal(diagnostics)
	}
	dir := t.TempDir()
	linkPackage(t, dir, "@callinggen/calling-extensions", "sdk/npm")
	linkPackage(t, dir, "vitest", filepath.Join(gentest.NodeModules(t), "vitest"))
	var files []gen.File
	var names []string
	for _, g := range p.Guides {
		for _, b := range g.Blocks {
			if b.Kind != schema.CodeBlock || b.Info != "ts" {
				continue
			}
			name := fmt.Sprintf("%s-%d.ts", g.ID, b.Pos.Line)
			names = append(names, name)
			files = append(files, gen.File{Path: name, Data: []byte(b.Code + "\nexport {};\n")})
		}
	}
	if len(files) == 0 {
		t.Fatal("no guide has a block of TypeScript; the guides are read wrongly, or this test is needed no more")
	}
	gentest.WriteFiles(t, dir, files)
	gentest.TSC(t, dir, append([]string{"--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022",
		"--lib", "es2022,dom", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler"}, names...)...)
}

// linkPackage makes a folder of this repository importable below dir by the name of its package.
func linkPackage(t *testing.T, dir, name, folder string) {
	t.Helper()
	target, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
}
