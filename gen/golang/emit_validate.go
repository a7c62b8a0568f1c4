package golang

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// checkDecls gives, for each type that has rules, the method that holds a value against them.
func (t *Target) checkDecls() []decl {
	c := checks{t}
	decls := declsOf(t.parts.messages, c.messageCheck)
	for _, d := range t.parts.types {
		if d.Alias == nil && !isUnnamed(d) {
			decls = append(decls, c.typeChecks(d)...)
		}
	}
	return decls
}

// checks emits validation.
type checks struct{ *Target }

// checkMethod prints the method check of a type, whose value is v.
func checkMethod(p *printer, receiver string, body ...string) {
	head := "func (v " + receiver + ") check(c checker)"
	if len(body) == 1 && !strings.Contains(body[0], "\n") {
		p.function(head, body[0])
		return
	}
	p.block(head, func() {
		for _, s := range body {
			p.statement(s)
		}
	})
}

func (c checks) messageCheck(p *printer, m *schema.Message) {
	receiver := "*" + c.names.messages[m]
	switch {
	case m.Payload.Value != nil:
		c.valueCheck(p, receiver, m.Payload.Value)
	case c.sharesFields(m):
		checkMethod(p, receiver, "(*"+p.typ(c.shapes.spell(m.Payload.Type))+")(v).check(c)")
	default:
		checkMethod(p, receiver, c.structBody(m.Payload.Struct)...)
	}
}

// valueCheck checks the one field of a message whose payload is no object: the place is the message's own.
func (c checks) valueCheck(p *printer, receiver string, f *schema.Field) {
	form, inner := c.shapes.formOf(f)
	_, null := withoutNull(f.Type)
	body := c.value(inner, "c", operand{"v.Value", form != plainField, null}, 0)
	if len(body) == 0 {
		p.function("func ("+receiver+") check(checker)", "")
		return
	}
	checkMethod(p, receiver, body...)
}

// typeChecks gives the methods of one type, and of the wrappers of a union.
func (c checks) typeChecks(d *schema.Decl) []decl {
	name := c.names.decls[d]
	switch t := d.Type.(type) {
	case *schema.Struct:
		return []decl{func(p *printer) { checkMethod(p, "*"+name, c.structBody(t)...) }}
	case *schema.Enum:
		if !t.Open {
			return []decl{func(p *printer) { checkMethod(p, name, `c.require(v.Valid(), "not a value of `+name+`")`) }}
		}
	case *schema.Array, *schema.Map:
		if hasRules(t) {
			return []decl{func(p *printer) { checkMethod(p, name, c.value(t, "c", operand{expr: "v"}, 0)...) }}
		}
	case *schema.Union:
		return c.wrapperChecks(t)
	}
	return nil
}

func (c checks) wrapperChecks(u *schema.Union) []decl {
	var list []decl
	for _, a := range u.Alts {
		if isWrapped(u, a) && hasRules(a.Type) {
			list = append(list, func(p *printer) {
				plain := "w := " + p.typ(c.shapes.spell(a.Type)) + "(v)"
				checkMethod(p, c.names.kinds[a], append([]string{plain}, c.value(a.Type, "c", operand{expr: "w"}, 0)...)...)
			})
		}
	}
	return list
}

// structBody gives the checks of a struct: what all structs share, then field by field.
func (c checks) structBody(s *schema.Struct) []string {
	body := []string{"c.members(v)"}
	if s.Closed {
		body = append(body, "c.closed(v)")
	}
	for _, f := range s.Live() {
		body = append(body, c.field(f, "c.at("+strconv.Quote(f.Wire)+")")...)
	}
	if s.Rest != nil {
		body = append(body, c.value(&schema.Map{Elem: s.Rest}, "c", operand{expr: "v.Rest"}, 0)...)
	}
	return body
}

func (c checks) field(f *schema.Field, place string) []string {
	value := "v." + c.names.fields[f]
	form, inner := c.shapes.formOf(f)
	if k, ok := schema.Underlying(inner).(*schema.Const); ok && form == plainField && f.Required && !isRawConstant(k.Value) {
		return []string{"check(" + place + ", &" + value + ", unsetOr" + typedConstant(k.Value) + ")"}
	}
	const orNil = true // members says what is required
	switch form {
	case pointerField:
		return c.value(inner, place, operand{value, true, orNil}, 0)
	case nullableField:
		return c.value(inner, place, operand{value + ".Value", true, orNil}, 0)
	default:
		return c.value(inner, place, operand{value, false, orNil}, 0)
	}
}

