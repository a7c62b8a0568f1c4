package requests

import (
	"errors"
	"reflect"
	"testing"
)

func TestRequests(t *testing.T) {
	for text, want := range map[string]struct {
		id IntOrString
		m  Message
	}{
		`{"jsonrpc":"2.0","method":"textDocument/hover","id":1,"params":{"line":4294967295}}`: {FromInt(1), &TextDocumentHover{Line: 4294967295}},
		`{"jsonrpc":"2.0","method":"textDocument/hover","id":"1","params":{"line":0}}`:        {FromString("1"), &TextDocumentHover{}},
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"text":""}}`:              {IntOrString{}, &TextDocumentDidOpen{}},
		`{"jsonrpc":"2.0","method":"hoverResult","params":null}`:                              {IntOrString{}, &HoverResult{}},
		`{"jsonrpc":"2.0","method":"$/progress","params":{"token":12345678901234567890}}`:     {IntOrString{}, &Progress{Token: mustRead("12345678901234567890")}},
	} {
		env, m, err := Decode([]byte(text))
		if err != nil || env.ID != want.id || !reflect.DeepEqual(m, want.m) {
			t.Errorf("%s: got %+v, %+v, %v", text, env, m, err)
			continue
		}
		if again, err := Encode(env, m); err != nil || string(again) != text {
			t.Errorf("%s\nbecame %s, %v", text, again, err)
		}
		if err := m.Validate(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{`{"method":"textDocument/hover"}`, `{"jsonrpc":"1.0","method":"textDocument/hover"}`, `{"jsonrpc":"2.0","id":1,"result":{}}`} {
		if _, _, err := Decode([]byte(text)); !errors.Is(err, ErrEnvelope) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func mustRead(text string) (v IntOrString) {
	if err := v.UnmarshalJSON([]byte(text)); err != nil {
		panic(err)
	}
	return v
}
