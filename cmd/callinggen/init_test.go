package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What init makes generates at once, is as generated, and compiles in a module of its own.
func TestWhatInitMakesCompiles(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"init"}, {"generate"}, {"generate", "--check"}} {
		if code, out := runChild(t, dir, args...); code != 0 {
			t.Fatalf("callinggen %v: exit code %d\n%s", args, code, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.org/hello\n\ngo 1.24\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}
