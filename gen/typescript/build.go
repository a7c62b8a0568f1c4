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

// builds gives everything in dist that runs.
func (t *Target) builds(parts parts, sources []gen.File, session, validate *library) ([]gen.File, error) {
	running := t.bundle(sources)
	quoted := quoteSources(sources)
	var files []gen.File
	for _, b := range t.linked(parts, session, validate) {
		files = append(files, b.files(quoted)...)
	}
	bundled, err := running.wait()
	return append(files, bundled...), err
}

// linked gives the entries that are made of what is printed here alone.
func (t *Target) linked(parts parts, session, validate *library) []*build {
	var builds []*build
	for _, s := range []*side{t.root, t.other} {
		if s == t.root && t.hasExtra() {
			continue
		}
		of := parts.sides[s]
		b := &build{
			name:    t.entryName(s),
			library: session,
			modules: []module{parts.versions.made, parts.constants.made, of.table.made, of.class.made},
			more:    []export{{"default", session.local(s.class)}},
		}
		if s == t.other {
			b.more = append(b.more, export{pairName, pairName})
		}
		builds = append(builds, b)
	}
	return append(builds, &build{name: validatorsEntry, library: validate, modules: []module{parts.validators.made}})
}

// scriptEntryName is the name of the script build in dist. Inside a package of modules Node takes .js for a module, so that
// require of the script is led to a .cjs.
const scriptEntryName = "main"

// bundle has esbuild make what takes a parser: the root where it has code that was written by hand, and the script, which is
// minified.
func (t *Target) bundle(sources []gen.File) *bundles {
	b := &bundles{sources: make(map[string]string, len(sources)), charset: api.CharsetUTF8}
	for _, f := range sources {
		b.sources[f.Path] = string(f.Data)
		if escapesHidden(b.sources[f.Path]) {
			b.charset = api.CharsetASCII
		}
	}
	if t.hasExtra() {
		b.start(api.BuildOptions{
			EntryPointsAdvanced: []api.EntryPoint{{InputPath: "src/index.ts", OutputPath: "index"}},
			Format:              api.FormatESModule,
		})
	}
	b.start(api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: "src/script.ts", OutputPath: scriptEntryName}},
		Format:              api.FormatIIFE,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		LogOverride:         map[string]api.LogLevel{"commonjs-variable-in-esm": api.LogLevelSilent}, // it looks for its loader
	})
	return b
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
		if len(result.Errors) == 0 {
			files = append(files, bundledFiles(result.OutputFiles)...)
		}
	}
	return files, errors.Join(problems...)
}

// bundledFiles gives one output of esbuild, a script after its map, under all of its names.
func bundledFiles(output []api.OutputFile) []gen.File {
	sourceMap := bytes.ReplaceAll(output[0].Contents, []byte(`"`+space+`:src/`), []byte(`"../src/`))
	script := output[1].Contents
	name := strings.TrimSuffix(path.Base(strings.ReplaceAll(output[1].Path, `\`, "/")), ".js")
	if name == scriptEntryName {
		return []gen.File{
			{Path: "dist/" + name + ".js", Data: script},
			{Path: "dist/" + name + ".js.map", Data: sourceMap},
			{Path: "dist/" + name + ".cjs", Data: script},
		}
	}
	return entryFiles(name, bytes.ReplaceAll(script, []byte("\n// "+space+":"), []byte("\n// ")), sourceMap)
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
