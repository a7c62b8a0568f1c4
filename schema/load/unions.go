package load

import (
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// A pendingUnion waits until the types of its alternatives are known, to be told apart.
type pendingUnion struct {
	union *schema.Union
	nodes []*yaml.Node // of the alternatives
}

// alternatives reads oneOf or anyOf: an enum with documented values, something that may be null, or a union.
func (l *loader) alternatives(n *yaml.Node, k keywords, s scope, declared bool) schema.Type {
	l.onlyKeywords(n, `"oneOf"`, "oneOf", "anyOf", "open", "type")
	list, null := splitNull(items(k.alternatives))
	s = innerName(s, null && declared)
	var t schema.Type
	switch {
	case isEnum(list):
		t = l.documentedEnum(n, k, list, s)
	case len(list) == 1 && null:
		t = l.typeOf(list[0], s, innerSpot)
	case len(list) < 2:
		l.report.add(k.alternatives, "wrong-kind", "this is a choice of one; write the type itself in its place")
		return &schema.Any{}
	default:
		t = l.union(n, list, s)
	}
	return l.nullable(n, t, s, null)
}

// innerName names what stands inside a declaration that adds null to it.
func innerName(s scope, inside bool) scope {
	if inside {
		s.name = join(s.typeName(), "Value")
	}
	return s
}

// nullable adds null to a type, which then needs its name apart.
func (l *loader) nullable(n *yaml.Node, t schema.Type, s scope, null bool) schema.Type {
	if !null {
		return t
	}
	if needsName(t) {
		t = l.inlineDecl(n, t, s)
	}
	nullable := &schema.Nullable{Type: t}
	l.nullables = append(l.nullables, pendingNullable{nullable, n})
	return nullable
}

// A pendingNullable waits until it is known what stands inside.
type pendingNullable struct {
	nullable *schema.Nullable
	node     *yaml.Node
}

// finishNullable reports a type that is null twice over.
func (l *loader) finishNullable(p pendingNullable) {
	switch schema.Underlying(p.nullable.Type).(type) {
	case *schema.Nullable, *schema.Any:
		l.report.add(p.node, "recursive-type", "this adds null to %s, which can be null already; write that alone", describe(p.nullable.Type))
	}
}

// splitNull takes `type: 'null'` and `const: null` out of a list of alternatives.
func splitNull(list []*yaml.Node) ([]*yaml.Node, bool) {
	rest := slices.DeleteFunc(slices.Clone(list), func(n *yaml.Node) bool {
		c := get(n, "const")
		return text(get(n, "type")) == "null" || c != nil && kindOf(c) == "null"
	})
	return rest, len(rest) < len(list)
}

// isEnum reports whether all alternatives are constants of one kind that an enum can have.
func isEnum(list []*yaml.Node) bool {
	kind := ""
	for _, n := range list {
		c := get(n, "const")
		if c == nil {
			return false
		}
		k := kindOf(c)
		if k != "string" && k != "integer" || kind != "" && k != kind {
			return false
		}
		kind = k
	}
	return kind != ""
}

// documentedEnum reads an enum whose values are elements of their own.
func (l *loader) documentedEnum(n *yaml.Node, k keywords, list []*yaml.Node, s scope) schema.Type {
	e := &schema.Enum{Base: &schema.Basic{Kind: kindOf(get(list[0], "const"))}, Open: truth(get(n, "open"))}
	for _, body := range list {
		key, c := entry(body, "const")
		v := &schema.EnumValue{Value: l.value(c)}
		v.Name = v.Value.Text()
		if name := get(body, "name"); name != nil {
			v.Name = l.codeName(name)
		}
		inner := s.in("values").in(v.Value.Text())
		l.meta(&v.Meta, key, body, inner)
		if title := get(body, "title"); title != nil && v.Summary.IsZero() {
			l.text(&v.Summary, title, inner.path+".summary", s.owner)
		}
		l.onlyKeywords(body, "the value of an enum", "const", "type")
		l.onlyAnnotations(body, enumValueKeys)
		e.Values = append(e.Values, v)
	}
	l.checkEnumKind(k, e)
	return e
}

var enumValueKeys = slices.Concat(metaKeys, []string{"name"})

// plainEnum reads `enum: [a, b]`.
func (l *loader) plainEnum(n *yaml.Node, k keywords, s scope, declared bool) schema.Type {
	l.onlyKeywords(n, `"enum"`, "enum", "open", "type")
	e := &schema.Enum{Open: truth(get(n, "open"))}
	null := false
	for _, item := range items(k.enum) {
		kind := kindOf(item)
		if kind == "null" {
			null = true
			continue
		}
		if e.Base == nil {
			e.Base = &schema.Basic{Kind: kind}
		}
		if kind != e.Base.Kind || kind != "string" && kind != "integer" {
			l.report.add(item, "wrong-kind", "the values of an enum are all text or all whole numbers; quote this one or write a union with oneOf")
			continue
		}
		v := &schema.EnumValue{Value: l.value(item)}
		v.Name = v.Value.Text()
		v.Path, v.Pos, v.Evidence = s.path+".values."+v.Name, l.report.at(item), s.evidence
		e.Values = append(e.Values, v)
	}
	if e.Base == nil {
		l.report.add(k.enum, "wrong-kind", `an enum has values beside null; write "type: 'null'" where there is nothing else`)
		return &schema.Any{}
	}
	l.checkEnumKind(k, e)
	return l.nullable(n, e, innerName(s, null && declared), null)
}

// checkEnumKind reports a "type" that says otherwise than the values.
func (l *loader) checkEnumKind(k keywords, e *schema.Enum) {
	for _, kind := range k.kinds {
		if t := text(kind); t != e.Base.Kind && t != "null" {
			l.report.add(kind, "wrong-kind", "the values are not of type %s; write %s or leave it out", t, e.Base.Kind)
		}
	}
}

// kinds reads `type: [a, b]`.
func (l *loader) kinds(n *yaml.Node, k keywords, s scope, declared bool) schema.Type {
	var kinds []*yaml.Node
	for _, kind := range k.kinds {
		if text(kind) != "null" {
			kinds = append(kinds, kind)
		}
	}
	null := len(kinds) < len(k.kinds)
	s = innerName(s, null && declared)
	if len(kinds) == 1 {
		return l.nullable(n, l.shapeOfKind(n, k, text(kinds[0]), s), s, null)
	}
	l.onlyKeywords(n, severalTypes, "type")
	u := &schema.Union{}
	for _, kind := range kinds {
		u.Alts = append(u.Alts, &schema.Alternative{Type: l.kindAlone(text(kind))})
	}
	l.unions = append(l.unions, pendingUnion{u, kinds})
	return l.nullable(n, u, s, null)
}

// kindAlone gives the type that a JSON kind alone stands for.
func (l *loader) kindAlone(kind string) schema.Type {
	switch kind {
	case "object":
		return &schema.Map{Elem: &schema.Any{}}
	case "array":
		return &schema.Array{Elem: &schema.Any{}}
	}
	return &schema.Basic{Kind: kind}
}

// union reads the alternatives of a union; they are told apart later.
func (l *loader) union(n *yaml.Node, list []*yaml.Node, s scope) schema.Type {
	if open := get(n, "open"); open != nil {
		l.report.add(open, "misplaced-key", `"open" means nothing for a union; remove it`)
	}
	u := &schema.Union{}
	for _, body := range list {
		u.Alts = append(u.Alts, &schema.Alternative{Type: l.alternative(body, s)})
	}
	l.unions = append(l.unions, pendingUnion{u, list})
	return u
}

// alternative reads one type of a union. An object that is written there is called after its constant; without one it has
// no name, and must become a type of its own.
func (l *loader) alternative(body *yaml.Node, s scope) schema.Type {
	k := keywordsOf(body)
	suffix := "Value"
	switch {
	case k.properties != nil:
		suffix = constantName(k.properties)
	case k.enum == nil && k.alternatives == nil:
		suffix = schema.Pascal(k.kind())
	}
	return l.typeOf(body, s.in("oneOf").in(suffix).called(join(s.typeName(), suffix)), innerSpot)
}

// constantName spells the first constant among the members of an object, or gives "".
func constantName(properties *yaml.Node) string {
	for _, member := range pairs(properties) {
		if c := get(member, "const"); c != nil {
			return schema.Pascal(text(c))
		}
	}
	return ""
}

// finishUnion names the alternatives and finds how a receiver tells them apart.
func (l *loader) finishUnion(p pendingUnion) {
	var structs []shapeOf
	kinds := map[string]int{}
	for i, a := range p.union.Alts {
		if schema.Underlying(a.Type) == schema.Type(p.union) {
			l.report.add(p.nodes[i], "recursive-type", "%s is an alternative of itself; remove it", describe(a.Type))
			return
		}
		kind, problem := jsonKind(a.Type)
		if problem != "" {
			l.report.add(p.nodes[i], "ambiguous-union", "%s cannot be an alternative of a union; %s", describe(a.Type), problem)
			return
		}
		a.Name = kind
		if d, ok := a.Type.(*schema.Decl); ok {
			a.Name = d.Name
		}
		if kind == "object" {
			structs = append(structs, shapeOf{fields: structOf(a.Type).Live(), tell: &a.Tell, index: i})
			continue
		}
		if first, taken := clash(kinds, kind); taken {
			l.report.add(p.nodes[i], "ambiguous-union", "%s and %s are both %s, so a receiver cannot tell them apart; join them into one type",
				describe(p.union.Alts[first].Type), describe(a.Type), sayKind(kind))
			return
		}
		kinds[kind] = i
		a.Tell.Kind = kind
	}
	if i := tellApart(structs); i >= 0 {
		at := structs[i].index
		l.report.add(p.nodes[at], "ambiguous-union",
			"a receiver cannot tell %s from the alternatives before it; give it a const, or a required property that they do not have, or list it first",
			describe(p.union.Alts[at].Type))
	}
}

// clash finds an earlier alternative of the same kind; whole numbers are numbers too.
func clash(kinds map[string]int, kind string) (int, bool) {
	if i, ok := kinds[kind]; ok {
		return i, true
	}
	switch kind {
	case "integer":
		i, ok := kinds["number"]
		return i, ok
	case "number":
		i, ok := kinds["integer"]
		return i, ok
	}
	return 0, false
}

// jsonKind gives the one JSON kind of the values of a type, or says what to do about a type that has several.
func jsonKind(t schema.Type) (kind, problem string) {
	switch t := schema.Underlying(t).(type) {
	case *schema.Struct, *schema.Map:
		return "object", ""
	case *schema.Array:
		return "array", ""
	case *schema.Basic:
		return t.Kind, ""
	case *schema.Enum:
		return t.Base.Kind, ""
	case *schema.Const:
		return t.Value.JSONKind(), ""
	case *schema.Union:
		return "", "list its alternatives here instead"
	case *schema.Nullable:
		return "", `list the type inside it and "type: 'null'" here instead`
	}
	return "", "say what it is, or let the whole be any value: {}"
}

func describe(t schema.Type) string {
	if d, ok := t.(*schema.Decl); ok {
		return d.Name
	}
	switch t.(type) {
	case *schema.Any:
		return "any value"
	case *schema.Nullable:
		return "a type with null"
	}
	kind, _ := jsonKind(t)
	return sayKind(kind)
}

// structOf gives the members of an object type; a map has none.
func structOf(t schema.Type) *schema.Struct {
	if st, ok := schema.Underlying(t).(*schema.Struct); ok {
		return st
	}
	return &schema.Struct{}
}
