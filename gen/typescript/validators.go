package typescript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// validatorsEntry is the subpath of the validators, in src and dist too.
const validatorsEntry = "validators"

// validatorImports are what the validators may need, by names with a sign that no type of a protocol has.
var validatorImports = []struct{ name, line string }{
	{"$Validator", "import type { Validator as $Validator } from './runtime/api.js';\n"},
	{"$formats", "import * as $formats from './runtime/validate-formats.js';\n"},
	{"$v", "import * as $v from './runtime/validate.js';\n"},
	{"$constants", "import type * as $constants from './constants.js';\n"},
	{"$types", "import type * as $types from './types.js';\n"},
}

// validators gives the module with a validator for each message and each type, under the name of the type. Each is a pure
// call that no other one needs to be beside, so that a bundle holds what it uses and no more.
func (t *Target) validators() gen.File {
	p := printed(false, func(p *printer) {
		for _, m := range liveMessages(t.protocol) {
			if t.names.hasOwnType(m) {
				t.validator(p, t.names.noun(m), "$types", t.accepted(m), t.payloadRule(m))
			}
		}
		for _, d := range t.decls {
			t.validator(p, d.Name, "$"+t.homes[d.Name], d.Name, declRule(d))
		}
	})
	var b strings.Builder
	for _, i := range validatorImports {
		if strings.Contains(p.text.String(), i.name) {
			b.WriteString(i.line)
		}
	}
	b.WriteString("\nexport type * from './types.js';\n\n" + p.text.String())
	return source(validatorsEntry, b.String())
}

func (t *Target) validator(p *printer, name, home, accepted, rule string) {
	p.gap()
	p.line("export type %s = %s.%s;", name, home, name)
	p.doc(validatorDoc(name))
	p.lines(fmt.Sprintf("export const %s: $Validator<%s> = /* @__PURE__ */ $v.validator(() => %s);", name, accepted, rule))
}

// validatorDeclarations gives the declarations of the validators, with the types that they are for.
func (t *Target) validatorDeclarations(parts parts) []gen.File {
	p := printed(true, func(p *printer) {
		for _, d := range t.decls {
			if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
				p.gap()
				t.enumAlias(p, d, e)
			}
		}
		for _, m := range liveMessages(t.protocol) {
			if t.names.hasOwnType(m) {
				declareValidator(p, t.names.noun(m), t.accepted(m))
			}
		}
		for _, d := range t.decls {
			declareValidator(p, d.Name, d.Name)
		}
		p.gap()
		p.line("export {}; // no more than what has the word")
	})
	text := strings.Join([]string{header, disposeSymbol, string(embedded("runtime/runtime.d.ts")), parts.types.text.String(), p.text.String()}, "\n")
	var files []gen.File
	for _, extension := range []string{".d.ts", ".d.cts"} {
		files = append(files, gen.File{Path: "dist/" + validatorsEntry + extension, Data: []byte(text)})
	}
	return files
}

func declareValidator(p *printer, name, accepted string) {
	p.gap()
	p.doc(validatorDoc(name))
	p.line("export declare const %s: %s.Validator<%s>;", name, runtimeName, accepted)
}

func validatorDoc(name string) doc {
	return doc{}.with("Tells whether a value is of the type " + name + ".")
}

// accepted gives the type of what a message's validator accepts. A message without payload may come with any: nobody
// reads it.
func (t *Target) accepted(m *schema.Message) string {
	if m.Payload.Type == nil {
		return "unknown"
	}
	return t.names.noun(m)
}

// payloadRule writes the rule of a message's payload. An answer that echoes the opening message has the members of that too.
func (t *Target) payloadRule(m *schema.Message) string {
	h := t.protocol.Handshake
	if h != nil && h.Echo && h.Accept == m && m.Payload.Value == nil {
		both := *m.Payload.Struct
		for _, f := range h.Open.Payload.Struct.Fields {
			if m.Payload.Struct.Field(f.Wire) == nil {
				both.Fields = append(slices.Clip(both.Fields), f)
			}
		}
		return structRule(&both)
	}
	if m.Payload.Type == nil {
		return "$v.anything"
	}
	return rule(m.Payload.Type)
}

func declRule(d *schema.Decl) string {
	if d.Alias != nil {
		return rule(d.Alias)
	}
	return rule(d.Type)
}

