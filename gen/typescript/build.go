package typescript

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/callinggen/callinggen/gen"
)

// builds bundles the sources: both entries for import and for require, and the root for a script tag.
func (t *Target) builds(sources []gen.File) ([]gen.File, error) {
	entries := []api.EntryPoint{
		{InputPath: "src/index.ts", OutputPath: "index"},
		{InputPath: "src/" + t.entryName(t.other) + ".ts", OutputPath: t.entryName(t.other)},
	}
	b := bundler{sources: make(map[string]string, len(sources))}
	for _, f := range sources {
		b.sources[f.Path] = string(f.Data)
	}
	b.bundle(api.BuildOptions{
		EntryPointsAdvanced: append(entries, api.EntryPoint{InputPath: "src/index.ts", OutputPath: "main.esm"}),
		Format:              api.FormatESModule,
	})
	b.bundle(api.BuildOptions{
		EntryPointsAdvanced: entries,
		Format:              api.FormatCommonJS,
		OutExtension:        map[string]string{".js": ".cjs"},
	})
	b.bundle(api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: "src/script.ts", OutputPath: "main"}},
		Format:              api.FormatIIFE,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		LogOverride:         map[string]api.LogLevel{"commonjs-variable-in-esm": api.LogLevelSilent}, // it looks for its loader
	})
	return append(b.files, asCommonJS(b.files)...), errors.Join(b.problems...)
}

// asCommonJS gives the script build a second name. Inside a package of modules Node takes .js for a module, so that
// require of the script is led here.
func asCommonJS(files []gen.File) []gen.File {
	for _, f := range files {
		if f.Path == "dist/main.js" {
			return []gen.File{{Path: "dist/main.cjs", Data: f.Data}}
		}
	}
	return nil
}

// A bundler runs esbuild over sources that are on no disk.
type bundler struct {
	sources  map[string]string // by path: "src/index.ts"
	files    []gen.File
	problems []error
}

// space is the namespace that esbuild knows the sources by.
const space = "package"

func (b *bundler) bundle(options api.BuildOptions) {
	options.Bundle = true
	options.Outdir = "dist"
	options.Target = api.ES2020
	options.Charset = api.CharsetUTF8
	options.Sourcemap = api.SourceMapLinked
	options.LogLevel = api.LogLevelSilent
	options.Banner = map[string]string{"js": strings.TrimSpace(header)}
	options.TsconfigRaw = `{"compilerOptions": {"target": "es2020", "verbatimModuleSyntax": true}}`
	options.Plugins = []api.Plugin{{Name: space, Setup: b.serve}}
	result := api.Build(options)
	for _, m := range result.Errors {
		b.problems = append(b.problems, fmt.Errorf("esbuild: %s", messageText(m)))
	}
	for _, f := range result.OutputFiles {
		data := bytes.ReplaceAll(f.Contents, []byte(`"`+space+`:src/`), []byte(`"../src/`)) // sources of a source map
		b.files = append(b.files, gen.File{Path: "dist/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/")), Data: data})
	}
}

func messageText(m api.Message) string {
	if m.Location == nil {
		return m.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column, m.Text)
}

// serve hands esbuild the sources. A module is imported by the name that it will have as JavaScript.
func (b *bundler) serve(p api.PluginBuild) {
	p.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		file := args.Path
		if args.Kind != api.ResolveEntryPoint {
			file = strings.TrimSuffix(path.Join(path.Dir(args.Importer), file), ".js") + ".ts"
		}
		return api.OnResolveResult{Path: file, Namespace: space}, nil
	})
	p.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		text, ok := b.sources[args.Path]
		if !ok {
			return api.OnLoadResult{}, fmt.Errorf("%s is not among the sources", args.Path)
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, nil
	})
}
