package schema

import (
	"iter"
	"slices"
	"strings"
)

// ParseProse cuts CommonMark at its [[references]]. Brackets in code spans and fenced code are no reference. The Ref of
// a reference says only what is written, its Label and whether it is Local; a [Resolver] finds what it means. What a
// reader cannot see is left out: see [Seen].
func ParseProse(text string) Prose {
	text = Seen(text)
	if text == "" {
		return nil
	}
	if !strings.Contains(text, "[[") {
		return Prose{{Text: text}}
	}
	var prose Prose
	done := 0 // text[:done] is in prose
	for m := range Marks(text) {
		if !m.Ref {
			continue
		}
		if m.Start > done {
			prose = append(prose, Span{Text: text[done:m.Start]})
		}
		raw := text[m.Start+2 : m.End-2]
		target, label, _ := strings.Cut(raw, "|")
		prose = append(prose, Span{Text: raw, Ref: &Ref{Local: strings.HasPrefix(target, "."), Label: label}})
		done = m.End
	}
	if done < len(text) {
		prose = append(prose, Span{Text: text[done:]})
	}
	return prose
}

// A Mark is a part of a text that is the same in every language: code, or a [[reference]].
type Mark struct {
	Start, End int
	Ref        bool
}

// Marks gives the code spans, fenced code and [[references]] of a text, in order.
func Marks(text string) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		for i := 0; i < len(text); {
			if c := text[i]; c != '`' && c != '\\' && c != '[' && !atLineStart(text, i) {
				i++
				continue
			}
			m := markAt(text, i)
			if m.End == 0 {
				i = m.Start
				continue
			}
			if !yield(m) {
				return
			}
			i = m.End
		}
	}
}

// markAt gives the mark that begins at i. Without one its End is 0 and its Start is where to look next.
func markAt(text string, i int) Mark {
	switch {
	case atLineStart(text, i) && fence(text[i:]) != "":
		return Mark{Start: i, End: skipFenced(text, i)}
	case text[i] == '`':
		end, closed := skipCodeSpan(text, i)
		if closed {
			return Mark{Start: i, End: end}
		}
		return Mark{Start: end}
	case text[i] == '\\':
		return Mark{Start: i + 2}
	case strings.HasPrefix(text[i:], "[["):
		if end := referenceEnd(text, i); end > 0 {
			return Mark{Start: i, End: end, Ref: true}
		}
	}
	return Mark{Start: i + 1}
}

// referenceEnd gives the end of the reference that opens at i, or -1: it is on one line and holds no other bracket.
func referenceEnd(text string, i int) int {
	stop := strings.IndexAny(text[i+2:], "[]\n")
	if stop <= 0 || !strings.HasPrefix(text[i+2+stop:], "]]") {
		return -1
	}
	return i + 2 + stop + 2
}

func atLineStart(text string, i int) bool { return i == 0 || text[i-1] == '\n' }

// fence gives the run of backticks or tildes that opens or closes fenced code on a line, or "".
func fence(line string) string {
	line = strings.TrimLeft(line, " ")
	for _, mark := range []string{"`", "~"} {
		rest := strings.TrimLeft(line, mark)
		if n := len(line) - len(rest); n >= 3 {
			if info, _, _ := strings.Cut(rest, "\n"); mark == "`" && strings.Contains(info, "`") {
				return "" // a code span of three backticks
			}
			return line[:n]
		}
	}
	return ""
}

// closesFence reports whether a line ends the fenced code that open began.
func closesFence(line, open string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= len(open) && strings.Trim(line, open[:1]) == ""
}

// skipFenced gives the place after the fenced code that begins on the line at i; unclosed code runs to the end.
func skipFenced(text string, i int) int {
	open := fence(text[i:])
	for first := true; i < len(text); first = false {
		line, _, _ := strings.Cut(text[i:], "\n")
		i = min(i+len(line)+1, len(text))
		if !first && closesFence(line, open) {
			break
		}
	}
	return i
}

// skipCodeSpan gives the place after the code span that opens at i, or after its backticks when nothing closes it.
func skipCodeSpan(text string, i int) (end int, closed bool) {
	open := i
	for i < len(text) && text[i] == '`' {
		i++
	}
	ticks := text[open:i]
	for j := i; j < len(text); {
		k := strings.IndexByte(text[j:], '`')
		if k < 0 {
			break
		}
		j += k
		end := j
		for end < len(text) && text[end] == '`' {
			end++
		}
		if end-j == len(ticks) {
			return end, true
		}
		j = end
	}
	return i, false
}

// A Resolver finds what references mean. Messages, types, endpoints, flows and guides share one namespace.
type Resolver struct {
	elements map[string]Element
	names    []string // in the order of the protocol, for suggestions
}

