package calling

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A talk is a widget and a host that are linked in memory.
type talk struct {
	widget *Widget
	host   *Host
	ends   sync.WaitGroup
	errs   [2]error
}

func newTalk(w *WidgetHandlers, h *HostHandlers, wo *WidgetOptions, ho *HostOptions) *talk {
	a, b := Pipe()
	return &talk{widget: NewWidget(a, w, wo), host: NewHost(b, h, ho)}
}

func (c *talk) start(t *testing.T) {
	for i, run := range []func(context.Context) error{c.widget.Run, c.host.Run} {
		c.ends.Add(1)
		go func() { defer c.ends.Done(); c.errs[i] = run(context.Background()) }()
	}
	t.Cleanup(c.end)
}

func (c *talk) end() {
	_ = c.widget.Close()
	_ = c.host.Close()
	c.ends.Wait()
}

func TestConversation(t *testing.T) {
	var got, atHost []string
	note := func(what string) { got = append(got, what) }
	done := make(chan struct{})
	var c *talk
	var log bytes.Buffer
	c = newTalk(&WidgetHandlers{
		OnSync:  func(context.Context, *Sync) error { note("sync"); return nil },
		OnReady: func(_ context.Context, m *Ready) error { note("ready " + *m.HostURL); return nil },
		OnDialNumber: func(ctx context.Context, m *DialNumber) error {
			note("dial")
			reply, err := c.widget.OutgoingCallAndWait(ctx, &OutgoingCallStarted{}, &CreateEngagementSucceeded{}, &CreateEngagementFailed{})
			if _, failed := reply.(*CreateEngagementFailed); failed {
				note("reply")
			}
			return err
		},
		OnFailed:                  func(context.Context, *Failed) error { note("caught"); return nil },
		OnInitiateCallIDSucceeded: func(context.Context, *InitiateCallIDSucceeded) error { note("initiated"); return nil },
		OnCreateEngagementFailed:  func(context.Context, *CreateEngagementFailed) error { note("failed"); return nil },
		OnEndCall:                 func(context.Context, *EndCall) error { note("end"); close(done); return nil },
	}, &HostHandlers{
		OnSyncAck: func(_ context.Context, m *SyncAck) error {
			text, err := json.Marshal(m)
			atHost = append(atHost, string(text))
			return err
		},
		OnReady: func(ctx context.Context, _ *Ready) error { return c.host.DialNumber(ctx, &DialNumber{}) },
		OnOutgoingCallStarted: func(ctx context.Context, _ *OutgoingCallStarted) error {
			return errors.Join(
				c.host.InitiateCallIDSucceeded(ctx, &InitiateCallIDSucceeded{}),
				c.host.CreateEngagementFailed(ctx, &CreateEngagementFailed{}),
				c.host.EndCall(ctx, &EndCall{}))
		},
	}, &WidgetOptions{
		Origin: "https://app.example", Debug: true, Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}, &HostOptions{
		Origin: "https://page.example", Open: &Sync{PortalID: Ptr[int64](9007199254740993), Extra: Extra{Members: map[string]json.RawMessage{"odd": json.RawMessage("[1.50]")}}},
	})
	c.start(t)
	<-done
	c.end()
	want := []string{"sync", "ready https://page.example", "dial", "reply", "initiated", "caught", "failed", "end"}
	if !slices.Equal(got, want) || c.errs != [2]error{} {
		t.Errorf("got %q, %v", got, c.errs)
	}
	for _, part := range []string{`"debugMode":true`, `"version":"` + ProtocolVersion, `"iFrameUrl":"https://app.example"`, `"portalId":9007199254740993`, `"odd":[1.50]`} {
		if len(atHost) != 1 || !strings.Contains(atHost[0], part) {
			t.Errorf("%s is not in %q", part, atHost)
		}
	}
	if text := log.String(); !strings.Contains(text, "type=DIAL_NUMBER") || strings.Contains(text, "page.example") {
		t.Errorf("logged %s", text)
	}
}

