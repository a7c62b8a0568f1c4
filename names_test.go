package callinggen_test

import (
	"bytes"
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
		for _, at := range names.FindAllIndex(data, -1) {
			t.Errorf("%s:%d: names %q, which belongs to one protocol", file, 1+bytes.Count(data[:at[0]], []byte("\n")), data[at[0]:at[1]])
		}
	}
}

// namesOf matches what only a file about this protocol would say: the vendor, ids of messages, and words for them in code, as
// far as they are made of several words (a handler may be called onError in any protocol).
func namesOf(p *schema.Protocol) *regexp.Regexp {
	names := []string{"(?i:hubspot)"}
	for _, m := range p.Messages {
		names = append(names, word(m.ID), word(m.Type))
		for _, name := range []string{m.Name, m.Sends} {
			if len(schema.Words(name)) > 1 {
				names = append(names, word(name), word(schema.Pascal(name)), word("on"+schema.Pascal(name)))
			}
		}
	}
	slices.Sort(names)
	return regexp.MustCompile(strings.Join(slices.Compact(names), "|"))
}

func word(name string) string { return `\b` + regexp.QuoteMeta(name) + `\b` }

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
