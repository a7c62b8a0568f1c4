package callinggen_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoGenerate does in a copy of examples/go-generate what its README says: generate, generate again, run.
func TestGoGenerate(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("examples/go-generate")); err != nil {
		t.Fatal(err)
	}
	checkedIn := snapshot(t, filepath.Join(dir, "calling"))
	if err := os.RemoveAll(filepath.Join(dir, "calling")); err != nil {
		t.Fatal(err)
	}
	goCommand(t, dir, "mod", "edit", "-replace=github.com/callinggen/callinggen="+root)

	goCommand(t, dir, "generate")
	written := snapshot(t, filepath.Join(dir, "calling"))
	for _, name := range slices.Sorted(maps.Keys(union(checkedIn, written))) {
		if written[name].text != checkedIn[name].text {
			t.Errorf("examples/go-generate/calling/%s is stale; run make generate", name)
		}
	}

	if out := goCommand(t, dir, "generate"); !strings.Contains(out, "unchanged") {
		t.Errorf("generating again printed %q", out)
	}
	if again := snapshot(t, filepath.Join(dir, "calling")); !maps.Equal(again, written) {
		t.Error("generating again touched files that were right")
	}

	goCommand(t, dir, "vet", "./...")
	const want = `{"type":"OUTGOING_CALL_STARTED","messageId":"app_1",` +
		`"data":{"externalCallId":"call-1","toNumber":"+442079460123","createEngagement":true}}` + "\n"
	if got := goCommand(t, dir, "run", "."); got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

// A written file is what it holds and when it was written.
type writtenFile struct {
	text     string
	modified int64
}

func snapshot(t *testing.T, dir string) map[string]writtenFile {
	t.Helper()
	files := map[string]writtenFile{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = writtenFile{readText(t, path), info.ModTime().UnixNano()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func union[K comparable, V any](a, b map[K]V) map[K]V {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

// goCommand runs the go command in a folder and gives what it printed on its standard output.
func goCommand(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}