// An operand is an expression of a value, or of a pointer to it that may be nil.
type operand struct {
	expr    string
	pointer bool
	orNil   bool // of a union: nil says that it is absent or null, and nothing is wrong with that
}

// ref spells a pointer to the value.
func (o operand) ref() string {
	if o.pointer {
		return o.expr
	}
	return "&" + o.expr
}

// value spells the value itself.
func (o operand) value() string {
	if o.pointer {
		return "*" + o.expr
	}
	return o.expr
}

// ifThere runs a statement if there is a value.
func (o operand) ifThere(statement string) []string {
	if !o.pointer {
		return []string{statement}
	}
	return []string{braced("if "+o.expr+" != nil", statement)}
}

// value gives the statements that check a value at a place. Depth counts the loops around it, for the names of their
// variables.
func (c checks) value(t schema.Type, place string, v operand, depth int) []string {
	if !hasRules(t) {
		return nil
	}
	if d := original(t); d != nil && isDefined(d) {
		if v.pointer {
			return []string{"optional(" + place + ", " + v.expr + ")"}
		}
		return []string{v.expr + ".check(" + place + ")"}
	}
	switch u := schema.Underlying(t).(type) {
	case *schema.Nullable:
		return c.nullable(u, place, v, depth)
	case *schema.Array:
		return v.ifThere(c.items(u, place, v, depth))
	case *schema.Map:
		return v.ifThere(c.members(u, place, v, depth))
	case *schema.Union:
		switch {
		case isIntOrString(u):
		case v.orNil:
			return v.ifThere(place + ".union(" + v.value() + ")")
		default:
			return v.ifThere("chosen(" + place + ", " + v.value() + ")")
		}
	}
	return []string{"check(" + place + ", " + v.ref() + ", " + strings.Join(rules(t), ", ") + ")"}
}

// nullable checks what may be null where nothing can be absent: its Go type is a pointer already, or an interface.
func (c checks) nullable(n *schema.Nullable, place string, v operand, depth int) []string {
	inner, _ := withoutNull(n.Type)
	return c.value(inner, place, operand{v.value(), !isInterface(inner), true}, depth)
}

var indexNames = []string{"i", "j", "k"}

// loopName names the variable of a loop.
func loopName(names []string, depth int) string {
	if depth < len(names) {
		return names[depth]
	}
	return names[0] + strconv.Itoa(depth)
}

func (c checks) items(a *schema.Array, place string, list operand, depth int) string {
	i := loopName(indexNames, depth)
	item := list.value()
	if list.pointer {
		item = "(" + item + ")"
	}
	body := c.value(a.Elem, place+".item("+i+")", operand{expr: item + "[" + i + "]"}, depth+1)
	return braced("for "+i+" := range "+list.value(), body...)
}

func (c checks) members(m *schema.Map, place string, value operand, depth int) string {
	name, item := loopName([]string{"name"}, depth), loopName([]string{"item"}, depth)
	body := c.value(m.Elem, place+".at("+name+")", operand{expr: item}, depth+1)
	return braced("for "+name+", "+item+" := range inOrder("+value.value()+")", body...)
}

// hasRules reports whether values of a type can break a rule. Inside are the declarations that the type is a part of: of a
// list of itself, nothing but the items can have rules.
func hasRules(t schema.Type, inside ...*schema.Decl) bool {
	switch t := t.(type) {
	case *schema.Decl:
		d := original(t)
		return !slices.Contains(inside, d) && hasRules(d.Type, append(inside, d)...)
	case *schema.Struct:
		return true
	case *schema.Enum:
		return !t.Open
	case *schema.Union:
		return !isIntOrString(t) || len(rules(t)) > 0
	case *schema.Array:
		return hasRules(t.Elem, inside...)
	case *schema.Map:
		return hasRules(t.Elem, inside...)
	case *schema.Nullable:
		return hasRules(t.Type, inside...)
	}
	return len(rules(t)) > 0
}

// rules spells the rules of a single value.
func rules(t schema.Type) []string {
	switch t := schema.Underlying(t).(type) {
	case *schema.Basic:
		switch t.Kind {
		case "string":
			return textRules(t, textType(t))
		case "integer", "number":
			return numberRules(t)
		}
	case *schema.Const:
		return []string{constantRule(t.Value)}
	case *schema.Union:
		return intOrStringRules(t)
	}
	return nil
}

