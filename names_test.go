package callinggen_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/schema"
)

// TestGeneratorKnowsNoProtocol looks for the names of the first protocol in everything that has to work for any protocol.
func TestGeneratorKnowsNoProtocol(t *testing.T) {
	names := namesOf(loadProtocol(t, callingFile))
	files := generatorFiles(t)
	if len(files) < 20 {
		t.Fatalf("found only %d files of the generator", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			for _, word := range aWord.FindAllString(line, -1) {
				if names[word] || strings.Contains(strings.ToLower(word), "hubspot") {
					t.Errorf("%s:%d: names %q, which belongs to one protocol", file, i+1, word)
				}
			}
		}
	}
}

var aWord = regexp.MustCompile(`\w+`)

// namesOf lists what only a file about this protocol would say: ids of messages, and words for them in code as far as they are
// made of several words (a handler may be called onError in any protocol).
func namesOf(p *schema.Protocol) map[string]bool {
	names := map[string]bool{}
	for _, m := range p.Messages {
		names[m.ID], names[m.Type] = true, true
		for _, name := range []string{m.Name, m.Sends} {
			if len(schema.Words(name)) > 1 {
				names[name], names[schema.Pascal(name)], names["on"+schema.Pascal(name)] = true, true, true
			}
		}
	}
	return names
}

// generatorFiles lists the tracked kinds of source of the generator, its tests and their data aside.
func generatorFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, root := range []string{"gen", "templates", "cmd", "schema"} {
		if _, err := os.Stat(root); os.IsNotExist(err) {
			t.Errorf("there is no folder %s", root)
			continue
		}
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && slices.Contains([]string{"testdata", "node_modules", "guides", "locales", "compat"}, entry.Name()):
				return filepath.SkipDir
			case entry.Type().IsRegular() && isGeneratorSource(path):
				files = append(files, filepath.ToSlash(path))
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	return files
}

func isGeneratorSource(path string) bool {
	name := filepath.Base(path)
	if strings.HasSuffix(name, "_test.go") || strings.Contains(name, ".test.") {
		return false
	}
	if strings.HasPrefix(path, "schema"+string(filepath.Separator)) {
		return filepath.Ext(name) == ".go" // the protocol itself is there too
	}
	return slices.Contains([]string{".go", ".ts", ".mjs", ".js", ".tmpl", ".po", ".css", ".json", ".md"}, filepath.Ext(name)) && name != "README.md"
}