// Whatever way a conversation ends, Run says how, whoever waits is told, and no goroutine is left.
func TestEnds(t *testing.T) {
	boom := errors.New("boom")
	for name, c := range map[string]struct {
		end  func(cancel context.CancelCauseFunc, widget *Widget, host Conn)
		want error
	}{
		"close":     {func(_ context.CancelCauseFunc, w *Widget, _ Conn) { _ = w.Close() }, nil},
		"cancel":    {func(cancel context.CancelCauseFunc, _ *Widget, _ Conn) { cancel(boom) }, boom},
		"far close": {func(_ context.CancelCauseFunc, _ *Widget, host Conn) { _ = host.Close() }, io.EOF},
		"handler": {func(_ context.CancelCauseFunc, _ *Widget, host Conn) {
			_ = host.Send(context.Background(), []byte(`{"type":"END_CALL"}`))
		}, boom},
	} {
		a, b := Pipe()
		w := NewWidget(a, &WidgetHandlers{OnEndCall: func(context.Context, *EndCall) error { return boom }}, nil)
		ctx, cancel := context.WithCancelCause(context.Background())
		result, waiting := make(chan error), make(chan error)
		go func() { result <- w.Run(ctx) }()
		_ = b.Send(ctx, []byte(`{"type":"SYNC","messageId":"1"}`))
		if err := w.Ready(ctx); err != nil {
			t.Fatal(err)
		}
		go func() { _, err := w.OutgoingCallAndWait(context.Background(), &OutgoingCallStarted{}); waiting <- err }()
		for { // the ack, then the call
			data, err := b.Receive(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(data), "OUTGOING_CALL_STARTED") {
				break
			}
		}
		c.end(cancel, w, b)
		if err := <-waiting; !errors.Is(err, ErrClosed) {
			t.Errorf("%s: who waits got %v", name, err)
		}
		if err := <-result; c.want == nil && err != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: Run gave %v", name, err)
		}
		if err := w.UserAvailable(context.Background()); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: sent: %v", name, err)
		}
		if err := w.Run(ctx); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: ran again: %v", name, err)
		}
		cancel(nil)
	}
	if all := ours(); all != "" {
		t.Errorf("left behind:\n%s", all)
	}
}

// ours gives the stacks of goroutines that a participant has started. Run has waited for them, but one may still be on its
// way out.
func ours() string {
	for range 100000 {
		stacks := make([]byte, 1<<20)
		all := string(stacks[:runtime.Stack(stacks, true)])
		if !strings.Contains(all, "created by "+packagePath) {
			return ""
		}
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<20)
	return string(stacks[:runtime.Stack(stacks, true)])
}

// packagePath begins the names of what a participant runs in stacks.
var packagePath = reflect.TypeFor[Widget]().PkgPath() + ".(*peer)"

// A host asks until it is answered, and ignores answers to somebody else.
func TestHandshake(t *testing.T) {
	a, b := Pipe()
	host := NewHost(a, nil, nil)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	result := make(chan error)
	go func() { result <- host.Run(ctx) }()
	first, _ := b.Receive(ctx)
	second, _ := b.Receive(ctx)
	if !bytes.Equal(first, second) {
		t.Errorf("%s is not repeated: %s", first, second)
	}
	send := func(text string) {
		if err := b.Send(ctx, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	send(`{"type":"SYNC_ACK","messageId":"another"}`)
	send(strings.Replace(string(first), `"SYNC"`, `"SYNC_ACK"`, 1))
	if err := host.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	send(`{"type":"DANCE","messageId":"7","steps":[1.0]}`)
	for {
		data, err := b.Receive(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), `"ERROR"`) {
			if !strings.Contains(string(data), `{"type":"DANCE","messageId":"7","steps":[1.0]}`) {
				t.Errorf("answered %s", data)
			}
			break
		}
	}
	for _, text := range []string{`{"type":"SET_WIDGET_URL","data":{"iFrameUrl":"https://b.example"}}`, `{"type":"SET_WIDGET_URL","iFrameUrl":"https://b.example"}`} {
		send(text)
		again, err := b.Receive(ctx)
		if err != nil || !strings.Contains(string(again), `"SYNC"`) {
			t.Fatalf("got %s, %v", again, err)
		}
		send(strings.Replace(string(again), `"SYNC"`, `"SYNC_ACK"`, 1))
		if err := host.Ready(ctx); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
