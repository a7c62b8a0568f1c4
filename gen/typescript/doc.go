package typescript

import (
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// commentWidth is how long a line may get.
const commentWidth = 120

// A doc is a JSDoc comment on its way: text that is safe in a comment already.
type doc struct {
	prose []string // paragraphs and other blocks of CommonMark
	tags  []string // "@since 1.2.0"
}

// lines lays a comment out.
func (d doc) lines(width int) []string {
	width -= len(" * ")
	lines := make([]string, 0, 2*(len(d.prose)+len(d.tags)))
	for _, block := range d.prose {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, layOut(block, width)...)
	}
	if len(lines) > 0 && len(d.tags) > 0 {
		lines = append(lines, "")
	}
	for _, tag := range d.tags {
		lines = append(lines, strings.Split(tag, "\n")...)
	}
	return lines
}

// layOut wraps a paragraph and leaves any other block as it is.
func layOut(block string, width int) []string {
	if !startsBlock(firstWord(block)) && isOneLine(block, width) && !strings.HasSuffix(block, `\`) {
		return []string{block}
	}
	lines := strings.Split(block, "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t") || strings.HasSuffix(line, "  ") ||
			strings.HasSuffix(line, `\`) || startsBlock(firstWord(line)) {
			return lines
		}
	}
	return wrap(block, width)
}

func firstWord(line string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
	return word
}

// docOf says what the protocol says of an element, and then the facts that its type cannot say. How it is known is one of
// them, where that differs from the element around it: nobody needs to be told twice.
func (t *Target) docOf(m *schema.Meta, around schema.Evidence, facts ...string) doc {
	d := doc{prose: append(t.blocks(&m.Summary), t.blocks(&m.Description)...)}
	if words := evidenceWords[m.Evidence]; m.Evidence != around && words != "" {
		facts = append(facts, words)
	}
	if len(facts) > 0 {
		d = d.with(strings.Join(facts, " "))
	}
	if m.Since != nil {
		d.tags = append(d.tags, "@since "+oneLine(m.Since.ID))
	}
	if m.Deprecated != nil {
		d.tags = append(d.tags, t.deprecated(m.Deprecated))
	}
	return d
}

// declDoc is docOf for a named type.
func (t *Target) declDoc(d *schema.Decl) doc {
	about := d.Meta
	about.Since = t.sinceOf(d)
	return t.docOf(&about, t.protocol.Evidence)
}

// briefly is docOf for names that stand in a list, beside what they name.
func (t *Target) briefly(m *schema.Meta) doc {
	brief := *m
	brief.Description = schema.Text{}
	return t.docOf(&brief, m.Evidence)
}

// firstRelease is the version of callinggen that brought the part of a package that is the same for every protocol. What
// comes later names its own.
const firstRelease = "callinggen 1.0.0"

// ours is the comment on what every package has. An @since that names no program is a version of the protocol.
func ours(about string) doc { return doc{tags: []string{"@since " + firstRelease}}.with(about) }

// withValues adds examples of a value of a type. Where there are none, the example reads one.
func (d doc) withValues(name string, examples []*schema.Value, seen string) doc {
	if len(examples) == 0 {
		return d.withExample("const show = (data: " + name + "): void => console.log(" + seen + ");")
	}
	for _, example := range examples {
		d = d.withExample("const " + variable(name) + ": " + name + " = " + literal(example, "") + ";")
	}
	return d
}

// variable names a variable for a value of a type: like the type, but never the same.
func variable(typ string) string {
	if name := schema.Camel(typ); name != typ && isIdentifier(name) && !slices.Contains(reservedWords, name) {
		return name
	}
	return "the" + schema.Pascal(typ)
}

// withExample adds an example in code.
func (d doc) withExample(code string) doc {
	d.tags = append(d.tags, "@example\n```ts\n"+commentText(code)+"\n```")
	return d
}

// with adds a paragraph of plain words.
func (d doc) with(words string) doc {
	d.prose = append(d.prose, commentText(words))
	return d
}

// evidenceWords say how something is known, where nothing that compiles or runs vouches for it.
var evidenceWords = map[schema.Evidence]string{
	schema.Documented: "Only described in documentation.",
	schema.Observed:   "Only observed in traffic.",
	schema.Inferred:   "Only inferred by analogy.",
}

// deprecated gives the tag that makes an editor strike a name through. It is never without words, or the words of the
// next tag would be taken for its own.
func (t *Target) deprecated(d *schema.Deprecation) string {
	parts := []string{"@deprecated"}
	if d.Since != nil {
		parts = append(parts, "Since "+oneLine(d.Since.ID)+".")
	}
	if d.Use != nil {
		parts = append(parts, "Use "+t.link(d.Use, "")+".")
	}
	if reason := t.text(&d.Reason); reason != "" {
		parts = append(parts, strings.Join(strings.Fields(reason), " "))
	}
	if len(parts) == 1 {
		parts = append(parts, "Do not use it any more.")
	}
	return strings.Join(parts, " ")
}

// oneLine makes a short text of any kind fit for a line of a comment.
func oneLine(s string) string { return commentText(strings.Join(strings.Fields(s), " ")) }

// blocks cuts a text into its paragraphs and other blocks.
func (t *Target) blocks(text *schema.Text) []string {
	prose := strings.TrimSpace(t.text(text))
	if !strings.Contains(prose, "\n") && prose != "" {
		return []string{prose}
	}
	var blocks []string
	fenced := false
	for _, part := range strings.Split(prose, "\n\n") {
		if fenced {
			blocks[len(blocks)-1] += "\n\n" + part
		} else if strings.TrimSpace(part) != "" {
			blocks = append(blocks, strings.Trim(part, "\n"))
		}
		if strings.Count(part, "```")%2 == 1 {
			fenced = !fenced
		}
	}
	return blocks
}

