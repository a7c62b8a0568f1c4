package load

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"
)

// corpus gives a loader that has run for each protocol file of this repository and of the archives here, with its tree.
func corpus(t *testing.T) map[*loader]*yaml.Node {
	t.Helper()
	loaded := map[*loader]*yaml.Node{}
	add := func(files fs.FS, name string) {
		l := newLoader(Source{FS: files, Name: name})
		l.run()
		if _, err := decode(bytes.NewReader(l.data)); err != nil {
			return
		}
		if root := newLoader(Source{}).parse(l.data); root != nil {
			loaded[l] = root
		}
	}
	add(os.DirFS(".."), "calling.yaml")
	for _, name := range []string{"editor.yaml", "foreign.yaml"} {
		add(os.DirFS("../../testdata"), name)
	}
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) == ".yaml" {
				add(archiveFS(archive), f.Name)
			}
		}
	}
	return loaded
}

// verdicts counts what the quick checks said.
type verdicts [3]int

// compare holds a verdict against what jsonschema/v5 says.
func (v *verdicts) compare(t *testing.T, got verdict, full *jsonschema.Schema, n *yaml.Node) {
	t.Helper()
	v[got]++
	err := full.Validate(plain(n))
	if got == yes && err != nil || got == no && err == nil {
		text, _ := yaml.Marshal(n)
		t.Errorf("the verdict is %d, and jsonschema/v5 says %v\n%s", got, err, text)
	}
}

// check fails when the quick checks are unsure of more than one value in twenty: then they are not worth their while.
func (v *verdicts) check(t *testing.T) {
	t.Helper()
	t.Logf("%d unsure, %d yes, %d no", v[unsure], v[yes], v[no])
	if v[yes] == 0 || v[no] == 0 || v[unsure]*20 > v[yes]+v[no] {
		t.Errorf("%d of %d verdicts are sure", v[yes]+v[no], v[unsure]+v[yes]+v[no])
	}
}

// TestFormsAgree holds every entry of every protocol file, and what becomes of it when one value is another, against the
// schema in both ways.
func TestFormsAgree(t *testing.T) {
	var said verdicts
	count := 0
	shape := compiledShape()
	for _, root := range corpus(t) {
		rest := withoutSections(root)
		mutateSome(53, &count, rest, func() {
			said.compare(t, forms().whole.holds(rest), shape.whole, rest)
		})
		for _, e := range sectionEntries(root) {
			said.compare(t, forms().keys[e.section].holds(e.key), shape.keys[e.section], e.key)
			said.compare(t, forms().entries[e.section].holds(e.value), shape.entries[e.section], e.value)
			mutateSome(53, &count, e.value, func() {
				said.compare(t, forms().entries[e.section].holds(e.value), shape.entries[e.section], e.value)
			})
		}
	}
	said.check(t)
}

// TestFormsKnowNames holds keys of every kind against what the sections ask of them.
func TestFormsKnowNames(t *testing.T) {
	for i, key := range forms().keys {
		for _, name := range []string{"a", "A", "aB_c", "9", "", " ", "a b", "a.b", "a/b", "$a", "ä", "日本", "a-b", "A:b", "@", "[", "\u202e", "\x00", "a\n"} {
			n := &yaml.Node{Kind: yaml.ScalarNode, Tag: textTag, Value: name}
			(&verdicts{}).compare(t, key.holds(n), compiledShape().keys[i], n)
		}
	}
}

// TestSamplesAgree does the same for examples and defaults, each held against its type.
func TestSamplesAgree(t *testing.T) {
	var said verdicts
	count := 0
	for l := range corpus(t) {
		if l.report.incomplete {
			continue
		}
		c := newExampleCheck(l.protocol)
		for _, e := range l.examples {
			typ := e.of.resolve(l.protocol)
			if typ == nil {
				continue
			}
			full, err := c.schemaFor(typ)
			if err != nil {
				t.Fatal(err)
			}
			said.compare(t, c.sample.check(e.node, typ), full, e.node)
			mutateSome(3, &count, e.node, func() {
				said.compare(t, c.sample.check(e.node, typ), full, e.node)
			})
		}
	}
	said.check(t)
}
