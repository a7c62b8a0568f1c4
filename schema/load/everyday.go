package load

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// An everyday reader reads the part of YAML that protocol files are written in: block and flow collections, text on one
// line, in quotes or below "|" and ">", and comments on lines of their own. It takes a tenth of the time of yaml.v3 and
// gives the same tree, node for node. Anything else, whether rare or wrong, makes it give up: then yaml.v3 reads the file,
// and is the one that says what is wrong. A method that gives up gives nil, and so does whoever called it.
//
// Values are parts of the text, not copies, and nodes are made many at a time.
type everyday struct {
	text  string
	pos   int
	line  int // of pos, from 1
	start int // of the line, as an offset
	depth int

	counted, column int // the character at offset counted of the line is at this column

	spare []yaml.Node  // to be used
	open  []*yaml.Node // content of the collections around pos
	list  []*yaml.Node // to be cut into contents
}

// everydayTree gives the tree of a file, or nil.
func everydayTree(data []byte) *yaml.Node {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if isUncommon(text) {
		return nil
	}
	r := &everyday{text: text, line: 1, column: 1}
	r.toContent()
	if r.atEnd() {
		return nil
	}
	if root := r.node(-1); r.atEnd() {
		return root
	}
	return nil
}

// isUncommon reports whether a text holds anything that changes what the characters around it mean: tabs and other line
// ends, and lines that begin or end a document.
func isUncommon(text string) bool {
	if strings.ContainsAny(text, "\t\r") {
		return true
	}
	for _, s := range []string{"---", "..."} {
		if strings.HasPrefix(text, s) || strings.Contains(text, "\n"+s) {
			return true
		}
	}
	for _, s := range []string{"\u0085", "\u2028", "\u2029", "\uFEFF"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func (r *everyday) atEnd() bool { return r.pos == len(r.text) }

// at gives the character at an offset, a line feed beyond the end.
func (r *everyday) at(i int) byte {
	if i < len(r.text) {
		return r.text[i]
	}
	return '\n'
}

// isBlank reports whether a space or the end of a line is at an offset.
func (r *everyday) isBlank(i int) bool { c := r.at(i); return c == ' ' || c == '\n' }

func (r *everyday) skipSpaces() {
	for !r.atEnd() && r.text[r.pos] == ' ' {
		r.pos++
	}
}

// endLine goes to the end of a line that holds nothing more.
func (r *everyday) endLine() bool {
	r.skipSpaces()
	return r.at(r.pos) == '\n'
}

// nextLine goes to the beginning of the next line, from the end of this one.
func (r *everyday) nextLine() {
	r.pos++
	r.line++
	r.start, r.counted, r.column = r.pos, r.pos, 1
}

// toContent goes on to the next line that holds more than a comment, to the first character there.
func (r *everyday) toContent() {
	for {
		r.skipSpaces()
		switch {
		case r.atEnd():
			return
		case r.text[r.pos] == '#':
			r.pos += len(r.restOfLine())
		case r.text[r.pos] != '\n':
			return
		}
		if !r.atEnd() {
			r.nextLine()
		}
	}
}

// restOfLine gives the text up to the end of the line.
func (r *everyday) restOfLine() string {
	rest := r.text[r.pos:]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		return rest[:end]
	}
	return rest
}

// indent is how far the content at pos is indented; -1 at the end of the text.
func (r *everyday) indent() int {
	if r.atEnd() {
		return -1
	}
	return r.pos - r.start
}

// A place is where a node stands, in characters.
type place struct{ line, column int }

func (r *everyday) here() place {
	r.column += utf8.RuneCountInString(r.text[r.counted:r.pos])
	r.counted = r.pos
	return place{r.line, r.column}
}

// make gives a node.
func (r *everyday) make(at place, kind yaml.Kind, style yaml.Style, tag, value string) *yaml.Node {
	const many = 512
	if len(r.spare) == 0 {
		r.spare = make([]yaml.Node, many)
	}
	n := &r.spare[0]
	r.spare = r.spare[1:]
	n.Kind, n.Style, n.Tag, n.Value, n.Line, n.Column = kind, style, tag, value, at.line, at.column
	return n
}

// null gives what stands where nothing does.
func (r *everyday) null(at place) *yaml.Node { return r.make(at, yaml.ScalarNode, 0, nullTag, "") }

// close takes the nodes that are open since base as the content of a collection.
func (r *everyday) close(n *yaml.Node, base int) *yaml.Node {
	const many = 2048
	count := len(r.open) - base
	if len(r.list) < count {
		r.list = make([]*yaml.Node, max(many, count))
	}
	n.Content = r.list[:count:count]
	r.list = r.list[count:]
	copy(n.Content, r.open[base:])
	r.open = r.open[:base]
	return n
}

// node reads what begins at pos, inside a collection that is indented by outer, and goes on to the content after it.
func (r *everyday) node(outer int) *yaml.Node {
	if r.depth > maxDepth {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	if r.isEntry() {
		return r.sequence()
	}
	if key := r.key(); key != nil {
		return r.mapping(key)
	}
	return r.value(outer)
}

// isEntry reports whether the entry of a list is at pos.
func (r *everyday) isEntry() bool { return r.at(r.pos) == '-' && r.isBlank(r.pos+1) }

// sequence reads a list whose first entry is at pos. It ends before what is not an entry of it.
func (r *everyday) sequence() *yaml.Node {
	n, base, indent := r.make(r.here(), yaml.SequenceNode, 0, "!!seq", ""), len(r.open), r.indent()
	for r.indent() == indent && r.isEntry() {
		r.pos++
		item := r.item(indent)
		if item == nil {
			return nil
		}
		r.open = append(r.open, item)
	}
	if r.indent() > indent {
		return nil
	}
	return r.close(n, base)
}

// item reads an entry of a list, from the character after the "-".
func (r *everyday) item(indent int) *yaml.Node {
	after := r.here()
	if r.endLine() {
		if r.toContent(); r.indent() <= indent {
			return r.null(after)
		}
	}
	return r.node(indent)
}

// mapping reads a mapping whose first key has just been read.
func (r *everyday) mapping(key *yaml.Node) *yaml.Node {
	n, base, indent := r.make(place{key.Line, key.Column}, yaml.MappingNode, 0, "!!map", ""), len(r.open), key.Column-1
	for {
		value := r.valueOf(indent)
		if value == nil {
			return nil
		}
		r.open = append(r.open, key, value)
		if r.indent() < indent {
			return r.close(n, base)
		}
		if r.indent() > indent || r.isEntry() {
			return nil
		}
		if key = r.key(); key == nil {
			return nil
		}
	}
}

// valueOf reads the value of a key, from the character after the ":".
func (r *everyday) valueOf(indent int) *yaml.Node {
	after := r.here()
	if !r.endLine() {
		return r.value(indent)
	}
	r.toContent()
	switch {
	case r.indent() > indent:
		return r.node(indent)
	case r.indent() == indent && r.isEntry():
		return r.sequence() // a list need not be indented more than its key
	}
	return r.null(after)
}

// key reads a key with its ":", or stays where it is and gives nil.
func (r *everyday) key() *yaml.Node {
	const longest = 1000 // yaml.v3 looks for the ":" among the next 1024 characters
	pos, rest := r.pos, r.restOfLine()
	var n *yaml.Node
	switch c := r.at(pos); {
	case c == '"' || c == '\'':
		n = r.quoted()
	case r.startsPlain():
		end := strings.Index(rest, ":")
		for end >= 0 && !r.isBlank(pos+end+1) {
			next := strings.Index(rest[end+1:], ":")
			if next < 0 {
				return nil
			}
			end += 1 + next
		}
		if end > 0 && rest[end-1] != ' ' && !strings.Contains(rest[:end], " #") {
			n = r.plain(rest[:end])
		}
	}
	if n == nil || r.at(r.pos) != ':' || !r.isBlank(r.pos+1) || r.pos-pos > longest {
		r.pos = pos
		return nil
	}
	r.pos++
	return n
}

// value reads a value that is neither a list nor a mapping in block style.
func (r *everyday) value(outer int) *yaml.Node {
	var n *yaml.Node
	switch r.at(r.pos) {
	case '{', '[':
		n = r.flow()
	case '"', '\'':
		n = r.quoted()
	case '|', '>':
		return r.blockText(outer)
	default:
		return r.plainText(outer)
	}
	if n == nil || !r.endLine() {
		return nil
	}
	r.toContent()
	return n
}

// flow reads a list or mapping in brackets. Whatever its lines are indented by means nothing.
func (r *everyday) flow() *yaml.Node {
	if r.depth > maxDepth {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	n, base, closing := r.make(r.here(), yaml.SequenceNode, yaml.FlowStyle, "!!seq", ""), len(r.open), byte(']')
	if r.text[r.pos] == '{' {
		n.Kind, n.Tag, closing = yaml.MappingNode, "!!map", '}'
	}
	r.pos++
	for {
		if r.skipLines(); r.at(r.pos) == closing {
			r.pos++
			return r.close(n, base)
		}
		if !r.flowEntry(n.Kind) {
			return nil
		}
		if r.skipLines(); r.at(r.pos) == ',' {
			r.pos++
		} else if r.at(r.pos) != closing {
			return nil
		}
	}
}

// skipLines goes on to the next character that is no space, on whatever line.
func (r *everyday) skipLines() {
	for r.skipSpaces(); !r.atEnd() && r.text[r.pos] == '\n'; r.skipSpaces() {
		r.nextLine()
	}
}

// flowEntry reads an element, or a key and its value, and reports whether it could.
func (r *everyday) flowEntry(kind yaml.Kind) bool {
	pos := r.pos
	n := r.flowNode()
	if n == nil {
		return false
	}
	r.open = append(r.open, n)
	if kind == yaml.SequenceNode {
		return true
	}
	const longest = 1000
	if n.Kind != yaml.ScalarNode || r.at(r.pos) != ':' || !r.isBlank(r.pos+1) || r.pos-pos > longest {
		return false
	}
	r.pos++
	r.skipLines()
	if n = r.flowNode(); n == nil {
		return false
	}
	r.open = append(r.open, n)
	return true
}

func (r *everyday) flowNode() *yaml.Node {
	switch r.at(r.pos) {
	case '{', '[':
		return r.flow()
	case '"', '\'':
		return r.quoted()
	}
	return r.flowText()
}
