package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownCache keeps the notes of a test out of the user's cache folder, whatever the system calls it. The go command keeps its
// own cache: without that it would compile the standard library anew.
func ownCache(t *testing.T) string {
	if cache, err := os.UserCacheDir(); err == nil && os.Getenv("GOCACHE") == "" {
		t.Setenv("GOCACHE", filepath.Join(cache, "go-build"))
	}
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, dir)
	}
	return dir
}

// currentFiles are what the runs of TestCurrent read.
var currentFiles = map[string]string{
	"go.mod":            "module example.org/demo\n",
	"guide.md":          "# Guide\n\nBegin.\n",
	"extra/index.ts":    "export const extra = 1;\n",
	"extra/index.d.ts":  "export declare const extra = 1;\n",
	"pages/message.txt": "not read\n",
	"callinggen.yaml": `schema: demo.yaml
targets:
  go: {out: out/go}
  typescript: {out: out/npm, package: demo, version: 1.0.0, extra: extra}
  docs: {out: out/docs, locales: [en]}
`,
}

// TestCurrent generates, changes one thing, and looks which targets a second run takes to be current: every way in which a
// run could wrongly write nothing.
func TestCurrent(t *testing.T) {
	demo, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const all = "go typescript docs"
	cases := []struct {
		name   string
		change func(t *testing.T, cache string)
		flags  generateFlags
		want   string // the targets that are current
		loaded bool   // the protocol is loaded all the same
	}{
		{name: "nothing", want: all},
		{name: "a file that is not read", change: appendTo("pages/message.txt", "x"), want: all},
		{name: "the protocol is written again as it was", change: appendTo("demo.yaml", ""), want: all},

		{name: "the protocol", change: replaceIn("demo.yaml", "first words", "last words")},
		{name: "a guide", change: appendTo("guide.md", "And end.\n")},
		{name: "an option", change: replaceIn("callinggen.yaml", "version: 1.0.0", "version: 1.0.1")},
		{name: "an extra file", change: appendTo("extra/index.ts", "export const more = 2;\n")},
		{name: "one more extra file", change: appendTo("extra/more.ts", "export const more = 2;\n")},
		{name: "the module that the Go package is in", change: replaceIn("go.mod", "demo", "other")},
		{name: "another protocol file of the same content", change: func(t *testing.T, _ string) { write(t, "same.yaml", read(t, "demo.yaml")) },
			flags: generateFlags{schema: "same.yaml", config: "callinggen.yaml"}},
		{name: "another build", change: func(t *testing.T, _ string) {
			id := programID()
			programID = func() string { return "another " + id }
			t.Cleanup(func() { programID = func() string { return id } })
		}},
		{name: "a build that cannot be told", change: func(t *testing.T, _ string) {
			id := programID()
			programID = func() string { return "" }
			t.Cleanup(func() { programID = func() string { return id } })
		}},

		{name: "--check", flags: generateFlags{check: true}},
		{name: "--force", flags: generateFlags{force: true}},
		{name: "--templates", flags: generateFlags{templates: "pages"}},
		{name: "--out", flags: generateFlags{out: "elsewhere"}},

		{name: "a file is edited", change: appendTo("out/go/messages.go", "// mine\n"), want: "typescript docs"},
		{name: "a file of the same length", change: replaceIn("out/go/messages.go", "package", "packagE"), want: "typescript docs"},
		{name: "a file with CRLF, which counts as equal", change: func(t *testing.T, _ string) {
			write(t, "out/go/messages.go", strings.ReplaceAll(read(t, "out/go/messages.go"), "\n", "\r\n"))
		}, want: all},
		{name: "a file is deleted", change: remove("out/go/messages.go"), want: "typescript docs"},
		{name: "a folder in place of a file", change: func(t *testing.T, cache string) {
			remove("out/go/messages.go")(t, cache)
			write(t, "out/go/messages.go/mine.txt", "")
		}, want: "typescript docs"},
		{name: "a folder is a link", change: func(t *testing.T, _ string) {
			if err := os.Rename("out/npm/src", "moved"); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(filepath.Join("..", "..", "moved"), "out/npm/src"); err != nil {
				t.Skip(err)
			}
		}, want: "go docs"},
		{name: "the output is deleted", change: remove("out")},
		{name: "the manifest is deleted", change: remove("out/go/.callinggen.sum"), want: "typescript docs"},
		{name: "the manifest is edited", change: appendTo("out/go/.callinggen.sum", "# mine\n"), want: "typescript docs"},
		{name: "the manifest is another target's", change: func(t *testing.T, _ string) {
			write(t, "out/go/.callinggen.sum", read(t, "out/docs/.callinggen.sum"))
		}, want: "typescript docs"},
		{name: "a run was killed", change: appendTo("out/go/.callinggen.tmp/1.new", "half"), want: "typescript docs"},

		{name: "no notes", change: func(t *testing.T, cache string) { remove(cache)(t, cache) }},
		{name: "notes that make no sense", change: eachNote(func(string) string { return "sense" })},
		{name: "notes cut short", change: eachNote(func(note string) string { return note[:len(note)-1] })},
		{name: "notes that name no protocol", change: eachNote(func(note string) string { return strings.Replace(note, `"Read":`, `"Lost":`, 1) }), want: all, loaded: true},
		{name: "notes that name another protocol", change: eachNote(func(note string) string { return strings.Replace(note, "demo.yaml", "other.yaml", 1) }), want: all, loaded: true},
		{name: "notes of other files", change: eachNote(func(note string) string {
			before, after, _ := strings.Cut(note, `"Fingerprint":"`)
			return before + `"Fingerprint":"` + strings.Repeat("0", 64) + after[64:]
		})},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cache := ownCache(t)
			t.Chdir(t.TempDir())
			write(t, "demo.yaml", string(demo)+"guides: [guide.md]\n")
			for name, text := range currentFiles {
				write(t, name, text)
			}
			s := streams{in: strings.NewReader(""), out: io.Discard, err: &testWriter{t}}
			if err := generate(s, generateFlags{}, nil); err != nil {
				t.Fatal(err)
			}
			if c.change != nil {
				c.change(t, cache)
			}
			plan, err := c.flags.prepare(s, nil)
			if err != nil {
				t.Fatal(err)
			}
			var current []string
			for _, j := range plan.jobs {
				if _, ok := j.isCurrent(c.flags); ok {
					current = append(current, j.kind.name)
				}
			}
			if got := strings.Join(current, " "); got != c.want {
				t.Errorf("current are %q, want %q", got, c.want)
			}
			if got := isStanding(t, c.flags); got != (c.want == all && !c.loaded) {
				t.Errorf("that all of it stands is %t", got)
			}
		})
	}
}

