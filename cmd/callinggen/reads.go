package main

import (
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Reads notes what was read of files, by the very bytes that came: a file that is saved while a run reads it cannot be
// mistaken for what the run was made from. The zero value is ready to use.
type reads struct {
	mu    sync.Mutex
	files []*readFile
}

// in gives a file system whose reads are noted; nil stays nil.
func (r *reads) in(fsys fs.FS) fs.FS {
	if fsys == nil {
		return nil
	}
	return readFS{r, fsys}
}

// names lists the files that were read so far, each once.
func (r *reads) names() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var names []string
	for _, f := range r.files {
		names = append(names, f.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// digest stands for all that was read. The order is that of names, since files may be read at the same time. A file that was
// read twice and was the same counts once.
func (r *reads) digest() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var lines []string
	for _, f := range r.files {
		lines = append(lines, fmt.Sprintf("%q %s\n", f.name, f.state()))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}

type readFS struct {
	reads *reads
	fs.FS
}

func (f readFS) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		f.reads.note(&readFile{name: name}) // it may be there next time
	}
	if err != nil {
		return nil, err
	}
	if dir, ok := file.(fs.ReadDirFile); ok {
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return dir, nil // the names in it come up when the files are read
		}
	}
	r := &readFile{File: file, name: name, sums: newSums()}
	f.reads.note(r)
	return r, nil
}

func (r *reads) note(f *readFile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files = append(r.files, f)
}

// newSums gives two sums that are 64 bits together, so that no accident makes two texts alike; processors have instructions for
// both, and for no single one of 64 bits. It would be no work to make two such texts, and no use: what comes of it is that
// nothing is generated here, and --check compares everything.
func newSums() []hash.Hash32 {
	return []hash.Hash32{crc32.NewIEEE(), crc32.New(crc32.MakeTable(crc32.Castagnoli))}
}

// A readFile sums what is read of a file.
type readFile struct {
	fs.File
	name string
	sums []hash.Hash32 // nil: there was no such file
}

// state stands for what was found under the name.
func (f *readFile) state() string {
	if f.sums == nil {
		return "missing"
	}
	return fmt.Sprintf("%08x%08x", f.sums[0].Sum32(), f.sums[1].Sum32())
}

var _ io.Reader = (*readFile)(nil)

func (f *readFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	for _, sum := range f.sums {
		sum.Write(p[:n])
	}
	return n, err
}
