package golang

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// checkDecls gives, for each type that has rules, the method that holds a value against them.
func (t *Target) checkDecls() []jen.Code {
	c := checks{Target: t, known: map[*schema.Decl]bool{}}
	var decls []jen.Code
	add := func(decl jen.Code) {
		if decl != nil {
			decls = append(decls, decl)
		}
	}
	for _, m := range t.parts.messages {
		add(c.messageCheck(m))
	}
	for _, d := range t.parts.types {
		if d.Alias == nil && !isUnnamed(d) {
			for _, decl := range c.typeChecks(d) {
				add(decl)
			}
		}
	}
	return decls
}

// checks emits validation.
type checks struct {
	*Target
	known map[*schema.Decl]bool // whether a declaration has rules; false while that is being found out
}

// checkMethod gives the method check of a type, whose value is v.
func checkMethod(receiver jen.Code, body ...jen.Code) jen.Code {
	f := jen.Func().Params(jen.Id("v").Add(receiver)).Id("check").Params(jen.Id("c").Id("checker"))
	if len(body) == 1 {
		return f.Add(oneLine(body[0]))
	}
	return f.Block(body...)
}

func (c *checks) messageCheck(m *schema.Message) jen.Code {
	receiver := jen.Op("*").Id(c.names.messages[m])
	switch {
	case m.Payload.Value != nil:
		return c.valueCheck(receiver, m.Payload.Value)
	case c.sharesFields(m):
		return checkMethod(receiver, jen.Parens(jen.Op("*").Add(c.shapes.of(m.Payload.Type))).Call(jen.Id("v")).Dot("check").Call(jen.Id("c")))
	default:
		return checkMethod(receiver, c.structBody(m.Payload.Struct)...)
	}
}

// valueCheck checks the one field of a message whose payload is no object: the place is the message's own.
func (c *checks) valueCheck(receiver *jen.Statement, f *schema.Field) jen.Code {
	form, inner := c.shapes.formOf(f)
	body := c.value(inner, jen.Id("c"), operand{jen.Id("v").Dot("Value"), form != plainField}, 0)
	if len(body) == 0 {
		return jen.Func().Params(receiver).Id("check").Params(jen.Id("checker")).Block()
	}
	return checkMethod(receiver, body...)
}

// typeChecks gives the methods of one type, and of the wrappers of a union.
func (c *checks) typeChecks(d *schema.Decl) []jen.Code {
	name := c.names.decls[d]
	switch t := d.Type.(type) {
	case *schema.Struct:
		return []jen.Code{checkMethod(jen.Op("*").Id(name), c.structBody(t)...)}
	case *schema.Enum:
		if !t.Open {
			return []jen.Code{checkMethod(jen.Id(name), jen.Id("c").Dot("require").Call(jen.Id("v").Dot("Valid").Call(), jen.Lit("not a value of "+name)))}
		}
	case *schema.Array, *schema.Map:
		if c.hasRules(d) {
			return []jen.Code{checkMethod(jen.Id(name), c.value(t, jen.Id("c"), operand{expr: jen.Id("v")}, 0)...)}
		}
	case *schema.Union:
		return c.wrapperChecks(t)
	}
	return nil
}

func (c *checks) wrapperChecks(u *schema.Union) []jen.Code {
	var list []jen.Code
	for _, a := range u.Alts {
		if !isWrapped(u, a) || !c.typeHasRules(a.Type) {
			continue
		}
		plain := jen.Id("w").Op(":=").Add(c.shapes.of(a.Type)).Call(jen.Id("v"))
		body := append([]jen.Code{plain}, c.value(a.Type, jen.Id("c"), operand{expr: jen.Id("w")}, 0)...)
		list = append(list, checkMethod(jen.Id(c.names.kinds[a]), body...))
	}
	return list
}

