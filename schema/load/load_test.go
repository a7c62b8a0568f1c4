package load

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/schema"
)

var update = flag.Bool("update", false, "rewrite what the tests want")

// TestArchives loads every protocol in testdata/*.txtar. An archive holds protocol files (*.yaml), the guides that they
// name, and "want": all diagnostics, and the model of each protocol that has one when the archive is called model-*.
func TestArchives(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			testArchive(t, name)
		})
	}
}

func testArchive(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := archiveFS(archive)
	var got strings.Builder
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".yaml") {
			got.WriteString(loadAndShow(files, f.Name, strings.HasPrefix(filepath.Base(name), "model-")))
		}
	}
	compareWant(t, name, archive, got.String())
}

func archiveFS(archive *txtar.Archive) fs.FS {
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

// loadAndShow spells the diagnostics of a protocol file, and its model if wanted.
func loadAndShow(files fs.FS, name string, model bool) string {
	p, diagnostics := Protocol(Source{FS: files, Name: name})
	var b strings.Builder
	for _, d := range diagnostics {
		fmt.Fprintln(&b, d)
	}
	if model && p != nil {
		b.WriteString(dump(p))
	}
	if p != nil && modelFault(p) != "" {
		fmt.Fprintf(&b, "%s: the model does not keep: %s\n", name, modelFault(p))
	}
	if p == nil && !schema.HasErrors(diagnostics) {
		fmt.Fprintf(&b, "%s: no protocol, and no error that says why\n", name)
	}
	return b.String()
}

func compareWant(t *testing.T, name string, archive *txtar.Archive, got string) {
	t.Helper()
	for i, f := range archive.Files {
		if f.Name != "want" {
			continue
		}
		if *update && string(f.Data) != got {
			archive.Files[i].Data = []byte(got)
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("(-want +got; -update accepts)\n%s", diff)
		}
		return
	}
	t.Errorf("%s has no file %q; add an empty one and run with -update", name, "want")
}

// TestEveryRuleHasACase finds each rule of the loader in what some archive or hostile case wants.
func TestEveryRuleHasACase(t *testing.T) {
	var all strings.Builder
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	for _, c := range hostile {
		fmt.Fprintf(&all, "(%s)\n", c.rule)
	}
	for _, r := range Rules {
		if !strings.Contains(all.String(), "("+r.ID+")\n") {
			t.Errorf("no case wants the rule %s", r.ID)
		}
		if r.Purpose == "" {
			t.Errorf("the rule %s does not say what it is for", r.ID)
		}
	}
}
