package gen

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// WriteOptions are what the user decides about writing and comparing.
type WriteOptions struct {
	// Owner says what the folder is for, "docs editor" is the docs of the protocol editor: a folder that was written for something else is
	// refused, so that two outputs never remove each other's files. "": any.
	Owner string
	// Force overwrites and deletes files that are not callinggen's where generated ones belong, and makes do with a
	// damaged manifest. Other files are never touched.
	Force bool
}

// A Report tells what Write did. Paths are below the output folder, sorted.
type Report struct {
	Written   []string
	Removed   []string
	Unchanged int
	Holds     Fingerprint // of what is in the folder now
}

// A ConflictError tells of files that Write would have had to overwrite or delete although they are not callinggen's.
// Nothing was written.
type ConflictError struct {
	Conflicts []Conflict // sorted by path
}

// A Conflict is one file of somebody else at a place where callinggen wants to write or delete.
type Conflict struct {
	Path   string // as the system spells it, from the working directory
	Reason string // the rest of the sentence, with what to do
}

// The conflicts that an error message lists; the user has the same decision to take for all the others.
const shownConflicts = 10

func (e *ConflictError) Error() string {
	var lines []string
	for _, c := range e.Conflicts[:min(len(e.Conflicts), shownConflicts)] {
		lines = append(lines, c.Path+" "+c.Reason)
	}
	if more := len(e.Conflicts) - shownConflicts; more > 0 {
		lines = append(lines, fmt.Sprintf("%d more files are like these", more))
	}
	return strings.Join(lines, "\n")
}

// Write makes a folder hold the generated files: it replaces what it wrote there before, removes what is no longer
// generated and leaves everything else alone. Each file is replaced at once, through a rename. Killed at any moment, it
// leaves every file as it was or as it should be, and the next run finishes the work. When there is nothing to do, it
// writes nothing.
func Write(dir string, files []File, o WriteOptions) (Report, error) {
	return write(dir, files, o, func() {})
}

// write is Write; it calls step, from several goroutines, after each change to the folder.
func write(dir string, files []File, o WriteOptions, step func()) (Report, error) {
	sums := beginSums(files)
	if err := checkPaths(files); err != nil {
		return Report{}, err
	}
	if err := checkOutput(dir); err != nil {
		return Report{}, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Report{}, explain("make", dir, err)
	}
	unlock, err := lock(dir)
	if err != nil {
		return Report{}, err
	}
	defer unlock()
	p, err := newPlan(dir, files, sums, o)
	if err != nil {
		return Report{}, err
	}
	if err := p.conflicts(o.Force); err != nil {
		return Report{}, err
	}
	w := &writer{plan: p, owner: o.Owner, step: step}
	w.manifest = w.after().format()
	if err := w.run(); err != nil {
		return Report{}, err
	}
	r := p.report()
	r.Holds = fingerprint(w.manifest)
	return r, nil
}

// checkOutput refuses an output folder that is a file, or a link to nothing. A link to a folder is the user's own way there.
func checkOutput(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file, and the output is a folder: choose another with --out", dir)
	}
	if _, link := os.Readlink(dir); err != nil && link == nil {
		return fmt.Errorf("%s is a symbolic link that leads to no folder: mend the link, or choose another with --out", dir)
	}
	return nil
}

// conflicts gives an error that lists the files in the way.
func (p *plan) conflicts(force bool) error {
	var list []Conflict
	for _, it := range p.items {
		if reason := it.conflict(force); reason != "" {
			list = append(list, Conflict{p.name(it.path), reason})
		}
	}
	if list == nil {
		return nil
	}
	return &ConflictError{list}
}

// conflict says why an item cannot be written, or "".
func (it *item) conflict(force bool) string {
	switch {
	case it.status == Blocked:
		return "is " + kindName(it.kind) + " where a file is to be written: move it elsewhere"
	case force:
		return ""
	case it.status == Edited && it.generated:
		return "was edited by hand: keep the edit elsewhere and delete the file, or run again with --force to overwrite it"
	case it.status == Edited:
		return "was edited by hand and is no longer generated: move it elsewhere, or run again with --force to delete it"
	case it.status == Foreign:
		return "was not written by callinggen: move it elsewhere, or run again with --force to overwrite it"
	}
	return ""
}

func kindName(kind fs.FileMode) string {
	switch {
	case kind.IsDir():
		return "a folder"
	case kind&fs.ModeSymlink != 0:
		return "a symbolic link"
	}
	return "no plain file"
}

func (p *plan) report() Report {
	var r Report
	for _, it := range p.items {
		switch {
		case it.status == Same:
			r.Unchanged++
		case it.generated:
			r.Written = append(r.Written, it.path)
		default:
			r.Removed = append(r.Removed, it.path)
		}
	}
	return r
}

// tempFolder holds files that are still being written. It is in the output folder, so that a rename out of it stays
// within one file system, and a folder of its own, so that what a killed run left is found without a search.
const tempFolder = ".callinggen.tmp"

// The extension of the files in it.
const tempExt = ".new"

// A writer carries out a plan.
type writer struct {
	*plan
	owner    string
	manifest []byte // as it is in the end
	step     func()

	folders sync.Map // made so far, so that each is asked for once
}

