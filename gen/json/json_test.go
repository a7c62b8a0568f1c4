package json_test

import (
	stdjson "encoding/json"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/json"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// A small protocol in, the whole file out.
func TestGolden(t *testing.T) {
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		p, found := load.Protocol(load.Source{FS: c.FS(), Name: gentest.Protocol})
		if p == nil || schema.HasErrors(found) {
			t.Fatalf("%s: %v", c.Path, found)
		}
		return generate(t, p)
	})
}

// protocols loads the protocols that this repository has, by name.
func protocols(t testing.TB) map[string]*schema.Protocol {
	t.Helper()
	list := map[string]*schema.Protocol{}
	for name, file := range map[string]string{
		"calling": "../../schema/calling.yaml", "editor": "../../testdata/editor.yaml", "foreign": "../../testdata/foreign.yaml",
	} {
		p, found := load.File(file)
		if p == nil {
			t.Fatal(found)
		}
		list[name] = p
	}
	return list
}

func generate(t testing.TB, p *schema.Protocol) []gen.File {
	t.Helper()
	target := json.New(p, json.Options{})
	if found := target.Check(); len(found) > 0 {
		t.Fatal(found)
	}
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestShape compiles what is generated against the interfaces of the package comment: a member that they do not name, or
// one of another type, is an error of tsc.
func TestShape(t *testing.T) {
	gentest.NeedTypeScript(t)
	dir := t.TempDir()
	shape := packageComment(t)
	for name, p := range protocols(t) {
		code := shape + "export const protocol: Protocol = " + string(generate(t, p)[0].Data) + ";\n"
		if err := os.WriteFile(filepath.Join(dir, name+".ts"), []byte(code), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	gentest.TSC(t, dir, "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "esnext",
		"calling.ts", "editor.ts", "foreign.ts")
}

// packageComment gives the code of the package comment, the paragraphs that are indented.
func packageComment(t *testing.T) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for line := range strings.Lines(file.Doc.Text()) {
		if strings.HasPrefix(line, "\t") {
			code.WriteString(line[1:])
		}
	}
	return code.String()
}

// TestShapeIsUsed finds each member that the package comment names in a file.
func TestShapeIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, p := range protocols(t) {
		var file any
		if err := stdjson.Unmarshal(generate(t, p)[0].Data, &file); err != nil {
			t.Fatal(err)
		}
		collectKeys(file, used)
	}
	named := memberNames(packageComment(t))
	if len(named) < 80 {
		t.Fatalf("found only %d members in the package comment: %v", len(named), slices.Sorted(maps.Keys(named)))
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if !used[name] && !slices.Contains([]string{"guide", "participant"}, name) { // nothing is said to be used by these
			t.Errorf("the package comment names %q, which is in no file", name)
		}
	}
}

func collectKeys(v any, into map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			collectKeys(item, into)
		}
	case map[string]any:
		for key, member := range v {
			into[key] = true
			collectKeys(member, into)
		}
	}
}

// memberNames finds the names before ":" and "?:" in TypeScript.
func memberNames(code string) map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(code) {
		line, _, _ = strings.Cut(line, "//")
		for i, c := range line {
			if c != ':' {
				continue
			}
			before := strings.TrimSuffix(line[:i], "?")
			start := 1 + strings.LastIndexFunc(before, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') })
			if name := before[start:]; name != "" && !strings.HasSuffix(before[:start], "[") {
				names[name] = true
			}
		}
	}
	return names
}