// NewResolver indexes the names of a protocol.
func NewResolver(p *Protocol) *Resolver {
	r := &Resolver{elements: map[string]Element{}}
	for _, m := range p.Messages {
		r.add(m.ID, m)
	}
	for _, d := range p.Types {
		if !d.Inline && d.PartialOf == nil {
			r.add(d.Name, d)
		}
	}
	if p.HTTP != nil {
		for _, e := range p.HTTP.Endpoints {
			r.add(e.ID, e)
		}
	}
	for _, f := range p.Flows {
		r.add(f.ID, f)
	}
	for _, g := range p.Guides {
		r.add(g.ID, g)
	}
	return r
}

func (r *Resolver) add(name string, e Element) {
	if _, taken := r.elements[name]; !taken {
		r.elements[name] = e
		r.names = append(r.names, name)
	}
}

// Resolve finds what stands between the brackets of a reference: "Name", "Name.field", "Name.VALUE" or ".field", and
// "|label" after any of them. The owner is the element that the prose belongs to; it may be nil.
func (r *Resolver) Resolve(raw string, owner Element) (*Ref, bool) {
	target, label, _ := strings.Cut(raw, "|")
	ref := &Ref{Label: label, Local: strings.HasPrefix(target, ".")}
	name, member, dotted := strings.Cut(target, ".")
	if ref.Local {
		ref.Target = owner
	} else {
		ref.Target = r.elements[name]
	}
	if ref.Target == nil {
		return nil, false
	}
	if !dotted {
		return ref, true
	}
	ref.Field, ref.Value = memberOf(ref.Target, member)
	return ref, ref.Field != nil || ref.Value != nil
}

// Suggest gives what a reference that does not resolve probably means, or "".
func (r *Resolver) Suggest(raw string, owner Element) string {
	target, _, _ := strings.Cut(raw, "|")
	name, member, dotted := strings.Cut(target, ".")
	e := r.elements[name]
	if name == "" {
		e = owner
	}
	if !dotted {
		if field, _ := memberOf(owner, target); field != nil {
			return "." + target
		}
		return Suggest(target, slices.Values(r.names))
	}
	if e == nil {
		if near := Suggest(name, slices.Values(r.names)); near != "" {
			return near + "." + member
		}
		return ""
	}
	if near := Suggest(member, slices.Values(membersOf(e))); near != "" {
		return name + "." + near
	}
	return ""
}

// memberOf finds the field or enum value with a dotted name in an element. Wire names may hold dots themselves, so the
// longest name is tried first.
func memberOf(e Element, dotted string) (*Field, *EnumValue) {
	t := typeOfElement(e)
	if enum, ok := nakedType(t).(*Enum); ok {
		return nil, enumValue(enum, dotted)
	}
	return fieldOf(t, dotted), nil
}

func fieldOf(t Type, dotted string) *Field {
	s, ok := nakedType(t).(*Struct)
	if !ok {
		return nil
	}
	for end := len(dotted); end > 0; end = strings.LastIndexByte(dotted[:end], '.') {
		f := s.Field(dotted[:end])
		if f == nil {
			continue
		}
		if end == len(dotted) {
			return f
		}
		if inner := fieldOf(f.Type, dotted[end+1:]); inner != nil {
			return inner
		}
	}
	return nil
}

// Field gives the member with a wire name, or nil.
func (s *Struct) Field(wire string) *Field {
	for _, f := range s.Fields {
		if f.Wire == wire {
			return f
		}
	}
	return nil
}

func enumValue(e *Enum, spelling string) *EnumValue {
	for _, v := range e.Values {
		if v.Value.Text() == spelling {
			return v
		}
	}
	return nil
}

// typeOfElement gives the type whose members a reference to the element may name, or nil.
func typeOfElement(e Element) Type {
	switch e := e.(type) {
	case *Message:
		if e.Payload != nil && e.Payload.Struct != nil {
			return e.Payload.Struct
		}
	case *Decl:
		return e.Type
	case *Endpoint:
		if e.Request != nil {
			return e.Request.Type
		}
	case *StorageKey:
		return e.Value
	}
	return nil
}

// nakedType looks through references, null and lists to the struct or enum that members are named of. It is bounded
// because a list may hold itself.
func nakedType(t Type) Type {
	for range 16 {
		switch x := t.(type) {
		case *Decl:
			t = x.Type
		case *Nullable:
			t = x.Type
		case *Array:
			t = x.Elem
		default:
			return t
		}
	}
	return t
}

func membersOf(e Element) []string {
	var names []string
	switch t := nakedType(typeOfElement(e)).(type) {
	case *Struct:
		for _, f := range t.Fields {
			names = append(names, f.Wire)
		}
	case *Enum:
		for _, v := range t.Values {
			names = append(names, v.Value.Text())
		}
	}
	return names
}
