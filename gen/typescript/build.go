package typescript

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/callinggen/callinggen/gen"
)

// bundle begins to make the builds: both entries for import and for require, and the root for a script tag. Each kind is
// made in a goroutine of its own.
func (t *Target) bundle(sources []gen.File) *bundles {
	entries := []api.EntryPoint{
		{InputPath: "src/index.ts", OutputPath: "index"},
		{InputPath: "src/" + t.entryName(t.other) + ".ts", OutputPath: t.entryName(t.other)},
		{InputPath: "src/" + validatorsEntry + ".ts", OutputPath: validatorsEntry},
	}
	b := &bundles{sources: make(map[string]string, len(sources)), charset: api.CharsetUTF8}
	for _, f := range sources {
		b.sources[f.Path] = string(f.Data)
		if escapesHidden(b.sources[f.Path]) {
			b.charset = api.CharsetASCII
		}
	}
	b.start(api.BuildOptions{
		EntryPointsAdvanced: entries,
		Format:              api.FormatESModule,
	})
	b.start(api.BuildOptions{
		EntryPointsAdvanced: entries,
		Format:              api.FormatCommonJS,
		OutExtension:        map[string]string{".js": ".cjs"},
	})
	b.start(api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: "src/script.ts", OutputPath: "main"}},
		Format:              api.FormatIIFE,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		LogOverride:         map[string]api.LogLevel{"commonjs-variable-in-esm": api.LogLevelSilent}, // it looks for its loader
	})
	return b
}

// secondNames are the names by which builds can be had besides. Inside a package of modules Node takes .js for a module,
// so that require of the script is led to the .cjs; main.esm.js is the root for those who load it without a package.
var secondNames = map[string]string{
	"dist/main.js":  "dist/main.cjs",
	"dist/index.js": "dist/main.esm.js",
}

// bundles are the runs of esbuild over sources that are on no disk.
type bundles struct {
	sources map[string]string // by path: "src/index.ts"
	charset api.Charset       // UTF-8; ASCII where that would bring back what the sources escape
	results []*api.BuildResult
	running sync.WaitGroup
}

// space is the namespace that esbuild knows the sources by.
const space = "package"

// start begins a build.
func (b *bundles) start(options api.BuildOptions) {
	options.Bundle = true
	options.Outdir = "dist"
	options.Target = api.ES2020
	options.Charset = b.charset
	options.Sourcemap = api.SourceMapLinked
	options.LogLevel = api.LogLevelSilent
	options.Banner = map[string]string{"js": strings.TrimSpace(header)}
	options.TsconfigRaw = `{"compilerOptions": {"target": "es2020", "verbatimModuleSyntax": true}}`
	options.Plugins = []api.Plugin{{Name: space, Setup: b.serve}}
	result := &api.BuildResult{}
	b.results = append(b.results, result)
	b.running.Add(1)
	go func() {
		defer b.running.Done()
		*result = api.Build(options)
	}()
}

// wait gives what the builds have made, in the order in which they were begun.
func (b *bundles) wait() ([]gen.File, error) {
	b.running.Wait()
	var files []gen.File
	var problems []error
	for _, result := range b.results {
		for _, m := range result.Errors {
			problems = append(problems, fmt.Errorf("esbuild: %s", messageText(m)))
		}
		for _, f := range result.OutputFiles {
			files = append(files, outputFiles(f)...)
		}
	}
	return files, errors.Join(problems...)
}

// outputFiles gives one output of esbuild under each of its names.
func outputFiles(f api.OutputFile) []gen.File {
	name := "dist/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
	data := f.Contents
	if strings.HasSuffix(name, ".map") {
		data = bytes.ReplaceAll(data, []byte(`"`+space+`:src/`), []byte(`"../src/`))
	}
	files := []gen.File{{Path: name, Data: data}}
	if second, ok := secondNames[name]; ok {
		files = append(files, gen.File{Path: second, Data: data})
	}
	return files
}

func messageText(m api.Message) string {
	if m.Location == nil {
		return m.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column, m.Text)
}

// serve hands esbuild the sources. A module is imported by the name that it will have as JavaScript.
func (b *bundles) serve(p api.PluginBuild) {
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
