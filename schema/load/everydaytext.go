package load

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// startsPlain reports whether text without quotes may begin at pos.
func (r *everyday) startsPlain() bool {
	switch c := r.at(r.pos); c {
	case '-':
		return !r.isBlank(r.pos + 1)
	case ' ', '\n', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	}
	return true
}

// plain gives a node of text without quotes that begins at pos, and goes behind it.
func (r *everyday) plain(s string) *yaml.Node {
	if s == "<<" {
		return nil
	}
	n := r.make(r.here(), yaml.ScalarNode, 0, tagOf(s), s)
	r.pos += len(s)
	return n
}

// tagOf says what YAML takes text without quotes for.
func tagOf(s string) string {
	switch c := s[0]; {
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return (&yaml.Node{Kind: yaml.ScalarNode, Value: s}).ShortTag()
	case len(s) > len("false"):
		return textTag
	}
	switch s {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return boolTag
	case "~", "null", "Null", "NULL":
		return nullTag
	}
	return textTag
}

// plainLine gives the text without quotes on the rest of a line, "" when there is more than that.
func (r *everyday) plainLine() string {
	rest := r.restOfLine()
	if strings.Contains(rest, ": ") || strings.HasSuffix(rest, ":") || strings.Contains(rest, " #") {
		return ""
	}
	return strings.TrimRight(rest, " ")
}

// plainText reads text without quotes, which goes on as long as its lines are indented more than what is around it.
func (r *everyday) plainText(outer int) *yaml.Node {
	if !r.startsPlain() {
		return nil
	}
	first := r.plainLine()
	if first == "" {
		return nil
	}
	n := r.plain(first)
	if n == nil {
		return nil
	}
	var whole strings.Builder
	for r.endLine() {
		line := r.line
		if r.skipLines(); r.indent() <= outer || r.text[r.pos] == '#' {
			break
		}
		more := r.plainLine()
		if more == "" {
			return nil
		}
		if whole.Len() == 0 {
			whole.WriteString(first)
		}
		foldInto(&whole, r.line-line)
		whole.WriteString(more)
		r.pos += len(more)
	}
	if whole.Len() > 0 {
		n.Value, n.Tag = whole.String(), tagOf(whole.String())
	}
	r.toContent()
	return n
}

// foldInto writes what joins two lines: a space, or the empty lines between them.
func foldInto(b *strings.Builder, lines int) {
	if lines == 1 {
		b.WriteByte(' ')
	}
	for range lines - 1 {
		b.WriteByte('\n')
	}
}

// flowText reads text without quotes inside brackets, where it ends before a comma too.
func (r *everyday) flowText() *yaml.Node {
	if !r.startsPlain() {
		return nil
	}
	i := r.pos
scan:
	for ; i < len(r.text); i++ {
		switch r.text[i] {
		case ',', ']', '}', '\n':
			break scan
		case ':':
			if r.isBlank(i + 1) {
				break scan
			}
			if strings.IndexByte(",[]{}?", r.text[i+1]) >= 0 {
				return nil
			}
		case '[', '{', '?':
			return nil
		case '#':
			if r.text[i-1] == ' ' {
				return nil
			}
		}
	}
	s := strings.TrimRight(r.text[r.pos:i], " ")
	if r.at(i) == ':' && len(s) < i-r.pos {
		return nil
	}
	n := r.plain(s)
	if r.at(i) == '\n' {
		if r.skipLines(); strings.IndexByte(",]}", r.at(r.pos)) < 0 {
			return nil // it goes on
		}
	}
	return n
}

// quoted reads text in quotes that ends on its line, and has no escape but those that everybody knows.
func (r *everyday) quoted() *yaml.Node {
	quote, rest := r.text[r.pos], r.restOfLine()
	style := yaml.DoubleQuotedStyle
	if quote == '\'' {
		style = yaml.SingleQuotedStyle
	}
	end, escaped := 1, false
	for ; ; end++ {
		if end >= len(rest) {
			return nil
		}
		if rest[end] == '\\' && quote == '"' || rest[end] == quote && quote == '\'' && strings.HasPrefix(rest[end+1:], "'") {
			end++
			escaped = true
		} else if rest[end] == quote {
			break
		}
	}
	s := rest[1:end]
	if escaped {
		if s = unescaped(s, quote); s == "" {
			return nil
		}
	}
	n := r.make(r.here(), yaml.ScalarNode, style, textTag, s)
	r.pos += end + 1
	return n
}

// unescaped gives text as it is meant, or "" when it has an escape that is not known here.
func unescaped(s string, quote byte) string {
	if quote == '\'' {
		return strings.ReplaceAll(s, "''", "'")
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' {
			i++
			switch s[i] {
			case '"', '\\':
				c = s[i]
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			default:
				return ""
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// blockText reads the lines below "|" or ">".
func (r *everyday) blockText(outer int) *yaml.Node {
	style, folded := yaml.LiteralStyle, false
	if r.text[r.pos] == '>' {
		style, folded = yaml.FoldedStyle, true
	}
	n := r.make(r.here(), yaml.ScalarNode, style, textTag, "")
	r.pos++
	var chomp byte
	if c := r.at(r.pos); c == '-' || c == '+' {
		chomp = c
		r.pos++
	}
	if r.atEnd() || r.text[r.pos] != '\n' {
		return nil
	}
	r.nextLine()
	indent := len(r.restOfLine()) - len(strings.TrimLeft(r.restOfLine(), " "))
	if indent <= outer || indent == 0 || indent == len(r.restOfLine()) {
		return nil // nothing is there, or it begins with empty lines
	}
	n.Value = r.blockLines(indent, folded, chomp)
	r.toContent()
	return n
}

// blockLines reads the lines that are indented at least so much, and the empty ones between them.
func (r *everyday) blockLines(indent int, folded bool, chomp byte) string {
	var b strings.Builder
	first, ended := true, false // the last line that is not empty has a line end, which is not written yet
	empty, inset := 0, false    // lines after it; it begins with a space
	for !r.atEnd() {
		line := r.restOfLine()
		body := strings.TrimLeft(line, " ")
		if len(line)-len(body) < indent && body != "" {
			break
		}
		r.pos += len(line)
		more := !r.atEnd()
		if len(line) > indent {
			body = line[indent:]
			if !first {
				joinInto(&b, folded && !inset && body[0] != ' ', empty)
			}
			b.WriteString(body)
			first, ended, empty, inset = false, more, 0, body[0] == ' '
		} else if more {
			empty++
		}
		if more {
			r.nextLine()
		}
	}
	if ended && chomp != '-' {
		b.WriteByte('\n')
	}
	if chomp == '+' {
		b.WriteString(strings.Repeat("\n", empty))
	}
	return b.String()
}

// joinInto writes what joins two lines of a block with so many empty ones between them.
func joinInto(b *strings.Builder, fold bool, empty int) {
	if !fold {
		empty++
	} else if empty == 0 {
		b.WriteByte(' ')
	}
	for range empty {
		b.WriteByte('\n')
	}
}
