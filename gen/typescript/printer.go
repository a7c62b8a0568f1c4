package typescript

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A printer writes one module in all of its forms at once: each signature stands in one place of this package, so that
// the forms cannot differ.
type printer struct {
	forms    form            // what is wanted of the module
	source   []byte          // TypeScript
	declared []byte          // the same without bodies, for a .d.ts
	script   []byte          // the same without types and comments, as the builds have it
	rows     []int32         // for each line of the script, the line of the source that it is made of, from 0
	row      int32           // lines in the source so far
	used     map[string]bool // names of the package that what was printed refers to
	depth    int
	library  *library // names that the script has to get along with; nil where there is no script
	exports  []export // of the script
	made     module   // what builds are made of, once it has its place in a file
}

// A form is one of the forms of a module, or several of them.
type form int

const (
	inSource form = 1 << iota
	inDeclared
	inScript

	inTypes = inSource | inDeclared // what a compiler alone needs
	inCode  = inSource | inScript   // what is the same in both languages
)

// printed gives a printer with what write has written.
func printed(forms form, library *library, write func(*printer)) *printer {
	p := &printer{forms: forms, used: map[string]bool{}, library: library}
	write(p)
	return p
}

// declarations gives what the module declares. Where it has types alone, that is its source.
func (p *printer) declarations() []byte {
	if p.forms&inDeclared == 0 {
		return p.source
	}
	return p.declared
}

// put writes the lines of a text into some of the forms, at the current depth.
func (p *printer) put(forms form, text string) {
	forms &= p.forms
	for more := true; more; {
		var line string
		line, text, more = strings.Cut(text, "\n")
		if forms&inDeclared != 0 {
			p.declared = p.appendLine(p.declared, line)
		}
		if forms&inSource != 0 {
			p.source = p.appendLine(p.source, line)
			p.row++
		}
		if forms&inScript != 0 {
			p.script = p.appendLine(p.script, line)
			p.rows = append(p.rows, p.row-1)
		}
	}
}

func (p *printer) appendLine(to []byte, line string) []byte {
	if line != "" {
		to = append(append(to, indentation(p.depth)...), line...)
	}
	return append(to, '\n')
}

const spaces = "                "

func indentation(depth int) string {
	if 2*depth <= len(spaces) {
		return spaces[:2*depth]
	}
	return strings.Repeat("  ", depth)
}

// line writes one line of types, or several.
func (p *printer) line(format string, args ...any) { p.put(inTypes, fmt.Sprintf(format, args...)) }

// lines writes the lines of a text of types.
func (p *printer) lines(text string) { p.put(inTypes, text) }

// gap writes an empty line, unless something was just opened. A script goes without.
func (p *printer) gap() {
	if needsGap(p.source) {
		p.source = append(p.source, '\n')
		p.row++
	}
	if needsGap(p.declared) {
		p.declared = append(p.declared, '\n')
	}
}

func needsGap(text []byte) bool {
	return len(text) > 0 && !bytes.HasSuffix(text, []byte("{\n")) && !bytes.HasSuffix(text, []byte("\n\n"))
}

// block writes types that stand between an opening line and a closing one.
func (p *printer) block(open, end string, inside func()) {
	p.put(inTypes, open)
	p.inside(inside)
	p.put(inTypes, end)
}

func (p *printer) inside(write func()) {
	p.depth++
	write()
	p.depth--
}

// doc writes a JSDoc comment for whoever reads types.
func (p *printer) doc(d doc) { p.docIn(inTypes, d) }

// docIn writes a JSDoc comment into some of the forms, if there is something to say.
func (p *printer) docIn(forms form, d doc) {
	lines := d.lines(commentWidth - 2*p.depth)
	switch {
	case len(lines) == 0:
	case len(lines) == 1:
		p.put(forms, "/** "+lines[0]+" */")
	default:
		p.put(forms, "/**")
		for _, line := range lines {
			p.put(forms, strings.TrimRight(" * "+line, " "))
		}
		p.put(forms, " */")
	}
}

// A parameter is one parameter of a function.
type parameter struct {
	name     string
	typ      string
	optional bool
}

// typed writes parameters with their types.
func typed(parameters []parameter) string {
	list := make([]string, len(parameters))
	for i, x := range parameters {
		list[i] = x.name + ": " + x.typ
		if x.optional {
			list[i] = x.name + "?: " + x.typ
		}
	}
	return strings.Join(list, ", ")
}

