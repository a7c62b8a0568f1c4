package typescript_test

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
)

// TestSamples compiles every sample of both protocols, and the code of the packages' own README files, against the
// packages as they would be installed.
func TestSamples(t *testing.T) {
	dir := t.TempDir()
	gentest.WriteFiles(t, dir, []gen.File{{Path: "package.json", Data: []byte(`{"type": "module"}`)}})
	for _, name := range []string{"calling", "editor"} {
		p := loadFile(t, map[string]string{"calling": "../../schema/calling.yaml", "editor": "../../testdata/editor.yaml"}[name])
		target := typescript.New(p, typescript.Options{Package: "@samples/" + name})
		files := generate(t, target)
		gentest.WriteFiles(t, filepath.Join(dir, "node_modules", "@samples", name), files)
		gentest.WriteFiles(t, filepath.Join(dir, name), samples(t, p, target.Sampler()))
		gentest.WriteFiles(t, filepath.Join(dir, name), readmeCode(t, files))
	}
	tsc(t, dir, "samples", map[string]any{"lib": []string{"es2022", "dom"}, "moduleDetection": "force", "noUnusedLocals": false}, "calling", "editor")
}

// samples gives every sample as a file, and holds each to what the interface promises of it.
func samples(t *testing.T, p *schema.Protocol, s gen.Sampler) []gen.File {
	t.Helper()
	seen := map[string]bool{}
	var files []gen.File
	add := func(what string, sample gen.Sample, ok bool) {
		if !ok {
			return
		}
		if seen[sample.Path] {
			t.Errorf("%s: a second sample has the path %s", what, sample.Path)
		}
		seen[sample.Path] = true
		if !strings.Contains(sample.Code, sample.Show) {
			t.Errorf("%s: what is shown is not part of the code", what)
		}
		files = append(files, gen.File{Path: sample.Path, Data: []byte(sample.Code)})
	}
	for _, m := range p.Messages {
		receive, ok := s.Receive(m)
		add(m.ID, receive, ok)
		send, ok := s.Send(m, nil)
		add(m.ID, send, ok)
		for i, example := range m.Examples {
			send, ok := s.Send(m, example)
			send.Path = numbered(send.Path, i)
			add(m.ID, send, ok)
		}
	}
	for _, e := range p.HTTP.Endpoints {
		call, ok := s.Call(e, nil)
		add(e.ID, call, ok)
		for i, example := range e.Examples {
			call, ok := s.Call(e, example)
			call.Path = numbered(call.Path, i)
			add(e.ID, call, ok)
		}
	}
	return files
}

func numbered(file string, i int) string {
	return fmt.Sprintf("%s.%d.ts", strings.TrimSuffix(file, path.Ext(file)), i)
}

var tsFence = regexp.MustCompile("(?s)```ts\n(.*?)```")

// readmeCode gives the TypeScript of a README as files.
func readmeCode(t *testing.T, files []gen.File) []gen.File {
	t.Helper()
	var code []gen.File
	for _, f := range files {
		if f.Path == "README.md" {
			for i, block := range tsFence.FindAllSubmatch(f.Data, -1) {
				code = append(code, gen.File{Path: fmt.Sprintf("readme-%d.ts", i), Data: block[1]})
			}
		}
	}
	if len(code) == 0 {
		t.Error("the README shows no TypeScript")
	}
	return code
}
