package golang

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// The emitted packages are vetted, and do what they say: each folder of testdata/behave holds tests of the package of that
// name. They are run at once, as one module.
func TestBehaviour(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and runs other packages")
	}
	dir := t.TempDir()
	all := protocols(t)
	for _, name := range []string{"types", "hostile", "flat", "requests", "pets"} {
		all[name] = caseProtocol(t, "testdata/"+name+".txtar")
	}
	for name, p := range all {
		target := New(p, Options{Package: name, Import: "example.com/" + name})
		files, err := target.Generate()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, samplesOf(p, target)...)
		gentest.WriteFiles(t, filepath.Join(dir, name), append(files, sampleTest(p, target)))
		copyFolder(t, filepath.Join("testdata", "behave", name), filepath.Join(dir, name))
	}
	gentest.WriteFiles(t, dir, []gen.File{{Path: "go.mod", Data: []byte("module example.com\n\ngo 1.24\n")}})
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %v: %v\n%s", args, err, out)
		}
	}
}

// sampleTest gives a test that what the samples send holds the examples that they were made for.
func sampleTest(p *schema.Protocol, target *Target) gen.File {
	var rows strings.Builder
	for _, m := range p.Messages {
		example := firstExample(m)
		if _, ok := target.Sampler().Send(m, example); !ok || example == nil {
			continue
		}
		property := p.Envelope.Payload
		if m.Layout == schema.Flat {
			property = ""
		}
		fmt.Fprintf(&rows, "\t\t{send%s, %q, %q},\n", target.names.messages[m], property, jsonText(example))
	}
	return gen.File{Path: "sample/sample_test.go", Data: []byte(fmt.Sprintf(sampleTestText, rows.String()))}
}

const sampleTestText = `package sample

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestSend(t *testing.T) {
	for _, c := range []struct {
		send     func() ([]byte, error)
		property string
		example  string
	}{
%s	} {
		data, err := c.send()
		if err != nil {
			t.Error(err)
			continue
		}
		message, example := toAny(string(data)), toAny(c.example)
		if c.property != "" {
			message = message.(map[string]any)[c.property]
		}
		if !holds(message, example) {
			t.Errorf("%%s does not hold %%s", data, c.example)
		}
	}
}

// holds reports whether a value is the wanted one; the envelope beside a flat payload does not matter.
func holds(v, want any) bool {
	object, ok := v.(map[string]any)
	wanted, ok2 := want.(map[string]any)
	if !ok || !ok2 {
		return reflect.DeepEqual(v, want)
	}
	for name := range wanted {
		if got, ok := object[name]; !ok || !reflect.DeepEqual(got, wanted[name]) {
			return false
		}
	}
	return true
}

func toAny(text string) (v any) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}
`

// caseProtocol loads the protocol of a golden case.
func caseProtocol(t *testing.T, path string) *schema.Protocol {
	t.Helper()
	p, problems := load.Protocol(load.Source{FS: caseFS(t, path), Name: gentest.Protocol})
	if p == nil {
		t.Fatal(problems)
	}
	return p
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
