package docs

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// maxOneLine is the width up to which an object or list inside an example stays on one line.
const maxOneLine = 76

// pretty writes a value as JSON with indentation. What is short stays on one line, the value itself excepted: a payload is
// read member by member.
func pretty(v *schema.Value) string {
	var b strings.Builder
	writeValue(&b, v, "", true)
	return b.String()
}

func writeValue(b *strings.Builder, v *schema.Value, indent string, open bool) {
	short := oneLine(v)
	if !open && len(indent)+len(short) <= maxOneLine || len(v.Members) == 0 && len(v.Items) == 0 {
		b.WriteString(short)
		return
	}
	inner := indent + "  "
	ends := "[]"
	if v.Kind == schema.ObjectValue {
		ends = "{}"
	}
	b.WriteByte(ends[0])
	for i, x := range v.Items {
		separate(b, i, inner)
		writeValue(b, x, inner, false)
	}
	for i, m := range v.Members {
		separate(b, i, inner)
		b.WriteString(quoteJSON(m.Name) + ": ")
		writeValue(b, m.Value, inner, false)
	}
	b.WriteString("\n" + indent + ends[1:])
}

func separate(b *strings.Builder, i int, indent string) {
	if i > 0 {
		b.WriteByte(',')
	}
	b.WriteString("\n" + indent)
}

// oneLine writes a value as JSON in one line.
func oneLine(v *schema.Value) string {
	switch v.Kind {
	case schema.StringValue:
		return quoteJSON(v.String)
	case schema.ArrayValue:
		items := make([]string, len(v.Items))
		for i, x := range v.Items {
			items[i] = oneLine(x)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case schema.ObjectValue:
		members := make([]string, len(v.Members))
		for i, m := range v.Members {
			members[i] = quoteJSON(m.Name) + ": " + oneLine(m.Value)
		}
		return "{" + strings.Join(members, ", ") + "}"
	}
	return v.Text()
}

// quoteJSON writes a JSON string; what needs no escape is written as it is.
func quoteJSON(s string) string {
	if !strings.ContainsFunc(s, isEscapedInJSON) {
		return `"` + s + `"`
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil { // a string cannot fail
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// isEscapedInJSON tells what encoding/json may write otherwise.
func isEscapedInJSON(r rune) bool {
	return r < ' ' || r == '"' || r == '\\' || r == utf8.RuneError || r == '\u2028' || r == '\u2029'
}

// enveloped puts an example payload into the envelope, as it travels: what is fixed, the wire type, the id where there is
// one, then the payload in its place. A nil payload is none.
func enveloped(p *schema.Protocol, m *schema.Message, payload *schema.Value) *schema.Value {
	e := &p.Envelope
	whole := &schema.Value{Kind: schema.ObjectValue}
	add := func(name string, v *schema.Value) {
		whole.Members = append(whole.Members, schema.Member{Name: name, Value: v})
	}
	whole.Members = append(whole.Members, e.Fixed...)
	add(e.Type, &schema.Value{Kind: schema.StringValue, String: m.Type})
	if e.Carries(m) {
		add(e.ID, exampleID(e.IDType))
	}
	switch {
	case payload == nil:
	case m.Layout == schema.Flat:
		whole.Members = append(whole.Members, payload.Members...)
	default:
		add(e.Payload, payload)
	}
	return whole
}

func exampleID(t schema.Type) *schema.Value {
	if b, ok := t.(*schema.Basic); ok && b.Kind == "integer" {
		return &schema.Value{Kind: schema.NumberValue, Number: "7"}
	}
	return &schema.Value{Kind: schema.StringValue, String: "b2f4c9"}
}
