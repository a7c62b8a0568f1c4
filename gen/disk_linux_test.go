package gen_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
)

// envChild holds the folder that a test works in when it runs in a process of its own.
const envChild = "CALLINGGEN_TEST_CHILD"

// inOwnProcess runs the calling test once more in a process of its own, so that what it does to the process ends with it.
// There it gives the folder to work in; in the first process it gives "" after the other has ended.
func inOwnProcess(t *testing.T, attr *syscall.SysProcAttr) (dir string) {
	t.Helper()
	if dir := os.Getenv(envChild); dir != "" {
		return dir
	}
	cmd := exec.Command(os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), envChild+"="+t.TempDir())
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	if len(out) == 0 && err != nil {
		gentest.Missing(t, fmt.Sprintf("this system lets the test mount no file system (%v): run it as root", err))
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return ""
}

// onSmallDisk is inOwnProcess with a folder that is a file system of 256 KiB.
func onSmallDisk(t *testing.T) (dir string) {
	t.Helper()
	attr := &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	dir = inOwnProcess(t, attr)
	if dir != "" {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func files(n int, text string) []gen.File {
	var list []gen.File
	for i := range n {
		list = append(list, gen.File{Path: fmt.Sprintf("%d/%d.txt", i%3, i), Data: []byte(text)})
	}
	return list
}

func read(t *testing.T, dir, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFullDisk(t *testing.T) {
	dir := onSmallDisk(t)
	if dir == "" {
		return
	}
	const n = 20
	old, new := strings.Repeat("old\n", 1<<10), strings.Repeat("new\n", 4<<10)
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 32<<10), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := gen.Write(dir, files(n, old), gen.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	_, err := gen.Write(dir, files(n, new), gen.WriteOptions{})
	want := "no space left on device; free some space and run again: every file is whole, as it was or as generated"
	if err == nil || !strings.HasPrefix(err.Error(), "cannot write "+dir) || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	var changed int
	for _, f := range files(n, "") {
		switch read(t, dir, f.Path) {
		case old:
		case new:
			changed++
		default:
			t.Errorf("%s is neither old nor new", f.Path)
		}
	}
	if changed == 0 || changed == n {
		t.Errorf("%d of %d files were changed: the disk was not full in between", changed, n)
	}
	if _, err := os.Stat(filepath.Join(dir, ".callinggen.tmp")); err == nil {
		t.Error("unfinished files were left behind")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := gen.Write(dir, files(n, "small"), gen.WriteOptions{}); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if left, err := gen.Diff(dir, files(n, "small"), gen.WriteOptions{}); err != nil || len(left) > 0 {
		t.Errorf("with space again: %d files differ, %v", len(left), err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	dir := onSmallDisk(t)
	if dir == "" {
		return
	}
	if _, err := gen.Write(dir, files(1, "old"), gen.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=256k"); err != nil {
		t.Fatal(err)
	}
	if _, err := gen.Write(dir, files(1, "old"), gen.WriteOptions{}); err != nil {
		t.Errorf("nothing to write: %v", err)
	}
	_, err := gen.Write(dir, files(1, "new"), gen.WriteOptions{})
	want := "cannot write to " + dir + ": read-only file system; make the folder writable for you, or choose another with --out"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if got := read(t, dir, "0/0.txt"); got != "old" {
		t.Errorf("the file is %q", got)
	}
}

func TestFolderOfSomebodyElse(t *testing.T) {
	dir := forbiddenFolder(t)
	if dir == "" {
		return
	}
	for _, c := range []struct{ dir, verb string }{{dir, "write to"}, {filepath.Join(dir, "new"), "make"}} {
		_, err := gen.Write(c.dir, files(1, "new"), gen.WriteOptions{})
		want := "cannot " + c.verb + " " + c.dir + ": permission denied; make the folder writable for you, or choose another with --out"
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// forbiddenFolder gives a folder that the process may not write to. Root may everywhere and has to become somebody else, in
// a process of its own; in the first process the folder is "".
func forbiddenFolder(t *testing.T) (dir string) {
	t.Helper()
	if os.Geteuid() == 0 {
		if dir = inOwnProcess(t, nil); dir != "" {
			becomeNobody(t, dir)
		}
		return dir
	}
	dir = t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	return dir
}

// becomeNobody gives up the rights of root in this process, but for the way to a folder.
func becomeNobody(t *testing.T, dir string) {
	t.Helper()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	const nobody = 65534
	if err := syscall.Setuid(nobody); err != nil {
		t.Fatal(err)
	}
}
