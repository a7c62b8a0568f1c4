package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// However a conversation ends, Run leaves no goroutine behind, the connection is closed, and whoever waits is told.
func TestNothingIsLeftBehind(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		end  func(side *chatSide, other Conn, cancel context.CancelCauseFunc)
		want error // of Run; nil: none
		told error // to those who wait
	}{
		"Close":          {func(side *chatSide, _ Conn, _ context.CancelCauseFunc) { side.Close() }, nil, ErrClosed},
		"the context":    {func(_ *chatSide, _ Conn, cancel context.CancelCauseFunc) { cancel(broken) }, broken, ErrClosed},
		"the other side": {func(_ *chatSide, other Conn, _ context.CancelCauseFunc) { other.Close() }, ErrClosed, ErrClosed}, // as receiving or opening finds out
		"a handler's fault": {func(_ *chatSide, other Conn, _ context.CancelCauseFunc) {
			_ = other.Send(context.Background(), encoded(t, &Say{Text: "fail"}))
		}, broken, broken},
	} {
		t.Run(name, func(t *testing.T) {
			talk := &conversation{
				protocol:  chat,
				handshake: &handshake{open: "HELLO", accept: "BYE", retryMillis: 1},
				replies:   map[string]expected{"SAY": {by: byOrder, messages: []string{"HELLO"}}},
			}
			conn, other := Pipe()
			side := newSide(talk, conn, true, func(_ context.Context, _ *peer, m Message) error {
				if m, ok := m.(*Say); ok && m.Text == "fail" {
					return broken
				}
				return nil
			})
			ctx, cancel := context.WithCancelCause(context.Background())
			defer cancel(nil)
			ended := make(chan error, 1)
			go func() { ended <- side.Run(ctx) }()
			if _, err := other.Receive(ctx); err != nil { // the opening message: an answer before it would be none
				t.Fatal(err)
			}
			go drain(other)
			if name == "a handler's fault" { // which is called when both are ready
				if err := other.Send(ctx, encoded(t, chat.byID["BYE"].new())); err != nil {
					t.Fatal(err)
				}
				if err := side.Ready(ctx); err != nil {
					t.Fatal(err)
				}
			}
			waited := make(chan error, 1)
			go func() {
				_, err := side.sendAndWait(context.Background(), &Say{}, nil)
				waited <- err
			}()
			c.end(side, other, cancel)
			err := <-ended
			if c.want == nil && err != nil || !errors.Is(err, c.want) {
				t.Errorf("Run gave %v", err)
			}
			if left := goroutinesOf("runtime.(*peer).receiveAll", "runtime.(*peer).openAll", "runtime.(*peer).serve"); left != "" {
				t.Errorf("left behind:\n%s", left)
			}
			if err := <-waited; !errors.Is(err, c.told) {
				t.Errorf("who waited got %v", err)
			}
			if err := conn.Send(context.Background(), nil); !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("the connection is open: %v", err)
			}
			if err := side.Run(context.Background()); !errors.Is(err, ErrClosed) && !errors.Is(err, broken) {
				t.Errorf("running again gave %v", err)
			}
			other.Close()
		})
	}
}

// A muted connection sends nothing.
type muted struct {
	Conn
	why error
}

func (m muted) Send(context.Context, []byte) error { return m.why }

// Where the handshake cannot even be opened, Run says that the connection was the reason.
func TestOpeningIsNotSent(t *testing.T) {
	conn, _ := Pipe()
	broken := errors.New("broken")
	talk := &conversation{protocol: chat, handshake: &handshake{open: "HELLO", accept: "BYE"}}
	side := newSide(talk, muted{conn, broken}, true, nil)
	if err := side.Run(context.Background()); !errors.Is(err, ErrClosed) || !errors.Is(err, broken) {
		t.Errorf("Run gave %v", err)
	}
}

func encoded(t *testing.T, m Message) []byte {
	t.Helper()
	data, err := chat.encode(Envelope{}, m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// drain reads what is sent until the connection ends.
func drain(conn Conn) {
	for {
		if _, err := conn.Receive(context.Background()); err != nil {
			return
		}
	}
}

// goroutinesOf gives the stacks with one of some functions.
func goroutinesOf(functions ...string) string {
	buf := make([]byte, 1<<20)
	var found []string
	for _, stack := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		for _, f := range functions {
			if strings.Contains(stack, f) {
				found = append(found, stack)
			}
		}
	}
	return strings.Join(found, "\n\n")
}

// Many send and wait at once, on both sides: each message arrives once, those of one sender in order.
func TestManyQuestionsAtOnce(t *testing.T) {
	const senders, each = 8, 40
	talk := &conversation{protocol: chat, replies: map[string]expected{"SAY": {by: byField, field: "to", messages: []string{"SAY"}}}}
	last := map[string]int{}
	client, _ := meet(t, talk, talk, func(ctx context.Context, p *peer, m Message) error {
		var sender string
		var n int
		if _, err := fmt.Sscanf(m.(*Say).Text, "%s %d", &sender, &n); err != nil {
			return err
		}
		if last[sender]+1 != n {
			return fmt.Errorf("%s: %d came after %d", sender, n, last[sender])
		}
		last[sender] = n
		return p.send(ctx, m)
	})
	var group sync.WaitGroup
	for i := range senders {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := range each {
				text := fmt.Sprintf("s%d %d", i, n+1)
				reply, err := client.sendAndWait(context.Background(), &Say{Text: text, To: FromString(text)}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if got := reply.(*Say).Text; got != text {
					t.Errorf("%s was answered with %s", text, got)
				}
			}
		}()
	}
	group.Wait()
}
