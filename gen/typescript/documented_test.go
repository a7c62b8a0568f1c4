package typescript_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema"
)

// documented is a package whose comments testdata/documented.mjs reads.
type documented struct {
	Folder    string      `json:"folder"`
	Ageless   []string    `json:"ageless"`   // types that no message came with
	Measured  [][3]string `json:"measured"`  // type, member and unit
	Described string      `json:"described"` // what its protocol describes: "throughout", "mostly" or ""
}

// TestDocumented reads all comments of packages: what is exported says what it is, since when and with an example, what is
// measured says in what, and every example compiles. The last protocols say little, and have names that are hard to bear.
func TestDocumented(t *testing.T) {
	node, modules := gentest.NeedNode(t), gentest.NodeModules(t)
	gentest.NeedTypeScript(t)
	dir := t.TempDir()
	var packages []documented
	add := func(name string, p *schema.Protocol, target *typescript.Target, described string) {
		folder := filepath.Join(dir, name)
		gentest.WriteFiles(t, folder, generate(t, target))
		packages = append(packages, documented{folder, ageless(p), measured(p), described})
	}
	root := gentest.Root(t)
	add("calling", loadFile(t, filepath.Join(root, "schema", "calling.yaml")), calling(t), "throughout")
	add("editor", loadFile(t, filepath.Join(root, "testdata", "editor.yaml")), editor(t), "mostly")
	others := map[string]string{
		"foreign": filepath.Join(root, "testdata", "foreign.yaml"),
		"hostile": protocolOf(t, "testdata/hostile.txtar"),
		"types":   protocolOf(t, "testdata/types.txtar"),
		"scopes":  "testdata/scopes.yaml",
	}
	for name, file := range others {
		p := loadFile(t, file)
		add(name, p, typescript.New(p, typescript.Options{}), "")
	}
	data, err := json.Marshal(packages)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "packages.json")
	if err := os.WriteFile(list, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(node, "testdata/documented.mjs", modules, list).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// ageless gives the types that no message needs, and so came with none.
func ageless(p *schema.Protocol) []string {
	needed := map[*schema.Decl]bool{}
	var need func(users ...schema.Element)
	need = func(users ...schema.Element) {
		for _, d := range p.Types {
			if !needed[d] && slices.ContainsFunc(users, func(user schema.Element) bool { return slices.Contains(d.UsedBy, user) }) {
				needed[d] = true
				need(d)
			}
		}
	}
	for _, m := range p.Messages {
		if m.Live() {
			need(m)
		}
	}
	names := []string{}
	for _, d := range p.Types {
		if !needed[d] && d.Since == nil {
			names = append(names, d.Name)
		}
	}
	return names
}

// measured gives the members that have a unit.
func measured(p *schema.Protocol) [][3]string {
	list := [][3]string{}
	for _, d := range p.Types {
		if s, ok := d.Type.(*schema.Struct); ok && d.Alias == nil && d.Removed == nil {
			for _, f := range s.Fields {
				if f.Unit != "" && f.Removed == nil {
					list = append(list, [3]string{d.Name, f.Wire, f.Unit})
				}
			}
		}
	}
	return list
}
