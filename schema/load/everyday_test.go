package load

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"
)

// sameTree holds what the everyday reader gives against yaml.v3, and reports whether it gave anything.
func sameTree(t *testing.T, data []byte) bool {
	t.Helper()
	got := everydayTree(data)
	if got == nil {
		return false
	}
	document, err := decode(bytes.NewReader(data))
	if err != nil || len(document.Content) != 1 {
		t.Errorf("yaml.v3 says %v, and the everyday reader reads\n%s", err, data)
		return true
	}
	if diff := treeDiff(got, document.Content[0]); diff != "" {
		t.Errorf("%s in\n%s", diff, data)
	}
	return true
}

// treeDiff says where two trees differ in what the loader looks at.
func treeDiff(got, want *yaml.Node) string {
	say := func(n *yaml.Node) string {
		cut := n.Style == 0 && n.Kind == yaml.ScalarNode && n.LineComment != ""
		return fmt.Sprintf("%d:%d %d %d %s %q %d %t", n.Line, n.Column, n.Kind, n.Style, n.Tag, n.Value, len(n.Content), cut)
	}
	if g, w := say(got), say(want); g != w {
		return fmt.Sprintf("got %s, want %s", g, w)
	}
	for i := range got.Content {
		if diff := treeDiff(got.Content[i], want.Content[i]); diff != "" {
			return diff
		}
	}
	return ""
}

// protocolFiles gives every protocol file of this repository.
func protocolFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, name := range []string{"../calling.yaml", "../../testdata/editor.yaml", "../../testdata/foreign.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".yaml") {
				files[name+"/"+f.Name] = f.Data
			}
		}
	}
	return files
}

// TestEverydayFiles reads every protocol file in both ways. Those that people wrote must be everyday ones.
func TestEverydayFiles(t *testing.T) {
	for name, data := range protocolFiles(t) {
		if !sameTree(t, data) && strings.HasPrefix(name, "../") {
			t.Errorf("%s is not read", name)
		}
		if !sameTree(t, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))) && strings.HasPrefix(name, "../") {
			t.Errorf("%s is not read with CRLF", name)
		}
	}
}

