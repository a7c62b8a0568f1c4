package typescript_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/gen/jsonschema"
	"github.com/callinggen/callinggen/gen/typescript"
)

// TestValidatorsAgree holds the validators of every protocol of this repository, and of the cases that say much of types,
// against Ajv on the JSON Schema of the same protocol.
func TestValidatorsAgree(t *testing.T) {
	files := map[string]string{}
	for _, path := range []string{"schema/calling.yaml", "testdata/editor.yaml", "testdata/foreign.yaml"} {
		files[path] = filepath.Join(gentest.Root(t), path)
	}
	for _, path := range []string{
		"testdata/validators.txtar", "testdata/types.txtar", "../jsonschema/testdata/unions.txtar",
		"../jsonschema/testdata/echo.txtar",
	} {
		files[path] = protocolOf(t, path)
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) { agreesWithAjv(t, file) })
	}
}

// protocolOf writes the protocol of a golden case to a file.
func protocolOf(t *testing.T, path string) string {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), gentest.Protocol)
	for _, f := range archive.Files {
		if f.Name == gentest.Protocol {
			if err := os.WriteFile(file, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return file
}

func agreesWithAjv(t *testing.T, file string) {
	t.Helper()
	node, modules := gentest.NeedNode(t), gentest.NodeModules(t)
	if _, err := os.Stat(filepath.Join(modules, "ajv-formats")); err != nil {
		gentest.Missing(t, "Ajv is not installed in test/npm: run `make deps`")
	}
	p := loadFile(t, file)
	dir := t.TempDir()
	gentest.WriteFiles(t, dir, generate(t, typescript.New(p, typescript.Options{})))
	bundle, err := jsonschema.New(p, jsonschema.Options{}).Generate()
	if err != nil {
		t.Fatal(err)
	}
	gentest.WriteFiles(t, filepath.Join(dir, "schema"), bundle)
	cmd := exec.Command(node, "testdata/validators.test.mjs")
	cmd.Env = append(os.Environ(), "PACKAGE="+dir, "MODULES="+modules, "SCHEMA="+filepath.Join(dir, "schema", bundle[0].Path))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	} else {
		t.Logf("%s", regexp.MustCompile(`\{"accepted.*`).Find(out))
	}
}

// TestValidatorsOfShapes tries what JSON has no words for, or Ajv cannot be asked.
func TestValidatorsOfShapes(t *testing.T) {
	p := loadFile(t, protocolOf(t, "testdata/validators.txtar"))
	runTests(t, "testdata/shapes.test.mjs", typescript.New(p, typescript.Options{}))
}

// TestValidatorsShake bundles one validator, and wants nothing of those that it does not refer to; of none, nothing at all.
func TestValidatorsShake(t *testing.T) {
	dir := t.TempDir()
	gentest.WriteFiles(t, dir, generate(t, calling(t)))
	bundle := func(code string) string {
		result := api.Build(api.BuildOptions{
			Stdin:            &api.StdinOptions{Contents: code, ResolveDir: dir},
			Bundle:           true,
			Format:           api.FormatESModule,
			MinifyWhitespace: true,
			MinifySyntax:     true,
		})
		if len(result.Errors) > 0 {
			t.Fatal(result.Errors)
		}
		return strings.TrimSpace(string(result.OutputFiles[0].Contents))
	}
	if got := bundle("import './dist/validators.js';"); got != "" {
		t.Errorf("a bare import leaves %s bytes: %s", strconv.Itoa(len(got)), got)
	}
	one := bundle("import { EngagementId } from './dist/validators.js'; console.log(EngagementId);")
	if count := strings.Count(one, "validator("); count != 2 { // its definition and the one call
		t.Errorf("one validator brings %d calls:\n%s", count-1, one)
	}
	if strings.Contains(one, "RegExp") {
		t.Errorf("one validator brings what it does not use:\n%s", one)
	}
}
