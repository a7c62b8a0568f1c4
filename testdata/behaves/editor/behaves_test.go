// Package plugins_test runs in a module of its own, beside the Go package that testdata/editor.yaml gives.
package plugins_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	plugins "example.org/plugins"
)

// decode reads a message that has to be of type M.
func decode[M plugins.Message](t *testing.T, text string) (plugins.Envelope, M) {
	t.Helper()
	env, m, err := plugins.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	own, ok := m.(M)
	if !ok {
		t.Fatalf("%s: is a %T", text, m)
	}
	return env, own
}

func same(t *testing.T, got []byte, want string) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatalf("%s: %v", got, err)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What is decoded and encoded again is the same, with what the protocol does not know.
func TestRoundTrip(t *testing.T) {
	for _, text := range []string{
		`{"kind":"hello","seq":1,"api":2,"pluginVersion":"2.0","origin":"https://spelling.example","verbose":false}`,
		`{"kind":"text-opened","seq":7,"api":2,"body":{"uri":"file:///a","content":"","revision":9007199254740993,"mood":"good"},"hop":[1]}`,
		`{"kind":"change-text","seq":8,"api":2,"body":{"edits":[{"op":"insert","at":{"offset":0},"text":"x"},{"op":"remove","at":{"line":1,"column":2},"length":"all"}],"undoLabel":null}}`,
		`{"kind":"change-text","seq":9,"api":2,"body":{"edits":[]}}`,
		`{"kind":"headings","seq":9,"api":2,"body":{"uri":"u","roots":[{"label":"a","children":[{"label":"b"}]}]}}`,
		`{"kind":"note","seq":9,"api":2,"body":{"text":"t","severity":3,"details":{"words":2},"frames":[["a"],[]],"tookMs":1.5}}`,
		`{"kind":"settings-changed","seq":9,"api":2,"body":{"a":"x","b":true,"c":0.5}}`,
		`{"kind":"progress","seq":9,"api":2,"body":0.25}`,
		`{"kind":"command-done","seq":9,"api":2,"body":{"saved":true}}`,
		`{"kind":"relocate","seq":9,"api":2,"body":{"address":"https://a.example"}}`,
		`{"kind":"relocate","seq":9,"api":2,"address":"https://a.example"}`,
		`{"kind":"resize-panel","seq":9,"api":2,"width":320,"widht":1}`,
		`{"kind":"dance","seq":10,"api":2,"body":{"step":1}}`,
	} {
		env, m, err := plugins.Decode([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		again, err := plugins.Encode(env, m)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		same(t, again, text)
	}
}

func TestEnvelope(t *testing.T) {
	data, err := plugins.Encode(plugins.Envelope{ID: plugins.FromInt(3)}, &plugins.Relocate{Address: "https://a.example"})
	if err != nil {
		t.Fatal(err)
	}
	same(t, data, `{"kind":"relocate","seq":3,"api":2,"body":{"address":"https://a.example"}}`)
	if _, _, err := plugins.Decode([]byte(`{"kind":"ping","seq":1,"api":1,"body":{}}`)); !errors.Is(err, plugins.ErrEnvelope) {
		t.Errorf("a message of another api gives %v", err)
	}
}

// Two messages share a wire type and are told by what they require.
func TestSharedType(t *testing.T) {
	_, moved := decode[*plugins.CursorMoved](t, `{"kind":"selection","seq":1,"api":2,"body":{"at":{"line":3,"column":14}}}`)
	if at, ok := moved.At.(*plugins.LineAndColumn); !ok || at.Column != 14 {
		t.Errorf("at is %#v", moved.At)
	}
	_, selected := decode[*plugins.TextSelected](t, `{"kind":"selection","seq":1,"api":2,"body":{"start":{"offset":1},"end":{"offset":2}}}`)
	if end, ok := selected.End.(*plugins.Offset); !ok || end.Offset != 2 {
		t.Errorf("end is %#v", selected.End)
	}
}

func TestNullAndAbsent(t *testing.T) {
	_, with := decode[*plugins.ChangeText](t, `{"kind":"change-text","seq":1,"api":2,"body":{"edits":[],"undoLabel":null}}`)
	if !with.UndoLabel.Present || with.UndoLabel.Value != nil {
		t.Errorf("null is %+v", with.UndoLabel)
	}
	_, without := decode[*plugins.ChangeText](t, `{"kind":"change-text","seq":1,"api":2,"body":{"edits":[]}}`)
	if without.UndoLabel.Present {
		t.Errorf("absent is %+v", without.UndoLabel)
	}
}

// The catch-all is called beside the handler of the message itself.
func TestCatchAll(t *testing.T) {
	var calls []string
	handlers := plugins.PluginHandlers{
		OnAnyFailure:       func(context.Context, *plugins.AnyFailure) error { calls = append(calls, "any"); return nil },
		OnRunCommandFailed: func(context.Context, *plugins.RunCommandFailed) error { calls = append(calls, "own"); return nil },
		OnTextChanged:      func(context.Context, *plugins.TextChanged) error { calls = append(calls, "changed"); return nil },
		Default:            func(_ context.Context, m plugins.Message) error { calls = append(calls, plugins.TypeOf(m)); return nil },
	}
	for _, text := range []string{
		`{"kind":"run-command-failed","seq":1,"api":2,"body":{"reason":"no"}}`,
		`{"kind":"change-text-failed","seq":2,"api":2,"body":{"reason":"no"}}`,
		`{"kind":"text-changed","seq":3,"api":2,"body":{"revision":5}}`,
	} {
		env, m, err := plugins.Decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := handlers.Dispatch(t.Context(), env, m); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(calls[:2]) // which of the two comes first is not settled
	if got := strings.Join(calls, " "); got != "any own any change-text-failed changed" {
		t.Errorf("called %s", got)
	}
}

// A message of an unknown kind is answered with the whole of it, the answer is not answered.
func TestUnknownAnswer(t *testing.T) {
	text := `{"kind":"dance","seq":10,"api":2,"body":{"step":1}}`
	env, raw := decode[*plugins.RawMessage](t, text)
	var editor plugins.EditorHandlers
	answer, err := editor.Answer(env, raw)
	if err != nil {
		t.Fatal(err)
	}
	data, err := plugins.Encode(plugins.Envelope{ID: plugins.FromInt(1)}, answer)
	if err != nil {
		t.Fatal(err)
	}
	same(t, data, `{"kind":"not-understood","seq":1,"api":2,"body":{"reason":"unknown-kind","received":`+text+`}}`)

	var plugin plugins.PluginHandlers
	env, back, err := plugins.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if none, err := plugin.Answer(env, back); none != nil || err != nil {
		t.Errorf("the answer is answered with %v, %v", none, err)
	}
}

func TestValidate(t *testing.T) {
	_, m := decode[*plugins.ChangeText](t, `{"kind":"change-text","seq":1,"api":2,"body":{"edits":[{"op":"insert","at":{"offset":1}}],"revision":-1}}`)
	var violations plugins.Violations
	if err := m.Validate(); !errors.As(err, &violations) {
		t.Fatalf("Validate gives %v", err)
	}
	var paths []string
	for _, v := range violations {
		paths = append(paths, v.Path)
	}
	slices.Sort(paths)
	if !slices.Equal(paths, []string{"edits[0].text", "revision"}) {
		t.Errorf("violations %v", violations)
	}
	if plugins.Language("latin").Valid() || !plugins.LanguageMarkdown.Valid() {
		t.Error("an open enum does not tell its values from others")
	}
	if plugins.SeverityWarning != 2 || plugins.Severity(4).Valid() {
		t.Error("an enum of integers does not know its values")
	}
}
