//go:build unix

package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestPipes puts a pipe in the place of each file that a run finds by itself. To open it would be to wait for ever; it is told
// of, and nothing is written.
func TestPipes(t *testing.T) {
	demo := read(t, "testdata/demo.yaml")
	const plain = "it is no plain file; "
	for _, c := range []struct{ pipe, args, want string }{
		{"callinggen.yaml", "generate go --out out", "callinggen: cannot read callinggen.yaml: " + plain + "put one in its place"},
		{"callinggen.yaml", "lint", "callinggen: cannot read callinggen.yaml: " + plain + "put one in its place"},
		{"guide.md", "generate docs --schema p.yaml --out out", ":10: cannot read guide.md: " + plain + "put one in its place (unreadable)"},
		{"locales/fr.po", "l10n check --schema p.yaml", "callinggen: cannot read locales/fr.po: " + plain + "put one in its place"},
		{"own/message.tmpl", "generate docs --schema p.yaml --templates own --out out", plain},
		{"own/index.ts", "generate typescript --config c.yaml --out out", "callinggen: the folder that extra names: cannot read index.ts: " + plain + "put one in its place"},
		{"out/.callinggen.sum", "generate go --schema p.yaml --out out", "callinggen: cannot read out/.callinggen.sum: " + plain + "move it elsewhere"},
		{"out/.callinggen.sum", "generate go --schema p.yaml --out out --check", "callinggen: cannot read out/.callinggen.sum: " + plain + "move it elsewhere"},
		{"out/types.go", "generate go --schema p.yaml --out out", "out/types.go is no plain file"},
	} {
		t.Run(c.pipe+" "+strings.Fields(c.args)[0], func(t *testing.T) {
			ownCache(t)
			t.Chdir(t.TempDir())
			write(t, "p.yaml", demo+"guides: [guide.md]\n")
			write(t, "guide.md", "# Guide\n")
			write(t, "c.yaml", "schema: p.yaml\ntargets: {typescript: {extra: own}}\n")
			write(t, c.pipe, "")
			if err := os.Remove(c.pipe); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mkfifo(c.pipe, 0o666); err != nil {
				t.Skip(err)
			}
			var out strings.Builder
			code := run(strings.Fields(c.args), streams{in: strings.NewReader(""), out: &out, err: &out})
			if code != exitWrong || !strings.Contains(out.String(), c.want) {
				t.Errorf("exit code %d, and\n%swant %s", code, out.String(), c.want)
			}
			if _, err := os.Stat("out/doc.go"); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// TestProtocolFromAPipe names a pipe on the command line, twice: what it gives is read once in each run.
func TestProtocolFromAPipe(t *testing.T) {
	demo := read(t, "testdata/demo.yaml")
	ownCache(t)
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("p.yaml", 0o666); err != nil {
		t.Skip(err)
	}
	for _, want := range []string{"written", "unchanged"} {
		go os.WriteFile("p.yaml", []byte(demo), 0)
		var out strings.Builder
		if code := run(strings.Fields("generate docs --schema p.yaml --out out"), streams{out: &out, err: &out}); code != exitDone || !strings.Contains(out.String(), want) {
			t.Errorf("exit code %d, and\n%swant %s", code, out.String(), want)
		}
	}
}
