package load

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A syntaxAdvice says in our words what the YAML parser found, and what to do.
type syntaxAdvice struct {
	found string // part of the parser's message
	says  string
	opens bool // point at where the parser says that the whole began, not at where it stopped
}

// syntaxAdvices are tried in this order.
var syntaxAdvices = []syntaxAdvice{
	{found: "mapping values are not allowed in this context", says: `this is no place for a ": "; if it belongs to the text before it, put the text in quotes or below ">-"`},
	{found: "did not find expected ',' or '}'", says: `a "{" here or above is not closed where it should be; text inside { } that holds a comma, ": ", a "?", a bracket or quotes must be in quotes itself`},
	{found: "did not find expected ',' or ']'", says: `a "[" here or above is not closed where it should be; text inside [ ] that holds a comma, ": ", a "?", a bracket or quotes must be in quotes itself`},
	{found: "did not find expected node content", says: `the file ends inside a "{" or "["; close it`},
	{found: "did not find expected key", says: "this line does not fit the mapping that it is in; indent it like its neighbours, and put text that begins with a quote in quotes as a whole"},
	{found: "did not find expected '-' indicator", says: "this line does not continue the list above it; indent it like its neighbours"},
	{found: "could not find expected ':'", says: `this is neither a key with ":" nor part of the text above; end a key in ":", and put longer text in quotes or below ">-"`},
	{found: "tab character", says: saysTab},
	{found: cannotStart, says: "\"@\", \"%\" or a backtick cannot begin a value; put the text in quotes"},
	{found: "found unexpected end of stream", says: "a quote is opened here and never closed; close it", opens: true},
	{found: "found unknown escape character", says: `text in double quotes has an escape that does not exist; use single quotes, or write "\\" for a backslash`},
	{found: "unknown anchor", says: "this alias has no anchor before it; write the value out"},
	{found: "exceeded max depth", says: "the nesting is too deep; about twenty levels are enough for any such file"},
	{found: "block sequence entries are not allowed", says: `a list cannot begin here; put each "- " on a line of its own, below its key`},
	{found: errDocuments.Error(), says: `a second YAML document begins here, and a file is only one; remove the "---" or "..." between them`},
}

const (
	cannotStart = "found character that cannot start any token"
	saysTab     = "a tab cannot indent; use spaces"
)

// parserLine finds the line in a message of the YAML parser.
var parserLine = regular(`^line (\d+): `)

// reportSyntax reports why the file is not YAML.
func (l *loader) reportSyntax(err error) {
	if errors.Is(err, io.EOF) {
		l.report.addAt(schema.Position{File: l.report.file, Line: 1, Col: 1}, "yaml", `the file is empty; a protocol file begins with "protocol:"`)
		return
	}
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	began := 1
	if m := parserLine().FindStringSubmatch(message); m != nil {
		message = strings.TrimPrefix(message, m[0])
		began, _ = strconv.Atoi(m[1])
	}
	advice := syntaxAdvice{says: "this is not YAML (" + message + "); mend it"}
	for _, a := range syntaxAdvices {
		if strings.Contains(message, a.found) {
			advice = a
			break
		}
	}
	pos := l.locateSyntax(message, began, advice.opens)
	if message == cannotStart && l.tabbed(pos.Line) {
		advice.says = saysTab
	}
	l.report.addAt(pos, "yaml", "%s", advice.says)
}

// locateSyntax finds the place of a syntax error. The parser's own line is where the surrounding mapping or list begins,
// often far above; how much it reads before it gives up says more.
func (l *loader) locateSyntax(message string, began int, opens bool) schema.Position {
	if name, ok := strings.CutPrefix(message, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		if i := bytes.Index(l.data, []byte("*"+name)); i >= 0 {
			return l.lines().position(l.report.file, i)
		}
	}
	if opens {
		return l.startOfLine(began)
	}
	drip := &dripReader{data: l.data}
	decode(drip) //nolint:errcheck // it fails as before; what it has read until then is the answer
	read := max(0, drip.read-1)
	if i := bytes.LastIndexByte(l.data[:read], ':'); i >= 0 && strings.HasPrefix(message, "mapping values") {
		return l.lines().position(l.report.file, i)
	}
	if i := bytes.LastIndex(l.data[:read], []byte("\n---")); i >= 0 && message == errDocuments.Error() {
		return l.lines().position(l.report.file, i+1)
	}
	line := l.lastLine(read)
	switch {
	case l.tabbed(line+1) && (message == cannotStart || strings.Contains(message, "tab character")):
		line++
	case message == "did not find expected key":
		line = l.culprit(line)
	}
	return l.startOfLine(line)
}

// startOfLine points at the first character of a line that is no space.
func (l *loader) startOfLine(line int) schema.Position {
	return schema.Position{File: l.report.file, Line: line, Col: indentOf(l.lines().line(line)) + 1}
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// lastLine gives the line of the last token before an offset. The scanner looks a few characters ahead: when it has read
// no more of a line than that, the token is on a line before.
func (l *loader) lastLine(offset int) int {
	const lookahead = 3
	line := l.lines().position("", offset).Line
	seen := l.data[l.lines().starts[line-1]:offset]
	if len(bytes.TrimLeft(seen, " ")) > lookahead {
		return line
	}
	return l.lineBefore(line)
}

// lineBefore gives the last line before another that holds more than a comment, or the first line.
func (l *loader) lineBefore(line int) int {
	for line > 1 {
		line--
		if s := strings.TrimSpace(l.lines().line(line)); s != "" && s[0] != '#' {
			break
		}
	}
	return line
}

// tabbed reports whether a line is indented with a tab.
func (l *loader) tabbed(line int) bool {
	text := l.lines().line(line)
	return strings.Contains(text[:len(text)-len(strings.TrimLeft(text, " \t"))], "\t")
}

// culprit gives the line that is to blame when one does not continue its mapping: the line itself when it is indented
// unlike the one before, otherwise the one before, which then has something behind its value.
func (l *loader) culprit(line int) int {
	if before := l.lineBefore(line); indentOf(l.lines().line(before)) == indentOf(l.lines().line(line)) {
		return before
	}
	return line
}

// A dripReader gives one byte at a time and counts them.
type dripReader struct {
	data []byte
	read int
}

func (d *dripReader) Read(p []byte) (int, error) {
	if d.read == len(d.data) {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	p[0] = d.data[d.read]
	d.read++
	return 1, nil
}
