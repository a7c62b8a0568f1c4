package gen

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// A Change is one file of an output folder that is not what Write would leave there.
type Change struct {
	Path   string // as the system spells it, from the working directory
	Status Status // never Same
	Diff   string // unified, from the file in the folder to the generated one; "" when one of them is no text
}

// Diff compares a folder with what was generated, as Write would find it, and writes nothing.
func Diff(dir string, files []File, o WriteOptions) ([]Change, error) {
	sums := beginSums(files)
	if err := checkPaths(files); err != nil {
		return nil, err
	}
	if err := checkOutput(dir); err != nil {
		return nil, err
	}
	p, err := newPlan(dir, files, sums, o)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, it := range p.items {
		if it.status == Same {
			continue
		}
		c, err := p.change(it)
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return p.compareManifest(changes, o)
}

func (p *plan) change(it *item) (Change, error) {
	c := Change{Path: p.name(it.path), Status: it.status}
	var have []byte
	if it.status != Missing && it.status != Blocked {
		var err error
		if have, err = os.ReadFile(c.Path); err != nil {
			return c, explain("read", c.Path, err)
		}
	}
	c.Diff = diffFile(filepath.ToSlash(c.Path), it.status != Missing, it.generated, have, it.data)
	return c, nil
}

// compareManifest adds the manifest itself when nothing else is wrong: it belongs to the output and is checked in with it.
func (p *plan) compareManifest(changes []Change, o WriteOptions) ([]Change, error) {
	if len(changes) > 0 {
		return changes, nil
	}
	name := p.name(manifestName)
	have, err := readPlain(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, explain("read", name, err)
	}
	want := (&writer{plan: p, owner: o.Owner}).after().format()
	if err == nil && bytes.Equal(withLF(have), want) {
		return nil, nil
	}
	status := Stale
	if err != nil {
		status = Missing
	}
	return []Change{{Path: name, Status: status, Diff: diffFile(filepath.ToSlash(name), err == nil, true, have, want)}}, nil
}

// diffFile gives the unified diff of a file between the folder and what was generated, in the form that patch reads.
func diffFile(name string, exists, generated bool, have, want []byte) string {
	if isBinary(have) || isBinary(want) {
		return ""
	}
	name = strings.TrimPrefix(name, "/")
	from, to := "/dev/null", "/dev/null"
	if exists {
		from = "a/" + name
	}
	if generated {
		to = "b/" + name
	}
	return unified(from, to, string(withLF(have)), string(withLF(want)))
}

func isBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }
