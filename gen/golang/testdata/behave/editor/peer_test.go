package editor

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// Replies are matched by id and by a member.
func TestPeers(t *testing.T) {
	a, b := Pipe()
	var host *Editor
	var got []string
	done := make(chan struct{})
	failed := errors.New("failed")
	host = NewEditor(a, &EditorHandlers{
		OnChangeText: func(ctx context.Context, m *ChangeText) error {
			return host.ChangeTextFailed(ctx, &ChangeTextFailed{Reason: "old"})
		},
	}, &EditorOptions{Accept: &Welcome{EditorName: "Folio"}})
	var plugin *Plugin
	plugin = NewPlugin(b, &PluginHandlers{
		OnConnected: func(ctx context.Context, m *Connected) error {
			got = append(got, *m.EditorName)
			reply, err := plugin.ApplyEditsAndWait(ctx, &ChangeText{})
			if failed, ok := reply.(*ChangeTextFailed); ok {
				got = append(got, failed.Reason)
			}
			close(done)
			return err
		},
		OnAnyFailure: func(context.Context, *AnyFailure) error { return failed },
	}, &PluginOptions{HandleError: func(_ context.Context, _ Message, err error) error {
		if errors.Is(err, failed) {
			return nil
		}
		return err
	}})
	ends := make(chan error)
	go func() { ends <- host.Run(context.Background()) }()
	go func() { ends <- plugin.Run(context.Background()) }()
	<-done
	_ = plugin.Close()
	<-ends
	<-ends
	if want := []string{"Folio", "old"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A plugin whose editor says nothing gives up, and its handler hears of it first.
func TestTimeout(t *testing.T) {
	if testing.Short() {
		t.Skip("waits until the handshake times out")
	}
	defer func(was *handshake) { course.handshake = was }(course.handshake)
	quick := *course.handshake
	quick.timeoutMillis = 1
	course.handshake = &quick
	a, _ := Pipe()
	told := false
	plugin := NewPlugin(a, &PluginHandlers{OnNoAnswer: func(context.Context, *NoAnswer) error { told = true; return nil }}, nil)
	if err := plugin.Run(context.Background()); !errors.Is(err, ErrTimeout) || !told {
		t.Errorf("got %v, told %t", err, told)
	}
	if err := plugin.Ready(context.Background()); !errors.Is(err, ErrTimeout) {
		t.Errorf("Ready gave %v", err)
	}
}
