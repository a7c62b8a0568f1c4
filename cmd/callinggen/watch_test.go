package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/callinggen/callinggen/gen/gentest"
)

// A session is a command that runs while the test goes on.
type session struct {
	t     *testing.T
	lines *bufio.Scanner
	done  chan int // the exit code
}

// start runs a command line; out and err come back as one text.
func start(ctx context.Context, t *testing.T, args ...string) *session {
	r, w := io.Pipe()
	s := &session{t: t, lines: bufio.NewScanner(r), done: make(chan int, 1)}
	go func() {
		s.done <- runContext(ctx, args, streams{in: strings.NewReader(""), out: w, err: w})
		w.Close()
	}()
	return s
}

// until reads on to a line that matches.
func (s *session) until(pattern string) {
	s.t.Helper()
	var before []string
	for s.lines.Scan() {
		if regexp.MustCompile(pattern).MatchString(s.lines.Text()) {
			return
		}
		before = append(before, s.lines.Text())
	}
	s.t.Fatalf("no line matches %s; there was\n%s", pattern, strings.Join(before, "\n"))
}

// TestWatchCountsRuns saves two files in many steps: what happens before it is quiet is one change, and one run.
func TestWatchCountsRuns(t *testing.T) {
	demo := read(t, "testdata/demo.yaml")
	ownCache(t)
	t.Chdir(t.TempDir())
	write(t, "demo.yaml", demo+"guides: [guide.md]\n")
	write(t, "guide.md", "# Guide\n\nBegin.\n")
	w, err := newWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	events, timers := make(chan fsnotify.Event), make(chan chan time.Time, 100)
	w.events = events // what the system tells comes at its own pace
	w.after = func(time.Duration) <-chan time.Time {
		timer := make(chan time.Time, 1)
		timers <- timer
		return timer
	}
	happens := func(op fsnotify.Op, name string) chan time.Time {
		t.Helper()
		absolute, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		events <- fsnotify.Event{Op: op, Name: absolute}
		return <-timers
	}
	ctx, cancel := context.WithCancel(context.Background())
	var out bytes.Buffer
	done := make(chan error, 1)
	go func() {
		done <- w.generate(ctx, streams{out: &out, err: &out}, generateFlags{schema: "demo.yaml", out: "pages"}, []string{"docs"})
	}()

	early := happens(fsnotify.Create, "demo.yaml")
	for range 20 {
		happens(fsnotify.Write, "demo.yaml")
	}
	last := happens(fsnotify.Rename, "guide.md")
	early <- time.Time{} // something has happened since
	last <- time.Time{}
	happens(fsnotify.Write, "guide.md") <- time.Time{}
	events <- fsnotify.Event{Op: fsnotify.Write, Name: "another file"} // taken once the last run is over
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	changes := regexp.MustCompile(`(?m)^.* changed$`).FindAllString(out.String(), -1)
	if want := []string{"demo.yaml, guide.md changed", "guide.md changed"}; !slices.Equal(changes, want) {
		t.Errorf("the changes told of are %q, want %q", changes, want)
	}
	if runs := strings.Count(out.String(), "watching demo.yaml, guide.md; stop with Ctrl-C\n"); runs != 3 {
		t.Errorf("%d runs, want the first and one for each change:\n%s", runs, out.String())
	}
}

func TestWatch(t *testing.T) {
	demo, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ownCache(t)
	t.Chdir(t.TempDir())
	save := func(text string) {
		t.Helper()
		// As editors do: a new file takes the place of the old one.
		if err := os.WriteFile("demo.yaml~", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename("demo.yaml~", "demo.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	save(string(demo))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := start(ctx, t, "generate", "docs", "--schema", "demo.yaml", "--out", "pages", "--watch")
	s.until(`^docs +pages +\d+ written, `)
	s.until(`^watching demo.yaml; stop with Ctrl-C$`)

	save(strings.Replace(string(demo), "A sign without words.", "A sign with the hand.", 1))
	s.until(`^demo.yaml changed$`)
	page := regexp.QuoteMeta(filepath.FromSlash("pages/en/messages/wave.md"))
	s.until(`^written ` + page + `$`)
	s.until(`^watching `)

	save("messages: [")
	s.until(`^demo.yaml changed$`)
	s.until(`^demo.yaml:\d+:\d+: .*\(yaml\)$`)
	s.until(`^watching `)

	save(string(demo))
	s.until(`^written ` + page + `$`)
	s.until(`^watching `)

	cancel()
	if code := <-s.done; code != exitDone {
		t.Errorf("exit code %d", code)
	}
}

// A protocol behind a symbolic link is saved where it lies, and the link can come to point elsewhere.
func TestWatchBehindALink(t *testing.T) {
	demo, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	save := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"a", "b"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		save(filepath.Join(dir, "real.yaml"), string(demo))
	}
	if err := os.Symlink(filepath.Join("a", "real.yaml"), "demo.yaml"); err != nil {
		gentest.Missing(t, "this system lets the test make no symbolic link")
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := start(ctx, t, "generate", "docs", "--schema", "demo.yaml", "--out", "pages", "--watch")
	s.until(`^watching demo.yaml; stop with Ctrl-C$`)

	page := regexp.QuoteMeta(filepath.FromSlash("pages/en/messages/wave.md"))
	save("a/real.yaml", strings.Replace(string(demo), "A sign without words.", "A sign with the hand.", 1))
	s.until(`^demo.yaml changed$`)
	s.until(`^written ` + page + `$`)
	s.until(`^watching `)

	if err := os.Symlink(filepath.Join("b", "real.yaml"), "next"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename("next", "demo.yaml"); err != nil {
		t.Fatal(err)
	}
	s.until(`^written ` + page + `$`)
	s.until(`^watching `)
	save("b/real.yaml", strings.Replace(string(demo), "A sign without words.", "A sign with both hands.", 1))
	s.until(`^written ` + page + `$`)
	s.until(`^watching `)

	cancel()
	if code := <-s.done; code != exitDone {
		t.Errorf("exit code %d", code)
	}
}
