package gen

import (
	"bufio"
	"fmt"
	"io"
	"math/rand"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What tells a test process that it is the one to be killed.
const (
	envKillDir     = "CALLINGGEN_KILL_DIR"
	envKillVersion = "CALLINGGEN_KILL_VERSION"
	envWaitDir     = "CALLINGGEN_WAIT_DIR"
)

const (
	kills      = 200
	killedTree = 50 // files of each version
)

// version gives the files of one state of an output; from one to the next some change, some come and some go.
func version(n int) []File {
	var list []File
	for i := range killedTree {
		switch i % 5 {
		case 0:
			list = append(list, File{Path: fmt.Sprintf("same/%d.txt", i), Data: []byte("same\n")})
		case 1:
			list = append(list, File{Path: fmt.Sprintf("v%d/%d.txt", n, i), Data: []byte("new\n")})
		default:
			list = append(list, File{Path: fmt.Sprintf("%d/%d.txt", i%3, i), Data: fmt.Appendf(nil, "%d\n", n)})
		}
	}
	return list
}

// TestKilledChild is the process that TestKill kills: it prints a byte after each step.
func TestKilledChild(t *testing.T) {
	dir := os.Getenv(envKillDir)
	if dir == "" {
		return // TestKill runs this test in a process of its own
	}
	n, err := strconv.Atoi(os.Getenv(envKillVersion))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := write(dir, version(n), WriteOptions{}, func() { os.Stdout.WriteString(".") }); err != nil {
		t.Fatal(err)
	}
}

// TestWaitingChild is the other process of TestTwoProcessesAtOnce: it stops after its first step until its input ends.
func TestWaitingChild(t *testing.T) {
	dir := os.Getenv(envWaitDir)
	if dir == "" {
		return // TestTwoProcessesAtOnce runs this test in a process of its own
	}
	wait := sync.OnceFunc(func() {
		os.Stdout.WriteString(".")
		io.Copy(io.Discard, os.Stdin)
	})
	if _, err := write(dir, version(1), WriteOptions{}, wait); err != nil {
		t.Fatal(err)
	}
}

// The second of two processes is told of the first, and changes nothing; once that is done it may.
func TestTwoProcessesAtOnce(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "v1/mine.txt", "mine\n")
	cmd := exec.Command(os.Args[0], "-test.run=^TestWaitingChild$")
	cmd.Env = append(os.Environ(), envWaitDir+"="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	_, err = Write(dir, version(2), WriteOptions{})
	if got, want := sentence(err, dir), "another callinggen is writing to $DIR: wait until it is done, then run again"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	in.Close()
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	wantVersion(t, dir, 1)
	if _, err := Write(dir, version(2), WriteOptions{}); err != nil {
		t.Error(err)
	}
}

// A run is killed at random moments: each file is as it was or as it should be, the user's file is as it was, and the
// next undisturbed run leaves the same bytes as one that was never disturbed.
func TestKill(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	dir := t.TempDir()
	put(t, dir, "v1/mine.txt", "mine\n")
	if _, err := Write(dir, version(0), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	possible := []int{0} // the versions that files may have now
	between := 0
	for n := 1; n <= kills; n++ {
		killWriter(t, dir, n, random.Intn(2*killedTree+10))
		possible = append(possible, n)
		if got := tree(t, dir); countVersions(t, got, possible) > 1 {
			between++
		}
		if random.Intn(4) == 0 {
			continue // the next run is killed too
		}
		if _, err := Write(dir, version(n), WriteOptions{}); err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		wantVersion(t, dir, n)
		possible = []int{n}
	}
	t.Logf("killed %d times, %d of them between the first and the last write", kills, between)
	if between < 20 {
		t.Error("too few kills fell between the first and the last write")
	}
}

// killWriter starts a run and kills it after its nth step.
func killWriter(t *testing.T, dir string, version, steps int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
	cmd.Env = append(os.Environ(), envKillDir+"="+dir, envKillVersion+"="+strconv.Itoa(version))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(io.Discard, bufio.NewReaderSize(out, 16), int64(steps)); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	cmd.Process.Kill() // it may be done already
	cmd.Wait()
}

// countVersions says how many versions the files in a folder come from, and fails the test when one is none of those
// possible.
func countVersions(t *testing.T, got map[string]string, possible []int) int {
	t.Helper()
	found := map[int]bool{}
	for path, text := range got {
		if strings.HasPrefix(path, tempFolder) {
			continue // not there yet
		}
		var v int
		switch {
		case text == "" || text == "same\n" || text == "mine\n": // a folder, or the same in every version
		case text == "new\n":
			fmt.Sscanf(path, "v%d/", &v)
			found[v] = true
		default:
			if _, err := fmt.Sscanf(text, "%d\n", &v); err != nil || text != fmt.Sprintln(v) {
				t.Errorf("%s is neither old nor new: %q", path, text)
			}
			found[v] = true
		}
	}
	for v := range found {
		if !slices.Contains(possible, v) {
			t.Errorf("a file is of version %d, possible are %v", v, possible)
		}
	}
	return len(found)
}

// wantVersion compares a folder with what an undisturbed run leaves.
func wantVersion(t *testing.T, dir string, n int) {
	t.Helper()
	want := map[string]string{"v1/": "", "v1/mine.txt": "mine\n"}
	var m manifest
	for _, f := range version(n) {
		want[f.Path] = string(f.Data)
		want[path.Dir(f.Path)+"/"] = ""
		m.add(f.Path, sumOf(f.Data))
	}
	wantTree(t, dir, want)
	got, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(m.format()), string(got)); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
}