// untyped writes the names of parameters.
func untyped(parameters []parameter) string {
	list := make([]string, len(parameters))
	for i, x := range parameters {
		list[i] = x.name
	}
	return strings.Join(list, ", ")
}

// A statement is code in both languages, which has as many lines in the one as in the other.
type statement struct{ source, script string }

// withRuntime is a statement that calls functions of the runtime: write is told what stands before their names.
func withRuntime(write func(runtime string) string) statement {
	return statement{source: write(runtimeName + "."), script: write("")}
}

// plain is a statement that names nothing of another module.
func plain(text string) statement { return statement{text, text} }

func (p *printer) body(statements []statement) {
	p.inside(func() {
		for _, s := range statements {
			p.statement(s)
		}
	})
	p.put(inCode, "}")
}

// statement writes a statement line by line.
func (p *printer) statement(s statement) {
	for more := true; more; {
		var source, script string
		source, s.source, more = strings.Cut(s.source, "\n")
		script, s.script, _ = strings.Cut(s.script, "\n")
		p.put(inSource, source)
		p.put(inScript, script)
	}
}

// function writes an exported function.
func (p *printer) function(name string, parameters []parameter, result string, statements ...statement) {
	signature := name + "(" + typed(parameters) + "): " + result
	p.put(inSource, "export function "+signature+" {")
	p.put(inDeclared, "export declare function "+signature+";")
	p.put(inScript, "function "+p.exported(name)+"("+untyped(parameters)+") {")
	p.body(statements)
}

// method writes a method; a constructor has no result.
func (p *printer) method(name string, parameters []parameter, result string, statements ...statement) {
	signature := name + "(" + typed(parameters) + ")"
	if result != "" {
		signature += ": " + result
	}
	p.put(inSource, signature+" {")
	p.put(inDeclared, signature+";")
	p.put(inScript, name+"("+untyped(parameters)+") {")
	p.body(statements)
}

// constant writes an exported constant that has one literal as its type and value.
func (p *printer) constant(name, literal string) {
	p.put(inSource, "export const "+name+" = "+literal+";")
	p.put(inDeclared, "export declare const "+name+": "+literal+";")
	p.put(inScript, "const "+p.exported(name)+" = "+literal+";")
}

// constants writes an exported object of constants.
func (p *printer) constants(name string, inside func()) {
	p.put(inSource, "export const "+name+" = {")
	p.put(inDeclared, "export declare const "+name+": {")
	p.put(inScript, "const "+p.exported(name)+" = {")
	p.inside(inside)
	p.put(inSource, "} as const;")
	p.put(inDeclared|inScript, "};")
}

// entry writes one member of an object of constants.
func (p *printer) entry(name, literal string) {
	p.put(inCode, member(name)+": "+literal+",")
	p.put(inDeclared, "readonly "+key(name)+": "+literal+";")
}

// local gives the name that something exported has inside a build.
func (p *printer) local(name string) string {
	if p.library == nil {
		return name
	}
	return p.library.local(name)
}

// exported is local for a name that is being declared.
func (p *printer) exported(name string) string {
	local := p.local(name)
	p.exports = append(p.exports, export{name, local})
	return local
}

// use notes that a name of the package is referred to, and gives it back.
func (p *printer) use(name string) string {
	p.used[name] = true
	return name
}

// imports writes the import of each module that the printed text refers to. home tells the module of a name.
func (p *printer) imports(home map[string]string, self string) string {
	modules := map[string][]string{}
	for name := range p.used {
		if module := home[name]; module != self && module != "" {
			modules[module] = append(modules[module], name)
		}
	}
	var b strings.Builder
	for _, module := range slices.Sorted(maps.Keys(modules)) {
		names := slices.Sorted(slices.Values(modules[module]))
		b.WriteString(importLine("import type", names, relative(self, module)))
	}
	return b.String()
}

// importLine writes an import, over several lines when it is long.
func importLine(verb string, names []string, from string) string {
	line := verb + " { " + strings.Join(names, ", ") + " } from " + quote(from) + ";\n"
	if len(line) <= commentWidth {
		return line
	}
	return verb + " {\n  " + strings.Join(names, ",\n  ") + ",\n} from " + quote(from) + ";\n"
}

// relative gives the specifier of a module in another one. Both are paths below src without extension, in no deeper
// folder than one.
func relative(from, to string) string {
	fromDir, _, nested := strings.Cut(from, "/")
	if !nested {
		return "./" + to + ".js"
	}
	if rest, same := strings.CutPrefix(to, fromDir+"/"); same {
		return "./" + rest + ".js"
	}
	return "../" + to + ".js"
}
