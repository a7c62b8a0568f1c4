package editor

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestEnvelope(t *testing.T) {
	env, m, err := Decode([]byte(`{"api":2,"kind":"text-changed","seq":9007199254740993,"body":{"revision":5}}`))
	if err != nil || env.ID != FromInt(9007199254740993) || !reflect.DeepEqual(m, &TextChanged{Revision: 5}) {
		t.Errorf("got %+v, %+v, %v", env, m, err)
	}
	if text, err := Encode(env, m); err != nil || string(text) != `{"api":2,"kind":"text-changed","seq":9007199254740993,"body":{"revision":5}}` {
		t.Errorf("got %s, %v", text, err)
	}
	if err := env.Validate(); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]string{
		`{"api":2,"kind":"text-changed","body":{"revision":5}}`:           "seq: required",
		`{"api":2,"kind":"text-changed","seq":"7","body":{"revision":5}}`: "seq: want integer, got string",
		`{"api":2,"kind":"text-changed","seq":{},"body":{"revision":5}}`:  "seq: want integer, got object",
	} {
		env, _, err := Decode([]byte(text))
		if err != nil {
			t.Error(err)
		}
		if err := env.Validate(); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	for _, text := range []string{`{"kind":"ping","seq":1}`, `{"api":"2","kind":"ping"}`, `{"api":2}`, `[]`} {
		if _, m, err := Decode([]byte(text)); m != nil || !errors.Is(err, ErrEnvelope) {
			t.Errorf("%s: got %v, %v", text, m, err)
		}
	}
}

func TestSharedType(t *testing.T) {
	for text, want := range map[string]Message{
		`{"at":{"line":3,"column":14}}`:               &CursorMoved{At: &LineAndColumn{Line: 3, Column: 14}},
		`{"start":{"offset":10},"end":{"offset":24}}`: &TextSelected{Start: &Offset{Offset: 10}, End: &Offset{Offset: 24}},
		`{"at":{"offset":1},"start":{"offset":10},"end":{"offset":24}}`: &TextSelected{Start: &Offset{Offset: 10}, End: &Offset{Offset: 24},
			Extra: Extra{Members: map[string]json.RawMessage{"at": []byte(`{"offset":1}`)}}},
	} {
		_, m, err := Decode([]byte(`{"api":2,"kind":"selection","body":` + text + `}`))
		if err != nil || !reflect.DeepEqual(m, want) {
			t.Errorf("%s: got %+v, %v", text, m, err)
		}
		if TypeOf(m) != "selection" {
			t.Errorf("got type %s", TypeOf(m))
		}
	}
}

func TestChangeText(t *testing.T) {
	m := &ChangeText{
		Edits: []Edit{
			&EditInsert{At: &Offset{Offset: 0}, Text: "# "},
			&EditRemove{At: &LineAndColumn{Line: 2}, Length: FromString("all")},
		},
		Revision:  Ptr(int64(4)),
		UndoLabel: Null[string](),
	}
	if err := m.Validate(); err != nil {
		t.Error(err)
	}
	text, err := Encode(Envelope{}, m)
	want := `{"api":2,"kind":"change-text","body":{"edits":[{"op":"insert","at":{"offset":0},"text":"# "},` +
		`{"op":"remove","at":{"line":2,"column":0},"length":"all"}],"revision":4,"undoLabel":null}}`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v", text, err)
	}
	m.UndoLabel = NonNull(strings.Repeat("x", 41))
	m.Edits = append(m.Edits, nil, &EditRemove{})
	got := m.Validate().Error()
	if want := "edits[2]: want Edit, got null\nedits[3].at: required\nedits[3].length: required\nundoLabel: want a length of at most 40"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestDispatch(t *testing.T) {
	var got []string
	h := PluginHandlers{
		OnAnyFailure:       func(context.Context, *AnyFailure) error { got = append(got, "any"); return nil },
		OnChangeTextFailed: func(_ context.Context, m *ChangeTextFailed) error { got = append(got, m.Reason); return nil },
		OnCommandDone:      func(_ context.Context, m *CommandDone) error { got = append(got, string(m.Value)); return nil },
		OnNote:             func(_ context.Context, m *Note) error { got = append(got, m.Text); return nil },
	}
	for _, c := range []struct{ text, want string }{
		{`{"api":2,"kind":"change-text-failed","body":{"reason":"gone","severity":2}}`, "any, gone"},
		{`{"api":2,"kind":"run-command-failed","body":{"reason":"none","code":"E42"}}`, "any"},
		{`{"api":2,"kind":"command-done","body":null}`, "null"},
		{`{"api":2,"kind":"note","body":{"text":"x","tookMs":12.5,"details":{"words":1}}}`, "x"},
		{`{"api":2,"kind":"dance"}`, ""},
	} {
		got = nil
		env, m, err := Decode([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Dispatch(context.Background(), env, m); err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, %v", c.text, got, err)
		}
		answer, err := h.Answer(env, m)
		if _, unknown := m.(*RawMessage); err != nil || unknown != (answer != nil) {
			t.Errorf("%s: answered %v, %v", c.text, answer, err)
		}
	}
}

func TestRest(t *testing.T) {
	_, m, err := Decode([]byte(`{"api":2,"kind":"settings-changed","body":{"dictionary":"en-GB","underline":true,"threshold":0.8,"odd":[]}}`))
	want := &PreferencesChanged{Rest: map[string]PreferencesChangedValue{
		"dictionary": PreferencesChangedValueString("en-GB"),
		"underline":  PreferencesChangedValueBoolean(true),
		"threshold":  PreferencesChangedValueNumber(0.8),
		"odd":        RawValue("[]"),
	}}
	if err != nil || !reflect.DeepEqual(m, want) {
		t.Errorf("got %+v, %v", m, err)
	}
	if err := m.Validate(); err == nil || err.Error() != "odd: of no known kind" {
		t.Errorf("got %v", err)
	}
}

// The bodies of HTTP requests are structs too, partial ones without what only the server writes.
func TestBodies(t *testing.T) {
	text, err := json.Marshal(PartialListing{Title: Ptr("Better Spelling")})
	if err != nil || string(text) != `{"title":"Better Spelling"}` {
		t.Errorf("got %s, %v", text, err)
	}
	var listing Listing
	if err := json.Unmarshal([]byte(`{"id":"x","title":"","panel":"top","rating":6}`), &listing); err != nil {
		t.Fatal(err)
	}
	want := "id: want a UUID\ntitle: want a length of at least 1\npanel: not a value of Panel\nrating: want at most 5"
	if err := listing.Validate(); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