// structBody gives the checks of a struct: what all structs share, then field by field.
func (c *checks) structBody(s *schema.Struct) []jen.Code {
	body := []jen.Code{jen.Id("c").Dot("members").Call(jen.Id("v"))}
	if s.Closed {
		body = append(body, jen.Id("c").Dot("closed").Call(jen.Id("v")))
	}
	for _, f := range liveFields(s) {
		place := jen.Id("c").Dot("at").Call(jen.Lit(f.Wire))
		body = append(body, c.field(f, place)...)
	}
	if s.Rest != nil {
		body = append(body, c.value(&schema.Map{Elem: s.Rest}, jen.Id("c"), operand{expr: jen.Id("v").Dot("Rest")}, 0)...)
	}
	return body
}

func (c *checks) field(f *schema.Field, place *jen.Statement) []jen.Code {
	value := jen.Id("v").Dot(c.names.fields[f])
	form, inner := c.shapes.formOf(f)
	if k, ok := schema.Underlying(inner).(*schema.Const); ok && form == plainField && f.Required && !isRawConstant(k.Value) {
		return []jen.Code{jen.Id("check").Call(place, jen.Op("&").Add(value), jen.Id("unsetOr").Add(typedConstant(k.Value)))}
	}
	switch form {
	case pointerField:
		return c.value(inner, place, operand{value, true}, 0)
	case nullableField:
		return c.value(inner, place, operand{value.Dot("Value"), true}, 0)
	default:
		return c.value(inner, place, operand{expr: value}, 0)
	}
}

// An operand is an expression of a value, or of a pointer to it that may be nil.
type operand struct {
	expr    *jen.Statement
	pointer bool
}

// ref spells a pointer to the value.
func (o operand) ref() *jen.Statement {
	if o.pointer {
		return o.expr
	}
	return jen.Op("&").Add(o.expr)
}

// value spells the value itself.
func (o operand) value() *jen.Statement {
	if o.pointer {
		return jen.Op("*").Add(o.expr)
	}
	return o.expr
}

// ifThere runs a statement if there is a value.
func (o operand) ifThere(statement jen.Code) []jen.Code {
	if !o.pointer {
		return []jen.Code{statement}
	}
	return []jen.Code{jen.If(jen.Add(o.expr).Op("!=").Nil()).Block(statement)}
}

// value gives the statements that check a value at a place. Depth counts the loops around it, for the names of their
// variables.
func (c *checks) value(t schema.Type, place *jen.Statement, v operand, depth int) []jen.Code {
	if !c.typeHasRules(t) {
		return nil
	}
	if d := original(t); d != nil && isDefined(d) {
		if v.pointer {
			return []jen.Code{jen.Id("optional").Call(place, v.expr)}
		}
		return []jen.Code{jen.Add(v.expr).Dot("check").Call(place)}
	}
	switch u := schema.Underlying(t).(type) {
	case *schema.Nullable:
		return c.nullable(u, place, v, depth)
	case *schema.Array:
		return v.ifThere(c.items(u, place, v, depth))
	case *schema.Map:
		return v.ifThere(c.members(u, place, v, depth))
	case *schema.Union:
		if !isIntOrString(u) {
			return v.ifThere(jen.Add(place).Dot("union").Call(v.value()))
		}
	}
	return []jen.Code{jen.Id("check").Call(append([]jen.Code{place, v.ref()}, rules(t)...)...)}
}

// nullable checks what may be null where nothing can be absent: its Go type is a pointer already, or an interface.
func (c *checks) nullable(n *schema.Nullable, place *jen.Statement, v operand, depth int) []jen.Code {
	inner, _ := withoutNull(n.Type)
	return c.value(inner, place, operand{v.value(), !isInterface(inner)}, depth)
}

var indexNames = []string{"i", "j", "k"}

// loopName names the variable of a loop.
func loopName(names []string, depth int) string {
	if depth < len(names) {
		return names[depth]
	}
	return names[0] + strconv.Itoa(depth)
}

