package gen

import (
	"encoding/hex"
	"os"
	"path/filepath"
)

// A Fingerprint stands for what a target generated: the names and the content of all its files, and whose they are. It
// is the sum of the manifest that Write leaves.
type Fingerprint string

// Lists reports whether the manifest of a folder is that of what has this fingerprint. The files may still be others.
func Lists(dir string, want Fingerprint) bool {
	data, err := readPlain(filepath.Join(dir, manifestName))
	return err == nil && fingerprint(data) == want
}

// Holds reports whether a folder holds exactly what has this fingerprint, and how many files that is. It reads every file,
// as Write would, so that an edited or missing one is found; then Write has to be asked what to do.
func Holds(dir string, want Fingerprint) (files int, ok bool) {
	if !Lists(dir, want) {
		return 0, false
	}
	if _, err := os.Lstat(filepath.Join(dir, tempFolder)); !isMissing(err) {
		return 0, false
	}
	p, err := newPlan(dir, nil, beginSums(nil), WriteOptions{})
	if err != nil || fingerprint(p.known.format()) != want {
		return 0, false
	}
	for _, it := range p.items {
		if it.status != Extra { // what the manifest lists, is as listed, and nobody generated in this call
			return 0, false
		}
	}
	return len(p.items), len(p.gone) == 0
}

func fingerprint(manifest []byte) Fingerprint {
	s := sumOf(manifest)
	return Fingerprint(hex.EncodeToString(s[:]))
}
