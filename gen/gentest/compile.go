package gentest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/callinggen/callinggen/gen"
)

// TSC runs the TypeScript compiler in a folder and fails the test when it finds something wrong.
func TSC(t testing.TB, dir string, args ...string) {
	t.Helper()
	if out, err := TSCOutput(t, dir, args...); err != nil {
		t.Errorf("tsc %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// TSCOutput runs the TypeScript compiler in a folder and gives what it printed; the error tells that it found something. The
// compiler's own declarations of the browser are not checked each time: that takes longer than most packages.
func TSCOutput(t testing.TB, dir string, args ...string) (string, error) {
	t.Helper()
	tsc := NeedTypeScript(t)
	cmd := exec.Command(NeedNode(t), append([]string{tsc, "--pretty", "false", "--skipDefaultLibCheck"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// WriteFiles puts files into a folder for tools that want them on disk.
func WriteFiles(t testing.TB, dir string, files []gen.File) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TypeCheckGo type-checks the Go files among files, tests included, and fails the test with everything that is wrong.
// Each folder is a package; they may import each other under any path that ends with their folder, and the standard
// library.
func TypeCheckGo(t testing.TB, files []gen.File) {
	t.Helper()
	c := &goChecker{fset: token.NewFileSet(), units: map[unit][]*ast.File{}, done: map[unit]*types.Package{}}
	for _, f := range files {
		if path.Ext(f.Path) == ".go" {
			c.parse(f)
		}
	}
	if len(c.units) == 0 {
		t.Error("no Go file to type-check")
	}
	for _, u := range slices.SortedFunc(maps.Keys(c.units), unit.compare) {
		c.check(u)
	}
	for _, problem := range c.problems {
		t.Error(problem)
	}
}

// A unit is what is type-checked at once: a folder's package with its tests, or its external tests.
type unit struct {
	dir      string
	external bool // package x_test
}

func (u unit) compare(v unit) int {
	if u.dir != v.dir {
		return cmp.Compare(u.dir, v.dir)
	}
	if u.external == v.external {
		return 0
	}
	if u.external {
		return 1
	}
	return -1
}

type goChecker struct {
	fset     *token.FileSet
	units    map[unit][]*ast.File
	done     map[unit]*types.Package
	problems []string
}

func (c *goChecker) parse(f gen.File) {
	file, err := parser.ParseFile(c.fset, f.Path, f.Data, parser.SkipObjectResolution)
	if err != nil {
		c.problem(err)
		return
	}
	u := unit{path.Dir(f.Path), strings.HasSuffix(file.Name.Name, "_test")}
	c.units[u] = append(c.units[u], file)
}

func (c *goChecker) problem(err error) { c.problems = append(c.problems, err.Error()) }

func (c *goChecker) check(u unit) *types.Package {
	if pkg, ok := c.done[u]; ok {
		return pkg
	}
	c.done[u] = nil // an import cycle ends here
	if err := std.load(imports(c.units[u])); err != nil {
		c.problem(err)
	}
	conf := types.Config{Importer: importerFunc(c.resolve), Error: c.problem}
	pkg, _ := conf.Check(u.dir, c.fset, c.units[u], nil) // errors went to conf.Error
	c.done[u] = pkg
	return pkg
}

// resolve finds an imported package: one of the folders being checked, or one of the standard library.
func (c *goChecker) resolve(importPath string) (*types.Package, error) {
	if isStandard(importPath) {
		return std.importPackage(importPath)
	}
	best := unit{dir: "."}
	for u := range c.units {
		if !u.external && strings.HasSuffix(importPath, "/"+u.dir) && len(u.dir) > len(best.dir) {
			best = u
		}
	}
	if _, ok := c.units[best]; !ok {
		return nil, fmt.Errorf("import %q: not among the generated files", importPath)
	}
	if pkg := c.check(best); pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("import %q: import cycle", importPath)
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func imports(files []*ast.File) []string {
	var list []string
	for _, f := range files {
		for _, spec := range f.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && isStandard(p) {
				list = append(list, p)
			}
		}
	}
	return list
}

// isStandard tells a path of the standard library: its first element has no dot.
func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

// A library reads packages of the standard library from the compiler's export data, each once in a test binary.
type library struct {
	mu      sync.Mutex
	exports map[string]string // import path to file of export data
	types   types.Importer
}

var std = &library{exports: map[string]string{"unsafe": ""}}

// load asks the go command for the export data of packages that are not known yet, all in one call.
func (l *library) load(paths []string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	paths = slices.DeleteFunc(paths, func(p string) bool { _, ok := l.exports[p]; return ok })
	if len(paths) == 0 {
		return nil
	}
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export"}, paths...)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list: %w\n%s", err, stderr.String())
	}
	return l.add(strings.NewReader(string(out)))
}

func (l *library) add(list io.Reader) error {
	for dec := json.NewDecoder(list); ; {
		var pkg struct{ ImportPath, Export string }
		if err := dec.Decode(&pkg); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		l.exports[pkg.ImportPath] = pkg.Export
	}
}

func (l *library) importPackage(importPath string) (*types.Package, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.types == nil {
		l.types = importer.ForCompiler(token.NewFileSet(), "gc", l.open)
	}
	return l.types.Import(importPath)
}

func (l *library) open(importPath string) (io.ReadCloser, error) {
	if l.exports[importPath] == "" {
		return nil, fmt.Errorf("no package %q in the standard library", importPath)
	}
	return os.Open(l.exports[importPath])
}