// rule writes the rule of a type.
func rule(typ schema.Type) string {
	switch typ := typ.(type) {
	case *schema.Decl:
		return "$v.is(" + typ.Name + ")"
	case *schema.Struct:
		return structRule(typ)
	case *schema.Enum:
		return enumRule(typ)
	case *schema.Union:
		return unionRule(typ)
	case *schema.Array:
		return "$v.list(" + rule(typ.Elem) + ")"
	case *schema.Map:
		return "$v.map(" + rule(typ.Elem) + ")"
	case *schema.Nullable:
		return "$v.nullable(" + rule(typ.Type) + ")"
	case *schema.Basic:
		return basicRule(typ)
	case *schema.Const:
		return "$v.constant(" + inlineLiteral(typ.Value) + ")"
	}
	return "$v.anything"
}

func structRule(s *schema.Struct) string {
	var members, required []string
	for _, f := range liveFields(s) {
		members = append(members, "  "+member(f.Wire)+": "+indented(rule(f.Type))+",\n")
		if f.Required {
			required = append(required, f.Wire)
		}
	}
	arguments := []string{"{}", inlineLiteral(texts(required)), restRule(s)}
	if len(members) > 0 {
		arguments[0] = "{\n" + strings.Join(members, "") + "}"
	}
	switch {
	case arguments[2] == "" && len(required) == 0:
		arguments = arguments[:1]
	case arguments[2] == "":
		arguments = arguments[:2]
	}
	return "$v.object(" + strings.Join(arguments, ", ") + ")"
}

// restRule writes the rule of members that are not listed, or "" for any.
func restRule(s *schema.Struct) string {
	switch {
	case s.Closed:
		return "false"
	case s.Rest != nil:
		return indented(rule(s.Rest))
	}
	return ""
}

func indented(rule string) string { return strings.ReplaceAll(rule, "\n", "\n  ") }

// enumRule writes the rule of an enum. One that is open takes whatever is of its kind.
func enumRule(e *schema.Enum) string {
	if e.Open {
		return kindRule(e.Base.Kind, nil)
	}
	values := &schema.Value{Kind: schema.ArrayValue}
	for _, v := range liveValues(e) {
		values.Items = append(values.Items, v.Value)
	}
	return "$v.oneOf(" + literal(values, "") + ")"
}

func unionRule(u *schema.Union) string {
	var shapes []string
	for _, a := range u.InOrderOfTrial() {
		shapes = append(shapes, fmt.Sprintf("  [%s, %s],\n", test(&a.Tell), indented(rule(a.Type))))
	}
	return "$v.union(\n" + strings.Join(shapes, "") + ")"
}

// test writes how an alternative is known.
func test(t *schema.Tell) string {
	switch {
	case t.Const != nil:
		value := schema.Underlying(t.Const.Type).(*schema.Const).Value
		return fmt.Sprintf("$v.told(%s, %s)", quote(t.Const.Wire), inlineLiteral(value))
	case len(t.Required) > 0:
		var names []string
		for _, f := range t.Required {
			names = append(names, quote(f.Wire))
		}
		return "$v.having(" + strings.Join(names, ", ") + ")"
	}
	return "$v.kind(" + quote(t.Kind) + ")"
}

// checkNames are the names of formats in runtime/src/validate-formats.ts. A double is any number.
var checkNames = map[string]string{
	"date-time": "dateTime", "date": "date", "uri": "uri", "uuid": "uuid", "email": "email", "e164": "e164", "byte": "byte",
	"epoch-millis": "epochMillis", "int32": "int32", "int64": "int64", "uint32": "uint32", "uint64": "uint64",
}

func basicRule(b *schema.Basic) string {
	var checks []string
	if name, ok := checkNames[b.Format]; ok {
		checks = append(checks, "$formats."+name)
	}
	if b.Minimum != "" || b.Maximum != "" {
		checks = append(checks, fmt.Sprintf("$v.range(%s, %s)", or(b.Minimum, "-Infinity"), or(b.Maximum, "Infinity")))
	}
	if b.MinLength != nil || b.MaxLength != nil {
		checks = append(checks, fmt.Sprintf("$v.length(%s, %s)", orCount(b.MinLength, "0"), orCount(b.MaxLength, "Infinity")))
	}
	if b.Pattern != "" {
		checks = append(checks, "$v.pattern("+quote(b.Pattern)+")")
	}
	return kindRule(b.Kind, checks)
}

// kindRule writes the rule of a scalar.
func kindRule(kind string, checks []string) string {
	if kind == "boolean" {
		return "$v.boolean"
	}
	if kind == "string" {
		kind = "text"
	}
	return "$v." + kind + "(" + strings.Join(checks, ", ") + ")"
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
	return fmt.Sprint(*n)
}
