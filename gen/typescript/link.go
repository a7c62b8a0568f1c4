package typescript

import (
	"bytes"
	"strings"

	"github.com/callinggen/callinggen/gen"
)

// A build is one file of dist: an entry with all that it needs. What is printed here is JavaScript already, and the runtime
// is too, so that putting them together takes no parser. Their names cannot clash: see library.local.
type build struct {
	name    string // "index"
	library *library
	modules []module // in an order in which each comes after those that it uses
	more    []export // besides those of the modules
}

// A module is what a build holds of a module of the package.
type module struct {
	path    string // "src/constants.ts"
	script  []byte
	rows    []int32 // for each line of the script, the line of the source, from 0
	exports []export
}

// An export is something exported, by the name that it has outside and inside a build.
type export struct{ name, local string }

// module is what a printer has written, for a file that has so many lines before it.
func (p *printer) module(path string, head int) module {
	for i := range p.rows {
		p.rows[i] += int32(head)
	}
	return module{path: path, script: p.script, rows: p.rows, exports: p.exports}
}

// files gives the build for import and for require, with their source maps. A map is the same for both: they differ in
// what comes after the last line that a map speaks of.
func (b *build) files(sources *quotedSources) []gen.File {
	script := b.script()
	return entryFiles(b.name, script, b.sourceMap(sources))
}

// rootEntryName is the name of the package's root in src and dist.
const rootEntryName = "index"

// entryFiles gives an entry for import and for require. The root has a second name for those who load it without a package.
func entryFiles(name string, script, sourceMap []byte) []gen.File {
	file := "dist/" + name
	files := []gen.File{
		{Path: file + ".js", Data: script},
		{Path: file + ".js.map", Data: sourceMap},
		{Path: file + ".cjs", Data: commonJS(script, name)},
		{Path: file + ".cjs.map", Data: sourceMap},
	}
	if name == rootEntryName {
		files = append(files, gen.File{Path: "dist/main.esm.js", Data: script})
	}
	return files
}

// script writes the build as a module. Its second line is left free, for commonJS.
func (b *build) script() []byte {
	size := len(b.library.script)
	for _, m := range b.modules {
		size += len(m.script) + len(m.path) + 8
	}
	out := make([]byte, 0, size+size/8+1024)
	out = append(out, header...)
	out = append(out, '\n')
	out = append(out, b.library.script...)
	for _, m := range b.modules {
		out = append(out, "\n// "+m.path+"\n"...)
		out = append(out, m.script...)
	}
	out = append(out, exportsBegin...)
	for _, m := range b.modules {
		out = appendExports(out, m.exports)
	}
	out = appendExports(out, b.more)
	return append(out, exportsEnd+mapComment+b.name+".js.map\n"...)
}

func appendExports(to []byte, exports []export) []byte {
	for _, x := range exports {
		to = append(append(to, "  "...), x.local...)
		if x.local != x.name {
			to = append(append(to, " as "...), x.name...)
		}
		to = append(to, ",\n"...)
	}
	return to
}

// What stands before and after the names that a module exports, and before the name of its map.
const (
	exportsBegin = "export {\n"
	exportsEnd   = "};\n"
	mapComment   = "//# sourceMappingURL="
)

// commonJS turns a module of one file into what can be required, line by line the same up to its exports. Each of these is
// an assignment of its own, because that is how Node knows the names when such a file is imported.
func commonJS(script []byte, name string) []byte {
	at := bytes.LastIndex(script, []byte("\n"+exportsBegin)) + 1
	names, _, _ := strings.Cut(string(script[at+len(exportsBegin):]), exportsEnd)
	out := make([]byte, 0, len(script)+len(names)+256)
	out = append(out, header...)
	out = append(out, "'use strict'; Object.defineProperty(exports, '__esModule', { value: true });\n"...)
	out = append(out, script[len(header)+1:at]...)
	for line := range strings.Lines(names) {
		local, as, renamed := strings.Cut(strings.Trim(line, " ,\n"), " as ")
		if !renamed {
			as = local
		}
		out = append(out, "exports."+as+" = "+local+";\n"...)
	}
	return append(out, mapComment+name+".cjs.map\n"...)
}