func (w *writer) run() error {
	if err := w.clearTemp(); err != nil {
		return err
	}
	if w.isDone() {
		return nil
	}
	err := w.commit()
	return errors.Join(err, w.clearTemp())
}

// isDone reports whether the folder and its manifest are as they should be.
func (w *writer) isDone() bool {
	for _, it := range w.items {
		if it.status != Same {
			return false
		}
	}
	have, err := readPlain(w.name(manifestName))
	return err == nil && bytes.Equal(withLF(have), w.manifest)
}

// commit changes the folder. What leaves goes first: it may be in the way of a folder, or be the same file as a new one
// where case does not count.
func (w *writer) commit() error {
	for _, path := range w.gone {
		w.removeEmpty(path)
	}
	if err := os.Mkdir(w.name(tempFolder), 0o777); err != nil {
		return explain("write to", w.dir, err)
	}
	if err := w.replace(manifestName, w.before().format(), "manifest-before"); err != nil {
		return err
	}
	if err := w.removeExtra(); err != nil {
		return err
	}
	var todo []int
	for i, it := range w.items {
		if it.generated && it.status != Same {
			todo = append(todo, i)
		}
	}
	err := each(todo, func(i int) error {
		return w.replace(w.items[i].path, w.items[i].data, strconv.Itoa(i))
	})
	if err != nil {
		return err
	}
	return w.replace(manifestName, w.manifest, "manifest-after")
}

// before lists each file with the sum that it has, if it is ours, and the one that it gets.
func (w *writer) before() *manifest {
	m := w.after()
	for _, it := range w.items {
		if it.status == Stale || it.status == Extra {
			m.add(it.path, it.have)
		}
	}
	return m
}

// after lists each generated file with its sum.
func (w *writer) after() *manifest {
	m := &manifest{owner: w.owner, entries: make([]entry, 0, len(w.items))}
	for _, it := range w.items {
		if it.generated {
			m.add(it.path, it.want)
		}
	}
	return m
}

// removeExtra removes what is no longer generated, with the folders that this empties.
func (w *writer) removeExtra() error {
	for _, it := range w.items {
		if it.generated {
			continue
		}
		if err := os.Remove(w.name(it.path)); err != nil {
			return explain("remove", w.name(it.path), err)
		}
		w.step()
		w.removeEmpty(it.path)
	}
	return nil
}

// removeEmpty removes the folders that a removed file leaves empty.
func (w *writer) removeEmpty(file string) {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if err := os.Remove(w.name(dir)); err != nil && !isMissing(err) {
			return // it holds something else
		}
	}
}

// replace gives a file new content in one step.
func (w *writer) replace(path string, data []byte, temp string) error {
	name := w.name(path)
	if err := w.makeFolder(filepath.Dir(name)); err != nil {
		return err
	}
	tempName := w.name(tempFolder + "/" + temp + tempExt)
	if err := writeNew(tempName, data); err != nil {
		return explain("write", name, err)
	}
	w.step()
	if err := rename(tempName, name); err != nil {
		return explain("write", name, err)
	}
	w.step()
	return nil
}

func (w *writer) makeFolder(dir string) error {
	if _, ok := w.folders.Load(dir); ok {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return explain("make", dir, err)
	}
	w.folders.Store(dir, nil)
	return nil
}

// clearTemp removes what this run or a killed one left in the temporary folder, and nothing that has another name.
func (w *writer) clearTemp() error {
	dir := w.name(tempFolder)
	entries, err := os.ReadDir(dir)
	if isMissing(err) {
		return nil
	}
	if err != nil {
		return explain("read", dir, err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), tempExt) && e.Type().IsRegular() {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return explain("remove", filepath.Join(dir, e.Name()), err)
			}
		}
	}
	if err := os.Remove(dir); err != nil {
		return explain("remove", dir, err)
	}
	return nil
}

// explain makes a sentence of an error of the system: what could not be done, why, and what to do where that is known.
func explain(verb, name string, err error) error {
	return &systemError{verb, name, err}
}

type systemError struct {
	verb, name string
	err        error
}

func (e *systemError) Unwrap() error { return e.err }

func (e *systemError) Error() string {
	s := fmt.Sprintf("cannot %s %s: %s", e.verb, e.name, reason(e.err))
	switch {
	case errors.Is(e.err, fs.ErrPermission) || errors.Is(e.err, syscall.EROFS):
		if e.verb == "read" {
			return s + "; make it readable for you"
		}
		return s + "; make the folder writable for you, or choose another with --out"
	case errors.Is(e.err, syscall.ENOTDIR):
		return s + "; part of that path is a file, so choose another with --out"
	case isDiskFull(e.err):
		return s + "; free some space and run again: every file is whole, as it was or as generated"
	}
	return s
}

// reason is the cause of a system error, without the operation and the temporary name that it happened to.
func reason(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return err.Error()
}

// errLocked is the error of a second run in one folder.
func errLocked(dir string) error {
	return fmt.Errorf("another callinggen is writing to %s: wait until it is done, then run again", dir)
}
