// Package lsp_test runs in a module of its own, beside the Go package that testdata/foreign.yaml gives.
package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	lsp "example.org/lsp"
)

// Messages as real clients and servers send them are the same after they were decoded and encoded.
func TestRoundTrip(t *testing.T) {
	for _, text := range []string{
		`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":"file:///w","capabilities":{"general":{"positionEncodings":["utf-16"]},"window":{"showDocument":{"support":true}}},"trace":"off","workspaceFolders":null}}`,
		`{"jsonrpc":"2.0","method":"initialized","params":{}}`,
		`{"jsonrpc":"2.0","id":"q-1","method":"shutdown"}`,
		`{"jsonrpc":"2.0","method":"exit"}`,
		`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"q-1"}}`,
		`{"jsonrpc":"2.0","method":"$/progress","params":{"token":1,"value":{"kind":"report","percentage":40}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.go","languageId":"go","version":1,"text":"package a\n"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"u","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":8},"end":{"line":0,"character":9}},"text":"b"},{"text":"c"}]}}`,
		`{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"u","diagnostics":[{"range":{"start":{"line":3,"character":4},"end":{"line":3,"character":9}},"severity":1,"code":"X","message":"m"},{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"code":1100,"message":{"kind":"markdown","value":"*m*"},"tags":[1,9]}]}}`,
		`{"jsonrpc":"2.0","id":4,"method":"textDocument/completion","params":{"textDocument":{"uri":"u"},"position":{"line":4,"character":8},"context":{"triggerKind":2,"triggerCharacter":"."}}}`,
		`{"jsonrpc":"2.0","method":"telemetry/event","params":12}`,
	} {
		env, m, err := lsp.Decode([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if _, raw := m.(*lsp.RawMessage); raw {
			t.Errorf("%s: is not known", text)
		}
		again, err := lsp.Encode(env, m)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got, want any
		if err := errors.Join(json.Unmarshal(again, &got), json.Unmarshal([]byte(text), &want)); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %s\nwant %s", again, text)
		}
	}
}

func TestShapes(t *testing.T) {
	var changes lsp.TextDocumentDidChange
	if err := json.Unmarshal([]byte(`{"textDocument":{"uri":"u","version":2},"contentChanges":[{"text":"all"},{"range":{},"text":"x"}]}`), &changes); err != nil {
		t.Fatal(err)
	}
	if _, ok := changes.ContentChanges[0].(*lsp.WholeChange); !ok {
		t.Errorf("the first change is a %T", changes.ContentChanges[0])
	}
	if _, ok := changes.ContentChanges[1].(*lsp.PartialChange); !ok {
		t.Errorf("the second change is a %T", changes.ContentChanges[1])
	}
	var d lsp.Diagnostic
	if err := json.Unmarshal([]byte(`{"range":{},"severity":2,"code":7,"message":"m"}`), &d); err != nil {
		t.Fatal(err)
	}
	if n, ok := d.Code.Int64(); !ok || n != 7 || *d.Severity != lsp.DiagnosticSeverityWarning {
		t.Errorf("diagnostic %+v", d)
	}
	if m, ok := d.Message.(lsp.DiagnosticMessageString); !ok || m != "m" {
		t.Errorf("message %#v", d.Message)
	}
}

// The protocol has no answer to unknown messages and no handshake; a response has no method and is no message of it.
func TestDispatch(t *testing.T) {
	called := ""
	server := lsp.ServerHandlers{
		OnTextDocumentHover: func(ctx context.Context, m *lsp.TextDocumentHover) error {
			env, _ := lsp.EnvelopeFrom(ctx)
			called = env.ID.String() + " " + m.TextDocument.URI
			return nil
		},
	}
	env, m, err := lsp.Decode([]byte(`{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{"textDocument":{"uri":"u"},"position":{"line":1,"character":1}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Dispatch(t.Context(), env, m); err != nil || called != "5 u" {
		t.Errorf("called %q, %v", called, err)
	}
	if _, _, err := lsp.Decode([]byte(`{"jsonrpc":"2.0","id":5,"result":null}`)); !errors.Is(err, lsp.ErrEnvelope) {
		t.Errorf("a response gives %v", err)
	}
}
