package load

import (
	"iter"
	"math/big"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

const refPrefix = "#/types/"

// A spot says which annotations have a place in the model where a type is written.
type spot int

const (
	declSpot      spot = iota // under types:
	fieldSpot                 // a member of an object
	parameterSpot             // of an endpoint
	bodySpot                  // of a request, or a storage value
	payloadSpot               // of a message
	innerSpot                 // an element, a map value, an alternative, an answer
)

// fillTypes reads the named types. Aliases wait until every other type is there.
func (l *loader) fillTypes(n *yaml.Node, top scope) {
	var aliases []*schema.Decl
	for key, body := range pairs(n) {
		d := l.types[key.Value]
		s := top.called(d.Name)
		s.path, s.owner = "types."+d.Name, d
		s = l.typeMeta(&d.Meta, key, body, s, declSpot)
		d.Tags = l.tagList(get(body, "tags"))
		if ref := get(body, "$ref"); ref != nil {
			l.onlyKeywords(body, "a reference", "$ref")
			d.Alias = l.target(ref)
			aliases = append(aliases, d)
		} else {
			d.Type = l.shape(body, s.called(d.Name), true)
		}
		d.Examples = l.typeExamples(body, d)
	}
	l.resolveAliases(aliases)
}

// resolveAliases gives each alias the type that it stands for in the end.
func (l *loader) resolveAliases(aliases []*schema.Decl) {
	next := func(d *schema.Decl) iter.Seq[*schema.Decl] {
		return func(yield func(*schema.Decl) bool) {
			if d.Alias != nil {
				yield(d.Alias)
			}
		}
	}
	cycles(aliases, next, func(chain []*schema.Decl) {
		d := chain[0]
		l.report.addAt(d.Pos, "recursive-type", "%s stands for itself (%s); give one of these types a shape of its own", d.Name, spellCycle(chain, declName))
		d.Type = &schema.Any{}
	})
	for _, d := range aliases {
		if d.Alias != nil {
			l.use(d.Alias, d)
		}
		l.resolveAlias(d)
	}
}

// resolveAlias follows an alias to a type, and gives the type to every alias on the way.
func (l *loader) resolveAlias(d *schema.Decl) {
	var way []*schema.Decl
	for d != nil && d.Type == nil {
		way = append(way, d)
		d = d.Alias
	}
	for _, alias := range way {
		alias.Type = &schema.Any{} // where the file names no type
		if d != nil {
			alias.Type = d.Type
		}
	}
}

func declName(d *schema.Decl) string { return d.Name }

// target finds the type that a $ref names, or reports why it cannot.
func (l *loader) target(ref *yaml.Node) *schema.Decl {
	name, ok := strings.CutPrefix(text(ref), refPrefix)
	if !ok {
		l.report.add(ref, "unknown-type", `"$ref" must be "%sName"; a reference reaches the types of this file only`, refPrefix)
		return nil
	}
	if d := l.types[name]; d != nil {
		return d
	}
	named := *ref
	named.Value = name
	unknown(l, &named, "unknown-type", "type", l.types, `add it to "types"`)
	return nil
}

// use notes that an element needs a type; finishTypes puts the list in order. What is gone needs nothing.
func (l *loader) use(d *schema.Decl, by schema.Element) {
	if by == nil || by == schema.Element(d) || by.Info().Removed != nil {
		return
	}
	if last := len(d.UsedBy) - 1; last < 0 || d.UsedBy[last] != by {
		d.UsedBy = append(d.UsedBy, by)
	}
}

// typeOf reads the type at a place where anything may stand. Structs, enums and unions become declarations.
func (l *loader) typeOf(n *yaml.Node, s scope, where spot) schema.Type {
	if ref := get(n, "$ref"); ref != nil {
		return l.reference(n, ref, s, where)
	}
	t := l.shape(n, s, false)
	if needsName(t) {
		d := l.inlineDecl(n, t, s)
		if where == innerSpot {
			l.typeMeta(&d.Meta, n, n, s, innerSpot)
		}
		return d
	}
	if where == innerSpot {
		l.onlyAnnotations(n, nil)
	}
	return t
}

func needsName(t schema.Type) bool {
	switch t.(type) {
	case *schema.Struct, *schema.Enum, *schema.Union:
		return true
	}
	return false
}

// reference reads a $ref, whole or partial.
func (l *loader) reference(n, ref *yaml.Node, s scope, where spot) schema.Type {
	l.onlyKeywords(n, "a reference", "$ref")
	if where == innerSpot {
		l.onlyAnnotations(n, nil)
	}
	target := l.target(ref)
	if target == nil {
		return &schema.Any{}
	}
	l.use(target, s.owner)
	partial := get(n, "partial")
	if !truth(partial) {
		return target
	}
	if where != bodySpot {
		l.report.add(partial, "misplaced-key", `"partial" has a meaning in a request and in a storage value only; remove it`)
		return target
	}
	return l.partialDecl(target, partial, s)
}

// partialDecl gives the type with every member optional and without what only a server writes.
func (l *loader) partialDecl(whole *schema.Decl, n *yaml.Node, s scope) schema.Type {
	if d := l.partials[whole]; d != nil {
		l.use(d, s.owner)
		return d
	}
	full, ok := whole.Type.(*schema.Struct)
	if !ok {
		l.report.add(n, "wrong-kind", `%s is no object, so it cannot be partial; remove "partial"`, whole.Name)
		return whole
	}
	part := &schema.Struct{Rest: full.Rest, Closed: full.Closed}
	for _, f := range full.Fields {
		if f.ReadOnly {
			continue
		}
		optional := *f
		optional.Required = false
		part.Fields = append(part.Fields, &optional)
	}
	d := &schema.Decl{Name: "Partial" + whole.Name, Type: part, PartialOf: whole}
	d.Meta = whole.Meta
	d.Path = "types." + d.Name
	l.partials[whole] = d
	l.partial = append(l.partial, d)
	l.use(d, s.owner)
	return d
}

// inlineDecl names a type that is written where it is used. Its path is that of a named type, since its place may be that
// of a field.
func (l *loader) inlineDecl(n *yaml.Node, t schema.Type, s scope) *schema.Decl {
	d := &schema.Decl{Name: s.typeName(), Type: t, Inline: true}
	d.Path, d.Pos, d.Evidence = "types."+d.Name, l.report.at(n), s.evidence
	if d.Name == "" {
		l.report.add(n, "unnamed-type", `this type needs a name; move it to "types" and refer to it with $ref`)
	}
	l.inline = append(l.inline, d)
	l.use(d, s.owner)
	return d
}

// shape reads a type that is no reference. Declared says that the scope's name is taken by the type itself.
func (l *loader) shape(n *yaml.Node, s scope, declared bool) schema.Type {
	if key, _ := entry(n, "partial"); key != nil {
		l.report.add(key, "misplaced-key", `"partial" has a meaning beside $ref only; remove it`)
	}
	k := keywordsOf(n)
	switch {
	case k.alternatives != nil:
		return l.alternatives(n, k, s, declared)
	case k.enum != nil:
		return l.plainEnum(n, k, s, declared)
	case k.constant != nil:
		l.onlyKeywords(n, "a constant", "const", "type")
		return l.constant(k)
	case len(k.kinds) > 1:
		return l.kinds(n, k, s, declared)
	}
	return l.shapeOfKind(n, k, k.kind(), s)
}

// constant reads one fixed value.
func (l *loader) constant(k keywords) schema.Type {
	kind := kindOf(k.constant)
	for _, want := range k.kinds {
		if !isKind(k.constant, text(want)) {
			l.report.add(want, "wrong-kind", "the constant is %s; write that type or leave it out", sayKind(kind))
		}
	}
	return &schema.Const{Value: l.value(k.constant)}
}

// keywords are the parts of a type that say which sort of type it is.
type keywords struct {
	alternatives *yaml.Node // oneOf or anyOf
	enum         *yaml.Node
	constant     *yaml.Node
	kinds        []*yaml.Node // of type
	properties   *yaml.Node
	additional   *yaml.Node
	items        *yaml.Node
}

func keywordsOf(n *yaml.Node) keywords {
	var k keywords
	for key, value := range pairs(n) {
		switch key.Value {
		case "oneOf", "anyOf":
			k.alternatives = value
		case "enum":
			k.enum = value
		case "const":
			k.constant = value
		case "type":
			k.kinds = itemsOrOne(value)
		case "properties":
			k.properties = value
		case "additionalProperties":
			k.additional = value
		case "items":
			k.items = value
		}
	}
	return k
}

// kind gives the one JSON kind of a type, or "" for any.
func (k keywords) kind() string {
	switch {
	case len(k.kinds) == 1:
		return text(k.kinds[0])
	case k.properties != nil || k.additional != nil:
		return "object"
	case k.items != nil:
		return "array"
	}
	return ""
}

// shapeOfKind reads a type of one JSON kind.
func (l *loader) shapeOfKind(n *yaml.Node, k keywords, kind string, s scope) schema.Type {
	switch kind {
	case "object":
		l.onlyKeywords(n, "an object", "type", "properties", "required", "additionalProperties")
		return l.object(n, k, s)
	case "array":
		l.onlyKeywords(n, "a list", "type", "items")
		if k.items == nil {
			return &schema.Array{Elem: &schema.Any{}}
		}
		return &schema.Array{Elem: l.typeOf(k.items, s.in("items").called(join(s.typeName(), "Item")), innerSpot)}
	case "null":
		l.onlyKeywords(n, "null", "type")
		return &schema.Const{Value: &schema.Value{Pos: l.report.at(n)}}
	case "":
		l.onlyKeywords(n, noType)
		return &schema.Any{}
	case "string", "integer", "number", "boolean":
		return l.basic(n, kind)
	}
	return &schema.Any{} // there is no such kind, which the shape tells of: nothing is to be said of the other keywords
}

// join makes the name of an inner type. Where one of the parts has no letter to make a name of, there is none.
func join(name, suffix string) string {
	if name == "" || suffix == "" {
		return ""
	}
	return name + suffix
}

// object reads a struct, or a map when no members are listed.
func (l *loader) object(n *yaml.Node, k keywords, s scope) schema.Type {
	open := k.additional == nil || truth(k.additional)
	closed := isFalse(k.additional)
	var rest schema.Type
	if !open && !closed {
		rest = l.typeOf(k.additional, s.in("additionalProperties").called(join(s.typeName(), "Value")), innerSpot)
	}
	if k.properties == nil && !closed {
		l.required(n, &schema.Struct{})
		if rest == nil {
			rest = &schema.Any{}
		}
		return &schema.Map{Elem: rest}
	}
	st := &schema.Struct{Rest: rest, Closed: closed}
	for key, body := range pairs(k.properties) {
		st.Fields = append(st.Fields, l.field(key, body, s))
	}
	l.required(n, st)
	return st
}

// required marks the members that must be there.
func (l *loader) required(n *yaml.Node, st *schema.Struct) {
	names := items(get(n, "required"))
	if len(names) == 0 {
		return
	}
	known := make(map[string]*schema.Field, len(st.Fields))
	for _, f := range st.Fields {
		known[f.Wire] = f
	}
	for _, name := range names {
		if f := lookup(l, name, "unknown-field", "field", known, `add it to "properties"`); f != nil {
			f.Required = true
		}
	}
}

// field reads a member of an object.
func (l *loader) field(key, body *yaml.Node, outer scope) *schema.Field {
	l.checkName(key, "the name of a field")
	f := &schema.Field{Wire: key.Value, Name: key.Value}
	s := outer.in("properties." + key.Value)
	s = l.typeMeta(&f.Meta, key, body, s, fieldSpot)
	for k, v := range pairs(body) {
		switch k.Value {
		case "name":
			f.Name = l.codeName(v)
		case "unit":
			f.Unit = text(v)
		case "fill":
			f.Fill = text(v)
		case "readOnly":
			f.ReadOnly = truth(v)
		case "default":
			f.Default = l.value(v)
		case "examples":
			f.Examples = l.values(v)
		}
	}
	f.Type = l.typeOf(body, s.inside(outer, f.Name), fieldSpot)
	l.fieldValues(f, body)
	return f
}

// fieldValues queues the default and the examples of a field.
func (l *loader) fieldValues(f *schema.Field, body *yaml.Node) {
	if f.Default != nil {
		l.example(get(body, "default"), plainType{f.Type}, "invalid-default")
	}
	for _, n := range items(get(body, "examples")) {
		l.example(n, plainType{f.Type}, "invalid-example")
	}
}

// typeExamples reads the examples of a declaration.
func (l *loader) typeExamples(body *yaml.Node, d *schema.Decl) []*schema.Value {
	for _, n := range items(get(body, "examples")) {
		l.example(n, plainType{d}, "invalid-example")
	}
	return l.values(get(body, "examples"))
}

// basic reads a scalar with its limits.
func (l *loader) basic(n *yaml.Node, kind string) schema.Type {
	b := &schema.Basic{Kind: kind, Format: text(get(n, "format"))}
	switch kind {
	case "string":
		l.onlyKeywords(n, "text", "type", "format", "minLength", "maxLength", "pattern")
		b.MinLength, b.MaxLength = count(get(n, "minLength")), count(get(n, "maxLength"))
		b.Pattern = text(get(n, "pattern"))
		l.checkPattern(get(n, "pattern"))
	case "integer", "number":
		l.onlyKeywords(n, sayKind(kind), "type", "format", "minimum", "maximum")
		b.Minimum, b.Maximum = text(get(n, "minimum")), text(get(n, "maximum"))
	default:
		l.onlyKeywords(n, sayKind(kind), "type")
	}
	l.checkFormat(get(n, "format"), kind)
	l.checkOrder(n, "minimum", "maximum")
	l.checkOrder(n, "minLength", "maxLength")
	return b
}

func count(n *yaml.Node) *int {
	if n == nil {
		return nil
	}
	i := number(n)
	return &i
}

// formatKinds gives the JSON kind that each format is of.
var formatKinds = map[string]string{
	"date-time":    "string",
	"date":         "string",
	"uri":          "string",
	"uuid":         "string",
	"email":        "string",
	"e164":         "string",
	"byte":         "string",
	"epoch-millis": "integer",
	"int32":        "integer",
	"int64":        "integer",
	"uint32":       "integer",
	"uint64":       "integer",
	"double":       "number",
}

func (l *loader) checkFormat(n *yaml.Node, kind string) {
	want := formatKinds[text(n)]
	if want != "" && want != kind {
		l.report.add(n, "misplaced-key", `the format %q is of %s, not of %s; write "type: %s"`, text(n), sayKind(want), sayKind(kind), want)
	}
}

// checkOrder reports limits that nothing can be between.
func (l *loader) checkOrder(n *yaml.Node, low, high string) {
	least, most := get(n, low), get(n, high)
	if least == nil || most == nil {
		return
	}
	lowest, ok1 := new(big.Rat).SetString(text(least))
	highest, ok2 := new(big.Rat).SetString(text(most))
	if ok1 && ok2 && lowest.Cmp(highest) > 0 {
		l.report.add(most, "wrong-value", "%q is below %q; swap the two", high, low)
	}
}

// finishTypes puts the declarations together once all are known, and checks what needs all of them.
func (l *loader) finishTypes() {
	byPlace := func(a, b *schema.Decl) int { return comparePositions(a.Pos, b.Pos) }
	slices.SortStableFunc(l.inline, byPlace)
	l.protocol.Types = append(l.protocol.Types, l.inline...)
	l.protocol.Types = append(l.protocol.Types, l.partial...)
	l.checkTypeNames()
	for _, u := range l.unions {
		l.finishUnion(u)
	}
	for _, n := range l.nullables {
		l.finishNullable(n)
	}
	for _, d := range l.protocol.Types {
		slices.SortStableFunc(d.UsedBy, func(a, b schema.Element) int { return comparePositions(a.Info().Pos, b.Info().Pos) })
		d.UsedBy = slices.Compact(d.UsedBy)
	}
	l.checkContainment()
}

func comparePositions(a, b schema.Position) int {
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Col - b.Col
}

// checkTypeNames reports types that would be called the same.
func (l *loader) checkTypeNames() {
	seen := make(map[string]*schema.Decl, len(l.protocol.Types))
	for _, d := range l.protocol.Types {
		if d.Name == "" {
			continue
		}
		if first := seen[d.Name]; first != nil {
			l.report.addAt(d.Pos, "duplicate-name", `the type written here would be called %s, like the one at %s; move it to "types" under a name of its own`, d.Name, first.Pos)
			continue
		}
		seen[d.Name] = d
	}
}

// checkContainment reports a struct that holds itself in members that must be there: no value of it can ever end.
func (l *loader) checkContainment() {
	cycles(l.protocol.Types, requiredDecls, func(chain []*schema.Decl) {
		d := chain[0]
		l.report.addAt(d.Pos, "recursive-type", "%s holds itself in required members (%s), so that it never ends; make one of them optional, a list or nullable",
			d.Name, spellCycle(chain, declName))
	})
}

// requiredDecls gives the types of the members that a struct requires.
func requiredDecls(d *schema.Decl) iter.Seq[*schema.Decl] {
	return func(yield func(*schema.Decl) bool) {
		st, ok := d.Type.(*schema.Struct)
		if !ok {
			return
		}
		for _, f := range st.Fields {
			if inner, ok := f.Type.(*schema.Decl); ok && f.Required && !yield(inner) {
				return
			}
		}
	}
}

// typeMeta reads the meta of a type where it is written, and reports annotations that have no place there. JSON Schema's
// "title" is another word for the summary.
func (l *loader) typeMeta(m *schema.Meta, key, body *yaml.Node, s scope, where spot) scope {
	path := m.Path
	s = l.meta(m, key, body, s)
	if where == innerSpot {
		m.Path = path
	}
	titleKey, title := entry(body, "title")
	if title != nil && !m.Summary.IsZero() {
		l.report.add(titleKey, "misplaced-key", `"title" and "summary" are the same here; keep one of them`)
	} else if title != nil {
		l.text(&m.Summary, title, s.path+".summary", s.owner)
	}
	l.onlyAnnotations(body, annotations[where])
	return s
}

// metaKeys are the annotations that any element takes.
var metaKeys = []string{
	"title", "summary", "description", "since", "changes", "deprecated", "removed", "evidence", "disputed", "allow",
}

// annotations lists the keys beside JSON Schema's own keywords that each spot takes.
var annotations = map[spot][]string{
	declSpot:      slices.Concat(metaKeys, []string{"tags", "examples"}),
	fieldSpot:     slices.Concat(metaKeys, []string{"name", "unit", "fill", "readOnly", "default", "examples"}),
	parameterSpot: slices.Concat(metaKeys, []string{"name", "unit", "default", "examples"}),
	bodySpot:      {"partial"},
	payloadSpot:   nil,
	innerSpot:     metaKeys,
}

// annotationKeys are all annotations that some spot takes.
var annotationKeys = slices.Concat(metaKeys, []string{"tags", "examples", "name", "unit", "fill", "readOnly", "default"})

// onlyAnnotations reports annotations that would be lost here.
func (l *loader) onlyAnnotations(n *yaml.Node, allowed []string) {
	for key := range pairs(n) {
		if slices.Contains(annotationKeys, key.Value) && !slices.Contains(allowed, key.Value) {
			l.report.add(key, "misplaced-key", `%q has no place here; put it on the field, message or named type around it`, key.Value)
		}
	}
}

// typeKeywords are the keywords that limit a type.
var typeKeywords = []string{
	"$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "oneOf", "anyOf",
	"format", "minimum", "maximum", "minLength", "maxLength", "pattern", "open",
}

// onlyKeywords reports keywords that mean nothing for a sort of type.
func (l *loader) onlyKeywords(n *yaml.Node, sort string, allowed ...string) {
	for key, value := range pairs(n) {
		if !slices.Contains(typeKeywords, key.Value) || slices.Contains(allowed, key.Value) {
			continue
		}
		if key.Value == "required" && value.Kind == yaml.ScalarNode {
			continue // of a parameter: it must be there
		}
		advice := "remove it"
		switch sort {
		case noType:
			advice = `say what it is with "type"`
		case severalTypes:
			advice = "write the types with oneOf and put it on the one that it is for"
		}
		l.report.add(key, "misplaced-key", "%q means nothing for %s; %s", key.Value, sort, advice)
	}
}

// Sorts of type for which there is more to do than to remove a keyword.
const (
	noType       = `a type without "type"`
	severalTypes = "several types"
)
