package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/gen/golang"
)

// importPath gives the path under which Go code imports the package in a folder, from the go.mod above it; "" without
// one. The folder need not exist yet.
func importPath(folder string) string {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for dir := folder; ; dir = filepath.Dir(dir) {
		if data, err := fs.ReadFile(plainFiles{FS: os.DirFS(dir)}, "go.mod"); err == nil {
			below, err := filepath.Rel(dir, folder)
			full := path.Join(modulePath(string(data)), filepath.ToSlash(below))
			if err != nil || modulePath(string(data)) == "" || !golang.IsImportPath(full) {
				return "" // also where a folder on the way has a space in its name
			}
			return full
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// modulePath gives the module that a go.mod declares, or "".
func modulePath(gomod string) string {
	for _, line := range strings.Split(gomod, "\n") {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
		if len(words) != 2 || words[0] != "module" {
			continue
		}
		if plain, err := strconv.Unquote(words[1]); err == nil {
			return plain
		}
		return words[1]
	}
	return ""
}
