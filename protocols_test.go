package callinggen_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/lint"
)

// others are the protocols that show that the first one is not special. What their packages do is in testdata/behaves.
var others = []struct {
	name string // of the file in testdata and of the folder in testdata/behaves
	pkg  string // name of the Go package
}{
	{"editor", "plugins"},
	{"foreign", "lsp"},
}

// TestOtherProtocols takes each of the other protocols through every target, and runs what comes out.
func TestOtherProtocols(t *testing.T) {
	for _, other := range others {
		t.Run(other.name, func(t *testing.T) {
			t.Parallel()
			p := loadProtocol(t, "testdata/"+other.name+".yaml")
			behaves := filepath.Join("testdata", "behaves", other.name)
			goTarget := golang.New(p, golang.Options{Package: other.pkg, Import: "example.org/" + other.pkg})
			tsTarget := typescript.New(p, typescript.Options{})
			docsTarget := docs.New(p, docs.Options{Samplers: []gen.Sampler{tsTarget.Sampler(), goTarget.Sampler()}})

			t.Run("lint", func(t *testing.T) {
				for _, d := range lint.Run(p) {
					t.Error(d)
				}
			})
			t.Run("go", func(t *testing.T) { runGo(t, other.pkg, generate(t, goTarget), behaves) })
			t.Run("typescript", func(t *testing.T) { runTypeScript(t, p.ID, generate(t, tsTarget), behaves) })
			t.Run("docs", func(t *testing.T) { checkLinks(t, generate(t, docsTarget)) })
		})
	}
}

// generate runs a target that has to be content with the names of a protocol, twice: the same has to come out.
func generate(t *testing.T, target gen.Target) []gen.File {
	t.Helper()
	for _, d := range target.Check() {
		t.Error(d)
	}
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	again, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(files, again, func(a, b gen.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }) {
		t.Error("a second run gives something else")
	}
	return files
}

// runGo vets the package in a module of its own and runs the test that uses it.
func runGo(t *testing.T, pkg string, files []gen.File, behaves string) {
	dir := t.TempDir()
	gentest.WriteFiles(t, dir, append(files,
		gen.File{Path: "go.mod", Data: []byte("module example.org/" + pkg + "\n\ngo 1.24\n")},
		copied(t, filepath.Join(behaves, "behaves_test.go"), "behaves_test.go"),
	))
	for _, args := range [][]string{{"vet", "./..."}, {"test", "-vet=off", "-ldflags=-w", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", args[0], err, out)
		}
	}
}

// runTypeScript installs the package in a folder of its own, type-checks the program that uses it and runs it in Node.
func runTypeScript(t *testing.T, pkg string, files []gen.File, behaves string) {
	node := gentest.NeedNode(t)
	dir := t.TempDir()
	gentest.WriteFiles(t, filepath.Join(dir, "node_modules", filepath.FromSlash(pkg)), files)
	gentest.WriteFiles(t, dir, []gen.File{copied(t, filepath.Join(behaves, "behaves.ts"), "behaves.mts")})
	gentest.TSC(t, dir, "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "false",
		"--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "behaves.mts")
	cmd := exec.Command(node, "behaves.mjs")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "behaves\n" {
		t.Errorf("node: %v\n%s", err, out)
	}
}

func copied(t *testing.T, from, to string) gen.File {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	return gen.File{Path: to, Data: data}
}

var (
	aLink  = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	aFence = regexp.MustCompile("(?ms)^```.*?^```$")
)

// checkLinks follows every relative link of a tree of pages, to a page and an anchor that are there.
func checkLinks(t *testing.T, files []gen.File) {
	pages := map[string]string{}
	for _, f := range files {
		pages[f.Path] = string(f.Data)
	}
	links := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, m := range aLink.FindAllStringSubmatch(aFence.ReplaceAllString(pages[name], ""), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			links++
			to := name
			if target != "" {
				to = path.Join(path.Dir(name), target)
			}
			page, ok := pages[to]
			if !ok {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			} else if anchor != "" && !strings.Contains(page, `id="`+anchor+`"`) {
				t.Errorf("%s links to %s, which has no such anchor", name, m[1])
			}
		}
	}
	if links < 100 {
		t.Errorf("found only %d links", links)
	}
}

// TestEditorUsesTheWholeLanguage finds every key of the definition language in the editor's protocol, so that what the targets do
// with it is shown by a protocol that is not the first one.
func TestEditorUsesTheWholeLanguage(t *testing.T) {
	elsewhere := []string{
		"echo", // the editor has a handshake without it
		"only", // as in JSON-RPC: see the other protocol
	}
	var definition any
	if err := json.Unmarshal(schema.ProtocolSchema, &definition); err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	propertiesOf(definition, wanted)
	if len(wanted) < 50 {
		t.Fatalf("protocol.schema.json has only %d keys", len(wanted))
	}
	data, err := os.ReadFile("testdata/editor.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(data, []byte("\n")); lines >= 350 {
		t.Errorf("the editor's protocol has grown to %d lines: keep it pleasant to read", lines)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	keysOf(&root, used)
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if !used[key] && !slices.Contains(elsewhere, key) {
			t.Errorf("testdata/editor.yaml never uses the key %q", key)
		}
	}
}

// propertiesOf collects the names under "properties" of a JSON Schema.
func propertiesOf(node any, names map[string]bool) {
	switch node := node.(type) {
	case map[string]any:
		if properties, ok := node["properties"].(map[string]any); ok {
			for name := range properties {
				names[name] = true
			}
		}
		for _, child := range node {
			propertiesOf(child, names)
		}
	case []any:
		for _, child := range node {
			propertiesOf(child, names)
		}
	}
}

func keysOf(n *yaml.Node, keys map[string]bool) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			keys[child.Value] = true
		}
		keysOf(child, keys)
	}
}
