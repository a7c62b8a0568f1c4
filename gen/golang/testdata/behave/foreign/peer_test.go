package foreign

import (
	"context"
	"strings"
	"testing"
)

// Without a handshake messages pass at once, and requests alone carry an id.
func TestPeers(t *testing.T) {
	a, b := Pipe()
	ctx := context.Background()
	tool := NewTool(a, nil, nil)
	go func() {
		_ = tool.TextDocumentHover(ctx, &TextDocumentHover{})
		_ = tool.TextDocumentDidClose(ctx, &TextDocumentDidClose{})
	}()
	for _, c := range []struct {
		part string
		id   bool
	}{{"textDocument/hover", true}, {"textDocument/didClose", false}} {
		data, err := b.Receive(ctx)
		if text := string(data); err != nil || !strings.Contains(text, c.part) || strings.Contains(text, `"id":`) != c.id || !strings.Contains(text, `"jsonrpc":"2.0"`) {
			t.Errorf("got %s, %v", text, err)
		}
	}
	shown := make(chan string, 1)
	tool = NewTool(a, &ToolHandlers{OnWindowShowMessage: func(_ context.Context, m *WindowShowMessage) error { shown <- m.Message; return nil }}, nil)
	server := NewServer(b, nil, nil)
	ends := make(chan error)
	go func() { ends <- tool.Run(ctx) }()
	go func() { ends <- server.Run(ctx) }()
	if err := server.WindowShowMessage(ctx, &WindowShowMessage{Message: "hello"}); err != nil {
		t.Fatal(err)
	}
	if got := <-shown; got != "hello" {
		t.Error(got)
	}
	_ = tool.Close()
	<-ends
	<-ends
}
