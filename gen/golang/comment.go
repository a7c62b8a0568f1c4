package golang

import (
	"fmt"
	godoc "go/doc/comment"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// commentText is the only way for text to get into a Go comment. A protocol's text is not to be trusted there: a newline would
// end the comment and let the next line run as code, a NUL or a byte order mark would break the file, a line that starts
// with "+build" would keep it from being compiled, and bidirectional control characters would show a reader other code than
// the compiler sees. So every line gets its own marker followed by a space, which also keeps "//go:" lines from being
// directives, and what cannot be seen is spelled out. Lines are paragraphs and list items as go/doc/comment reads them.
func commentText(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeComment(&b, line)
	}
	return b.String()
}

// writeComment is commentText for one line. It writes to memory, where nothing can fail.
func writeComment(w io.StringWriter, line string) {
	line = visible(line)
	marker := "// "
	if line == "" || line[0] == '\t' {
		marker = "//"
	}
	_, _ = w.WriteString(marker)
	_, _ = w.WriteString(line)
}

// visible keeps a line one line, and spells out what a reader cannot see.
func visible(line string) string {
	if isPrintable(line) && !strings.HasSuffix(line, " ") && !strings.Contains(line, "+build") {
		return line // as nearly all are
	}
	line = strings.ToValidUTF8(line, "\ufffd")
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	if strings.HasPrefix(strings.TrimSpace(line), "+build") {
		line = strings.Replace(line, "+build", `\+build`, 1)
	}
	var b strings.Builder
	margin := len(line) - len(strings.TrimLeft(line, "\t"))
	for i, r := range line {
		switch {
		case r == '\t' && i < margin:
			b.WriteRune(r)
		case r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\ufeff':
			fmt.Fprintf(&b, "U+%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPrintable reports whether a text is made of ASCII without control characters.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// isPlainDoc reports whether a doc comment already is as gofmt prints it: paragraphs of plain lines, none of which could be
// taken for a heading, an item of a list, code or the target of a link.
func isPlainDoc(lines []string) bool {
	for i, line := range lines {
		ends := i+1 == len(lines) || lines[i+1] == "" // the paragraph
		switch {
		case line == "":
			if i == 0 || ends {
				return false
			}
			continue
		case !beginsPlain(line):
			return false
		case strings.Contains(line, "``") || strings.Contains(line, "''"): // gofmt makes them “ and ”
			return false
		case ends && i > 0 && !strings.HasSuffix(line, "."): // could be a heading
			return false
		}
	}
	return true
}

// beginsPlain reports whether a line of a comment begins with a word or with a link to something of the package.
func beginsPlain(line string) bool {
	if line[0] == '[' {
		return !strings.Contains(line, "]:")
	}
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLetter(first)
}

// formatDoc gives a doc comment the form of gofmt.
func formatDoc(text string) string {
	var plain strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		plain.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ") + "\n")
	}
	var parser godoc.Parser
	var printer godoc.Printer
	formatted := strings.TrimSuffix(string(printer.Comment(parser.Parse(plain.String()))), "\n")
	if formatted == "" {
		return "" // gofmt drops a comment that says nothing
	}
	lines := strings.Split(formatted, "\n")
	for i, line := range lines {
		switch {
		case line == "":
			lines[i] = "//"
		case line[0] == '\t':
			lines[i] = "//" + line
		default:
			lines[i] = "// " + line
		}
	}
	return strings.Join(lines, "\n")
}

// width is where the lines of a comment are broken, in characters.
const width = 100

// A doc collects the paragraphs of a doc comment.
type doc struct {
	target *Target
	note   string // a sentence of the generator's own to put after the description; or ""
	lines  []string
}

// say adds a paragraph of the generator's own words.
func (d *doc) say(format string, args ...any) *doc {
	return d.paragraphs(wrap(fmt.Sprintf(format, args...), width))
}

// prose adds a text of the protocol.
func (d *doc) prose(t schema.Text) *doc { return d.paragraphs(d.target.godoc(t)) }

func (d *doc) paragraphs(lines []string) *doc {
	if len(lines) == 0 {
		return d
	}
	if len(d.lines) > 0 {
		d.lines = append(d.lines, "")
	}
	d.lines = append(d.lines, lines...)
	return d
}

// comment gives the comment, to be followed by its declaration.
func (d *doc) comment() *jen.Statement { return comment(d.lines...) }

// comment puts lines above a declaration, which follows in the same statement.
func comment(lines ...string) *jen.Statement {
	if len(lines) == 0 {
		return jen.Add()
	}
	return jen.Comment(commentText(lines)).Line() // jennifer writes what begins with // as it is
}

func (t *Target) doc() *doc { return &doc{target: t} }

// about adds what every element has: description, version and deprecation. The summary is said by the caller.
func (d *doc) about(m *schema.Meta) *doc {
	d.prose(m.Description)
	if d.note != "" {
		d.say("%s", d.note)
	}
	d.say("%s", strings.Join(since(m), " "))
	return d.deprecated(m.Deprecated)
}

// facts adds short sentences, to the paragraph before if that is all there is.
func (d *doc) facts(sentences []string) *doc {
	words := strings.Join(sentences, " ")
	if words == "" {
		return d
	}
	if len(d.lines) > 0 && !slices.ContainsFunc(d.lines, isBlock) {
		words = strings.Join(d.lines, " ") + " " + words
		d.lines = nil
	}
	return d.say("%s", words)
}

// isBlock reports whether a line belongs to something else than the first paragraph.
func isBlock(line string) bool { return line == "" || strings.ContainsAny(line[:1], " \t#") }

// since tells of a version, unless it is the first: what was there from the beginning says nothing.
func since(m *schema.Meta) []string {
	if m.Since == nil || m.Since.Index <= 0 {
		return nil
	}
	return []string{"Since " + m.Since.ID + "."}
}

// deprecated adds the paragraph by which tools know that something is not to be used. It must be the last.
func (d *doc) deprecated(dep *schema.Deprecation) *doc {
	if dep == nil {
		return d
	}
	words := []string{"Deprecated:"}
	if dep.Since != nil {
		words = append(words, "since "+dep.Since.ID+".")
	}
	if dep.Use != nil {
		words = append(words, "Use "+d.target.reference(dep.Use, "")+" instead.")
	}
	if reason := strings.Join(d.target.godoc(dep.Reason), " "); reason != "" {
		words = append(words, reason)
	}
	if len(words) == 1 {
		words = append(words, "do not use.")
	}
	return d.say("%s", strings.Join(words, " "))
}

// summary gives a summary's text on one line, or "".
func (t *Target) summary(text schema.Text) string {
	return strings.Join(strings.Fields(strings.Join(t.godoc(text), " ")), " ")
}
