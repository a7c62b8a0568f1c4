package golang

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// godoc gives a text of the protocol as lines of a Go doc comment: CommonMark's paragraphs, lists, headings and code in
// the form that go/doc/comment knows, tables as they are, references as doc links, the marks of strong emphasis left out.
func (t *Target) godoc(text schema.Text) []string {
	prose, _ := text.In(t.options.Locale)
	if len(prose) == 0 {
		return nil
	}
	if len(prose) == 1 && prose[0].Ref == nil && isPlain(prose[0].Text) {
		return wrap(prose[0].Text, width)
	}
	var b strings.Builder
	for _, span := range prose {
		if span.Ref == nil {
			b.WriteString(span.Text)
		} else {
			b.WriteString(hide(t.reference(span.Ref, span.Text)))
		}
	}
	m := markdown{}
	for _, line := range strings.Split(normalLines.Replace(b.String()), "\n") {
		m.line(line)
	}
	m.flush()
	return m.blocks()
}

// isPlain reports whether a text is one paragraph without marks, as most are.
func isPlain(s string) bool {
	return s != "" && !strings.ContainsAny(s, "\n\r`[]*_<\\") && !strings.ContainsAny(s[:1], " #>~+-0123456789")
}

var normalLines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// A markdown is CommonMark on its way to a doc comment, line by line.
type markdown struct {
	out       []string
	paragraph []string // lines of the paragraph that is being read
	indent    string   // of that paragraph's lines after the first
	first     string   // what that paragraph begins with: "  - " in a list
	fence     string   // that ends the code that is being read; or ""
}

var (
	listItem = regexp.MustCompile(`^\s*([-*+]|\d{1,9}[.)])\s+(.*)$`)
	heading  = regexp.MustCompile(`^ {0,3}#{1,6}\s+(.*?)\s*#*$`)
	fenceRow = regexp.MustCompile("^ {0,3}(```+|~~~+)")
)

func (m *markdown) line(line string) {
	switch {
	case m.fence != "":
		m.code(line)
	case fenceRow.MatchString(line):
		m.flush()
		m.gap()
		m.fence = fenceRow.FindStringSubmatch(line)[1]
	case strings.TrimSpace(line) == "":
		m.flush()
		m.indent, m.first = "", ""
	case heading.MatchString(line):
		m.flush()
		m.gap()
		m.out = append(m.out, "# "+inline(heading.FindStringSubmatch(line)[1]), "")
	case listItem.MatchString(line):
		m.flush()
		m.item(listItem.FindStringSubmatch(line))
	case strings.HasPrefix(line, "|") && len(m.paragraph) == 0:
		m.row(line)
	default:
		m.paragraph = append(m.paragraph, strings.TrimPrefix(strings.TrimSpace(line), "> "))
	}
}

// code adds a line of a code block, which a tab marks.
func (m *markdown) code(line string) {
	if strings.HasPrefix(strings.TrimSpace(line), m.fence) {
		m.fence = ""
		m.out = append(m.out, "")
		return
	}
	if line != "" {
		line = "\t" + line
	}
	m.out = append(m.out, line)
}

// row adds a row of a table. Doc comments have none, but their code keeps its columns.
func (m *markdown) row(line string) {
	if n := len(m.out); n == 0 || !strings.HasPrefix(m.out[n-1], "\t|") {
		m.gap()
	}
	m.out = append(m.out, "\t"+show(strings.TrimSpace(line)))
}

// item begins an item of a list, which stands apart from what is before it.
func (m *markdown) item(match []string) {
	if m.first == "" {
		m.gap()
	}
	m.first, m.indent = "  - ", "    "
	if marker := match[1]; len(marker) > 1 {
		m.first = " " + strings.TrimRight(marker, ".)") + ". "
	}
	m.paragraph = append(m.paragraph, match[2])
}

// flush ends the paragraph that is being read.
func (m *markdown) flush() {
	if len(m.paragraph) == 0 {
		return
	}
	if m.first == "" {
		m.gap()
	}
	for i, line := range wrap(inline(strings.Join(m.paragraph, " ")), width-len(m.indent)) {
		if i == 0 {
			m.out = append(m.out, m.first+line)
		} else {
			m.out = append(m.out, m.indent+line)
		}
	}
	m.paragraph = nil
}

// gap puts an empty line between two blocks.
func (m *markdown) gap() {
	if len(m.out) > 0 && m.out[len(m.out)-1] != "" {
		m.out = append(m.out, "")
	}
}

// blocks gives the lines, without an empty one at the end.
func (m *markdown) blocks() []string {
	for len(m.out) > 0 && m.out[len(m.out)-1] == "" {
		m.out = m.out[:len(m.out)-1]
	}
	return m.out
}

var (
	link     = regexp.MustCompile(`!?\[([^\]]*)\]\(<?([^)\s>]*)>?(?:\s+"[^"]*")?\)`)
	autolink = regexp.MustCompile(`<([a-z][a-z0-9+.-]*:[^>\s]*)>`)
	strong   = regexp.MustCompile(`(\*\*|__)(\S|\S.*?\S)(\*\*|__)`)
	escaped  = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
)

