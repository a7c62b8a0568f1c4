package main

import (
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
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

// identify gives each job what stands for all that its output is made from: this program, what was read, and the options
// of every target, since the docs show the others. Templates are read while pages are made, so with them nothing is known.
func (b *builder) identify(jobs []job) {
	program := programID()
	if program == "" {
		return
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n%s\n%s", program, b.config.schema, b.reads.digest())
	for i := range b.kinds {
		o := b.options(&b.kinds[i])
		if o.templates != nil {
			return
		}
		o.extra = nil // its files are among what was read
		fmt.Fprintf(&text, "%s %#v\n", b.kinds[i].name, o)
	}
	for i := range jobs {
		jobs[i].inputs = fmt.Sprintf("%x", sha256.Sum256([]byte(jobs[i].owner+"\n"+text.String())))
	}
}

// isCurrent reports whether the folder of a job is known to hold what the job would write, and how many files that is. With
// --check and --force everything is compared in full.
func (j job) isCurrent(f generateFlags) (files int, ok bool) {
	if j.inputs == "" || f.check || f.force {
		return 0, false
	}
	note, err := os.ReadFile(j.note())
	if err != nil {
		return 0, false
	}
	fingerprint, known := strings.CutPrefix(string(note), j.inputs+" ")
	if !known {
		return 0, false
	}
	return gen.Holds(j.out, gen.Fingerprint(fingerprint))
}

// remember notes what the inputs of a job have given. Where that cannot be noted the next run generates again.
func (j job) remember(wrote gen.Fingerprint) {
	name := j.note()
	if j.inputs == "" || name == "" || os.MkdirAll(filepath.Dir(name), 0o777) != nil {
		return
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(j.inputs + " " + string(wrote))
	if temp.Close() == nil && err == nil {
		os.Rename(temp.Name(), name) // in one step: another run may be reading it
	}
}

// note names the file with what is known of the job's folder, "" where there is no place for it.
func (j job) note() string {
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
// copy share it. A cryptographic sum of twenty megabytes would cost more than a small protocol does.
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
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.Copy(sum, f); err != nil {
		return ""
	}
	return fmt.Sprintf("%d %d %08x", info.Size(), info.ModTime().UnixNano(), sum.Sum32())
})

// started is about when this process began.
var started = time.Now()
