package load

import (
	"path"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// isSlug reports whether a name is made of letters, digits, "-" and "_".
func isSlug(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r != '-' && r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.N)
	}) < 0
}

// declareGuides makes an element for every guide that the file names.
func (l *loader) declareGuides(n *yaml.Node) {
	for _, item := range items(n) {
		name := text(item)
		g := &schema.Guide{ID: strings.TrimSuffix(path.Base(name), ".md")}
		g.Pos = l.report.at(item)
		if !isSlug(g.ID) || !strings.HasSuffix(name, ".md") {
			l.report.add(item, "bad-name", `a guide is named by its file: letters, digits, "-" and "_", then ".md"; rename %q`, name)
		}
		l.protocol.Guides = append(l.protocol.Guides, g)
		l.refer(g.ID, g)
	}
}

func (l *loader) fillGuides(n *yaml.Node, top scope) {
	for i, item := range items(n) {
		g := l.protocol.Guides[i]
		g.Path, g.Evidence = "guides."+g.ID, top.evidence
		name, ok := l.guideFile(item)
		if !ok {
			continue
		}
		data, ok := l.read(name, maxGuide, l.report.at(item))
		if !ok {
			continue
		}
		lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		p := guideParser{loader: l, guide: g, file: l.src.display(name), lines: lines, ids: map[string]int{}}
		p.parse()
	}
}

// guideFile gives the place of a guide in the source. It must stay in the folder of the protocol file.
func (l *loader) guideFile(item *yaml.Node) (string, bool) {
	name := text(item)
	clean := path.Clean(name)
	if name == "" || path.IsAbs(name) || clean == ".." || strings.HasPrefix(clean, "../") || strings.ContainsAny(name, `\:`) {
		l.report.add(item, "unreadable", "%q is not inside the folder of the protocol file; move the guide there and name it with slashes", name)
		return "", false
	}
	return path.Join(path.Dir(l.src.Name), clean), true
}

// A guideParser cuts the markdown of one guide into blocks.
type guideParser struct {
	*loader
	guide   *schema.Guide
	file    string
	lines   []string
	line    int            // index of the next line
	heading string         // id of the heading above
	ids     map[string]int // of headings, with how often each was wanted
}

func (p *guideParser) position(line, col int) schema.Position {
	return schema.Position{File: p.file, Line: line + 1, Col: col + 1}
}

func (p *guideParser) parse() {
	p.guide.Pos = p.position(0, 0)
	title, ok := strings.CutPrefix(p.lines[0], "# ")
	if !ok || strings.TrimSpace(schema.Seen(title)) == "" {
		p.report.addAt(p.guide.Pos, "guide-title", `the first line of a guide is its title; begin the file with "# Title"`)
		return
	}
	p.prose(&p.guide.Title, strings.TrimSpace(title), ".title", 0, 2)
	for p.line = 1; p.line < len(p.lines); {
		p.block()
	}
}

// block reads what begins at the next line.
func (p *guideParser) block() {
	line := p.lines[p.line]
	switch {
	case strings.TrimSpace(line) == "":
		p.line++
	case fenceOf(line) != "":
		p.code()
	case headingLevel(line) > 0:
		p.headingBlock(line)
	default:
		p.paragraph()
	}
}

// code reads a fenced block, also one that stands indented inside a list: no code is text to translate.
func (p *guideParser) code() {
	start, open := p.line, fenceOf(p.lines[p.line])
	indent := strings.Index(p.lines[start], open)
	end := p.fenceEnd(start, open)
	code := make([]string, end-start-1)
	for i, line := range p.lines[start+1 : end] {
		code[i] = line[min(indent, len(line)-len(strings.TrimLeft(line, " "))):]
	}
	p.guide.Blocks = append(p.guide.Blocks, &schema.Block{
		Kind:    schema.CodeBlock,
		Heading: p.heading,
		Code:    strings.Join(code, "\n"),
		Info:    strings.TrimSpace(p.lines[start][indent+len(open):]),
		Pos:     p.position(start, indent),
	})
	p.line = end + 1
}

// fenceEnd gives the line that closes the fence opened at start, or reports that none does.
func (p *guideParser) fenceEnd(start int, open string) int {
	for i := start + 1; i < len(p.lines); i++ {
		line := strings.TrimSpace(p.lines[i])
		if len(line) >= len(open) && strings.Trim(line, open[:1]) == "" {
			return i
		}
	}
	p.report.addAt(p.position(start, 0), "guide-code", `this fenced code is never closed; end it with a line %q`, open)
	return len(p.lines)
}

