package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestDecodeAndEncode(t *testing.T) {
	for _, c := range []struct {
		name, text string
		env        Envelope
		message    Message
	}{
		{"nested", `{"v":2,"type":"SAY","id":"a1","data":{"text":"hi"}}`,
			Envelope{Type: "SAY", ID: FromString("a1")}, &Say{Text: "hi"}},
		{"number as id", `{"v":2,"type":"SAY","id":9007199254740993,"data":{"text":"hi"}}`,
			Envelope{Type: "SAY", ID: FromInt(9007199254740993)}, &Say{Text: "hi"}},
		{"no id", `{"v":2,"type":"SAY","data":{"text":"hi"}}`,
			Envelope{Type: "SAY"}, &Say{Text: "hi"}},
		{"null as id", `{"v":2,"type":"SAY","data":{"text":"hi"},"id":null}`,
			Envelope{Type: "SAY", Extra: map[string]json.RawMessage{"id": []byte("null")}}, &Say{Text: "hi"}},
		{"extra members of the envelope", `{"v":2,"type":"SAY","data":{"text":"hi"},"trace":[1.50]}`,
			Envelope{Type: "SAY", Extra: map[string]json.RawMessage{"trace": []byte("[1.50]")}}, &Say{Text: "hi"}},
		{"payload missing", `{"v":2,"type":"SAY"}`,
			Envelope{Type: "SAY", Form: FormBare}, &Say{Extra: Extra{Missing: []string{"text"}}}},
		{"payload empty", `{"v":2,"type":"SAY","data":{}}`,
			Envelope{Type: "SAY"}, &Say{Extra: Extra{Missing: []string{"text"}}}},
		{"payload null", `{"v":2,"type":"SAY","data":null}`,
			Envelope{Type: "SAY", Form: FormBare, Extra: map[string]json.RawMessage{"data": []byte("null")}}, &Say{Extra: Extra{Missing: []string{"text", ""}}}},
		{"flat", `{"v":2,"type":"HELLO","id":"x","name":"Ada","data":1}`,
			Envelope{Type: "HELLO", ID: FromString("x")}, &Hello{Name: "Ada", Extra: Extra{Members: map[string]json.RawMessage{"data": []byte("1")}}}},
		{"a name that a tag cannot hold", `{"v":2,"type":"HELLO","name":"Ada","a,b\"":1}`, Envelope{Type: "HELLO"}, &Hello{Name: "Ada", Odd: Ptr(int64(1))}},
		{"bare", `{"v":2,"type":"BYE"}`, Envelope{Type: "BYE"}, &Bye{}},
		{"bare with an empty payload", `{"v":2,"type":"BYE","data":{}}`, Envelope{Type: "BYE", Form: FormNested}, &Bye{}},
		{"bare with a payload", `{"v":2,"type":"BYE","data":{"now":true}}`,
			Envelope{Type: "BYE", Form: FormNested}, &Bye{Extra{Members: map[string]json.RawMessage{"now": []byte("true")}}}},
		{"bare with any payload", `{"v":2,"type":"BYE","data":"now"}`,
			Envelope{Type: "BYE", Extra: map[string]json.RawMessage{"data": []byte(`"now"`)}}, &Bye{}},
		{"either, nested", `{"v":2,"type":"MOVE","data":{"url":"a:b"},"more":1}`,
			Envelope{Type: "MOVE", Extra: map[string]json.RawMessage{"more": []byte("1")}}, &Move{URL: "a:b"}},
		{"either, flat", `{"v":2,"type":"MOVE","url":"a:b"}`, Envelope{Type: "MOVE", Form: FormFlat}, &Move{URL: "a:b"}},
		{"either, empty", `{"v":2,"type":"MOVE"}`, Envelope{Type: "MOVE", Form: FormBare}, &Move{Extra: Extra{Missing: []string{"url"}}}},
		{"a value", `{"v":2,"type":"COUNT","data":3}`, Envelope{Type: "COUNT"}, &Count{3}},
		{"no value", `{"v":2,"type":"COUNT"}`, Envelope{Type: "COUNT", Form: FormBare}, &Count{}},
		{"any value", `{"v":2,"type":"ANY","data":[1.0,{}]}`, Envelope{Type: "ANY"}, &Anything{[]byte("[1.0,{}]")}},
		{"any value, null", `{"v":2,"type":"ANY","data":null}`, Envelope{Type: "ANY"}, &Anything{[]byte("null")}},
		{"any value, none", `{"v":2,"type":"ANY"}`, Envelope{Type: "ANY", Form: FormBare}, &Anything{}},
		{"told by what is required", `{"v":2,"type":"ERROR","data":{"message":"no"}}`, Envelope{Type: "ERROR"}, &Error{Message: "no"}},
		{"told by a constant", `{"v":2,"type":"ERROR","data":{"type":"UNKNOWN","data":1}}`,
			Envelope{Type: "ERROR"}, &Unknown{Type: "UNKNOWN", Data: []byte("1")}},
		{"told by nothing", `{"v":2,"type":"ERROR","data":{}}`, Envelope{Type: "ERROR"}, &Error{Extra: Extra{Missing: []string{"message"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			env, m, err := chat.decode([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(env, c.env) {
				t.Errorf("got envelope %+v, want %+v", env, c.env)
			}
			if !reflect.DeepEqual(m, c.message) {
				t.Errorf("got %+v, want %+v", m, c.message)
			}
			again, err := chat.encode(env, m)
			if err != nil || !sameJSON(again, []byte(c.text)) {
				t.Errorf("written as %s, %v", again, err)
			}
		})
	}
}

// The order of the members does not matter, and of one that is there twice the last one counts, also where the payload was read
// before that was known.
func TestOrderOfMembers(t *testing.T) {
	nest := func(depth int) string {
		return strings.Repeat(`{"answer":`, depth) + `{}` + strings.Repeat(`}`, depth)
	}
	for _, c := range [][2]string{
		{`{"v":2,"type":"SAY","id":1,"data":{"text":"hi"}}`, `{"data":{"text":"hi"},"id":1,"type":"SAY","v":2}`},
		{`{"v":2,"type":"SAY","data":{"text":"hi"}}`, `{"type":"COUNT","data":{"text":"hi"},"type":"SAY","v":2}`},
		{`{"v":2,"type":"COUNT","data":3}`, `{"type":"SAY","data":3,"type":"COUNT","v":2}`},
		{`{"v":2,"type":"SAY","data":{"text":"hi"}}`, `{"v":2,"type":"SAY","data":{"to":1},"data":5,"data":{"text":"hi"}}`},
		{`{"v":2,"type":"SAY","data":5}`, `{"v":2,"type":"SAY","data":{"text":"hi"},"data":5}`},
		{`{"v":2,"type":"SAY","data":null}`, `{"v":2,"data":null,"type":"SAY"}`},
		{`{"v":2,"type":"BYE","data":[7]}`, `{"v":2,"data":[7],"type":"BYE"}`},
		{`{"v":2,"type":"HELLO","name":"Ada","data":{"a":1}}`, `{"type":"SAY","data":{"a":1},"type":"HELLO","v":2,"name":"Ada"}`},
		{`{"v":2,"type":"MOVE","url":"a:b"}`, `{"url":"a:b","type":"MOVE","v":2}`},
		{`{"v":2,"type":"SAY","data":` + nest(199) + `}`, `{"v":2,"data":` + nest(199) + `,"type":"SAY"}`},
		{`{"v":2,"type":"SAY","data":` + nest(200) + `}`, `{"v":2,"data":` + nest(200) + `,"type":"SAY"}`},
	} {
		env, m, err := chat.decode([]byte(c[0]))
		env2, m2, err2 := chat.decode([]byte(c[1]))
		if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() {
			t.Errorf("%.60s: %v, and in another order %v", c[0], err, err2)
			continue
		}
		if _, raw := m.(*RawMessage); !reflect.DeepEqual(env, env2) || !raw && !reflect.DeepEqual(m, m2) {
			t.Errorf("%.60s: %+v %+v, and in another order %+v %+v", c[0], env, m, env2, m2)
		}
	}
}

func TestDecodeUnknown(t *testing.T) {
	for _, c := range []struct {
		text string
		err  error
	}{
		{" {\"type\" : \"DANCE\", \"v\":2, \"n\": 1.0 }", nil},
		{`{"v":2,"type":"SAY","data":"hi"}`, ErrPayload},
		{`{"v":2,"type":"COUNT","data":"three"}`, ErrPayload},
	} {
		env, m, err := chat.decode([]byte(c.text))
		raw, ok := m.(*RawMessage)
		if !ok || !errors.Is(err, c.err) {
			t.Errorf("%s: got %v, %v", c.text, m, err)
			continue
		}
		if again, err := chat.encode(env, m); err != nil || string(again) != c.text {
			t.Errorf("%s: written as %s, %v", c.text, again, err)
		}
		if raw.Type != env.Type || chat.wireType(raw) != env.Type || raw.Validate() != nil {
			t.Errorf("got type %q", raw.Type)
		}
	}
}

func TestDecodeFails(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                                  "not a message of this protocol: want an object, got array",
		`null`:                                "not a message of this protocol: want an object, got null",
		`{}`:                                  "not a message of this protocol: type: want a string that is not empty",
		`{"type":7,"v":2}`:                    "not a message of this protocol: type: want a string that is not empty",
		`{"type":"SAY"}`:                      "not a message of this protocol: v: want 2",
		`{"type":"SAY","v":2,"v":"2"}`:        "not a message of this protocol: v: want 2",
		`{"type":"SAY","v":2,"data":[]}`:      "SAY: payload cannot be read: want object, got array",
		`{"type":"COUNT","v":2,"data":1e300}`: "COUNT: payload cannot be read: want integer, got integer outside int64",
		`{"type":"COUNT","v":2,"data":1.5}`:   "COUNT: payload cannot be read: want integer, got number",
		`{"type"`:                             "unexpected end of JSON input",
	} {
		if _, _, err := chat.decode([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	var syntax *json.SyntaxError
	if _, _, err := chat.decode([]byte("{]")); !errors.As(err, &syntax) {
		t.Errorf("got %v", err)
	}
}

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		env  Envelope
		m    Message
		want string
	}{
		{Envelope{}, &Say{Text: "hi"}, `{"v":2,"type":"SAY","data":{"text":"hi"}}`},
		{Envelope{Type: "OTHER", ID: FromInt(7)}, &Say{}, `{"v":2,"type":"SAY","id":7,"data":{"text":""}}`},
		{Envelope{}, &Bye{}, `{"v":2,"type":"BYE"}`},
		{Envelope{}, &SayFailed{}, `{"v":2,"type":"SAY_FAILED","data":{}}`},
		{Envelope{}, &Move{URL: "a:b"}, `{"v":2,"type":"MOVE","data":{"url":"a:b"}}`},
		{Envelope{Form: FormFlat}, &Move{URL: "a:b"}, `{"v":2,"type":"MOVE","url":"a:b"}`},
		{Envelope{Form: FormFlat}, &Say{Text: "hi"}, `{"v":2,"type":"SAY","data":{"text":"hi"}}`},
		{Envelope{Form: FormBare}, &Say{Text: "hi"}, `{"v":2,"type":"SAY","data":{"text":"hi"}}`},
		{Envelope{}, &Unknown{}, `{"v":2,"type":"ERROR","data":{"type":"UNKNOWN","data":null}}`},
		{Envelope{}, &Anything{}, `{"v":2,"type":"ANY"}`},
		// What poses as a property of the envelope is left out.
		{Envelope{Extra: map[string]json.RawMessage{"type": []byte("1"), "v": []byte("3"), "data": []byte("4"), "x": []byte("5")}},
			&Say{}, `{"v":2,"type":"SAY","data":{"text":""},"x":5}`},
		{Envelope{Extra: map[string]json.RawMessage{"name": []byte("1")}},
			&Hello{Name: "Ada", Extra: Extra{Members: map[string]json.RawMessage{"type": []byte("1"), "id": []byte("2"), "v": []byte("3")}}},
			`{"v":2,"type":"HELLO","name":"Ada"}`},
	} {
		if got, err := chat.encode(c.env, c.m); err != nil || string(got) != c.want {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
	}
}

func TestEncodeFails(t *testing.T) {
	for _, c := range []struct {
		env  Envelope
		m    Message
		want string
	}{
		{Envelope{}, nil, "no message to encode"},
		{Envelope{}, (*Say)(nil), "no message to encode"},
		{Envelope{}, &RawMessage{JSON: []byte("{")}, "the raw value is not valid JSON"},
		{Envelope{}, &Say{Any: []byte("{")}, "SAY: any: the raw value is not valid JSON"},
		{Envelope{Extra: map[string]json.RawMessage{"x": []byte("{")}}, &Bye{}, "BYE: x: the raw value is not valid JSON"},
	} {
		if _, err := chat.encode(c.env, c.m); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestDispatch(t *testing.T) {
	var got []string
	note := func(what string, m Message) { got = append(got, fmt.Sprintf("%s %T", what, m)) }
	h := ClientHandlers{
		OnSay:       func(_ context.Context, m *Say) error { note("say", m); return nil },
		OnSayFailed: func(_ context.Context, m *SayFailed) error { note("sayFailed", m); return errors.New("second") },
		OnFailed:    func(_ context.Context, m *Failed) error { note("failed "+*m.Message, m); return errors.New("first") },
		Default:     func(_ context.Context, m Message) error { note("default", m); return nil },
	}
	for _, c := range []struct {
		text string
		want string
		err  string
	}{
		{`{"v":2,"type":"SAY","data":{"text":""}}`, "say *runtime.Say", ""},
		{`{"v":2,"type":"SAY_FAILED","data":{"message":"no"}}`, "failed no *runtime.Failed, sayFailed *runtime.SayFailed", "first\nsecond"},
		{`{"v":2,"type":"FAILED","data":{"message":"no"}}`, "failed no *runtime.Failed", "first"},
		{`{"v":2,"type":"DANCE_FAILED","data":{"message":"no"}}`, "failed no *runtime.Failed, default *runtime.RawMessage", "first"},
		{`{"v":2,"type":"DANCE_FAILED","message":"no"}`, "failed no *runtime.Failed, default *runtime.RawMessage", "first"},
		{`{"v":2,"type":"COUNT","data":1}`, "default *runtime.Count", ""},
	} {
		got = nil
		env, m, err := chat.decode([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		err = h.Dispatch(context.Background(), env, m)
		if strings.Join(got, ", ") != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: got %q, %v", c.text, got, err)
		}
	}
	var none ClientHandlers
	if err := none.Dispatch(context.Background(), Envelope{Type: "SAY_FAILED"}, &SayFailed{}); err != nil {
		t.Error(err)
	}
}

func (h *ClientHandlers) Dispatch(ctx context.Context, env Envelope, m Message) error {
	ctx = withEnvelope(ctx, env)
	caught := catch(ctx, chat, "*_FAILED", h.OnFailed, env, m)
	return errors.Join(caught, h.deliver(ctx, m))
}

func (h *ClientHandlers) deliver(ctx context.Context, m Message) error {
	switch m := m.(type) {
	case *Say:
		return deliver(ctx, h.OnSay, m, h.Default)
	case *SayFailed:
		return deliver(ctx, h.OnSayFailed, m, h.Default)
	case *Failed:
		return deliver(ctx, h.OnFailed, m, h.Default)
	default:
		return deliver(ctx, nil, m, h.Default)
	}
}

func TestEnvelopeFrom(t *testing.T) {
	h := ClientHandlers{OnSay: func(ctx context.Context, _ *Say) error {
		if env, ok := EnvelopeFrom(ctx); !ok || env.ID != FromInt(4) {
			t.Errorf("got %+v, %t", env, ok)
		}
		return nil
	}}
	if err := h.Dispatch(context.Background(), Envelope{ID: FromInt(4)}, &Say{}); err != nil {
		t.Error(err)
	}
	if _, ok := EnvelopeFrom(context.Background()); ok {
		t.Error("an envelope came from nowhere")
	}
}

// A payload that the catching message cannot hold leaves it empty.
func TestRecast(t *testing.T) {
	for _, from := range []Message{&Count{3}, &RawMessage{JSON: []byte(`{"v":2,"type":"X","data":"text"}`)}} {
		if err := chat.recast(from, new(Failed)); err != nil {
			t.Error(err)
		}
	}
	if err := chat.recast(&RawMessage{JSON: []byte(`{}`)}, new(Failed)); !errors.Is(err, ErrEnvelope) {
		t.Error(err)
	}
}

func TestAnswer(t *testing.T) {
	unknown := func(original json.RawMessage) Message { return &Unknown{Data: original} }
	for _, c := range []struct {
		by   side
		text string
		want string // original in the answer, or ""
	}{
		{toClient, `{"v":2,"type":"DANCE","n":1.0}`, `{"v":2,"type":"DANCE","n":1.0}`},
		{toClient, `{"v":2,"type":"SAY"}`, ""},
		{toServer, `{"v":2,"type":"SAY"}`, ""},
		{toServer, `{"v":2,"type":"SAY","data":[]}`, ""}, // cannot be read, but is known
		{toServer, `{"v":2,"type":"BYE"}`, ""},
		{toClient, `{"v":2,"type":"BYE"}`, `{"v":2,"type":"BYE"}`},
		{toServer, `{"v":2,"type":"ERROR","data":{"message":"no"}}`, ""},
		{toServer, `{"v":2,"type":"ERROR","data":{"type":"UNKNOWN"}}`, ""},
	} {
		env, m, _ := chat.decode([]byte(c.text))
		answer, err := chat.answer(c.by, "ERROR", env, m, unknown)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got := ""
		if answer != nil {
			got = string(answer.(*Unknown).Data)
		}
		if got != c.want {
			t.Errorf("%d, %s: answered %q", c.by, c.text, got)
		}
	}
	if _, err := chat.answer(toClient, "ERROR", Envelope{}, &RawMessage{JSON: []byte("{")}, unknown); err == nil {
		t.Error("an answer holds what is not JSON")
	}
}

func TestMatchGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"*_FAILED", "SAY_FAILED", true}, {"*_FAILED", "_FAILED", true}, {"*_FAILED", "FAILED", false}, {"*", "", true},
		{"a*b*c", "abc", true}, {"a*b*c", "aXbXbXc", true}, {"a*b*c", "ac", false}, {"a*a", "a", false}, {"a*a", "aa", true},
		{"SAY", "SAY", true}, {"SAY", "SAYS", false}, {"text/*", "text/a/b", true}, {"*a*", "bab", true}, {"*a*", "b", false},
		{strings.Repeat("*a", 30) + "*b", strings.Repeat("a", 10000), false},
	} {
		if got := matchGlob(c.pattern, c.text); got != c.want {
			t.Errorf("%.20s, %.20s: got %t", c.pattern, c.text, got)
		}
	}
}

// Whatever is read is written again as the same JSON, numbers by their spelling, and reads again as the same message.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"v":2,"type":"SAY","id":"a1","data":{"text":"hi","size":1.50,"parts":["w",3,{"kind":"place","x":1,"y":null,"z":3},true]}}`,
		`{"v":2,"type":"SAY","data":{"to":7,"at":1e3,"picture":"aGk","label":null,"answer":{"text":5},"any":{"a":[]},"loud":null}}`,
		`{"v":2,"type":"SAY","data":{"places":{"a":{"kind":"","rest":1.0,"inside":{"inside":{}}}},"grid":[[1],["x"]],"holes":[null]}}`,
		`{"v":2,"type":"HELLO","name":"Ada","color":"\ud800","data":1,"":2,"name":"Bob"}`,
		`{"v":2,"type":"BYE","data":null,"id":null,"id":-0}`, `{"v":2,"type":"MOVE","url":"x"}`, `{"v":2,"type":"MOVE","data":{"url":"x"},"url":1}`,
		`{"v":2.0,"type":"COUNT"}`, `{"v":2,"type":"COUNT","data":1.0}`, `{"v":2,"type":"ANY","data":[[[]]]}`,
		`{"v":2,"type":"ERROR","data":{"type":"UNKN\u004fWN"}}`, `{"v":2,"type":"\u0053AY"}`, "{\"v\":2,\"type\":\"\xff\"}", `{"v":2,"type":"DANCE"}`,
		strings.Repeat("[", 300), `{"v":2,"type":"SAY","data":` + strings.Repeat(`{"answer":`, 300) + "1" + strings.Repeat("}", 301),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		env, m, err := chat.decode(data)
		if err != nil {
			if json.Valid(data) != (errors.Is(err, ErrEnvelope) || errors.Is(err, ErrPayload)) {
				t.Fatalf("the wrong error: %v", err)
			}
			return
		}
		_ = m.Validate()
		again, err := chat.encode(env, m)
		if err != nil {
			t.Fatal(err)
		}
		if !sameJSON(data, again) {
			t.Fatalf("%s\nbecame %s", data, again)
		}
		env2, m2, err := chat.decode(again)
		if err != nil || !reflect.DeepEqual(env, env2) {
			t.Fatalf("%+v became %+v, %v", env, env2, err)
		}
		if _, raw := m.(*RawMessage); !raw && !reflect.DeepEqual(unordered(m), unordered(m2)) {
			t.Fatalf("%+v became %+v", m, m2)
		}
	})
}

// unordered gives a message as JSON with its members in order, since raw values keep their spelling.
func unordered(m Message) any {
	text, err := marshal(m)
	if err != nil {
		panic(err)
	}
	return decoded(text)
}
