package load

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/schema"
)

// FuzzLoad loads anything. Whatever it is, there is a protocol or an error, every diagnostic has a place and one line of
// words, and the protocol can be walked.
func FuzzLoad(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				f.Add(file.Data, []byte("# Guide\n\n## Words\n\nText with [[PING]].\n"))
			} else if strings.HasSuffix(file.Name, ".md") {
				f.Add([]byte(preamble+"guides: [g.md]\n"), file.Data)
			}
		}
	}
	for _, c := range hostile {
		if data := c.data(); len(data) < 10_000 {
			f.Add([]byte(data), []byte("# Guide\n"))
		}
	}
	f.Fuzz(func(t *testing.T, protocol, guide []byte) {
		p, diagnostics := Protocol(Source{FS: fstest.MapFS{
			"p.yaml": {Data: protocol},
			"g.md":   {Data: guide},
		}, Name: "p.yaml"})
		if p == nil && !schema.HasErrors(diagnostics) {
			t.Fatal("no protocol, and no error that says why")
		}
		for _, d := range diagnostics {
			if strings.ContainsAny(d.Message, "\n\r") || d.Pos.File == "" || d.Message == "" {
				t.Fatalf("%q", d)
			}
		}
		if p != nil {
			dump(p)
			if fault := modelFault(p); fault != "" {
				t.Fatal("the model does not keep: " + fault)
			}
		}
	})
}
