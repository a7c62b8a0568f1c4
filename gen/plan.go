package gen

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// A Status says how a path of an output folder stands to what was generated.
type Status string

// The statuses.
const (
	Same    Status = "unchanged"
	Missing Status = "missing"        // generated, not in the folder
	Stale   Status = "stale"          // callinggen wrote it, and would write it otherwise today
	Extra   Status = "extra"          // callinggen wrote it, and would not write it today
	Edited  Status = "edited by hand" // callinggen wrote it, somebody else changed it
	Foreign Status = "not generated"  // it was there before callinggen wrote anything of this name
	Blocked Status = "in the way"     // a folder, a link or a device of this name
)

// A plan is everything that is to know before the first byte is written.
type plan struct {
	dir   string
	start string // of the name of each file in it
	known *manifest
	items []*item  // sorted by path
	gone  []string // listed, no longer generated and no longer there: a killed run may have left their folders
}

// An item is one path: a generated file, or one that the manifest lists and nothing generates any more.
type item struct {
	path      string
	data      []byte // as generated
	generated bool
	number    int // of the generated file
	status    Status
	want      sum // of data
	have      sum // of what is in the folder, unless it is missing or blocked
	kind      fs.FileMode
}

// owned tells whose sums are whose. Paths are folded, so that a file which changed only the case of its name is found.
type owned struct {
	path string // folded
	sum  sum
}

// newPlan compares a folder with what was generated. It writes nothing.
func newPlan(dir string, files []File, sums func() []sum, o WriteOptions) (*plan, error) {
	known, err := readManifest(dir, o.Force)
	if err != nil {
		return nil, err
	}
	if known.owner != o.Owner && known.owner != "" && o.Owner != "" && !o.Force {
		return nil, fmt.Errorf("%s holds the output %q, not %q: choose another folder with --out, or run again with --force to replace it",
			dir, known.owner, o.Owner)
	}
	p := &plan{dir: dir, start: strings.TrimSuffix(filepath.Join(dir, manifestName), manifestName), known: known, items: listItems(files, known)}
	if err := p.inspect(sums()); err != nil {
		return nil, err
	}
	leaving := p.leaving()
	p.settle(leaving)
	return p, p.checkFolders(leaving)
}

// listItems joins the generated files with those that the manifest lists beside them.
func listItems(files []File, known *manifest) []*item {
	generated := make(map[string]bool, len(files))
	items := make([]*item, 0, len(files))
	for i, f := range files {
		generated[f.Path] = true
		items = append(items, &item{path: f.Path, data: f.Data, generated: true, number: i})
	}
	for _, path := range known.paths() {
		if !generated[path] {
			items = append(items, &item{path: path})
		}
	}
	slices.SortFunc(items, func(a, b *item) int { return strings.Compare(a.path, b.path) })
	return items
}

// beginSums begins to sum files, which takes longer than all else that is to know of them, and gives what waits for the
// sums. Files that are one text in memory, as the declarations for import and for require are, are summed once.
func beginSums(files []File) func() []sum {
	type text struct {
		start *byte
		size  int
	}
	alike := map[text][]int{}
	for i, f := range files {
		t := text{unsafe.SliceData(f.Data), len(f.Data)}
		alike[t] = append(alike[t], i)
	}
	sums := make([]sum, len(files))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = each(slices.Collect(maps.Values(alike)), func(numbers []int) error {
			s := sumOf(files[numbers[0]].Data)
			for _, i := range numbers {
				sums[i] = s
			}
			return nil
		})
	}()
	return func() []sum {
		<-done
		return sums
	}
}

// inspect finds the status of every item, with the sums of the generated files.
func (p *plan) inspect(sums []sum) error {
	for _, it := range p.items {
		if it.generated {
			it.want = sums[it.number]
		}
	}
	ours := map[owned]bool{}
	listed := map[string]bool{} // folded
	for _, e := range p.known.entries {
		ours[owned{fold(e.path), e.sum}] = true
		listed[fold(e.path)] = true
	}
	absent := p.absent()
	err := each(p.items, func(it *item) error {
		if absent[path.Dir(it.path)] {
			it.status = Missing
			return nil
		}
		if err := it.look(p.name(it.path)); err != nil {
			return err
		}
		if it.status == "" {
			it.judge(ours[owned{fold(it.path), it.have}], listed[fold(it.path)])
		}
		return nil
	})
	p.renameCase()
	return err
}

// absent gives the folders that are not there. Nothing is in them, so no file of theirs need be looked for: when all is new,
// that is every file.
func (p *plan) absent() map[string]bool {
	absent := map[string]bool{}
	for _, folder := range p.folders() {
		_, err := os.Lstat(p.name(folder))
		absent[folder] = absent[path.Dir(folder)] || isMissing(err)
	}
	return absent
}

