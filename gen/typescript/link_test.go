package typescript

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// TestMapsLeadToTheSource follows the map of every build that is put together here: a line and the line that it leads to
// begin with the same word.
func TestMapsLeadToTheSource(t *testing.T) {
	files := filesOf(t, New(loadProtocol(t, "testdata/editor.yaml"), Options{Package: "editor"}))
	for name, data := range files {
		script, ok := strings.CutSuffix(name, ".map")
		if !ok || script == "dist/main.js" {
			continue
		}
		var m struct {
			Sources, SourcesContent []string
			Mappings                string
		}
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		followMap(t, script, strings.Split(files[script], "\n"), m.Mappings, m.Sources, m.SourcesContent)
	}
}

func followMap(t *testing.T, name string, lines []string, mappings string, sources, contents []string) {
	t.Helper()
	followed := 0
	groups := strings.Split(mappings, ";")
	for i, line := range lines {
		if i >= len(groups) || groups[i] == "" {
			continue
		}
		first, _, _ := strings.Cut(groups[i], ",")
		at := lastPlace(strings.Join(groups[:i], ";") + ";" + first)
		if strings.HasPrefix(sources[at.source], "../src/runtime/") && !strings.HasPrefix(line, "function ") {
			continue // esbuild made this part of the map, and leads lines inside a function to what is before them
		}
		want := strings.Split(contents[at.source], "\n")[at.line]
		if beginning(line) != beginning(want[at.column:]) {
			t.Errorf("%s:%d leads to line %d of source %d:\n%s\n%s", name, i+1, at.line+1, at.source, line, want)
		}
		followed++
	}
	if followed < len(lines)/8 {
		t.Errorf("%s: the map leads from %d of %d lines", name, followed, len(lines))
	}
}

// beginning gives the first word of a line, without what only one of the languages has.
func beginning(line string) string {
	line = strings.TrimSpace(line)
	for _, word := range []string{"export ", "async ", "var ", "const ", "let ", "runtime."} {
		line = strings.TrimPrefix(line, word)
	}
	end := strings.IndexFunc(line, func(r rune) bool { return !strings.ContainsRune("_$.", r) && !isIdentifier("a"+string(r)) })
	if end <= 0 {
		return line[:min(1, len(line))]
	}
	return line[:end]
}

// TestNamesOfTheLibrary gives types the names of what the builds have in the same scope, and finds everything as it should be
// in both builds.
func TestNamesOfTheLibrary(t *testing.T) {
	dir := t.TempDir()
	node := gentest.NeedNode(t)
	for name, data := range filesOf(t, New(loadProtocol(t, "gen/typescript/testdata/scopes.yaml"), Options{Package: "scopes"})) {
		gentest.WriteFiles(t, dir, []gen.File{{Path: name, Data: []byte(data)}})
	}
	for _, test := range []string{
		"const m = await import('./dist/index.js'), v = await import('./dist/validators.js');",
		"const m = require('./dist/index.cjs'), v = require('./dist/validators.cjs');",
	} {
		code := "(async () => {" + test + `
			const names = ['Object', 'own', 'side', 'Map', 'exports'];
			for (const name of names) if (Object.values(m[name])[0] !== 'a') throw new Error(name + ': ' + m[name]);
			for (const name of names) if (v[name]['~standard'].validate('a').issues || !v[name]['~standard'].validate('b').issues) throw new Error(name);
			if (v.text['~standard'].validate({ object: 'a' }).issues) throw new Error('text');
			new m.Server({ transport: { origin: 'https://a.example', post() {}, listen: () => () => {} }, origin: 'https://a.example' }).destroy();
		})()`
		cmd := exec.Command(node, "-e", code)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", test, err, out)
		}
	}
}

func loadProtocol(t *testing.T, path string) *schema.Protocol {
	t.Helper()
	p, found := load.File(filepath.Join(gentest.Root(t), path))
	if p == nil || schema.HasErrors(found) {
		t.Fatal(found)
	}
	return p
}

func filesOf(t *testing.T, target *Target) map[string]string {
	t.Helper()
	if found := target.Check(); len(found) > 0 {
		t.Fatal(found)
	}
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]string{}
	for _, f := range files {
		byPath[f.Path] = string(f.Data)
	}
	return byPath
}
