package typescript

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/callinggen/callinggen/gen/gentest"
)

// libraryEntries are modules that export what the builds of a library hold.
var libraryEntries = map[string]string{
	"session":  "export * from './runtime/index.js';\n",
	"validate": "export * from './runtime/validate.js';\nexport * from './runtime/validate-formats.js';\n",
}

// TestLibraries makes the libraries again and compares them with what is in runtime/build.
func TestLibraries(t *testing.T) {
	if gentest.Update() {
		if err := os.MkdirAll("runtime/build", 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, entry := range libraryEntries {
		script, mapped := makeLibrary(t, entry)
		gentest.Golden(t, "runtime/build/"+name+".js", script)
		gentest.Golden(t, "runtime/build/"+name+".js.map", mapped)
	}
}

// makeLibrary bundles modules of the runtime. What is exported must keep its name, since that is how generated code calls
// it, and the map must name no names, since those of a package follow it.
func makeLibrary(t *testing.T, entry string) (script, mapped []byte) {
	t.Helper()
	files := append(runtimeSources(), source("library", entry))
	b := &bundles{sources: map[string]string{}, charset: api.CharsetUTF8}
	for _, f := range files {
		b.sources[f.Path] = string(f.Data)
	}
	b.start(api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: "src/library.ts", OutputPath: "library"}},
		Format:              api.FormatESModule,
		SourcesContent:      api.SourcesContentExclude,
	})
	b.running.Wait()
	result := b.results[0]
	if len(result.Errors) > 0 {
		t.Fatal(messageText(result.Errors[0]))
	}
	script = result.OutputFiles[1].Contents
	script, exports, _ := bytes.Cut(script, []byte("\nexport {\n"))
	if bytes.Contains(exports, []byte(" as ")) {
		t.Fatalf("a name of the runtime is taken twice; give it another one:\n%s", exports)
	}
	// The map begins with the header and the empty line after it, which are not part of a library.
	script = bytes.TrimPrefix(script, []byte(header+"\n"))
	script = regexp.MustCompile(`(?m)^// package:`).ReplaceAll(append(script, '\n'), []byte("// "))
	script = append([]byte(libraryHead()+"\n"), script...)
	var m sourceMap
	if err := json.Unmarshal(bytes.ReplaceAll(result.OutputFiles[0].Contents, []byte(space+":src/"), []byte("src/")), &m); err != nil {
		t.Fatal(err)
	}
	mappings, ok := strings.CutPrefix(m.Mappings, ";;")
	if !ok || len(m.Names) > 0 {
		t.Fatal("the map of a library begins after two lines, and has no names")
	}
	m.Mappings = strings.TrimRight(mappings, ";")
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return script, append(data, '\n')
}
