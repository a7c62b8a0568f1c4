package callinggen_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestGoGenerate does in a copy of each example with a line of go:generate what its README says: generate, and generate again.
func TestGoGenerate(t *testing.T) {
	for _, name := range []string{"go-generate", "softphone"} {
		t.Run(name, func(t *testing.T) {
			dir := copyExample(t, name)
			checkedIn := snapshot(t, filepath.Join(dir, "calling"))
			if err := os.RemoveAll(filepath.Join(dir, "calling")); err != nil {
				t.Fatal(err)
			}
			goCommand(t, dir, "generate")
			written := snapshot(t, filepath.Join(dir, "calling"))
			for _, file := range slices.Sorted(maps.Keys(union(checkedIn, written))) {
				if written[file].text != checkedIn[file].text {
					t.Errorf("examples/%s/calling/%s is stale; run make generate", name, file)
				}
			}
			if out := goCommand(t, dir, "generate"); !strings.Contains(out, "unchanged") {
				t.Errorf("generating again printed %q", out)
			}
			if again := snapshot(t, filepath.Join(dir, "calling")); !maps.Equal(again, written) {
				t.Error("generating again touched files that were right")
			}
			// That it compiles needs no second proof: it is what is checked in, whose module is vetted and tested by itself.
			if name != "go-generate" {
				return
			}
			const want = `{"type":"OUTGOING_CALL_STARTED","messageId":"app_1",` +
				`"data":{"externalCallId":"call-1","toNumber":"+442079460123","createEngagement":true}}` + "\n"
			if got := goCommand(t, dir, "run", "."); got != want {
				t.Errorf("got  %swant %s", got, want)
			}
		})
	}
}

// TestRenamedField renames a field of the protocol, generates, and reads in the compiler's error where the program has to change.
func TestRenamedField(t *testing.T) {
	dir := copyExample(t, "softphone")
	for _, from := range []string{"schema/calling.yaml", "schema/guides"} {
		copyRenamed(t, from, filepath.Join(dir, from), "phoneNumber", "dialedNumber")
	}
	config := "schema: schema/calling.yaml\ntargets: {go: {}}\n"
	if err := os.WriteFile(filepath.Join(dir, "callinggen.yaml"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	goCommand(t, dir, "generate")

	cmd := exec.Command("go", "build", "-o", os.DevNull, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatal("the program compiles, although a field that it uses is gone")
	}
	match := regexp.MustCompile(`(?m)^\./(\S+\.go):(\d+):\d+: m\.PhoneNumber undefined`).FindSubmatch(out)
	if match == nil {
		t.Fatalf("the compiler says\n%s", out)
	}
	line, err := strconv.Atoi(string(match[2]))
	if err != nil {
		t.Fatal(err)
	}
	// The error is in the handler of the message that has the field.
	lines := strings.Split(readText(t, filepath.Join(dir, string(match[1]))), "\n")[:line]
	slices.Reverse(lines)
	i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "func ") })
	if want := "m *calling.DialNumber) error {"; i < 0 || !strings.HasSuffix(lines[i], want) {
		t.Errorf("the error is not in a handler of the message:\n%s", out)
	}
}

// copyExample copies an example to where it may be changed; it takes callinggen from here.
func copyExample(t *testing.T, name string) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("examples", name))); err != nil {
		t.Fatal(err)
	}
	goCommand(t, dir, "mod", "edit", "-replace=github.com/callinggen/callinggen="+root)
	return dir
}

// copyRenamed copies a file, or those of a folder, with a word in the place of another.
func copyRenamed(t *testing.T, from, to, old, renamed string) {
	t.Helper()
	word := regexp.MustCompile(`\b` + old + `\b`)
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := filepath.Join(to, strings.TrimPrefix(path, from))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		return os.WriteFile(name, []byte(word.ReplaceAllString(readText(t, path), renamed)), 0o666)
	})
	if err != nil {
		t.Fatal(err)
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
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-ldflags=-w") // linking takes less without what debuggers read
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}
