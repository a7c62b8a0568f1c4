package typescript

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// validatorsEntry is the subpath of the validators, in src and dist too.
const validatorsEntry = "validators"

// neededByValidators is what the validators may need, by names with a sign that no type of a protocol has.
var neededByValidators = []struct{ name, line string }{
	{"$Validator", "import type { Validator as $Validator } from './runtime/api.js';\n"},
	{"$formats", "import * as $formats from './runtime/validate-formats.js';\n"},
	{"$v", "import * as $v from './runtime/validate.js';\n"},
	{"$constants", "import type * as $constants from './constants.js';\n"},
	{"$types", "import type * as $types from './types.js';\n"},
}

func validatorImports(p *printer) string {
	var b strings.Builder
	for _, i := range neededByValidators {
		if bytes.Contains(p.source, []byte(i.name)) {
			b.WriteString(i.line)
		}
	}
	b.WriteString("\nexport type * from './types.js';\n")
	return b.String()
}

// validators writes a validator for each message and each type, under the name of the type. Each is a pure call that no
// other one needs to be beside, so that a bundle holds what it uses and no more.
func (t *Target) validators(p *printer) {
	for _, m := range t.protocol.LiveMessages() {
		if t.names.hasOwnType(m) {
			t.validator(p, t.names.noun(m), "$types", t.accepted(m), func(r ruleNames) string { return t.payloadRule(r, m) })
		}
	}
	for _, d := range t.decls {
		t.validator(p, d.Name, "$"+t.homes[d.Name], d.Name, func(r ruleNames) string { return r.decl(d) })
	}
}

func (t *Target) validator(p *printer, name, home, accepted string, rule func(ruleNames) string) {
	p.gap()
	p.put(inSource, "export type "+name+" = "+home+"."+name+";")
	p.doc(validatorDoc(name))
	p.put(inDeclared, "export declare const "+name+": "+runtimeName+".Validator<"+accepted+">;")
	p.statement(statement{
		source: "export const " + name + ": $Validator<" + accepted + "> = /* @__PURE__ */ $v.validator(() => " + rule(sourceRules) + ");",
		script: "const " + p.exported(name) + " = /* @__PURE__ */ validator(() => " + rule(ruleNames{library: p.library}) + ");",
	})
}

// enumAliases writes the types of enums, which the other entries have beside their constants.
func (t *Target) enumAliases(p *printer) {
	for _, d := range t.decls {
		if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
			p.gap()
			t.enumAlias(p, d, e)
		}
	}
}

func validatorDoc(name string) doc {
	return doc{}.with("Tells whether a value is of the type " + name + ".").
		withExample("const is" + schema.Pascal(name) + " = (value: unknown): boolean => !" + name + "['~standard'].validate(value).issues;")
}

// accepted gives the type of what a message's validator accepts. A message without payload may come with any: nobody
// reads it.
func (t *Target) accepted(m *schema.Message) string {
	if m.Payload.Type == nil {
		return "unknown"
	}
	return t.names.noun(m)
}

// ruleNames says how a rule names what it is made of: in a source the modules of the runtime go before it, in a build
// everything is in one scope.
type ruleNames struct {
	rules, formats string
	library        *library // nil in a source
}

var sourceRules = ruleNames{rules: "$v.", formats: "$formats."}

// payloadRule writes the rule of a message's payload. An answer that echoes the opening message has the members of that too.
func (t *Target) payloadRule(r ruleNames, m *schema.Message) string {
	h := t.protocol.Handshake
	if h != nil && h.Echo && h.Accept == m && m.Payload.Value == nil {
		both := *m.Payload.Struct
		for _, f := range h.Open.Payload.Struct.Fields {
			if m.Payload.Struct.Field(f.Wire) == nil {
				both.Fields = append(slices.Clip(both.Fields), f)
			}
		}
		return r.object(&both)
	}
	if m.Payload.Type == nil {
		return r.rules + "anything"
	}
	return r.rule(m.Payload.Type)
}

func (r ruleNames) decl(d *schema.Decl) string {
	if d.Alias != nil {
		return r.rule(d.Alias)
	}
	return r.rule(d.Type)
}

