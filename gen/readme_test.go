package gen_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/gen/json"
	"github.com/callinggen/callinggen/gen/jsonschema"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema/load"
)

// excerpt is a code fence of README.md and the comment before it, which says where its text comes from: a target, one of
// its files, the first line and the last, each by a pattern.
var excerpt = regexp.MustCompile("(?ms)(^<!-- excerpt: (\\w+) (\\S+) /([^\n]+)/ /([^\n]+)/ -->\n```\\w+\n).*?(^```$)")

// TestReadme holds the excerpts of README.md equal to what the targets give.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	outputs := editorOutputs(t)
	found := map[string]bool{}
	fresh := excerpt.ReplaceAllStringFunc(string(page), func(block string) string {
		part := excerpt.FindStringSubmatch(block)
		target, file := part[2], part[3]
		found[target] = true
		text, err := cut(outputs[target+" "+file], part[4], part[5])
		if err != nil {
			t.Errorf("%s of %s: %v", file, target, err)
		}
		return part[1] + text + part[6]
	})
	gentest.Golden(t, "README.md", []byte(fresh))
	for _, target := range []string{"protocol", "go", "typescript", "docs", "json", "jsonschema"} {
		if !found[target] {
			t.Errorf("no excerpt of %s", target)
		}
	}
}

// TestReadmeNamesFilesForPrograms looks for every file of the docs that is no page and no picture.
func TestReadmeNamesFilesForPrograms(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for file := range editorOutputs(t) {
		target, name, _ := strings.Cut(file, " ")
		if name = path.Base(name); target == "docs" && path.Ext(name) != ".md" && path.Ext(name) != ".svg" && !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
}

// editorOutputs gives every file that the targets make of the editor's protocol, and the protocol file itself, each under
// its target and path.
func editorOutputs(t *testing.T) map[string]string {
	t.Helper()
	path := filepath.Join("..", "testdata", "editor.yaml")
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, diagnostics := load.File(path)
	if p == nil {
		t.Fatal(diagnostics)
	}
	outputs := map[string]string{"protocol editor.yaml": string(source)}
	for _, target := range []gen.Target{
		golang.New(p, golang.Options{}),
		typescript.New(p, typescript.Options{}),
		docs.New(p, docs.Options{}),
		json.New(p, json.Options{}),
		jsonschema.New(p, jsonschema.Options{}),
	} {
		files, err := target.Generate()
		if err != nil {
			t.Fatalf("%s: %v", target.Name(), err)
		}
		for _, f := range files {
			outputs[target.Name()+" "+f.Path] = string(f.Data)
		}
	}
	return outputs
}

// cut gives the lines of a text from the first that fits one pattern to the next that fits another.
func cut(text, first, last string) (string, error) {
	from, to := regexp.MustCompile(first), regexp.MustCompile(last)
	var b strings.Builder
	for line := range strings.Lines(text) {
		if b.Len() == 0 && !from.MatchString(line) {
			continue
		}
		b.WriteString(line)
		if to.MatchString(line) {
			return b.String(), nil
		}
	}
	return "", fmt.Errorf("no lines from /%s/ to /%s/", first, last)
}
