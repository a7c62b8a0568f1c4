package load

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// TestMutations puts other values in the place of each value of a protocol with everything, and leaves each key out.
// Whatever comes of it is a protocol or an error. $MUTATIONS is how many places there are from one to the next that is
// tried; 1 tries all.
func TestMutations(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/model-everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	var document yaml.Node
	if err := yaml.Unmarshal(files["p.yaml"].Data, &document); err != nil {
		t.Fatal(err)
	}
	count := 0
	mutateSome(97, &count, document.Content[0], func() {
		data, err := yaml.Marshal(&document)
		if err != nil {
			t.Fatal(err)
		}
		files["p.yaml"] = &fstest.MapFile{Data: data}
		defer func() {
			if r := recover(); r != nil {
				t.Fatalf("panic: %v\n%s", r, data)
			}
		}()
		p, diagnostics := Protocol(Source{FS: files, Name: "p.yaml"})
		if p == nil && !schema.HasErrors(diagnostics) {
			t.Fatalf("no protocol, and no error that says why\n%s", data)
		}
		for _, d := range diagnostics {
			if strings.Contains(d.Message, "report this") {
				t.Fatalf("%v\n%s", d, data)
			}
		}
		if p != nil {
			if fault := modelFault(p); fault != "" {
				t.Fatalf("the model does not keep: %s\n%s", fault, data)
			}
		}
	})
	t.Logf("%d mutations", count)
}

// mutateSome tries as many mutations of a tree as $MUTATIONS says, otherwise each stepth. Count goes on from tree to tree.
func mutateSome(step int, count *int, n *yaml.Node, try func()) {
	if wanted, err := strconv.Atoi(os.Getenv("MUTATIONS")); err == nil {
		step = wanted
	}
	mutate(n, func() {
		if *count++; *count%step == 0 {
			try()
		}
	})
}

// others are values to put in the place of any other.
var others = sync.OnceValue(func() []*yaml.Node {
	var list []*yaml.Node
	for _, other := range []string{"x", "1", "true", "null", "[]", "[x]", "{}", "{x: x}", "'#/types/Call'", "PING", "''"} {
		var document yaml.Node
		if err := yaml.Unmarshal([]byte(other), &document); err != nil {
			panic(err)
		}
		list = append(list, document.Content[0])
	}
	return list
})

// mutate changes a tree in every place, one at a time, and calls try each time.
func mutate(n *yaml.Node, try func()) {
	original := *n
	for _, other := range others() {
		*n = *other
		try()
	}
	*n = original
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(original.Content); i += 2 {
			n.Content = append(append([]*yaml.Node{}, original.Content[:i]...), original.Content[i+2:]...)
			try()
		}
		n.Content = original.Content
	}
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	for i := step - 1; i < len(n.Content); i += step {
		mutate(n.Content[i], try)
	}
}