// inline takes the marks out of a paragraph: of code, links, emphasis and escapes. Code with a space in it gets quotes.
func inline(s string) string {
	s = codeSpans(s)
	s = link.ReplaceAllString(s, "$1 ($2)")
	s = autolink.ReplaceAllString(s, "$1")
	s = strong.ReplaceAllString(s, "$2")
	s = escaped.ReplaceAllString(s, "$1")
	return show(s)
}

var ticks = regexp.MustCompile("`+")

// codeSpans takes the back quotes off code: as many of them end it as began it.
func codeSpans(s string) string {
	var b strings.Builder
	for {
		open := ticks.FindStringIndex(s)
		if open == nil {
			return b.String() + s
		}
		b.WriteString(s[:open[0]])
		fence := s[open[0]:open[1]]
		s = s[open[1]:]
		end := closing(s, fence)
		if end < 0 {
			b.WriteString(fence)
			continue
		}
		b.WriteString(hide(code(s[:end])))
		s = s[end+len(fence):]
	}
}

// closing finds the run of back quotes that is as long as the opening one, or -1.
func closing(s, fence string) int {
	for _, run := range ticks.FindAllStringIndex(s, -1) {
		if run[1]-run[0] == len(fence) {
			return run[0]
		}
	}
	return -1
}

// code spells code in prose: with quotes when a space is in it.
func code(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, " \t") {
		return `"` + s + `"`
	}
	return s
}

// hide keeps a finished piece of text from being read as CommonMark: what could be a mark goes to Unicode's private area
// until show brings it back.
func hide(s string) string {
	return strings.Map(func(r rune) rune { return shift(r, marks, private) }, s)
}

func show(s string) string {
	return strings.Map(func(r rune) rune { return shift(r, private, marks) }, s)
}

const (
	marks   = "`[]()<>*_\\!#-+|~"
	private = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c\ue00d\ue00e\ue00f"
)

// shift exchanges a character of one list for that of another at the same place.
func shift(r rune, from, to string) rune {
	i := strings.IndexRune(from, r)
	if i < 0 {
		return r
	}
	return []rune(to)[utf8.RuneCountInString(from[:i])]
}

// wrap breaks a text into lines.
func wrap(s string, width int) []string {
	s = singleSpaced(s)
	var lines []string
	for s != "" {
		end := lineEnd(s, width)
		lines = append(lines, s[:end])
		s = strings.TrimPrefix(s[end:], " ")
	}
	return lines
}

// singleSpaced puts one space between words, which in most texts is so already.
func singleSpaced(s string) string {
	if isPrintable(s) && !strings.Contains(s, "  ") && strings.Trim(s, " ") == s {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// lineEnd finds where the first line of a text ends: before the last space that is not past the width, or before the first
// space when the first word is longer than that.
func lineEnd(s string, width int) int {
	last, n := -1, 0 // the last space; how many characters have passed
	for i, r := range s {
		switch {
		case r == ' ' && n > width:
			return i
		case r == ' ':
			last = i
		}
		if n++; n > width && last >= 0 {
			return last
		}
	}
	return len(s)
}

// reference spells a [[reference]]: as a doc link where it means something that this package has, else in words. Inner is
// the text between the brackets.
func (t *Target) reference(ref *schema.Ref, inner string) string {
	switch {
	case ref.Label != "":
		return ref.Label
	case ref.Value != nil && t.parts.has(ref.Target):
		return "[" + t.names.values[ref.Value] + "]"
	case ref.Value != nil:
		return ref.Value.Value.Text()
	case ref.Field != nil && ref.Local:
		return t.names.fields[ref.Field]
	case ref.Field != nil:
		return t.referenceTo(ref.Target, inner) + "." + t.names.fields[ref.Field]
	default:
		return t.referenceTo(ref.Target, inner)
	}
}

func (t *Target) referenceTo(target schema.Element, inner string) string {
	switch target := target.(type) {
	case *schema.Message:
		if t.parts.has(target) {
			return "[" + t.names.messages[target] + "]"
		}
		return target.ID
	case *schema.Decl:
		if t.parts.has(target) {
			return "[" + t.names.decls[target] + "]"
		}
		return target.Name
	case *schema.Endpoint:
		switch {
		case !slices.Contains(t.parts.endpoints, target):
			return target.ID
		case target.ServedByApp:
			return "[" + handlerOf(target) + "]"
		default:
			return "[HTTPClient." + endpointName(target) + "]"
		}
	case *schema.Flow:
		return t.plain(target.Title)
	case *schema.Guide:
		return t.plain(target.Title)
	}
	return inner
}

// plain gives a title, whose references are not followed: a title could refer to itself.
func (t *Target) plain(title schema.Text) string {
	prose, _ := title.In(t.options.Locale)
	return prose.String()
}