func (c *checks) items(a *schema.Array, place *jen.Statement, list operand, depth int) jen.Code {
	i := jen.Id(loopName(indexNames, depth))
	item := list.value()
	if list.pointer {
		item = jen.Parens(item)
	}
	body := c.value(a.Elem, jen.Add(place).Dot("item").Call(i), operand{expr: jen.Add(item).Index(i)}, depth+1)
	return jen.For(jen.Add(i).Op(":=").Range().Add(list.value())).Block(body...)
}

func (c *checks) members(m *schema.Map, place *jen.Statement, value operand, depth int) jen.Code {
	name, item := jen.Id(loopName([]string{"name"}, depth)), jen.Id(loopName([]string{"item"}, depth))
	body := c.value(m.Elem, jen.Add(place).Dot("at").Call(name), operand{expr: item}, depth+1)
	return jen.For(jen.List(name, item).Op(":=").Range().Id("inOrder").Call(value.value())).Block(body...)
}

// typeHasRules reports whether values of a type can break a rule.
func (c *checks) typeHasRules(t schema.Type) bool {
	switch t := t.(type) {
	case *schema.Decl:
		return c.hasRules(original(t))
	case *schema.Array:
		return c.typeHasRules(t.Elem)
	case *schema.Map:
		return c.typeHasRules(t.Elem)
	case *schema.Nullable:
		return c.typeHasRules(t.Type)
	case *schema.Const:
		return true
	}
	return len(rules(t)) > 0
}

func (c *checks) hasRules(d *schema.Decl) bool {
	if known, ok := c.known[d]; ok {
		return known
	}
	c.known[d] = false // of a list of itself, nothing but the items can have rules
	switch t := d.Type.(type) {
	case *schema.Struct:
		c.known[d] = true
	case *schema.Enum:
		c.known[d] = !t.Open
	case *schema.Union:
		c.known[d] = !isIntOrString(t) || len(rules(t)) > 0
	default:
		c.known[d] = c.typeHasRules(d.Type)
	}
	return c.known[d]
}

// rules spells the rules of a single value.
func rules(t schema.Type) []jen.Code {
	switch t := schema.Underlying(t).(type) {
	case *schema.Basic:
		switch t.Kind {
		case "string":
			return textRules(t)
		case "integer", "number":
			return numberRules(t)
		}
	case *schema.Const:
		return []jen.Code{constantRule(t.Value)}
	case *schema.Union:
		return intOrStringRules(t)
	}
	return nil
}

// intOrStringRules gives the rules of both alternatives, each of which judges values of its own kind alone.
func intOrStringRules(u *schema.Union) []jen.Code {
	var list []jen.Code
	for _, a := range u.Alts {
		wrapper := map[string]string{"string": "ifString", "integer": "ifInt"}[a.Tell.Kind]
		b, ok := schema.Underlying(a.Type).(*schema.Basic)
		if !ok || wrapper == "" {
			continue
		}
		plain := *b
		if plain.Format == "epoch-millis" {
			plain.Format = ""
		}
		for _, rule := range rules(&plain) {
			list = append(list, jen.Id(wrapper).Call(rule))
		}
	}
	return list
}

// formatRules are the functions of the runtime that judge a format. A format that is a Go type of its own needs none.
var formatRules = map[string]string{
	"date": "formatDate", "uri": "formatURI", "uuid": "formatUUID", "email": "formatEmail", "e164": "formatE164",
}