// everydayCases are small files; of those with a true the everyday reader gives a tree.
var everydayCases = []struct {
	text string
	read bool
}{
	{"a: b", true}, {"a: b\n", true}, {"a:\n", true}, {"a:\n  b: c\n", true}, {"a:\nb:\n", true}, {"a:\n- b\n- c\nd: e\n", true},
	{"a:\n  - b\n  -\n  - c: d\n    e: f\n  - - g\n    - h\n", true}, {"- a\n- b\n", true}, {"text\n", true}, {"text\nmore\n\nstill\n", true},
	{"a: text\n  more\n\n\n  still\nb: c", true}, {"a: 'it''s'\nb: \"x \\\"y\\\" \\\\ \\n\"\n", true}, {"'a': b\n\"c\": d\n", true},
	{"a: |\n  one\n   two\n\n  three\n\nb: c\n", true}, {"a: >-\n  one\n  two\n\n  three\n   four\n  five\n", true}, {"a: |+\n  one\n\n\nb: c\n", true},
	{"a: >\n  one\n\n   two\n\n  three", true}, {"a: |\n  one\n  ", true}, {"a: |+\n  one\n  ", true}, {"a: |+\n  one\n    \n\n", true}, {"- |\n one\n- >\n two\n", true},
	{"a: {b: c, d: [e, 'f', \"g\"], h: {}}\ni: []\n", true}, {"a: [b,\n  c, # d\n e]\n", false}, {"a: [b,\nc\n]\n", true}, {"a: [b, ]\n", true}, {"a: [, b]\n", false},
	{"a: [b c, d:e, f#g]\n", true}, {"a: {b: c d, e: f:g}\n", true}, {"a: [b\n c]\n", false}, {"a: {b}\n", false}, {"a: {b: }\n", false}, {"a: {'b':c}\n", false},
	{"a: 1\nb: 0x1\nc: 1.5\nd: 1_000\ne: ~\nf: true\ng: Null\nh: yes\ni: 2024-01-01\nj: .5\nk: -.inf\nl: 1e3\nm: -\n", false}, {"a: 1\nb: 0x1\nc: 1.5\nd: 1_000\ne: ~\nf: true\ng: Null\nh: yes\ni: 2024-01-01\nj: .5\nk: -.inf\nl: 1e3\nm: -1\nn: 08\no: +1\n", true},
	{"1: a\ntrue: b\n", true}, {"# c\na: b # d\n", false}, {"# c\n\na: b\n  # d\n# e\nf: g\n", true}, {"a: b\n   # c\n  d\n", false}, {"a:\n    # c\n  b: d\n", true},
	{"a: &x b\n", false}, {"a: *x\n", false}, {"a: !!str b\n", false}, {"? a\n: b\n", false}, {"<<: a\n", false}, {"a: <<\n", false}, {"a: b: c\n", false}, {"a: b:\n", false},
	{"a : b\n", false}, {"a:b\n", true}, {"a:b: c\n", true}, {"a: - b\n", false}, {"a: @b\n", false}, {"a: b\n c: d\n", false}, {" a: b\nc: d\n", false}, {"  a: b\n  c: d\n", true},
	{"a: b\n- c\n", false}, {"- a\nb: c\n", false}, {"a:\n  b: c\n d: e\n", false}, {"---\na: b\n", false}, {"a: b\n...\n", false}, {"a:\tb\n", false}, {"a: 'b\n  c'\n", false},
	{"a: \"b\\x41\"\n", false}, {"a: |2\n   b\n", false}, {"a: |\n\n  b\n", false}, {"a: |\nb: c\n", false}, {"a: '日本' \nb: [日, 本]\n日: 本\n", true}, {"a: b\u2028c\n", false},
	{"", false}, {"# a\n", false}, {"\n\n", false}, {"{a: b}\n", true}, {"[a, b]", true}, {"{a: b}: c\n", false}, {"[a: b]\n", false}, {"a: {b: c}d\n", false}, {"a: 'b'c\n", false},
	{"-a: b\n", true}, {"- -a\n", true}, {"-\n  a\n", true}, {"-\n  - a\n", true}, {"- a: b\n  c: d\n-  e: f\n   g: h\n", true}, {"- a\n  b\n", true}, {"- a: b\n c: d\n", false},
	{"a:\n- b\n - c\n", true}, {"a: b\n\n\n", true}, {"a: {b: c\n}\n", true}, {"a: {b: c}   \n", true}, {"a: b   \n", true}, {"'a' : b\n", false}, {strings.Repeat("k", 1010) + ": a\n", false},
	{"a: {" + strings.Repeat("k", 1010) + ": a}\n", false}, {"a: [?b]\n", false}, {"a: {b: c?, d: e}\n", false}, {"a: b?\n", true}, {"a: {b:, c: d}\n", false}, {"%a: b\n", false}, {"a: %b\n", false},
	{"a: b#c\n", true}, {"a #b: c\n", false}, {"a: \"\"\nb: ''\n", true}, {"a: {'b': c, \"d\": e}\n", true}, {strings.Repeat("[", 300) + strings.Repeat("]", 300), false},
}

func TestEverydayCases(t *testing.T) {
	for _, c := range everydayCases {
		if got := sameTree(t, []byte(c.text)); got != c.read {
			t.Errorf("read is %t for\n%s", got, c.text)
		}
	}
}

// FuzzEveryday looks for a text that the two readers do not read as the same tree.
func FuzzEveryday(f *testing.F) {
	for _, c := range everydayCases {
		f.Add([]byte(c.text))
	}
	for _, data := range protocolFiles(f) {
		if len(data) < 4000 {
			f.Add(data)
		}
	}
	l := newLoader(Source{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if l.checkText("", data) && !bytes.HasPrefix(data, []byte("\uFEFF")) {
			sameTree(t, data)
		}
	})
}
