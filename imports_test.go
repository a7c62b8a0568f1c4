package callinggen_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/callinggen/callinggen"

// mayImport is the whole of what each package may import beside the standard library: packages of this module by their
// folder, third-party modules by their path. Tests are not bound by it.
var mayImport = []struct {
	pkg     string // folder, or a pattern of path.Match
	imports []string
}{
	{"schema", nil},
	{"schema/load", []string{"schema", yamlModule, jsonschema}},
	{"schema/l10n", []string{"schema", "schema/load", "schema/l10n/po", text, yamlModule}},
	{"schema/l10n/po", []string{"schema"}}, // the PO format alone, knows no protocol
	{"schema/lint", []string{"schema"}},
	{"templates", nil},
	{"gen", []string{"schema"}},
	{"gen/golang", []string{"gen", "schema", jennifer, errgroup}},
	{"gen/typescript", []string{"gen", "schema", "templates", esbuild}},
	{"gen/docs", []string{"gen", "gen/docs/labels", "gen/docs/markdown", "schema", "templates", text}},
	{"gen/docs/labels", nil},                  // the fixed words of pages and their translations, embedded
	{"gen/docs/markdown", []string{"schema"}}, // CommonMark as a text of its own; of the model only what a character is
	{"gen/json", []string{"gen", "schema"}},
	{"gen/jsonschema", []string{"gen", "schema"}},
	{"gen/*/runtime", nil},
	{"gen/golang/runtime/testserver", nil},
	{"gen/gentest", []string{"gen", "schema", cmpModule, internal}}, // for tests alone: no package may import it
	{"cmd/callinggen", []string{
		"schema", "schema/load", "schema/l10n", "schema/l10n/po", "schema/lint", "gen", "gen/golang", "gen/typescript", "gen/docs",
		"gen/docs/labels", "gen/json", "gen/jsonschema", cobra, yamlModule, fsnotify, errgroup,
	}},
}

const (
	cmpModule  = "github.com/google/go-cmp"
	cobra      = "github.com/spf13/cobra"
	errgroup   = "golang.org/x/sync/errgroup"
	esbuild    = "github.com/evanw/esbuild"
	fsnotify   = "github.com/fsnotify/fsnotify"
	internal   = "github.com/rogpeppe/go-internal"
	jennifer   = "github.com/dave/jennifer"
	jsonschema = "github.com/santhosh-tekuri/jsonschema/v5"
	text       = "golang.org/x/text"
	yamlModule = "gopkg.in/yaml.v3"
)

// TestImports holds the table against what the packages import on each system that the tool is built for.
func TestImports(t *testing.T) {
	for _, goos := range []string{"linux", "windows", "darwin"} {
		t.Run(goos, func(t *testing.T) {
			t.Parallel()
			for _, pkg := range listPackages(t, goos) {
				allowed, ok := allowedFor(pkg.folder())
				if !ok {
					t.Errorf("%s has no row in the table of imports: add one here and where the design is described", pkg.ImportPath)
				}
				for _, imported := range pkg.Imports {
					if !isStandard(imported) && !permits(allowed, imported) {
						t.Errorf("%s imports %s, which its row in the table of imports does not name", pkg.ImportPath, imported)
					}
				}
			}
		})
	}
}

// TestTargetsStandAlone says in one sentence what the table says in many rows: no target knows another.
func TestTargetsStandAlone(t *testing.T) {
	isTarget := func(folder string) bool {
		return path.Dir(folder) == "gen" && folder != "gen/gentest"
	}
	for _, row := range mayImport {
		if isTarget(row.pkg) && slices.ContainsFunc(row.imports, isTarget) {
			t.Errorf("the row of %s names another target", row.pkg)
		}
	}
}

// A goPackage is what `go list` says of a package.
type goPackage struct {
	ImportPath string
	Imports    []string
}

// folder is the folder of the package in this repository.
func (p goPackage) folder() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

func listPackages(t *testing.T, goos string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath != module { // the root holds tests alone
			packages = append(packages, p)
		}
	}
}

func allowedFor(folder string) ([]string, bool) {
	for _, row := range mayImport {
		if ok, _ := path.Match(row.pkg, folder); ok {
			return row.imports, true
		}
	}
	return nil, false
}

// permits tells whether an import is one of the packages of this module that a row names, or in one of its modules.
func permits(allowed []string, imported string) bool {
	if folder, ours := strings.CutPrefix(imported, module+"/"); ours {
		return slices.Contains(allowed, folder)
	}
	return slices.ContainsFunc(allowed, func(m string) bool {
		return imported == m || strings.HasPrefix(imported, m+"/")
	})
}

func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
