package typescript

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A printer writes TypeScript. It writes each signature once and in one place, with a body in a source file and with a
// semicolon in declarations, so that the two cannot differ.
type printer struct {
	declares bool            // this is a .d.ts: there are no bodies
	used     map[string]bool // names of the package that what was printed refers to
	depth    int
	text     strings.Builder
}

// printed gives a printer with what write has written.
func printed(declares bool, write func(*printer)) *printer {
	p := &printer{declares: declares, used: map[string]bool{}}
	write(p)
	return p
}

// line writes one line, or several, at the current depth.
func (p *printer) line(format string, args ...any) { p.lines(fmt.Sprintf(format, args...)) }

// lines writes the lines of a text at the current depth.
func (p *printer) lines(text string) {
	for more := true; more; {
		var line string
		line, text, more = strings.Cut(text, "\n")
		if line != "" {
			for range p.depth {
				p.text.WriteString("  ")
			}
			p.text.WriteString(line)
		}
		p.text.WriteByte('\n')
	}
}

// gap writes an empty line, unless something was just opened.
func (p *printer) gap() {
	if s := p.text.String(); s != "" && !strings.HasSuffix(s, "{\n") && !strings.HasSuffix(s, "\n\n") {
		p.text.WriteByte('\n')
	}
}

// block writes what stands between an opening line and a closing one.
func (p *printer) block(open, end string, inside func()) {
	p.lines(open)
	p.depth++
	inside()
	p.depth--
	p.lines(end)
}

// doc writes a JSDoc comment, if there is something to say.
func (p *printer) doc(d doc) {
	lines := d.lines(commentWidth - 2*p.depth)
	switch {
	case len(lines) == 0:
	case len(lines) == 1:
		p.lines("/** " + lines[0] + " */")
	default:
		p.lines("/**")
		for _, line := range lines {
			p.lines(strings.TrimRight(" * "+line, " "))
		}
		p.lines(" */")
	}
}

// function writes an exported function.
func (p *printer) function(signature, body string) {
	if p.declares {
		p.line("export declare function %s;", signature)
		return
	}
	p.block("export function "+signature+" {", "}", func() { p.lines(body) })
}

// class writes the frame of an exported class.
func (p *printer) class(name string, inside func()) {
	p.block(p.exported("class")+" "+name+" {", "}", inside)
}

// method writes a method, or a constructor.
func (p *printer) method(signature, body string) {
	if p.declares {
		p.lines(signature + ";")
		return
	}
	p.block(signature+" {", "}", func() { p.lines(body) })
}

// field writes a member of a class that something else than its body puts there.
func (p *printer) field(signature string) {
	if !p.declares {
		signature = "declare " + signature
	}
	p.lines(signature + ";")
}

// constant writes an exported constant that has one literal as its type and value.
func (p *printer) constant(name, literal string) {
	if p.declares {
		p.line("export declare const %s: %s;", name, literal)
		return
	}
	p.line("export const %s = %s;", name, literal)
}

// constants writes an exported object of constants.
func (p *printer) constants(name string, inside func()) {
	if p.declares {
		p.block("export declare const "+name+": {", "};", inside)
		return
	}
	p.block("export const "+name+" = {", "} as const;", inside)
}

// entry writes one member of an object of constants.
func (p *printer) entry(name, literal string) {
	if p.declares {
		p.line("readonly %s: %s;", key(name), literal)
		return
	}
	p.line("%s: %s,", member(name), literal)
}

// exported gives the words before a declaration that has bodies in a source file.
func (p *printer) exported(kind string) string {
	if p.declares {
		return "export declare " + kind
	}
	return "export " + kind
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
	line := fmt.Sprintf("%s { %s } from %s;\n", verb, strings.Join(names, ", "), quote(from))
	if len(line) <= commentWidth {
		return line
	}
	return fmt.Sprintf("%s {\n  %s,\n} from %s;\n", verb, strings.Join(names, ",\n  "), quote(from))
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