// intOrStringRules gives the rules of both alternatives, each of which judges values of its own kind alone. No Go type of
// its own holds either, so that formats are judged as well which such a type implies.
func intOrStringRules(u *schema.Union) []string {
	var list []string
	for _, a := range u.Alts {
		b, ok := schema.Underlying(a.Type).(*schema.Basic)
		if !ok {
			continue
		}
		switch a.Tell.Kind {
		case "string":
			list = append(list, each("ifString", textRules(b, ""))...)
		case "integer":
			list = append(list, each("ifInt", numberRules(asInt64(b)))...)
		}
	}
	return list
}

// asInt64 gives an integer without a format, whose limits are its own.
func asInt64(b *schema.Basic) *schema.Basic {
	low, high := limits(b)
	plain := &schema.Basic{Kind: b.Kind, Minimum: b.Minimum, Maximum: b.Maximum}
	if least, ok := new(big.Rat).SetString(b.Minimum); !ok || least.Cmp(new(big.Rat).SetInt(low)) < 0 {
		plain.Minimum = low.String()
	}
	if most, ok := new(big.Rat).SetString(b.Maximum); !ok || most.Cmp(new(big.Rat).SetInt(high)) > 0 {
		plain.Maximum = high.String()
	}
	return plain
}

// each puts every rule into another one; "" leaves them as they are.
func each(into string, rules []string) []string {
	if into == "" {
		return rules
	}
	list := make([]string, len(rules))
	for i, rule := range rules {
		list[i] = into + "(" + rule + ")"
	}
	return list
}

// formatRules are the functions of the runtime that judge a format.
var formatRules = map[string]string{
	"date": "formatDate", "uri": "formatURI", "uuid": "formatUUID", "email": "formatEmail", "e164": "formatE164",
	"date-time": "formatDateTime", "byte": "formatBase64",
}

// textRules gives the rules of a text that Go has as a type of its own, for which each goes into another rule, or as a string.
func textRules(b *schema.Basic, into string) []string {
	var list []string
	if b.MinLength != nil && *b.MinLength > 0 {
		list = append(list, fmt.Sprintf("minLength(%d)", *b.MinLength))
	}
	if b.MaxLength != nil {
		list = append(list, fmt.Sprintf("maxLength(%d)", *b.MaxLength))
	}
	if b.Pattern != "" {
		list = append(list, "matches("+patternQuote(b.Pattern)+")")
	}
	list = each(into, list)
	if name := formatRules[b.Format]; name != "" && into != asBase64 { // bytes are base64 in any case
		list = append([]string{name}, list...)
	}
	return list
}

// asBase64 is the rule of the runtime that judges bytes by their text on the wire.
const asBase64 = "asBase64"

// textType gives the rule that others go into for the Go type of a text; "" for a string.
func textType(b *schema.Basic) string {
	switch b.Format {
	case "date-time":
		return "asText[DateTime]"
	case "byte":
		return asBase64
	}
	return ""
}

// patternQuote quotes a regular expression, with back quotes where that keeps it readable.
func patternQuote(s string) string {
	if strings.Contains(s, `\`) && strconv.CanBackquote(s) && !strings.ContainsFunc(s, schema.IsHidden) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

func numberRules(b *schema.Basic) []string {
	var list []string
	if n, ok := bound(b, b.Minimum, true); ok {
		list = append(list, "atLeast["+numberType(b)+"]("+n+")")
	}
	if n, ok := bound(b, b.Maximum, false); ok {
		list = append(list, "atMost["+numberType(b)+"]("+n+")")
	}
	return list
}

// numberType spells the Go type of a number for the rules that are told it.
func numberType(b *schema.Basic) string { return (&shapes{}).basic(b).name }

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
func constantRule(v *schema.Value) string {
	if isRawConstant(v) {
		return "equalsJSON(" + rawQuote(jsonText(v)) + ")"
	}
	return "equals" + typedConstant(v)
}

// typedConstant spells a constant as the argument of a rule, with its type where Go would infer another one.
func typedConstant(v *schema.Value) string {
	switch v.Kind {
	case schema.StringValue:
		return "(" + strconv.Quote(v.String) + ")"
	case schema.NumberValue:
		return "[" + constantType(v).name + "](" + v.Number + ")"
	default:
		return "(" + v.Text() + ")"
	}
}
