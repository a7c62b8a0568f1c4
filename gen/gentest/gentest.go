// Package gentest is the golden-test harness of this repository: cases in txtar files, the tools that some tests need,
// and checks that what was generated compiles. Tests alone import it; it is no part of the program.
package gentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the wanted files of the golden tests with what they got")

// Update reports whether the test run was asked to rewrite its golden files.
func Update() bool { return *update }

// The names that a case gives a meaning to. Every other section is an input file.
const (
	Protocol    = "protocol.yaml" // the protocol file
	Options     = "options.json"  // see Case.Options
	Diagnostics = "diagnostics"   // see the function of this name
	wantPrefix  = "want/"
)

// A Case is one txtar file: input files, and under want/ the files that they must give. A case need not list everything
// that comes out: what it lists is compared, what it leaves out may be anything. Diagnostics are the exception: a case
// that does not want any must not get any. With -update the listed files are rewritten, and a case that lists none gets
// them all.
type Case struct {
	Name string // base name without .txtar
	Path string // of the txtar file

	archive *txtar.Archive
}

// Run runs f on every case that the pattern finds, each in a subtest, and compares what f gives with the wanted files.
func Run(t *testing.T, pattern string, f func(t *testing.T, c *Case) []gen.File) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no test case matches %s", pattern)
	}
	for _, path := range paths {
		c := readCase(t, path)
		t.Run(c.Name, func(t *testing.T) { c.compare(t, f(t, c)) })
	}
}

func readCase(t *testing.T, path string) *Case {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.Base(path), ".txtar")
	return &Case{Name: name, Path: path, archive: archive}
}

// FS gives the input files.
func (c *Case) FS() fs.FS {
	files := fstest.MapFS{}
	for _, f := range c.archive.Files {
		if !strings.HasPrefix(f.Name, wantPrefix) {
			files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	return files
}

// Options reads the section options.json into a target's options, by the names of their Go fields; a case without that
// section leaves them as they are.
func (c *Case) Options(t *testing.T, into any) {
	t.Helper()
	data, err := fs.ReadFile(c.FS(), Options)
	if err != nil {
		return
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %s: %v", c.Path, Options, err)
	}
}

// DiagnosticsFile gives diagnostics the form of a file, one a line, that a case can want: "want/diagnostics".
func DiagnosticsFile(list []schema.Diagnostic) gen.File {
	var b bytes.Buffer
	for _, d := range list {
		b.WriteString(d.String() + "\n")
	}
	return gen.File{Path: Diagnostics, Data: b.Bytes()}
}

// wanted gives the sections under want/, without that prefix.
func (c *Case) wanted() map[string]string {
	want := map[string]string{}
	for _, f := range c.archive.Files {
		if path, ok := strings.CutPrefix(f.Name, wantPrefix); ok {
			want[path] = string(f.Data)
		}
	}
	return want
}

func (c *Case) compare(t *testing.T, files []gen.File) {
	t.Helper()
	got := map[string]string{}
	for _, f := range files {
		got[f.Path] = endLine(string(f.Data))
	}
	if got[Diagnostics] == "" {
		delete(got, Diagnostics)
	}
	if *update {
		c.rewrite(t, got)
		return
	}
	want := c.wanted()
	if len(want) == 0 && len(got) > 0 {
		t.Errorf("%s wants no file; run the test with -update, then read what it wrote", c.Path)
	}
	if unexpected := got[Diagnostics]; unexpected != "" && want[Diagnostics] == "" {
		t.Errorf("%s: unexpected diagnostics:\n%s", c.Path, unexpected)
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[path]; !ok {
			t.Errorf("%s: %s was not generated", c.Path, path)
		} else if diff := cmp.Diff(want[path], got[path]); diff != "" {
			t.Errorf("%s: %s differs (-want +got):\n%s", c.Path, path, diff)
		}
	}
}

// rewrite writes the case with the files that it got in place of the wanted ones.
func (c *Case) rewrite(t *testing.T, got map[string]string) {
	t.Helper()
	listed := c.wanted()
	files := slices.DeleteFunc(c.archive.Files, func(f txtar.File) bool {
		return strings.HasPrefix(f.Name, wantPrefix)
	})
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := listed[path]; ok || len(listed) == 0 || path == Diagnostics {
			files = append(files, txtar.File{Name: wantPrefix + path, Data: []byte(got[path])})
		}
	}
	c.archive.Files = files
	writeGolden(t, c.Path, txtar.Format(c.archive))
}

// endLine ends a text with a newline, as every section of a txtar file does.
func endLine(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}