// isStanding reports whether a run would end before it has loaded the protocol.
func isStanding(t *testing.T, f generateFlags) bool {
	t.Helper()
	c, err := f.findConfig()
	if err != nil {
		t.Fatal(err)
	}
	choices, err := f.choose(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f.standing(c, choices) != nil
}

// TestSaidAgain generates twice: whatever is to be said is said by the second run too, which has nothing to write.
func TestSaidAgain(t *testing.T) {
	demo := read(t, "testdata/demo.yaml") + "http: {servers: {main: 'https://demo.example'}, endpoints: {stop: {method: POST, path: /stop, servedBy: app, responses: {204: {description: It stops.}}}}}\n"
	for name, c := range map[string]struct {
		targets, want string
		standing      bool
	}{
		"a remark of a target":     {"go: {out: out/go, package: demo}", "go: demotest, a server to test against, was left out", true},
		"a translation that lacks": {"docs: {out: out/docs, locales: [en, de]}", "run callinggen l10n update de", false},
	} {
		t.Run(name, func(t *testing.T) {
			ownCache(t)
			t.Chdir(t.TempDir())
			write(t, "demo.yaml", demo)
			write(t, "callinggen.yaml", "schema: demo.yaml\ntargets:\n  "+c.targets+"\n")
			for range 2 {
				var said strings.Builder
				if err := generate(streams{in: strings.NewReader(""), out: &said, err: &said}, generateFlags{}, nil); err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(said.String(), c.want) {
					t.Errorf("said is\n%s\nwithout %q", said.String(), c.want)
				}
			}
			if got := isStanding(t, generateFlags{}); got != c.standing {
				t.Errorf("that all of it stands is %t", got)
			}
		})
	}
}

// A run whose notes cannot be kept works as well as one without.
func TestCacheInTheWay(t *testing.T) {
	cache := ownCache(t)
	t.Chdir(t.TempDir())
	for _, name := range []string{"callinggen", ".cache", "Library"} {
		write(t, filepath.Join(cache, name), "a file")
	}
	s := streams{in: strings.NewReader(""), out: io.Discard, err: &testWriter{t}}
	for range 2 {
		if err := generate(s, generateFlags{only: []string{"widget"}}, []string{"go"}); err != nil {
			t.Fatal(err)
		}
	}
}

// A testWriter logs what a command complains of.
type testWriter struct{ t *testing.T }

func (w *testWriter) Write(p []byte) (int, error) {
	w.t.Logf("%s", p)
	return len(p), nil
}

func appendTo(name, text string) func(*testing.T, string) {
	return func(t *testing.T, _ string) {
		old, _ := os.ReadFile(name) // a new file has none
		write(t, name, string(old)+text)
	}
}

func replaceIn(name, from, to string) func(*testing.T, string) {
	return func(t *testing.T, _ string) {
		old := read(t, name)
		if !strings.Contains(old, from) {
			t.Fatalf("%s does not hold %q", name, from)
		}
		write(t, name, strings.Replace(old, from, to, 1))
	}
}

func remove(name string) func(*testing.T, string) {
	return func(t *testing.T, _ string) {
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
	}
}

func eachNote(change func(string) string) func(*testing.T, string) {
	return func(t *testing.T, _ string) {
		dir, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		notes, err := filepath.Glob(filepath.Join(dir, "callinggen", "*"))
		if err != nil || len(notes) != 3 {
			t.Fatalf("%d notes, want one for each target: %v", len(notes), err)
		}
		for _, name := range notes {
			write(t, name, change(read(t, name)))
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestSumProgram holds two builds apart by the stamp at their beginning, and where there is none by all that they are.
func TestSumProgram(t *testing.T) {
	const note, text = "\x7fELF\x04\x00\x00\x00Go\x00\x00", "MZ Go build ID: \""
	for name, tc := range map[string]struct {
		head string
		all  bool // the end counts
	}{
		"note":       {note + "abc", false},
		"text":       {text + "abc\"", false},
		"empty text": {text + "\"", true},
		"none":       {"#!", true},
	} {
		t.Run(name, func(t *testing.T) {
			program := tc.head + strings.Repeat(" ", stampedBytes)
			sum := func(s string) uint32 {
				n, err := sumProgram(strings.NewReader(s))
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			if other := sum(program+"x") != sum(program+"y"); other != tc.all {
				t.Errorf("another end gives another sum: %v", other)
			}
			if sum(program) == sum("!"+program) {
				t.Error("another beginning gives the same sum")
			}
		})
	}
}
