package callinggen_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/gen/typescript"
	"github.com/callinggen/callinggen/schema/lint"
	"github.com/callinggen/callinggen/schema/load"
)

// sharing are messages of one wire type, and of another where the first is a message without a payload.
const sharing = `protocol: sharing
version: '1'
title: Sharing
locale: en
participants: {page: {title: Page}, app: {title: App}}
envelope: {type: type, payload: data}
history: {'1': The first.}
messages:
  TEXT: {from: app, type: T, payload: {type: string}}
  COUNT: {from: app, type: T, payload: {type: integer}}
  FLAG: {from: app, type: T, payload: {type: boolean}}
  LIST: {from: app, type: T, payload: {type: array, items: {type: string}}}
  FIRST: {from: app, type: T, payload: {required: [k], properties: {k: {const: a}}}}
  SECOND: {from: app, type: T, payload: {required: [k], properties: {k: {const: b}}}}
  NOTHING: {from: app, type: T}
  THIRD: {from: app, type: T, payload: {required: [x], properties: {x: {type: integer}}}}
  WORD: {from: app, type: U, payload: {enum: [a, b]}}
  SILENCE: {from: app, type: U}
`

// sharedRows says which message each payload is; "" is none.
var sharedRows = []struct{ wire, payload, name string }{
	{"T", `"hi"`, "Text"}, {"T", `3`, "Count"}, {"T", `true`, "Flag"}, {"T", `["a"]`, "List"},
	{"T", `{"k":"a"}`, "First"}, {"T", `{"k":"b","x":1}`, "Second"}, {"T", `{"x":1}`, "Third"}, {"T", `{"k":"c","x":1}`, "Third"},
	{"T", `{}`, "Nothing"}, {"T", `{"new":1}`, "Nothing"}, {"T", ``, "Nothing"},
	{"U", `"a"`, "Word"}, {"U", `"later"`, "Word"}, {"U", ``, "Silence"}, {"U", `{}`, "Silence"},
}

// message is a row as it comes over the wire.
func messageOf(wire, payload string) string {
	if payload == "" {
		return fmt.Sprintf(`{"type":%q}`, wire)
	}
	return fmt.Sprintf(`{"type":%q,"data":%s}`, wire, payload)
}

// TestSharedWireTypes tells messages of one wire type apart in both runtimes: by a constant, else by required properties,
// else by the kind of JSON value. A message without a payload is an object without members.
func TestSharedWireTypes(t *testing.T) {
	p, found := load.Protocol(load.Source{FS: fstest.MapFS{"p.yaml": {Data: []byte(sharing)}}, Name: "p.yaml"})
	for _, d := range found {
		t.Fatal(d)
	}
	for _, d := range lint.Run(p) {
		if d.Rule == "ambiguous-message" {
			t.Error(d)
		}
	}
	t.Run("go", func(t *testing.T) {
		dir := t.TempDir()
		gentest.WriteFiles(t, dir, append(generate(t, golang.New(p, golang.Options{Package: "sharing"})),
			gen.File{Path: "go.mod", Data: []byte("module example.org/sharing\n\ngo 1.24\n")},
			gen.File{Path: "told_test.go", Data: []byte(toldInGo())}))
		cmd := exec.Command("go", "test", "./...")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("typescript", func(t *testing.T) {
		node := gentest.NeedNode(t)
		dir := t.TempDir()
		gentest.WriteFiles(t, dir, append(generate(t, typescript.New(p, typescript.Options{})), gen.File{Path: "told.mjs", Data: []byte(toldInNode())}))
		if out, err := exec.Command(node, filepath.Join(dir, "told.mjs")).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

func toldInGo() string {
	var b strings.Builder
	b.WriteString("package sharing\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\nfunc TestTold(t *testing.T) {\n\tfor text, want := range map[string]string{\n")
	for _, row := range sharedRows {
		fmt.Fprintf(&b, "\t\t%q: %q,\n", messageOf(row.wire, row.payload), "*sharing."+row.name)
	}
	b.WriteString("\t} {\n\t\t_, m, err := Decode([]byte(text))\n\t\tif got := fmt.Sprintf(\"%T\", m); err != nil || got != want {\n" +
		"\t\t\tt.Errorf(\"%s: got %s, %v, want %s\", text, got, err, want)\n\t\t}\n\t}\n}\n")
	return b.String()
}

func toldInNode() string {
	var b strings.Builder
	b.WriteString("import assert from 'node:assert/strict';\nimport { Page } from './dist/index.js';\nimport { pair } from './dist/app.js';\n" +
		"const [ours, theirs] = pair();\nconst calls = [];\n" +
		"const eventHandlers = new Proxy({}, { get: (_, name) => () => calls.push(name), has: () => true });\n" +
		"const page = new Page({ transport: ours, origin: theirs.origin, eventHandlers });\nconst want = [];\n")
	for _, row := range sharedRows {
		fmt.Fprintf(&b, "theirs.post(%s, ours.origin); want.push('on%s');\n", messageOf(row.wire, row.payload), row.name)
	}
	b.WriteString("await new Promise((resolve) => setTimeout(resolve, 0));\nassert.deepEqual(calls.filter((name) => want.includes(name)), want);\npage.destroy();\n")
	return b.String()
}
