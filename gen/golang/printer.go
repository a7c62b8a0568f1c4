package golang

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// A printer prints one Go file in the form of gofmt. There are two ways to get a declaration into it:
//
//   - What a protocol has once, or what takes more than a few lines of code, is built with jennifer and formatted: code.
//   - What there is for each message and each type is printed as it has to look: comment, line, row, function and block. To
//     build it, render it, parse it and format it would take eight times as long, which is most of the time of this target.
//
// A test holds whatever is emitted to gofmt.
type printer struct {
	file    *jen.File // has the comments above the package clause and the imports, and no declarations
	imports map[string]string
	body    bytes.Buffer
	depth   int        // tabs before a line
	rows    [][]string // printed, but not aligned yet
	apart   bool       // an empty line comes next
	err     error      // the first that jennifer gave
}

// newPrinter begins a file; the preamble, if there is one, stands above its package clause.
func newPrinter(preamble, pkg string) *printer {
	p := &printer{file: jen.NewFile(pkg), imports: map[string]string{}}
	if preamble != "" {
		p.file.HeaderComment(preamble)
	}
	return p
}

// source gives the file.
func (p *printer) source() ([]byte, error) {
	p.flush()
	var b bytes.Buffer
	p.note(p.file.Render(&b))
	if p.body.Len() > 0 {
		b.WriteByte('\n')
		b.Write(p.body.Bytes())
	}
	return b.Bytes(), p.err
}

// note keeps an error of jennifer, which has the whole source after its first line.
func (p *printer) note(err error) {
	if err != nil && p.err == nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		p.err = errors.New(first)
	}
}

// code prints what was built with jennifer.
func (p *printer) code(built jen.Code) {
	var b strings.Builder
	p.note(jen.Add(built).RenderWithFile(&b, p.file))
	p.statement(b.String())
}

// name spells a name of another package, which is imported for it; of this package when path is "".
func (p *printer) name(path, name string) string {
	if path == "" {
		return name
	}
	pkg, ok := p.imports[path]
	if !ok {
		var b strings.Builder
		p.note(jen.Qual(path, "x").RenderWithFile(&b, p.file))
		pkg = strings.TrimSuffix(b.String(), "x")
		p.imports[path] = pkg
	}
	return pkg + name
}

// typ spells a type.
func (p *printer) typ(t goType) string {
	text := t.before + p.name(t.pkg, t.name)
	if t.arg != nil {
		text += "[" + p.typ(*t.arg) + "]"
	}
	return text
}

// gap leaves a line empty before what is printed next, if there is something on both sides of it.
func (p *printer) gap() {
	p.flush()
	p.apart = p.body.Len() > 0
}

// begin begins a line.
func (p *printer) begin() {
	if p.apart {
		p.body.WriteByte('\n')
		p.apart = false
	}
	for range p.depth {
		p.body.WriteByte('\t')
	}
}

// line prints a line.
func (p *printer) line(text string) {
	p.flush()
	if text != "" {
		p.begin()
	}
	p.body.WriteString(text)
	p.body.WriteByte('\n')
}

// block prints what body prints between a line that ends in an opening brace and one with the closing brace.
func (p *printer) block(head string, body func()) {
	p.line(head + " {")
	p.indent(body)
	p.line("}")
}

// indent prints what body prints one tab further in.
func (p *printer) indent(body func()) {
	p.depth++
	body()
	p.flush()
	p.depth--
}

// comment prints a comment. Above a declaration it has the form that gofmt gives to doc comments.
func (p *printer) comment(lines ...string) {
	if len(lines) == 0 {
		return
	}
	p.flush()
	if p.depth == 0 && !isPlainDoc(lines) {
		p.statement(formatDoc(commentText(lines)))
		return
	}
	for _, line := range lines {
		p.begin()
		writeComment(&p.body, line)
		p.body.WriteByte('\n')
	}
}

// row prints a line of cells, each of which is aligned with those above and below it as far as nothing stands between.
func (p *printer) row(cells ...string) { p.rows = append(p.rows, cells) }

// flush prints the rows that wait to be aligned.
func (p *printer) flush() {
	if len(p.rows) == 0 {
		return
	}
	var widths [8]int
	for _, cells := range p.rows {
		for i, cell := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, cells := range p.rows {
		p.begin()
		last := len(cells) - 1
		for i, cell := range cells[:last] {
			p.body.WriteString(cell)
			for range widths[i] + 1 - utf8.RuneCountInString(cell) {
				p.body.WriteByte(' ')
			}
		}
		p.body.WriteString(cells[last])
		p.body.WriteByte('\n')
	}
	p.rows = p.rows[:0]
}

// How long a function may be that gofmt leaves on one line, in bytes without what is around its statement.
const oneLineMax = 99

// function prints a function of one statement or none, on one line if gofmt leaves it there.
func (p *printer) function(head, statement string) {
	switch {
	case len(head)+len(statement) > oneLineMax || strings.ContainsFunc(statement, unicode.IsControl):
		p.block(head, func() { p.statement(statement) })
	case statement == "":
		p.row(head, "{}")
	default:
		p.row(head, "{ "+statement+" }")
	}
}

// statement prints a statement of one or more lines.
func (p *printer) statement(text string) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		p.line(line)
	}
}

// braced gives a statement with other statements in it.
func braced(head string, body ...string) string {
	text := strings.Join(body, "\n")
	return head + " {\n\t" + strings.ReplaceAll(text, "\n", "\n\t") + "\n}"
}
