package main

import (
	"bytes"
	"os"
	"testing"
)

func TestPaint(t *testing.T) {
	got := paint("--- a\n+++ b\n@@ -1 +1 @@\n same\n-old\n+new")
	want := red + "--- a" + plain + "\n" + green + "+++ b" + plain + "\n" + cyan + "@@ -1 +1 @@" + plain + "\n same\n" +
		red + "-old" + plain + "\n" + green + "+new" + plain
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// /dev/null is a character device too, but nobody reads there; what matters is that files and pipes stay plain.
func TestColourOnTerminalsOnly(t *testing.T) {
	if wantsColour(&bytes.Buffer{}) {
		t.Error("a buffer is no terminal")
	}
	f, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if wantsColour(f) {
		t.Error("a file is no terminal")
	}
}
