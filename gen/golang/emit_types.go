package golang

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// typeDecls gives the types that are neither an enum nor a union, in the order of the protocol.
func (t *Target) typeDecls() []decl {
	var decls []decl
	for _, d := range t.parts.types {
		if print := t.typeDecl(d); print != nil {
			decls = append(decls, func(p *printer) {
				p.comment(t.typeDoc(d, "").lines...)
				print(p)
			})
		}
	}
	return decls
}

// typeDecl gives what prints the declaration of one type, or nil when it is declared elsewhere. What Go has a type for is an
// alias of it, so that text stays a string and needs no conversion.
func (t *Target) typeDecl(d *schema.Decl) decl {
	head := "type " + t.names.decls[d]
	if d.Alias != nil {
		return func(p *printer) { p.line(head + " = " + p.typ(t.shapes.spell(d.Alias))) }
	}
	switch x := d.Type.(type) {
	case *schema.Struct:
		return func(p *printer) { p.block(head+" struct", func() { t.structFields(p, x) }) }
	case *schema.Array, *schema.Map:
		return func(p *printer) { p.line(head + " " + p.typ(t.shapes.spell(x))) }
	case *schema.Basic, *schema.Const, *schema.Any, *schema.Nullable:
		return func(p *printer) { p.line(head + " = " + p.typ(t.shapes.spell(x))) }
	}
	return nil
}

// typeDoc gives the comment of a type, which begins with its name. A note is a sentence to put after the description.
func (t *Target) typeDoc(d *schema.Decl, note string) *doc {
	name, c := t.names.decls[d], &doc{target: t, note: note}
	switch summary := t.summary(d.Summary); {
	case d.PartialOf != nil:
		c.say("%s is [%s] with every member optional, for a change.", name, t.names.decls[d.PartialOf])
		return c.deprecated(d.Deprecated)
	case summary != "":
		c.say("%s: %s", name, summary)
		return c.about(&d.Meta)
	case !d.Description.IsZero():
		return c.described(name, &d.Meta)
	case d.Inline:
		c.say("%s is %s.", name, t.placeOf(d))
	default:
		c.say("%s is a type of the protocol.", name)
	}
	return c.about(&d.Meta)
}

// described begins the comment of an element without a summary with its name and the first paragraph of its description.
func (d *doc) described(name string, m *schema.Meta) *doc {
	lines := d.target.godoc(m.Description)
	end := 0
	for end < len(lines) && lines[end] != "" {
		end++
	}
	d.say("%s: %s", name, strings.Join(lines[:end], " "))
	if end < len(lines) {
		d.paragraphs(lines[end+1:])
	}
	rest := *m
	rest.Description = schema.Text{}
	return d.about(&rest)
}

// placeOf says where an inline type is used.
func (t *Target) placeOf(d *schema.Decl) string {
	for _, user := range d.UsedBy {
		switch user := user.(type) {
		case *schema.Message:
			return "part of [" + t.names.messages[user] + "]"
		case *schema.Decl:
			return "part of [" + t.names.decls[user] + "]"
		case *schema.Endpoint:
			return "part of the endpoint " + user.ID
		case *schema.StorageKey:
			return "what is stored as " + user.Key
		}
	}
	return "part of the protocol"
}

// structFields prints the fields of a struct: those of the schema, the rest, and what is not known.
func (t *Target) structFields(p *printer, s *schema.Struct) {
	fields := s.Live()
	for _, f := range fields {
		p.comment(t.fieldDoc(f).lines...)
		p.row(t.names.fields[f], p.typ(t.shapes.spellField(f)), fieldTag(f))
	}
	if s.Rest != nil {
		p.comment("Rest has the members that have no field of their own.")
		p.row("Rest", p.typ(t.shapes.spell(s.Rest).in("map[string]")), noTag)
	}
	if len(fields) > 0 || s.Rest != nil {
		p.gap()
	}
	p.row("Extra", "Extra", noTag)
}

// fieldTag spells the struct tag of a field. The package itself does without, but whoever reads the struct does not.
func fieldTag(f *schema.Field) string {
	switch {
	case !isTagName(f.Wire):
		return noTag
	case f.Required:
		return jsonTag(f.Wire)
	default:
		return jsonTag(f.Wire + ",omitzero")
	}
}

// noTag is the tag of a field that stands for no member, or for one whose name a tag cannot hold.
const noTag = "`json:\"-\"`"

func jsonTag(text string) string {
	tag := "json:" + strconv.Quote(text)
	if strconv.CanBackquote(tag) {
		return "`" + tag + "`"
	}
	return strconv.Quote(tag)
}

// isTagName reports whether a json tag can hold a name, by the rule of encoding/json.
func isTagName(name string) bool {
	return name != "" && name != "-" && strings.TrimFunc(name, func(r rune) bool {
		return strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) || unicode.IsLetter(r) || unicode.IsDigit(r)
	}) == ""
}

// isZero reports whether a constant is what Go's zero value is written as.
func isZero(v *schema.Value) bool {
	switch v.Kind {
	case schema.StringValue:
		return v.String == ""
	case schema.BoolValue:
		return !v.Bool
	case schema.NumberValue:
		n, err := strconv.ParseFloat(v.Number, 64)
		return err == nil && n == 0
	default:
		return v.Kind == schema.NullValue
	}
}

// fieldDoc gives the comment of a field.
func (t *Target) fieldDoc(f *schema.Field) *doc {
	d := t.doc().prose(f.Summary).prose(f.Description)
	if unit := units[f.Unit]; unit != "" && !strings.Contains(strings.Join(d.lines, " "), unit) {
		d.facts([]string{"In " + unit + "."})
	}
	return d.facts(fieldFacts(f)).deprecated(f.Deprecated)
}

// fieldFacts says in short sentences what the type of a field does not.
func fieldFacts(f *schema.Field) []string {
	var facts []string
	add := func(ok bool, words ...string) {
		if ok {
			facts = append(facts, strings.Join(words, ""))
		}
	}
	c, isConst := schema.Underlying(f.Type).(*schema.Const)
	if isConst {
		add(f.Required, "Always ", jsonText(c.Value), ", which is written when the field is left out.")
		add(!f.Required, "Always ", jsonText(c.Value), ", if it is there.")
	}
	if f.Default != nil {
		add(true, "Default: ", jsonText(f.Default), ".")
	}
	add(f.ReadOnly, "Set by the server.")
	return append(facts, since(&f.Meta)...)
}

var units = map[string]string{"px": "pixels", "ms": "milliseconds", "s": "seconds"}

// jsonText spells a value as JSON, without the spaces that only people want.
func jsonText(v *schema.Value) string {
	switch v.Kind {
	case schema.StringValue:
		return gen.Quote(v.String)
	case schema.ArrayValue:
		items := make([]string, len(v.Items))
		for i, item := range v.Items {
			items[i] = jsonText(item)
		}
		return "[" + strings.Join(items, ",") + "]"
	case schema.ObjectValue:
		members := make([]string, len(v.Members))
		for i, m := range v.Members {
			members[i] = gen.Quote(m.Name) + ":" + jsonText(m.Value)
		}
		return "{" + strings.Join(members, ",") + "}"
	default:
		return v.Text()
	}
}
