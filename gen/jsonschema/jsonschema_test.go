package jsonschema_test

import (
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