// text gives prose in the language of the comments, with its references as links.
func (t *Target) text(text *schema.Text) string {
	prose, _ := text.In(t.options.Locale)
	if len(prose) == 1 && prose[0].Ref == nil {
		return commentText(prose[0].Text)
	}
	var b strings.Builder
	for _, span := range prose {
		if span.Ref != nil {
			b.WriteString(t.link(span.Ref, span.Text))
		} else {
			b.WriteString(commentText(span.Text))
		}
	}
	return b.String()
}

// link writes a reference: a link where the package has a name for its target, otherwise the words alone. written is
// what stood between the brackets.
func (t *Target) link(ref *schema.Ref, written string) string {
	label := ref.Label
	if label == "" {
		label = refWords(ref, written)
	}
	label = oneLine(label)
	target := t.symbol(ref)
	switch {
	case target == "" || strings.ContainsAny(label, "{}|"):
		if ref.Label == "" {
			return codeSpan(label)
		}
		return label
	case target == label:
		return "{@link " + target + "}"
	}
	return "{@link " + target + " | " + label + "}"
}

// refWords gives the words of a reference that brings none.
func refWords(ref *schema.Ref, written string) string {
	switch {
	case ref.Value != nil:
		return ref.Value.Value.Text()
	case written != "":
		written, _, _ = strings.Cut(written, "|")
		return strings.TrimPrefix(written, ".")
	}
	return ref.Name()
}

// symbol gives what an editor can link a reference to, or "".
func (t *Target) symbol(ref *schema.Ref) string {
	var name string
	switch e := ref.Target.(type) {
	case *schema.Message:
		if !e.Live() || ref.Local {
			return ""
		}
		name = t.names.noun(e)
	case *schema.Decl:
		if e.Removed != nil || ref.Local {
			return ""
		}
		name = e.Name
	default:
		return ""
	}
	switch {
	case !isIdentifier(name):
		return ""
	case ref.Field != nil:
		return dotted(name, ref.Field.Wire, ref.Field.Removed == nil)
	case ref.Value != nil:
		return dotted(name, ref.Value.Name, ref.Value.Removed == nil)
	}
	return name
}

// dotted names a member, or the whole when the member cannot be named.
func dotted(name, member string, live bool) string {
	if !live || !isIdentifier(member) {
		return name
	}
	return name + "." + member
}