// look reads what is in the folder under the item's name. It settles the status when that is no file.
func (it *item) look(name string) error {
	info, err := os.Lstat(name)
	switch {
	case isMissing(err):
		it.status = Missing
		return nil
	case err != nil:
		return explain("read", name, err)
	case !info.Mode().IsRegular():
		it.status, it.kind = Blocked, info.Mode().Type()
		return nil
	}
	if it.have, err = it.sumOnDisk(name, info.Size()); err != nil {
		return explain("read", name, err)
	}
	return nil
}

// sumOnDisk gives the sum of the item's file. A file that is byte for byte as generated, which most are in most runs, need
// not be hashed for it.
func (it *item) sumOnDisk(name string, size int64) (sum, error) {
	if !it.generated || size != int64(len(it.data)) {
		return sumFile(name)
	}
	data, err := os.ReadFile(name)
	if err == nil && bytes.Equal(data, it.data) {
		return it.want, nil
	}
	return sumOf(data), err
}

// judge settles the status of a file from whether its content is ours and whether its name ever was.
func (it *item) judge(ours, listed bool) {
	switch {
	case it.generated && it.have == it.want:
		it.status = Same
	case ours && it.generated:
		it.status = Stale
	case ours:
		it.status = Extra
	case listed:
		it.status = Edited
	default:
		it.status = Foreign
	}
}

// renameCase finds names of which only the case has changed. Where case does not count both are one file, which has to be
// written again after the old name is removed, even when its content is the same.
func (p *plan) renameCase() {
	extra := map[string]*item{}
	for _, it := range p.items {
		if it.status == Extra {
			extra[fold(it.path)] = it
		}
	}
	if len(extra) == 0 {
		return
	}
	for _, it := range p.items {
		if old := extra[fold(it.path)]; old != nil && it.status == Same && p.isOneFile(it, old) {
			it.status = Stale
		}
	}
}

func (p *plan) isOneFile(a, b *item) bool {
	x, err1 := os.Lstat(p.name(a.path))
	y, err2 := os.Lstat(p.name(b.path))
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// leaving gives the paths of the files that will be removed.
func (p *plan) leaving() map[string]bool {
	list := map[string]bool{}
	for _, it := range p.items {
		if it.status == Extra {
			list[it.path] = true
		}
	}
	return list
}

// settle drops the items that need nothing: what is no longer generated and is gone, or has become something else than a
// file. A folder in the way of a file is as good as missing when all that it holds is leaving.
func (p *plan) settle(leaving map[string]bool) {
	p.items = slices.DeleteFunc(p.items, func(it *item) bool {
		if it.generated || it.status != Missing && it.status != Blocked {
			return false
		}
		p.gone = append(p.gone, it.path)
		return true
	})
	for _, it := range p.items {
		if it.kind.IsDir() && p.isLeaving(it.path, leaving) {
			it.status = Missing
		}
	}
}

// isLeaving reports whether every file in a folder is leaving.
func (p *plan) isLeaving(folder string, leaving map[string]bool) bool {
	err := fs.WalkDir(os.DirFS(p.dir), folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !leaving[path] {
			return fs.ErrExist
		}
		return err
	})
	return err == nil
}

// checkFolders looks at each folder below the output folder on the way to a file. One that is a link could lead out of
// it; one that is a file can make room only if it is ours and leaving.
func (p *plan) checkFolders(leaving map[string]bool) error {
	for _, folder := range p.folders() {
		name := p.name(folder)
		info, err := os.Lstat(name)
		switch {
		case isMissing(err) || leaving[folder]:
		case err != nil:
			return explain("read", name, err)
		case info.IsDir():
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a symbolic link, and generated files go into plain folders only: remove it", name)
		default:
			return fmt.Errorf("%s is in the way of a folder of this name: move it elsewhere", name)
		}
	}
	return nil
}

// folders gives each folder that holds an item, outer ones first.
func (p *plan) folders() []string {
	seen := map[string]bool{}
	for _, it := range p.items {
		for dir := path.Dir(it.path); dir != "." && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
		}
	}
	list := make([]string, 0, len(seen))
	for dir := range seen {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list
}

// name is a path of the plan, which is a plain one, as the system spells it.
func (p *plan) name(path string) string { return p.start + filepath.FromSlash(path) }

// isMissing reports that there is no such file; a path through something that is no folder has none either.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// each calls f for the elements on all processors, until one fails, and gives the first error in the list's order.
func each[T any](list []T, f func(T) error) error {
	errs := make([]error, len(list))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := next.Add(1) - 1; i < int64(len(list)); i = next.Add(1) - 1 {
				if errs[i] = f(list[i]); errs[i] != nil {
					next.Store(int64(len(list)))
				}
			}
		}()
	}
	wg.Wait()
	return cmp.Or(errs...)
}