// fenceOf gives the run of backticks or tildes that opens fenced code, or "".
func fenceOf(line string) string {
	line = strings.TrimLeft(line, " ")
	for _, mark := range []string{"`", "~"} {
		rest := strings.TrimLeft(line, mark)
		if n := len(line) - len(rest); n >= 3 && !(mark == "`" && strings.Contains(rest, "`")) {
			return line[:n]
		}
	}
	return ""
}

// headingLevel gives the number of # that make a line a heading, or 0.
func headingLevel(line string) int {
	rest := strings.TrimLeft(line, "#")
	n := len(line) - len(rest)
	if n > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return 0
	}
	return n
}

var explicitID = regular(`^(.*\S)\s*\{#([^{}\s]*)\}$`)

func (p *guideParser) headingBlock(line string) {
	at, level := p.line, headingLevel(line)
	p.line++
	words := strings.TrimSpace(strings.TrimRight(strings.TrimSpace(line[level:]), "#"))
	if level == 1 || schema.Seen(words) == "" {
		p.report.addAt(p.position(at, 0), "guide-heading", `a guide has one title and headings with words; write "## Words"`)
		return
	}
	if m := explicitID().FindStringSubmatch(words); m != nil {
		words = m[1]
		p.explicit(m[2], at)
	} else {
		p.derived(words)
	}
	b := &schema.Block{Kind: schema.Heading, Level: level, Heading: p.heading, Pos: p.position(at, 0)}
	p.prose(&b.Text, words, "."+p.heading, at, strings.Index(line, words))
	p.guide.Blocks = append(p.guide.Blocks, b)
}

// explicit takes an id that the author chose.
func (p *guideParser) explicit(id string, at int) {
	if !isSlug(id) {
		p.report.addAt(p.position(at, 0), "bad-name", `the id of a heading has letters, digits, "-" and "_"; change {#%s}`, id)
	}
	if p.ids[id] > 0 {
		p.report.addAt(p.position(at, 0), "duplicate-name", "another heading of this guide has the id %q; choose another", id)
	}
	p.ids[id]++
	p.heading = id
}

// derived makes an id from the words, as GitHub does: a second one of the same words gets "-1".
func (p *guideParser) derived(words string) {
	slug := slugOf(words)
	id := slug
	for p.ids[id] > 0 {
		id = slug + "-" + strconv.Itoa(p.ids[slug])
		p.ids[slug]++
	}
	p.ids[id]++
	p.heading = id
}

// slugOf gives the anchor of a heading: lower case, spaces to hyphens, no punctuation.
func slugOf(words string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(words) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

var underline = regular(`^ {0,3}(=+|-+)\s*$`)

// paragraph reads prose up to a blank line, a heading or fenced code.
func (p *guideParser) paragraph() {
	start := p.line
	for p.line < len(p.lines) {
		line := p.lines[p.line]
		if fenceOf(line) != "" || strings.TrimSpace(line) == "" || headingLevel(line) > 0 {
			break
		}
		if p.line > start && underline().MatchString(line) && startsText(p.lines[p.line-1]) {
			p.report.addAt(p.position(p.line, 0), "guide-heading", `a line of "-" or "=" makes the line above it a heading; write "## Words", or leave a blank line for a rule`)
		}
		p.line++
	}
	p.line = min(p.line, len(p.lines))
	b := &schema.Block{Kind: schema.Paragraph, Heading: p.heading, Pos: p.position(start, 0)}
	p.prose(&b.Text, strings.Join(p.lines[start:p.line], "\n"), "."+p.heading, start, 0)
	p.guide.Blocks = append(p.guide.Blocks, b)
}

// startsText reports whether a line is plain text, not part of a list, table or quote.
func startsText(line string) bool {
	return line != "" && !strings.ContainsRune(" >|-*+", rune(line[0])) && !unicode.IsDigit(rune(line[0]))
}

// prose fills a text of the guide that begins at a line and column.
func (p *guideParser) prose(t *schema.Text, raw, key string, line, col int) {
	t.Key = p.guide.Path + strings.TrimSuffix(key, ".")
	t.Pos = p.position(line, col)
	if len(raw) > maxProse {
		p.report.addAt(t.Pos, "too-large", "this paragraph is longer than %d characters; cut it with blank lines", maxProse)
		return
	}
	p.loader.prose(t, raw, nil, func(needle string, nth int) schema.Position {
		return findInText(indexLines([]byte(raw)), t.Pos, needle, nth)
	})
}

// findInText gives the place of the nth needle in a text that stands at a position exactly as it is.
func findInText(index lineIndex, pos schema.Position, needle string, nth int) schema.Position {
	at := nthIndex(index.data, needle, nth)
	if at < 0 {
		return pos
	}
	inside := index.position(pos.File, at)
	if inside.Line == 1 {
		inside.Col += pos.Col - 1
	}
	inside.Line += pos.Line - 1
	return inside
}
