package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"example.com/softphone/calling"
)

// A browser is the page's end of the relay, with the host beyond it: what the page does, but in Go. As a calling.Conn it is
// the host's.
type browser struct {
	socket *websocket.Conn
	shown  chan view
}

func (b *browser) Send(ctx context.Context, data []byte) error {
	return b.write(ctx, frame{Message: data})
}

func (b *browser) write(ctx context.Context, f frame) error {
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return b.socket.Write(ctx, websocket.MessageText, data)
}

func (b *browser) Receive(ctx context.Context) ([]byte, error) {
	for {
		_, data, err := b.socket.Read(ctx)
		if err != nil {
			return nil, err
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, err
		}
		if f.Message != nil {
			return f.Message, nil
		}
		b.shown <- *f.Show
	}
}

func (b *browser) Close() error { return b.socket.CloseNow() }

// wants reads what is shown until it is the wanted view.
func (b *browser) wants(t *testing.T, want view) {
	t.Helper()
	var seen []view
	for {
		select {
		case v := <-b.shown:
			if v == want {
				return
			}
			seen = append(seen, v)
		case <-t.Context().Done():
			t.Fatalf("the page showed %+v, and not %+v", seen, want)
		case <-time.After(time.Minute):
			t.Fatalf("the page showed %+v, and not %+v", seen, want)
		}
	}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// open opens the page of a server.
func open(t *testing.T, server *httptest.Server, origin string) (*browser, error) {
	t.Helper()
	socket, _, err := websocket.Dial(t.Context(), server.URL+"/relay", &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {origin}}}) //nolint:bodyclose // the library closes it
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = socket.CloseNow() })
	return &browser{socket: socket, shown: make(chan view, 100)}, nil
}

// A host dials through the relay, and hears of the call what the buttons say.
func TestCall(t *testing.T) {
	server := httptest.NewServer(newServer("https://app.hubspot.com", quiet()))
	defer server.Close()
	page, err := open(t, server, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan string, 20)
	hear := func(format string, args ...any) error { //nolint:unparam // handlers return it
		heard <- fmt.Sprintf(format, args...)
		return nil
	}
	var host *calling.Host
	host = calling.NewHost(page, &calling.HostHandlers{
		OnInitialized: func(ctx context.Context, m *calling.Initialized) error {
			heard <- fmt.Sprintf("initialized %t", *m.IsLoggedIn)
			return host.DialNumber(ctx, &calling.DialNumber{PhoneNumber: "+442079460123"})
		},
		OnOutgoingCallStarted: func(ctx context.Context, m *calling.OutgoingCallStarted) error {
			heard <- "calling " + *m.ToNumber
			return host.CreateEngagementSucceeded(ctx, &calling.CreateEngagementSucceeded{EngagementID: 77})
		},
		OnCallAnswered: func(_ context.Context, m *calling.CallAnswered) error { return hear("answered %s", *m.ExternalCallID) },
		OnCallEnded: func(_ context.Context, m *calling.CallEnded) error {
			return hear("ended %d %s", *m.EngagementID, *m.CallEndStatus)
		},
		OnCallCompleted: func(_ context.Context, m *calling.CallCompleted) error {
			return hear("completed %s %s", *m.ExternalCallID, m.EngagementID)
		},
		OnError: func(context.Context, *calling.Error) error { return hear("error") },
	}, nil)
	ended := make(chan error, 1)
	go func() { ended <- host.Run(t.Context()) }()

	page.wants(t, view{State: "ringing", Number: "+442079460123", Logged: true})
	if err := host.DialNumber(t.Context(), &calling.DialNumber{PhoneNumber: "+1"}); err != nil {
		t.Error(err)
	}
	for _, step := range []struct {
		press string
		want  view
	}{
		{"done", view{State: "ringing", Number: "+442079460123", Logged: true}}, // not yet
		{"answered", view{State: "talking", Number: "+442079460123", Logged: true}},
		{"hang up", view{State: "ended", Number: "+442079460123", Logged: true}},
		{"done", view{State: "idle"}},
	} {
		if err := page.write(t.Context(), frame{Press: step.press}); err != nil {
			t.Fatal(err)
		}
		page.wants(t, step.want)
	}
	if err := host.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	close(heard)
	got := slices.Sorted(values(heard)) // a press and a message may overtake each other
	want := []string{"answered call-1", "calling +442079460123", "completed call-1 77", "ended 77 COMPLETED", "error", "initialized true"}
	if !slices.Equal(got, want) {
		t.Errorf("the host heard\n%q, want\n%q", got, want)
	}
}

func values[T any](c <-chan T) func(func(T) bool) {
	return func(yield func(T) bool) {
		for v := range c {
			if !yield(v) {
				return
			}
		}
	}
}

// The phone needs no network to be tested: here the host is at the other end of a pipe.
func TestHangUpWhileItRings(t *testing.T) {
	conn, other := calling.Pipe()
	views := make(chan view, 20)
	phone := newPhone(other, func(_ context.Context, v view) error { views <- v; return nil }, nil)
	ended := make(chan error, 1)
	go func() { ended <- phone.widget.Run(t.Context()) }()

	var host *calling.Host
	host = calling.NewHost(conn, &calling.HostHandlers{
		OnInitialized: func(ctx context.Context, _ *calling.Initialized) error {
			return host.DialNumber(ctx, &calling.DialNumber{PhoneNumber: "+1"})
		},
		OnOutgoingCallStarted: func(ctx context.Context, _ *calling.OutgoingCallStarted) error {
			return phone.press(ctx, "hang up")
		},
		OnCallEnded: func(_ context.Context, m *calling.CallEnded) error {
			if *m.CallEndStatus != calling.EndStatusCanceled || m.EngagementID != nil {
				t.Errorf("%+v", m)
			}
			return host.Close()
		},
	}, nil)
	if err := host.Run(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, calling.ErrClosed) {
		t.Error(err)
	}
	if err := phone.press(t.Context(), "explode"); err == nil || err.Error() != `the page has no button "explode"` {
		t.Error(err)
	}
}

// The page is for one host, and the relay for the page.
func TestStrangers(t *testing.T) {
	server := httptest.NewServer(newServer("https://app.hubspot.com", quiet()))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(text), `data-host="https://app.hubspot.com"`) || resp.Header.Get("Content-Security-Policy") != "frame-ancestors https://app.hubspot.com" {
		t.Errorf("%v %v %s", err, resp.Header, text)
	}
	if _, err := open(t, server, "https://elsewhere.example"); err == nil {
		t.Error("a page of another origin was relayed")
	}
}
