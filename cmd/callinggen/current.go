package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/callinggen/callinggen/gen"
)

// A run that would write what is there already need not generate it. What it would write is known from a note of the run
// that last wrote the folder: these inputs give files of this fingerprint. That is true of the inputs whatever becomes of
// the folder, so a note can be old, lost or from another machine, but not wrong; whether the folder still holds those
// files is looked up in the folder itself, file by file. Notes are kept in the user's cache folder: in the output they would
// be checked in, and change with every build of this program.

// A note is what is known of a folder, as its file has it.
type note struct {
	Inputs      string // see identify
	Fingerprint gen.Fingerprint
	Read        []string // what the protocol was read from
	Remarks     []string // of the target, for whoever runs it
}

// standing gives the outcomes of a run when all that it would write is known to be there; otherwise nil. What the protocol
// was read from is only summed for that: a protocol of these bytes was judged, and found right, when the notes were made.
func (f generateFlags) standing(c *config, choices []*choice) []outcome {
	start := time.Now()
	b := newBuilder(nil, c, choices, &reads{})
	jobs := make([]job, len(choices))
	for i, ch := range choices {
		jobs[i] = job{kind: ch.kind, out: ch.options.out}
	}
	if f.check || f.force || !b.readAgain(jobs) {
		return nil
	}
	b.identify(jobs)
	outcomes := make([]outcome, len(jobs))
	for i, j := range jobs {
		var ok bool
		if outcomes[i], ok = j.isCurrent(f); !ok {
			return nil
		}
		outcomes[i].took = time.Since(start)
		start = time.Now()
	}
	return outcomes
}

// readAgain reads the files that the notes of all jobs say that the protocol was read from, and reports whether it could. It
// reads none when a folder is not even said to hold what the note knows of.
func (b *builder) readAgain(jobs []job) bool {
	for i, j := range jobs {
		n, ok := j.note()
		if !ok || len(n.Read) == 0 || i > 0 && !slices.Equal(n.Read, b.read) || !gen.Lists(j.out, n.Fingerprint) {
			return false
		}
		b.read = n.Read
	}
	fsys := b.reads.in(b.config.protocol().src.FS)
	for _, name := range b.read {
		if info, err := fs.Stat(b.config.protocol().src.FS, name); err == nil && !info.Mode().IsRegular() {
			return false // what comes from a pipe can be read once
		}
		if err := sumFile(fsys, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return len(jobs) > 0
}

// sumFile reads a file to its end, and keeps nothing of it. One that has no end is not what it was.
func sumFile(fsys fs.FS, name string) error {
	file, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	const tooMuch = 1 << 27
	if n, err := io.Copy(io.Discard, io.LimitReader(file, tooMuch)); n == tooMuch || err != nil {
		return errors.Join(err, fs.ErrInvalid)
	}
	return nil
}

// identify gives each job what stands for all that its output is made from: this program, what was read, and the options
// of every target, since the docs show the others. Templates are read while pages are made, so with them nothing is known.
func (b *builder) identify(jobs []job) {
	program := programID()
	if program == "" {
		return
	}
	var text strings.Builder
	for i := range b.kinds {
		o := b.options(&b.kinds[i])
		if _, err := readFolder(b.reads.in(o.extra)); err != nil || o.templates != nil {
			return
		}
		o.extra = nil  // its files are among what was read
		o.places = nil // they change nothing but what is said of mistakes
		fmt.Fprintf(&text, "%s %#v\n", b.kinds[i].name, o)
	}
	fmt.Fprintf(&text, "%s\n%s\n%s", program, b.config.schema, b.reads.digest())
	for i := range jobs {
		jobs[i].inputs = fmt.Sprintf("%x", sha256.Sum256([]byte(jobs[i].kind.name+"\n"+text.String())))
		jobs[i].read = b.read
	}
}

// isCurrent gives the outcome of a job whose folder is known to hold what it would write. With --check and --force
// everything is compared in full.
func (j job) isCurrent(f generateFlags) (o outcome, ok bool) {
	if j.inputs == "" || f.check || f.force {
		return o, false
	}
	n, ok := j.note()
	if !ok || n.Inputs != j.inputs {
		return o, false
	}
	files, ok := gen.Holds(j.out, n.Fingerprint)
	return outcome{job: j, report: gen.Report{Unchanged: files}, remarks: n.Remarks}, ok
}

// remember notes what the inputs of a job have given. Where that cannot be noted the next run generates again.
func (j job) remember(wrote gen.Fingerprint, remarks []string) {
	name := j.noteFile()
	if j.inputs == "" || name == "" || os.MkdirAll(filepath.Dir(name), 0o777) != nil {
		return
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return
	}
	defer os.Remove(temp.Name())
	data, _ := json.Marshal(note{j.inputs, wrote, j.read, remarks}) // of text alone
	_, err = temp.Write(data)
	if temp.Close() == nil && err == nil {
		_ = os.Rename(temp.Name(), name) // in one step: another run may be reading it
	}
}

// note reads what is known of the job's folder.
func (j job) note() (n note, ok bool) {
	data, err := os.ReadFile(j.noteFile())
	return n, err == nil && json.Unmarshal(data, &n) == nil
}

// noteFile names the file with what is known of the job's folder, "" where there is no place for it.
func (j job) noteFile() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	out, err := filepath.Abs(j.out)
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "callinggen", fmt.Sprintf("%x", sha256.Sum256([]byte(out))))
}

// programID stands for this very program, "" when that is not known. A version would not do: two builds from one working
// copy share it. What the Go toolchain stamps on a program does, and is at its beginning; only of a program without that
// stamp everything is read, which costs as much as loading a small protocol does.
//
// It is found once: another build may replace the file while this one watches.
var programID = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.ModTime().After(started) { // then it is another build already
		return ""
	}
	sum, err := sumProgram(f)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d %d %08x", info.Size(), info.ModTime().UnixNano(), sum)
})

// buildStamps come before the build ID that the Go toolchain writes into a program: a sum of all that it was made from and
// of what was made. The first is that of ELF, a note; the second that of other systems.
var buildStamps = [][]byte{[]byte("\x04\x00\x00\x00Go\x00\x00"), []byte("Go build ID: \"")}

// stampedBytes is how far the go command itself looks for a stamp.
const stampedBytes = 32 << 10

// sumProgram sums the beginning of a program when it is stamped there, otherwise all of it.
func sumProgram(program io.Reader) (uint32, error) {
	head, err := io.ReadAll(io.LimitReader(program, stampedBytes))
	if err != nil {
		return 0, err
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	sum.Write(head)
	if !isStamped(head) {
		_, err = io.Copy(sum, program)
	}
	return sum.Sum32(), err
}

// isStamped reports whether a build ID is at the beginning of a program. A build may ask for an empty one.
func isStamped(head []byte) bool {
	for _, stamp := range buildStamps {
		if _, id, ok := bytes.Cut(head, stamp); ok {
			return len(id) > 0 && id[0] != '"'
		}
	}
	return false
}

// started is about when this process began.
var started = time.Now()
