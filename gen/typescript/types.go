package typescript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// enums writes the enums of the protocol: a type and an object of constants of the same name.
func (t *Target) enums(p *printer) {
	for _, d := range t.decls {
		if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
			p.gap()
			t.enum(p, d, e)
		}
	}
}

func (t *Target) enum(p *printer, d *schema.Decl, e *schema.Enum) {
	t.enumAlias(p, d, e) // its comment is the constants' too: they have the same name
	p.gap()
	about := doc{}.with("The values of {@link " + d.Name + "}, by name.")
	if values := e.Live(); len(values) > 0 {
		about = about.withExample("const " + variable(d.Name) + ": " + d.Name + " = " + access(d.Name, values[0].Name) + ";")
	}
	p.doc(about)
	p.constants(d.Name, func() {
		for _, v := range e.Live() {
			p.doc(t.docOf(&v.Meta, d.Evidence))
			p.entry(v.Name, inlineLiteral(v.Value))
		}
	})
}

func (t *Target) enumAlias(p *printer, d *schema.Decl, e *schema.Enum) {
	p.doc(t.declDoc(d))
	p.line("export type %s =%s;", d.Name, enumType(e, e.Live()))
}

// enumType writes the values of an enum as a union. One that is open accepts every value of its kind and still completes
// the known ones in an editor, which `string` alone would swallow.
func enumType(e *schema.Enum, values []*schema.EnumValue) string {
	var alternatives []string
	for _, v := range values {
		alternatives = append(alternatives, inlineLiteral(v.Value))
	}
	if e.Open || len(alternatives) == 0 {
		alternatives = append(alternatives, "("+basicType(e.Base)+" & {})")
	}
	return union(alternatives)
}

// union writes alternatives after an equals sign, one a line when they are many.
func union(alternatives []string) string {
	if line := strings.Join(alternatives, " | "); len(line) <= inlineLimit {
		return " " + line
	}
	return "\n  | " + strings.Join(alternatives, "\n  | ")
}

// types writes a type for every message and every named type.
func (t *Target) types(p *printer) {
	for _, m := range t.protocol.LiveMessages() {
		if t.names.hasOwnType(m) {
			p.gap()
			t.messageType(p, m)
		}
	}
	for _, d := range t.decls {
		if _, ok := d.Type.(*schema.Enum); !ok || d.Alias != nil {
			p.gap()
			t.declaration(p, d)
		}
	}
}

// messageType writes the type of a message's payload.
func (t *Target) messageType(p *printer, m *schema.Message) {
	name := t.names.noun(m)
	p.doc(t.messageExamples(t.docOf(&m.Meta, t.protocol.Evidence), m))
	switch payload := m.Payload.Type.(type) {
	case nil:
		p.line("export type %s = undefined;", name)
	case *schema.Struct:
		t.structType(p, name, payload, m.Evidence)
	case *schema.Map:
		t.structType(p, name, m.Payload.Struct, m.Evidence)
	default:
		p.line("export type %s = %s;", name, t.expr(p, payload))
	}
}

// messageExamples adds examples of a message's payload; of a message that has none, an example of the whole.
func (t *Target) messageExamples(d doc, m *schema.Message) doc {
	name := t.names.noun(m)
	if m.Payload.Type == nil {
		whole := object(append([]schema.Member{entry(t.protocol.Envelope.Type, text(m.Type))}, t.protocol.Envelope.Fixed...))
		return d.withExample("const message: " + envelopeName + "<" + quote(m.Type) + ", " + name + "> = " + literal(whole, "") + ";")
	}
	examples := m.Examples
	if h := t.protocol.Handshake; h != nil && h.Echo && h.Accept == m {
		examples = ownMembers(m)
	}
	return d.withValues(name, examples, firstMember(m))
}

// ownMembers gives the examples of an answer without what it echoes, which is not part of its type.
func ownMembers(m *schema.Message) []*schema.Value {
	var list []*schema.Value
	for _, example := range m.Examples {
		own := *example
		own.Members = slices.DeleteFunc(slices.Clone(own.Members), func(x schema.Member) bool { return m.Payload.Struct.Field(x.Name) == nil })
		list = append(list, &own)
	}
	return list
}

// declExamples adds examples of a named type: its own, or what stands in that of another one.
func (t *Target) declExamples(about doc, d *schema.Decl) doc {
	examples := d.Examples
	if found := t.known.values[d]; len(examples) == 0 && found != nil {
		examples = []*schema.Value{found}
	}
	seen := "data"
	if s, ok := d.Type.(*schema.Struct); ok {
		seen = firstOf(s)
	}
	return about.withValues(d.Name, examples, seen)
}

// declaration writes a named type.
func (t *Target) declaration(p *printer, d *schema.Decl) {
	about := t.declExamples(t.declDoc(d), d)
	if d.Inline {
		about.prose = append([]string{"What stands in one place of the protocol alone, and has no name of its own there."}, about.prose...)
	}
	p.doc(about)
	if d.Alias != nil {
		p.line("export type %s = %s;", d.Name, p.use(d.Alias.Name))
		return
	}
	switch underlying := d.Type.(type) {
	case *schema.Struct:
		t.structType(p, d.Name, underlying, d.Evidence)
	case *schema.Union:
		p.line("export type %s =%s;", d.Name, union(t.alternatives(p, underlying)))
	default:
		p.line("export type %s = %s;", d.Name, t.expr(p, underlying))
	}
}

func (t *Target) alternatives(p *printer, u *schema.Union) []string {
	var list []string
	for _, a := range u.Alts {
		list = append(list, t.expr(p, a.Type))
	}
	return distinct(list)
}

