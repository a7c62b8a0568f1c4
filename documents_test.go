package callinggen_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
)

// documents are the pages that people write by hand; what is generated checks its own links.
var documents = []string{
	"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "gen/README.md", "schema/README.md",
	"examples/callingctl/README.md", "examples/go-generate/README.md", "examples/react/README.md",
	"examples/script-tag/README.md", "examples/softphone/README.md", "examples/widget/README.md",
}

var (
	fence      = regexp.MustCompile("(?ms)^```.*?^```$")
	link       = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	namedThing = regexp.MustCompile(`\x60(\w+)\x60 in \[[^]]+\]\(([^)]+\.go)\)`)
	heading    = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notInSlug  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestDocumentLinks follows every relative link, and every fragment of a page of this list.
func TestDocumentLinks(t *testing.T) {
	for _, name := range documents {
		for _, match := range link.FindAllStringSubmatch(fence.ReplaceAllString(readText(t, name), ""), -1) {
			target, err := url.Parse(match[1])
			if err != nil || target.IsAbs() {
				continue
			}
			path := name
			if target.Path != "" {
				path = filepath.Join(filepath.Dir(name), filepath.FromSlash(target.Path))
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s links to %s, which is not there", name, match[1])
			} else if target.Fragment != "" && !strings.Contains(slugs(readText(t, path)), "#"+target.Fragment+"\n") {
				t.Errorf("%s links to %s, and %s has no such heading", name, match[1], path)
			}
		}
	}
}

// TestDocumentedNames looks for each function, type and variable that a page names beside its file.
func TestDocumentedNames(t *testing.T) {
	found := 0
	for _, name := range documents {
		for _, match := range namedThing.FindAllStringSubmatch(readText(t, name), -1) {
			found++
			path := filepath.Join(filepath.Dir(name), filepath.FromSlash(match[2]))
			if !declares(t, path, match[1]) {
				t.Errorf("%s speaks of %s in %s, which does not declare it", name, match[1], path)
			}
		}
	}
	if found == 0 {
		t.Error("no page names a function beside its file; is the pattern of this test still right?")
	}
}

// slugs gives the anchors that a forge makes of the headings of a page, each as "#anchor\n".
func slugs(page string) string {
	var b strings.Builder
	for _, match := range heading.FindAllStringSubmatch(fence.ReplaceAllString(page, ""), -1) {
		slug := notInSlug.ReplaceAllString(strings.ToLower(match[1]), "")
		b.WriteString("#" + strings.ReplaceAll(slug, " ", "-") + "\n")
	}
	return b.String()
}

// declares reports whether a Go file has a top-level declaration or a method of this name.
func declares(t *testing.T, path, name string) bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return false
	}
	found := false
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				found = found || n.Name.Name == name
				return false
			case *ast.TypeSpec:
				found = found || n.Name.Name == name
				return false
			case *ast.ValueSpec:
				for _, id := range n.Names {
					found = found || id.Name == name
				}
				return false
			}
			return true
		})
	}
	return found
}

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestReadmeCompiles compiles the TypeScript that README.md shows against the package in this repository.
func TestReadmeCompiles(t *testing.T) {
	samples := regexp.MustCompile("(?ms)^```ts\n(.*?)^```$").FindAllStringSubmatch(readText(t, "README.md"), -1)
	if len(samples) == 0 {
		t.Fatal("README.md shows no TypeScript; is the pattern of this test still right?")
	}
	dir := t.TempDir()
	args := []string{"--strict", "--exactOptionalPropertyTypes", "--noEmit", "--module", "nodenext", "--lib", "es2022,dom"}
	for i, sample := range samples {
		name := fmt.Sprintf("sample%d.mts", i)
		gentest.WriteFiles(t, dir, []gen.File{{Path: name, Data: []byte(sample[1])}})
		args = append(args, name)
	}
	// Installed as README.md says, without npm.
	if err := os.MkdirAll(filepath.Join(dir, "node_modules", "@callinggen"), 0o755); err != nil {
		t.Fatal(err)
	}
	installed := filepath.Join(dir, "node_modules", "@callinggen", "calling-extensions")
	if err := os.CopyFS(installed, os.DirFS("sdk/npm")); err != nil {
		t.Fatal(err)
	}
	gentest.TSC(t, dir, args...)
}
