package runtime

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestValidate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"type":"SAY","data":{"text":"hi"}}`, ""},
		{`{"type":"SAY","data":{}}`, "text: required"},
		{`{"type":"SAY","data":{"text":null}}`, "text: want string, got null"},
		{`{"type":"SAY","data":{"text":"x","loud":"yes","small":3000000000,"big":-1,"picture":"%","tags":["a",1],"any":null,"to":true}}`,
			"to: want integer or string, got boolean; loud: want boolean, got string; small: want integer of 32 bits, got integer outside int32; " +
				"big: want integer from 0, got integer outside uint64; picture: want string in base64, got string; tags[1]: want string, got number"},
		{`{"type":"SAY","data":{"text":"x","size":9.00,"mood":"odd","sent":"now","tags":["a","B"]}}`,
			"sent: want a date and time in RFC 3339; size: want at most 2; mood: not a value of Mood; tags[1]: want a match of ^[a-z]+$"},
		{`{"type":"SAY","data":{"text":"x","size":1.50,"at":1.7e12}}`, ""},
		{`{"type":"SAY","data":{"text":"x","to":1e300,"at":-1e17,"small":1.0,"big":18446744073709551.615E3,"scores":{"a":1234.5e1}}}`, ""},
		{`{"type":"SAY","data":{"text":"x","to":0.5,"at":1e300,"small":-1.5e1,"big":-1.0,"scores":{"a":1e-1,"b":12.345e2}}}`,
			"to: want integer or string, got number; at: want integer, got integer outside int64; big: want integer from 0, got integer outside uint64; " +
				"scores.a: want integer, got number; scores.b: want integer, got number"},
		{`{"type":"SAY","data":{"text":"x","scores":"x","places":[],"answer":1,"label":2,"holes":{},"parts":[[],{}],"grid":[1],"mood":false,"at":"","sent":1}}`,
			"at: want integer, got string; sent: want string, got number; mood: want string, got boolean; grid[0]: want array of number, got number; " +
				"holes: want array of string, got object; scores: want object, got string; places: want object, got array; answer: want object, got number; " +
				"label: want string, got number; parts[0]: of no known kind; parts[1]: of no known kind"},
		{`{"type":"SAY","data":{"text":"x","parts":["w",{"kind":"place","y":null},{"kind":"other"}],"part":{"kind":"place","x":1,"y":1,"z":"s"}}}`,
			"parts[1].x: required; parts[2]: of no known kind; part.z: want integer, got string"},
		{`{"type":"SAY","data":{"text":"x","places":{"a b":{"kind":"home","x":1,"y":2},"b":{"x":1,"y":2}},"answer":{"answer":{"text":"x"}}}}`,
			`places["a b"].kind: want "place"; places.b.kind: required; answer.text: required`},
		{`{"type":"SAY","data":{"text":"x","places":{"a":{"kind":"","x":1,"y":2}}}}`, `places.a.kind: want "place"`},
		{`{"type":"SAY","data":{"text":"x","parts":["w",null],"picture":"AAAAAAAA"}}`,
			"parts[1]: want Part, got null; picture: want a length of at most 4"},
		{`{"type":"SAY","data":{"text":"x","tags":["a",null,2],"grid":[[1],[true,"1"],{}],"holes":[null,7],"scores":{"a":1,"b":"2"},"parts":[7,123456789012345678901,"w"]}}`,
			"tags[1]: want string, got null; tags[2]: want string, got number; grid[1][0]: want number, got boolean; grid[1][1]: want number, got string; " +
				"grid[2]: want array of number, got object; holes[1]: want string, got number; parts[1]: want integer, got integer outside int64; scores.b: want integer, got string"},
		{`{"type":"SAY","data":{"text":"x","places":{"a":{"kind":"place","x":1,"y":2},"b c":[]},"label":null}}`, `places["b c"]: want object, got array`},
		{`{"type":"SAY","data":null}`, "want object, got null; text: required"},
		{`{"type":"BYE","data":null}`, ""},
		{`{"type":"HELLO","name":"Ada","age":3}`, "age: not a member of this object"},
		{`{"type":"COUNT","data":-1}`, "want at least 0"},
		{`{"type":"ERROR","data":{"type":"UNKNOWN"}}`, "data: required"},
	} {
		_, m, err := chat.decode([]byte(`{"v":2,` + c.text[1:]))
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got := ""
		if err := m.Validate(); err != nil {
			got = strings.ReplaceAll(err.Error(), "\n", "; ")
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Limits hold for integers that no Go type has, too.
func TestIfInt(t *testing.T) {
	least, most := ifInt(atLeast[int64](-5)), ifInt(atMost[int64](5))
	for text, want := range map[string]string{
		`5`: "", `5.0`: "", `-6`: "want at least -5", `6e0`: "want at most 5", `1e300`: "want at most 5", `-1e300`: "want at least -5",
		`10000000000000000000000`: "want at most 5", `"6"`: "", `""`: "",
	} {
		var v IntOrString
		if err := v.UnmarshalJSON([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := least(v) + most(v); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestValidateEnvelope(t *testing.T) {
	texts := *chat
	texts.idKind = "string"
	numbers := *chat
	numbers.idKind = "integer"
	unnumbered := *chat
	unnumbered.idName = ""
	for _, c := range []struct {
		p          *protocol
		text, want string
	}{
		{chat, `{"type":"SAY","id":"a","data":{}}`, ""},
		{chat, `{"type":"SAY","id":1.0,"data":{}}`, ""},
		{chat, `{"type":"SAY","data":{}}`, "id: required"},
		{chat, `{"type":"BYE"}`, ""},
		{chat, `{"type":"BYE","id":null}`, "id: want integer or string, got null"},
		{chat, `{"type":"DANCE"}`, ""},
		{chat, `{"type":"DANCE","id":{}}`, "id: want integer or string, got object"},
		{&texts, `{"type":"SAY","id":7,"data":{}}`, "id: want string, got number"},
		{&texts, `{"type":"SAY","id":"7","data":{}}`, ""},
		{&texts, `{"type":"SAY","id":[],"data":{}}`, "id: want string, got array"},
		{&numbers, `{"type":"SAY","id":"7","data":{}}`, "id: want integer, got string"},
		{&numbers, `{"type":"SAY","id":1.5,"data":{}}`, "id: want integer, got number"},
		{&unnumbered, `{"type":"SAY","id":{},"data":{}}`, ""},
		{&unnumbered, `{"type":"SAY","data":null}`, ""}, // the message tells
		{&unnumbered, `{"type":"COUNT","data":0}`, ""},
		{&unnumbered, `{"type":"COUNT"}`, "data: required"},
		{&unnumbered, `{"type":"COUNT","data":null}`, "data: want integer, got null"},
		{&unnumbered, `{"type":"ANY"}`, ""},
		{chat, `{"type":"COUNT","id":true}`, "id: want integer or string, got boolean; data: required"},
	} {
		env, _, err := c.p.decode([]byte(`{"v":2,` + c.text[1:]))
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got := ""
		if err := c.p.validateEnvelope(env); err != nil {
			got = strings.ReplaceAll(err.Error(), "\n", "; ")
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestValidateWhatWasMadeInGo(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{&Say{Text: "x"}, ""},
		{&Unknown{}, "data: required"},
		{&Say{Text: "x", Extra: Extra{Members: map[string]json.RawMessage{"loud": []byte("{")}}}, "loud: not valid JSON"},
		{&Say{Text: "x", Answer: &Say{Text: "x", Parts: []Part{&Place{Inside: &Place{Kind: "x"}}}}}, `answer.parts[0].inside.kind: want "place"`},
	} {
		got := ""
		if err := c.m.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestViolationsAreErrors(t *testing.T) {
	err := (&Say{Size: Ptr(3.0)}).Validate()
	var all Violations
	if !errors.As(err, &all) || len(all) != 2 || all[1] != (Violation{"size", "want at most 2"}) {
		t.Errorf("got %+v", all)
	}
	var one Violation
	if !errors.As(err, &one) || one.Path != "text" {
		t.Errorf("got %+v", one)
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		name     string
		ok       rule[string]
		yes, not []string
	}{
		{"e164", formatE164, []string{"+442073238299", "+12"}, []string{"442073238299", "+0123", "+44 20", "", "+1234567890123456"}},
		{"uuid", formatUUID, []string{"0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f11", "0B0F5D3E-6A0C-4C52-9B5E-5A6D3A1C0F11"}, []string{"", "0b0f5d3e6a0c4c529b5e5a6d3a1c0f11", "0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f1g"}},
		{"date", formatDate, []string{"2026-02-28"}, []string{"2026-02-30", "2026-2-3", ""}},
		{"uri", formatURI, []string{"https://a.example/b?c#d", "mailto:a@b.example", "file:///a"}, []string{"/a", "", "a b", "https://[", "//a"}},
		{"base64", formatBase64, []string{"", "aGk=", "+/8="}, []string{"aGk", "-_8=", "?"}},
		{"email", formatEmail, []string{"a@b.example"}, []string{"a", "A <a@b.example>", "", "a@b.example, c@d.example"}},
		{"date-time", func(s string) string { return formatDateTime(DateTime(s)) }, []string{"2026-03-01T09:30:00Z", "2026-03-01T09:30:00.5+01:00"}, []string{"2026-03-01", "2026-03-01 09:30:00", ""}},
		{"constant", equals("x"), []string{"x"}, []string{"", "y"}},
		{"JSON", func(s string) string { return equalsJSON(`{"a":[1]}`)(json.RawMessage(s)) }, []string{`{ "a": [1] }`}, []string{`{"a":[1.0]}`, `{`}},
		{"text of a type", func(s string) string { return asText[DateTime](minLength(2))(DateTime(s)) }, []string{"ab"}, []string{"a"}},
		{"text or integer, text", func(s string) string { return ifString(minLength(2))(FromString(s)) }, []string{"ab"}, []string{"a"}},
		{"text or integer, integer", func(s string) string { return ifInt(atLeast[int64](2))(IntOrString{text: s}) }, []string{"2", "x"}, []string{"1", "1.0"}},
		{"text or integer, the other", func(string) string {
			return ifString(minLength(2))(FromInt(1)) + ifInt(atLeast[int64](2))(FromString("1"))
		}, []string{""}, nil},
		{"length", func(s string) string { return minLength(2)(s) + maxLength(3)(s) }, []string{"日本", "abc"}, []string{"日", "abcd"}},
	} {
		for _, s := range c.yes {
			if problem := c.ok(s); problem != "" {
				t.Errorf("%s %q: %s", c.name, s, problem)
			}
		}
		for _, s := range c.not {
			if c.ok(s) == "" {
				t.Errorf("%s: %q has no problem", c.name, s)
			}
		}
	}
}
