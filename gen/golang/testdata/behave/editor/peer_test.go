package editor

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// Replies are matched by id.
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

// Replies are matched by a member: here in another order than that of the questions, after one that nobody has asked for.
func TestReplyByMember(t *testing.T) {
	a, b := Pipe()
	var asked []string
	var host *Editor
	host = NewEditor(a, &EditorHandlers{
		OnListHeadings: func(ctx context.Context, m *ListHeadings) error {
			asked = append(asked, m.URI)
			if len(asked) < 3 {
				return nil
			}
			for _, uri := range []string{"file:///nobody", asked[2], asked[0], asked[1]} {
				if err := host.Headings(ctx, &Headings{URI: uri, Roots: []HeadingNode{{Label: "of " + uri}}}); err != nil {
					return err
				}
			}
			return nil
		},
	}, &EditorOptions{Accept: &Welcome{EditorName: "Folio"}})
	connected := make(chan struct{})
	plugin := NewPlugin(b, &PluginHandlers{OnConnected: func(context.Context, *Connected) error { close(connected); return nil }}, nil)
	ends := make(chan error)
	go func() { ends <- host.Run(context.Background()) }()
	go func() { ends <- plugin.Run(context.Background()) }()
	<-connected
	answers := make(chan string)
	uris := []string{"file:///a/b", "file:///\u00e9", "file:///c"}
	for _, uri := range uris {
		go func() {
			reply, err := plugin.ListHeadingsAndWait(context.Background(), &ListHeadings{URI: uri})
			if m, ok := reply.(*Headings); !ok || m.URI != uri || m.Roots[0].Label != "of "+uri {
				t.Errorf("%s: got %+v, %v", uri, reply, err)
			}
			answers <- uri
		}()
	}
	for range uris {
		<-answers
	}
	_ = plugin.Close()
	<-ends
	<-ends
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