// rule writes the rule of a type.
func (r ruleNames) rule(typ schema.Type) string {
	switch typ := typ.(type) {
	case *schema.Decl:
		name := typ.Name
		if r.library != nil {
			name = r.library.local(name)
		}
		return r.call("is", name)
	case *schema.Struct:
		return r.object(typ)
	case *schema.Enum:
		return r.enum(typ)
	case *schema.Union:
		return r.union(typ)
	case *schema.Array:
		return r.call("list", r.rule(typ.Elem))
	case *schema.Map:
		return r.call("map", r.rule(typ.Elem))
	case *schema.Nullable:
		return r.call("nullable", r.rule(typ.Type))
	case *schema.Basic:
		return r.basic(typ)
	case *schema.Const:
		return r.call("constant", inlineLiteral(typ.Value))
	}
	return r.rules + "anything"
}

func (r ruleNames) call(name, arguments string) string { return r.rules + name + "(" + arguments + ")" }

func (r ruleNames) object(s *schema.Struct) string {
	var b strings.Builder
	var required []string
	b.WriteString(r.rules + "object({")
	for i, f := range s.Live() {
		if i == 0 {
			b.WriteByte('\n')
		}
		b.WriteString("  " + member(f.Wire) + ": " + indented(r.rule(f.Type)) + ",\n")
		if f.Required {
			required = append(required, f.Wire)
		}
	}
	b.WriteByte('}')
	rest := r.rest(s)
	if rest != "" || len(required) > 0 {
		b.WriteString(", " + inlineLiteral(texts(required)))
	}
	if rest != "" {
		b.WriteString(", " + rest)
	}
	b.WriteByte(')')
	return b.String()
}

// rest writes the rule of members that are not listed, or "" for any.
func (r ruleNames) rest(s *schema.Struct) string {
	switch {
	case s.Closed:
		return "false"
	case s.Rest != nil:
		return indented(r.rule(s.Rest))
	}
	return ""
}

func indented(rule string) string { return strings.ReplaceAll(rule, "\n", "\n  ") }

// enum writes the rule of an enum. One that is open takes whatever is of its kind.
func (r ruleNames) enum(e *schema.Enum) string {
	if e.Open {
		return r.kind(e.Base.Kind, nil)
	}
	values := &schema.Value{Kind: schema.ArrayValue}
	for _, v := range e.Live() {
		values.Items = append(values.Items, v.Value)
	}
	return r.call("oneOf", literal(values, ""))
}

func (r ruleNames) union(u *schema.Union) string {
	var shapes []string
	for _, a := range u.InOrderOfTrial() {
		shapes = append(shapes, "  ["+r.test(&a.Tell)+", "+indented(r.rule(a.Type))+"],\n")
	}
	return r.call("union", "\n"+strings.Join(shapes, ""))
}

// test writes how an alternative is known.
func (r ruleNames) test(t *schema.Tell) string {
	switch {
	case t.Const != nil:
		value := schema.Underlying(t.Const.Type).(*schema.Const).Value
		return r.call("told", quote(t.Const.Wire)+", "+inlineLiteral(value))
	case len(t.Required) > 0:
		var names []string
		for _, f := range t.Required {
			names = append(names, quote(f.Wire))
		}
		return r.call("having", strings.Join(names, ", "))
	}
	return r.call("kind", quote(t.Kind))
}

// checkNames are the names of formats in runtime/src/validate-formats.ts. A double is any number.
var checkNames = map[string]string{
	"date-time": "dateTime", "date": "date", "uri": "uri", "uuid": "uuid", "email": "email", "e164": "e164", "byte": "byte",
	"epoch-millis": "epochMillis", "int32": "int32", "int64": "int64", "uint32": "uint32", "uint64": "uint64",
}

func (r ruleNames) basic(b *schema.Basic) string {
	var checks []string
	if name, ok := checkNames[b.Format]; ok {
		checks = append(checks, r.formats+name)
	}
	if b.Minimum != "" || b.Maximum != "" {
		checks = append(checks, r.call("range", or(b.Minimum, "-Infinity")+", "+or(b.Maximum, "Infinity")))
	}
	if b.MinLength != nil || b.MaxLength != nil {
		checks = append(checks, r.call("length", orCount(b.MinLength, "0")+", "+orCount(b.MaxLength, "Infinity")))
	}
	if b.Pattern != "" {
		checks = append(checks, r.call("pattern", quote(b.Pattern)))
	}
	return r.kind(b.Kind, checks)
}

// kind writes the rule of a scalar.
func (r ruleNames) kind(kind string, checks []string) string {
	switch kind {
	case "boolean":
		return r.rules + "boolean"
	case "string":
		kind = "text"
	}
	return r.call(kind, strings.Join(checks, ", "))
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func orCount(n *int, otherwise string) string {
	if n == nil {
		return otherwise
	}
	return strconv.Itoa(*n)
}