func textRules(b *schema.Basic) []jen.Code {
	var list []jen.Code
	if b.Format == "byte" {
		return nil // the length is that of the base64 text, which Go does not see
	}
	if name := formatRules[b.Format]; name != "" {
		list = append(list, jen.Id(name))
	}
	if b.MinLength != nil && *b.MinLength > 0 {
		list = append(list, jen.Id("minLength").Call(jen.Lit(*b.MinLength)))
	}
	if b.MaxLength != nil {
		list = append(list, jen.Id("maxLength").Call(jen.Lit(*b.MaxLength)))
	}
	if b.Pattern != "" {
		list = append(list, jen.Id("matches").Call(rawPattern(b.Pattern)))
	}
	if b.Format == "date-time" {
		for i := range list {
			list[i] = jen.Id("asText").Types(jen.Id("DateTime")).Call(list[i])
		}
		list = append([]jen.Code{jen.Id("formatDateTime")}, list...)
	}
	return list
}

func rawPattern(s string) *jen.Statement {
	if strings.Contains(s, `\`) && strconv.CanBackquote(s) && !strings.ContainsFunc(s, isHidden) {
		return jen.Op("`" + s + "`")
	}
	return jen.Lit(s)
}

func numberRules(b *schema.Basic) []jen.Code {
	var list []jen.Code
	if n, ok := bound(b, b.Minimum, true); ok {
		list = append(list, jen.Id("atLeast").Types(numberType(b)).Call(jen.Op(n)))
	}
	if n, ok := bound(b, b.Maximum, false); ok {
		list = append(list, jen.Id("atMost").Types(numberType(b)).Call(jen.Op(n)))
	}
	return list
}

// numberType spells the Go type of a number for the rules that are told it.
func numberType(b *schema.Basic) *jen.Statement { return (&shapes{}).basic(b) }

// bound spells a bound as a Go constant. Of an integer it is the nearest one inside; a bound that the Go type already
// implies is none.
func bound(b *schema.Basic, text string, least bool) (string, bool) {
	limit, ok := new(big.Rat).SetString(text)
	if !ok {
		return "", false
	}
	if b.Kind == "number" {
		_, err := strconv.ParseFloat(text, 64)
		return text, err == nil
	}
	n := new(big.Int).Quo(limit.Num(), limit.Denom())
	if inside := new(big.Rat).SetInt(n).Cmp(limit); least && inside < 0 {
		n.Add(n, big.NewInt(1))
	} else if !least && inside > 0 {
		n.Sub(n, big.NewInt(1))
	}
	low, high := limits(b)
	if least && n.Cmp(low) <= 0 || !least && n.Cmp(high) >= 0 {
		return "", false
	}
	if n.Cmp(low) < 0 || n.Cmp(high) > 0 { // no value is inside
		return map[bool]string{true: high.String(), false: low.String()}[least], true
	}
	return n.String(), true
}

// limits gives the lowest and the highest value of an integer's Go type.
func limits(b *schema.Basic) (low, high *big.Int) {
	bits, unsigned := uint(64), strings.HasPrefix(b.Format, "u")
	if strings.HasSuffix(b.Format, "32") {
		bits = 32
	}
	if unsigned {
		return new(big.Int), new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), bits), big.NewInt(1))
	}
	half := new(big.Int).Lsh(big.NewInt(1), bits-1)
	return new(big.Int).Neg(half), new(big.Int).Sub(half, big.NewInt(1))
}

// constantRule gives the rule of a constant that may be absent but not something else.
func constantRule(v *schema.Value) *jen.Statement {
	if isRawConstant(v) {
		return jen.Id("equalsJSON").Call(rawString(jsonText(v)))
	}
	return jen.Id("equals").Add(typedConstant(v))
}

// typedConstant spells a constant as the argument of a rule, with its type where Go would infer another one.
func typedConstant(v *schema.Value) *jen.Statement {
	switch v.Kind {
	case schema.StringValue:
		return jen.Call(jen.Lit(v.String))
	case schema.BoolValue:
		return jen.Call(jen.Lit(v.Bool))
	case schema.NumberValue:
		if isIntegral(v.Number) {
			return jen.Types(jen.Int64()).Call(jen.Op(v.Number))
		}
		return jen.Types(jen.Float64()).Call(jen.Op(v.Number))
	}
	return jen.Call(jen.Lit(v.Text()))
}
