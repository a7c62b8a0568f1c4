package typescript

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// A library is a part of the runtime as the builds hold it: JavaScript with nothing to import, its names at the top level.
// It is the same for every protocol, so it is made when the runtime changes (see library_test.go) and not when a package
// is generated, which would take longer than all the rest of a small package.
type library struct {
	script   string
	sources  []string // modules that it is made of, as in "src/runtime/open.ts"
	mappings string   // of its source map, for a script that begins in the first line
	words    map[string]bool
}

//go:embed runtime/build
var libraryFiles embed.FS

// The libraries, by the files in runtime/build.
var (
	sessionLibrary   = sync.OnceValues(func() (*library, error) { return readLibrary("session") })
	validatorLibrary = sync.OnceValues(func() (*library, error) { return readLibrary("validate") })
)

func readLibrary(name string) (*library, error) {
	head, script, _ := strings.Cut(string(embedded(libraryFiles, "runtime/build/"+name+".js")), "\n")
	if head != libraryHead() {
		return nil, fmt.Errorf("gen/typescript/runtime/build is older than gen/typescript/runtime/src; make it anew with `make runtime-builds`")
	}
	var m sourceMap
	if err := json.Unmarshal(embedded(libraryFiles, "runtime/build/"+name+".js.map"), &m); err != nil {
		return nil, fmt.Errorf("runtime/build/%s.js.map: %w", name, err)
	}
	return &library{script: script, sources: m.Sources, mappings: m.Mappings, words: wordsOf(script)}, nil
}

// A sourceMap is a source map of version 3, as far as it says something here.
type sourceMap struct {
	Version  int      `json:"version"`
	Sources  []string `json:"sources"`
	Mappings string   `json:"mappings"`
	Names    []string `json:"names"`
}

// libraryHead is the first line of a library that was made of the runtime as it is.
var libraryHead = sync.OnceValue(func() string {
	sum := sha256.New()
	for _, f := range runtimeSources() {
		fmt.Fprintf(sum, "%s %d\n", f.Path, len(f.Data))
		sum.Write(f.Data)
	}
	return fmt.Sprintf("// Made of src (%x). DO NOT EDIT.", sum.Sum(nil)[:8])
})

// ownWords are the names that a build needs besides those of its library: what CommonJS gives to a module, and what is in
// the scope of a build without being exported.
var ownWords = []string{"Infinity", "NaN", "Object", "exports", "module", "require", methodsName, sideName, "undefined"}

// sideName is the table of the protocol as one side sees it.
const sideName = "side"

// wordsOf finds whatever may be a name in a script, and more: words in its texts do no harm.
func wordsOf(script string) map[string]bool {
	words := map[string]bool{}
	for _, name := range ownWords {
		words[name] = true
	}
	for start := 0; start < len(script); {
		end := start
		for end < len(script) && isWordByte(script[end]) {
			end++
		}
		if end > start {
			words[script[start:end]] = true
		}
		start = end + 1
	}
	return words
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// local gives the name that something exported has inside a build, where it must not take the place of a name that the
// library uses, Object for one. No name of a protocol has the sign at its end.
func (l *library) local(name string) string {
	if l.words[name] {
		return name + "$"
	}
	return name
}

// embedded reads a file that is there.
func embedded(files fs.ReadFileFS, name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return bytes.Clone(data)
}
