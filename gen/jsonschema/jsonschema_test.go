package jsonschema_test

import (
	"fmt"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/jsonschema"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// A small protocol in, the whole schema out, and validators that understand it as it is meant.
func TestGolden(t *testing.T) {
	var trials []*trial
	gentest.Run(t, "testdata/*.txtar", func(t *testing.T, c *gentest.Case) []gen.File {
		p, found := load.Protocol(load.Source{FS: c.FS(), Name: gentest.Protocol})
		if p == nil || schema.HasErrors(found) {
			t.Fatalf("%s: %v", c.Path, found)
		}
		var options jsonschema.Options
		c.Options(t, &options)
		target := jsonschema.New(p, options)
		if found := target.Check(); len(found) > 0 {
			return []gen.File{gentest.DiagnosticsFile(found)}
		}
		files, err := target.Generate()
		if err != nil {
			return []gen.File{{Path: "error", Data: []byte(err.Error())}}
		}
		trials = append(trials, newTrial(t, c.Name, p, files[0].Data))
		return files
	})
	agree(t, trials)
}

// protocols loads the protocols that this repository has, by name.
func protocols(t testing.TB) map[string]*schema.Protocol {
	t.Helper()
	list := map[string]*schema.Protocol{}
	for name, file := range map[string]string{
		"calling": "../../schema/calling.yaml", "editor": "../../testdata/editor.yaml", "foreign": "../../testdata/foreign.yaml",
	} {
		p, found := load.File(file)
		if p == nil {
			t.Fatal(found)
		}
		list[name] = p
	}
	return list
}

func generate(t testing.TB, p *schema.Protocol) []byte {
	t.Helper()
	target := jsonschema.New(p, jsonschema.Options{})
	if found := target.Check(); len(found) > 0 {
		t.Fatal(found)
	}
	files, err := target.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return files[0].Data
}

// TestManyAlternatives takes a union so large that what its alternatives exclude would fill the disk.
func TestManyAlternatives(t *testing.T) {
	p := &schema.Protocol{}
	u := &schema.Union{}
	for i := range 10_000 {
		f := &schema.Field{Wire: fmt.Sprint("member", i), Type: &schema.Any{}, Required: true}
		d := &schema.Decl{Name: fmt.Sprint("Type", i), Type: &schema.Struct{Fields: []*schema.Field{f}}}
		u.Alts = append(u.Alts, &schema.Alternative{Name: d.Name, Type: d, Tell: schema.Tell{Required: d.Type.(*schema.Struct).Fields}})
		p.Types = append(p.Types, d)
	}
	many := &schema.Decl{Name: "Many", Type: u}
	many.Pos = schema.Position{File: "p.yaml", Line: 3, Col: 5}
	p.Types = append(p.Types, many)
	want := "[p.yaml:3:5: the 10000 alternatives of Many cannot be told apart in a JSON Schema of a sensible size; " +
		"give each a required constant in the same property (jsonschema-union)]"
	if got := fmt.Sprint(jsonschema.New(p, jsonschema.Options{}).Check()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
