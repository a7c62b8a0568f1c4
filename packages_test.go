package callinggen_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
)

// npmPackages are packages that one process compiles, and another loads.
type npmPackages struct {
	dir     string
	sources []string          // the folder of the sources of each, as the compiler knows it
	runtime map[string][]byte // by path, of the first package that has it
}

func newPackages(t *testing.T) *npmPackages {
	return &npmPackages{dir: t.TempDir(), runtime: map[string][]byte{}}
}

// add writes a package. Most of the sources of a small package are the runtime, the same in all of them: it is written, and
// so compiled, once.
func (p *npmPackages) add(t *testing.T, files []gen.File) {
	t.Helper()
	name := fmt.Sprint(len(p.sources))
	p.sources = append(p.sources, name+"/src")
	var own []gen.File
	for _, f := range files {
		if !p.shares(f) {
			own = append(own, f)
		}
	}
	gentest.WriteFiles(t, filepath.Join(p.dir, name), own)
}

// shares reports whether a file is of the runtime, and there already.
func (p *npmPackages) shares(f gen.File) bool {
	if !strings.HasPrefix(f.Path, "src/runtime/") {
		return false
	}
	first, ok := p.runtime[f.Path]
	if !ok {
		p.runtime[f.Path] = f.Data
	}
	return ok && bytes.Equal(first, f.Data)
}

// compile compiles all packages at once, with their declarations.
func (p *npmPackages) compile(t *testing.T) {
	t.Helper()
	config, err := json.Marshal(map[string]any{"include": []string{"*/src/**/*.ts", "*/dist/*.d.ts"}, "compilerOptions": map[string]any{
		"noEmit": true, "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
		"target": "es2020", "module": "nodenext", "types": []string{}, "lib": []string{"es2022", "dom"},
		"rootDirs": p.sources, // what one lacks is looked for in the others
	}})
	if err != nil {
		t.Fatal(err)
	}
	gentest.WriteFiles(t, p.dir, []gen.File{{Path: "tsconfig.json", Data: config}})
	gentest.TSC(t, p.dir, "-p", "tsconfig.json")
}

// load has Node load every entry of every package, both ways.
func (p *npmPackages) load(t *testing.T) {
	t.Helper()
	entries, err := filepath.Glob(filepath.Join(p.dir, "*", "dist", "*.js"))
	if err != nil || len(entries) == 0 {
		t.Fatal("there is no build")
	}
	var script strings.Builder
	script.WriteString("import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n")
	for _, file := range entries {
		name := strings.TrimSuffix(filepath.ToSlash(file), ".js")
		if path.Base(name) == "main" {
			continue // for a script tag
		}
		fmt.Fprintf(&script, "await import(%q);\n", "file://"+name+".js")
		if _, err := os.Stat(name + ".cjs"); err == nil {
			fmt.Fprintf(&script, "require(%q);\n", name+".cjs")
		}
	}
	gentest.WriteFiles(t, p.dir, []gen.File{{Path: "all.mjs", Data: []byte(script.String())}})
	if out, err := exec.Command(gentest.NeedNode(t), filepath.Join(p.dir, "all.mjs")).CombinedOutput(); err != nil {
		t.Errorf("node: %v\n%s", err, out)
	}
}