// structType writes an interface.
func (t *Target) structType(p *printer, name string, s *schema.Struct, around schema.Evidence) {
	fields := s.Live()
	rest := t.rest(p, s, fields)
	if len(fields) == 0 && rest == "" {
		rest = "unknown"
		if s.Closed {
			rest = "never"
		}
	}
	p.block("export interface "+name+" {", "}", func() {
		for _, f := range fields {
			p.doc(t.fieldDoc(f, around))
			p.lines(t.property(p, f))
		}
		if rest != "" {
			p.line("[name: string]: %s;", rest)
		}
	})
}

// property writes a member of an interface. An optional one may also be there and be undefined, so that a program need
// not leave it out to say nothing.
func (t *Target) property(p *printer, f *schema.Field) string {
	readonly := ""
	if f.ReadOnly {
		readonly = "readonly "
	}
	typ := t.expr(p, f.Type)
	switch {
	case f.Required:
		return fmt.Sprintf("%s%s: %s;", readonly, key(f.Wire), typ)
	case typ == "unknown": // undefined included
		return fmt.Sprintf("%s%s?: unknown;", readonly, key(f.Wire))
	}
	return fmt.Sprintf("%s%s?: %s | undefined;", readonly, key(f.Wire), typ)
}

// rest gives the type of members that are not listed, or "" where the interface says nothing of them. TypeScript wants
// the listed ones to be of that type too, so it is widened by theirs.
func (t *Target) rest(p *printer, s *schema.Struct, fields []*schema.Field) string {
	if s.Rest == nil {
		return ""
	}
	if _, ok := s.Rest.(*schema.Any); ok {
		return "unknown"
	}
	list := []string{t.expr(p, s.Rest)}
	optional := false
	for _, f := range fields {
		list = append(list, t.expr(p, f.Type))
		optional = optional || !f.Required
	}
	if optional {
		list = append(list, "undefined")
	}
	return strings.Join(distinct(list), " | ")
}

// expr writes a type where it is used.
func (t *Target) expr(p *printer, typ schema.Type) string {
	switch typ := typ.(type) {
	case *schema.Decl:
		return p.use(typ.Name)
	case *schema.Array:
		if _, ok := typ.Elem.(*schema.Nullable); ok {
			return "(" + t.expr(p, typ.Elem) + ")[]"
		}
		return t.expr(p, typ.Elem) + "[]"
	case *schema.Map:
		return "{ [name: string]: " + t.expr(p, typ.Elem) + " }"
	case *schema.Nullable:
		return t.expr(p, typ.Type) + " | null"
	case *schema.Basic:
		return basicType(typ)
	case *schema.Const:
		return constType(typ.Value)
	case *schema.Union: // without a name only as the id of the envelope
		return strings.Join(t.alternatives(p, typ), " | ")
	case *schema.Struct, *schema.Enum:
		panic("typescript: a struct or enum without a name, which the model rules out")
	}
	return "unknown"
}

func basicType(b *schema.Basic) string {
	if b.Kind == "integer" {
		return "number"
	}
	return b.Kind
}

// constType writes the type that one value alone has.
func constType(v *schema.Value) string {
	switch v.Kind {
	case schema.ArrayValue:
		var items []string
		for _, item := range v.Items {
			items = append(items, constType(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case schema.ObjectValue:
		var members []string
		for _, m := range v.Members {
			members = append(members, key(m.Name)+": "+constType(m.Value))
		}
		return "{ " + strings.Join(members, "; ") + " }"
	}
	return inlineLiteral(v)
}

// distinct drops repetitions.
func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// fieldDoc says what the protocol says of a member, and what its type cannot say.
func (t *Target) fieldDoc(f *schema.Field, around schema.Evidence) doc {
	d := t.docOf(&f.Meta, around, limits(f)...)
	if f.Default != nil {
		d.tags = append(d.tags, "@default "+oneLine(inlineLiteral(f.Default)))
	}
	for _, example := range t.fieldExamples(f) {
		d.tags = append(d.tags, "@example "+example)
	}
	return d
}

// fieldExamples writes the examples of a member: its own, or what stands in that of the whole if it is short.
func (t *Target) fieldExamples(f *schema.Field) []string {
	var list []string
	for _, example := range f.Examples {
		list = append(list, oneLine(inlineLiteral(example)))
	}
	if found := t.known.fields[f]; len(list) == 0 && found != nil {
		if code := oneLine(inlineLiteral(found)); len(code) <= inlineLimit {
			list = append(list, code)
		}
	}
	return list
}

// limits says what TypeScript has no type for: unit, format and bounds.
func limits(f *schema.Field) []string {
	var words []string
	if f.Unit != "" {
		words = append(words, "Unit: "+f.Unit+".")
	}
	typ := schema.Underlying(f.Type)
	if n, ok := typ.(*schema.Nullable); ok {
		typ = schema.Underlying(n.Type)
	}
	b, ok := typ.(*schema.Basic)
	if !ok {
		return words
	}
	switch {
	case b.Format == "epoch-millis":
		words = append(words, "Unit: ms since 1970-01-01, UTC.")
	case b.Format != "" && b.Kind == "string":
		words = append(words, "Format: "+b.Format+".")
	}
	if b.Minimum != "" {
		words = append(words, "At least "+b.Minimum+".")
	}
	if b.Maximum != "" {
		words = append(words, "At most "+b.Maximum+".")
	}
	if b.MinLength != nil {
		words = append(words, "At least "+characters(*b.MinLength))
	}
	if b.MaxLength != nil {
		words = append(words, "At most "+characters(*b.MaxLength))
	}
	if b.Pattern != "" {
		words = append(words, "Pattern: `"+b.Pattern+"`.")
	}
	return words
}

func characters(n int) string {
	if n == 1 {
		return "1 character."
	}
	return fmt.Sprintf("%d characters.", n)
}
