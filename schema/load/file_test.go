package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "p.yaml"), preamble+"guides: [g/a.md]\n")
	write(t, filepath.Join(dir, "g", "a.md"), "# A\n\nSee [[NOBODY]].\n")
	t.Chdir(dir)
	for _, c := range []struct{ path, want string }{
		{"p.yaml", "g/a.md:3:5: unknown reference \"NOBODY\""},
		{"./p.yaml", "./g/a.md:3:5: unknown reference"},
		{filepath.Join(dir, "p.yaml"), filepath.Join(dir, "g/a.md") + ":3:5: unknown reference"},
		{"missing.yaml", "missing.yaml: cannot read missing.yaml: there is no such file; check its name and folder (unreadable)"},
		{"g", "g: cannot read g: it is a folder; name a file (unreadable)"},
		{"g/", "g/: cannot read g/: this is not the name of a file; check it (unreadable)"},
		{"", ": cannot read : this is not the name of a file; check it (unreadable)"},
	} {
		p, diagnostics := File(filepath.FromSlash(c.path))
		if p != nil || len(diagnostics) != 1 || !strings.HasPrefix(diagnostics[0].String(), c.want) {
			t.Errorf("File(%q) = %v, %v; want %s", c.path, p, diagnostics, c.want)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDir spells positions as the user typed the folder.
func TestDir(t *testing.T) {
	files := fstest.MapFS{"sub/p.yaml": {Data: []byte("x: 1\n")}}
	for _, c := range []struct{ dir, want string }{
		{"", "sub/p.yaml"},
		{"..", "../sub/p.yaml"},
		{"/abs/", "/abs/sub/p.yaml"},
	} {
		_, diagnostics := Protocol(Source{FS: files, Name: "sub/p.yaml", Dir: c.dir})
		if got := diagnostics[0].Pos.File; got != c.want {
			t.Errorf("Dir %q: %s, want %s", c.dir, got, c.want)
		}
	}
}

// TestProtocolWithHarmlessErrors gives the model beside errors that leave it whole.
func TestProtocolWithHarmlessErrors(t *testing.T) {
	p, diagnostics := Protocol(Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(preamble + "  PONG: {from: page, examples: [1]}\n")}}, Name: "p.yaml"})
	if p == nil || len(diagnostics) != 1 || diagnostics[0].Rule != "invalid-example" {
		t.Errorf("got %v, %v", p, diagnostics)
	}
}
