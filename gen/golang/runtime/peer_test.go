package runtime

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"
)

// A chatSide is one side of a chat in a test. Its handler gets every message.
type chatSide struct {
	*peer
	ended chan error
}

// meet links two sides in memory, runs them, and stops them when the test ends.
func meet(t *testing.T, client, server *conversation, atServer func(context.Context, *peer, Message) error) (c, s *chatSide) {
	a, b := Pipe()
	c, s = newSide(client, a, true, nil), newSide(server, b, false, atServer)
	var group sync.WaitGroup
	for _, side := range []*chatSide{c, s} {
		group.Add(1)
		go func() { defer group.Done(); side.ended <- side.Run(context.Background()) }()
	}
	t.Cleanup(func() { _, _ = c.Close(), s.Close(); group.Wait() })
	return c, s
}

func newSide(c *conversation, conn Conn, opens bool, handler func(context.Context, *peer, Message) error) *chatSide {
	side := &chatSide{ended: make(chan error, 1)}
	side.peer = newPeer(c, conn, config{opens: opens, dispatch: func(ctx context.Context, env Envelope, m Message) error {
		if handler == nil {
			return nil
		}
		return handler(withEnvelope(ctx, env), side.peer, m)
	}})
	return side
}

// Two questions are under way at once and are answered the other way round.
func TestRepliesFindTheirQuestion(t *testing.T) {
	for name, c := range map[string]struct {
		expected expected
		want     []string // the answers to the first and the second question
	}{
		"by order": {expected{by: byOrder, messages: []string{"SAY"}}, []string{"to 2", "to 1"}},
		"by id":    {expected{by: byID, messages: []string{"SAY"}}, []string{"to 1", "to 2"}},
		"by field": {expected{by: byField, field: "to", messages: []string{"SAY"}}, []string{"to 1", "to 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			talk := &conversation{protocol: chat, replies: map[string]expected{"SAY": c.expected}}
			var first context.Context
			second := make(chan struct{})
			answer := func(ctx context.Context, p *peer, to string) error {
				return p.send(ctx, &Say{Text: "to " + to, To: FromString(to)})
			}
			client, _ := meet(t, talk, talk, func(ctx context.Context, p *peer, _ Message) error {
				if first == nil {
					first = ctx
					close(second)
					return nil
				}
				return errors.Join(answer(ctx, p, "2"), answer(first, p, "1"))
			})
			got := make([]string, 2)
			var group sync.WaitGroup
			ask := func(i int, to string) {
				defer group.Done()
				reply, err := client.sendAndWait(context.Background(), &Say{To: FromString(to)}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				got[i] = reply.(*Say).Text
			}
			group.Add(2)
			go ask(0, "1")
			<-second
			go ask(1, "2")
			group.Wait()
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestHandshakeBeforeAnythingElse(t *testing.T) {
	talk := &conversation{
		protocol:  chat,
		fills:     map[string][]filled{"HELLO": {{"name", "origin"}}},
		handshake: &handshake{open: "HELLO", accept: "BYE", echo: true},
	}
	var heard []string
	done := make(chan struct{})
	client, _ := meet(t, talk, talk, func(_ context.Context, _ *peer, m Message) error {
		heard = append(heard, chat.wireType(m))
		if _, ok := m.(*Say); ok {
			close(done)
		}
		return nil
	})
	if err := client.send(context.Background(), &Say{Text: "hi"}); err != nil {
		t.Fatal(err)
	}
	<-done
	if want := []string{"HELLO", "SAY"}; !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

func TestHandshakeThatNobodyAnswers(t *testing.T) {
	talk := &conversation{protocol: chat, handshake: &handshake{open: "HELLO", accept: "BYE", failed: "FAILED", retryMillis: 1, timeoutMillis: 20}}
	a, b := Pipe()
	defer b.Close()
	go func() { // somebody is there, and says nothing
		for {
			if _, err := b.Receive(context.Background()); err != nil {
				return
			}
		}
	}()
	var told []string
	side := newSide(talk, a, true, func(_ context.Context, _ *peer, m Message) error {
		told = append(told, chat.wireType(m))
		return nil
	})
	if err := side.Run(context.Background()); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v", err)
	}
	if want := []string{"FAILED"}; !reflect.DeepEqual(told, want) {
		t.Errorf("told of %q, want %q", told, want)
	}
	if err := side.send(context.Background(), &Say{}); !errors.Is(err, ErrTimeout) {
		t.Errorf("sending afterwards gives %v", err)
	}
}

func TestErrorOfAHandlerEndsRun(t *testing.T) {
	talk := &conversation{protocol: chat}
	mine := errors.New("mine")
	client, server := meet(t, talk, talk, func(context.Context, *peer, Message) error { return mine })
	if err := client.send(context.Background(), &Say{}); err != nil {
		t.Fatal(err)
	}
	if err := <-server.ended; !errors.Is(err, mine) {
		t.Errorf("the server ended with %v", err)
	}
	if err := <-client.ended; !errors.Is(err, ErrClosed) {
		t.Errorf("the client ended with %v", err)
	}
}

func TestCopyOfNothingIsZero(t *testing.T) {
	if c := copyOf[config](nil); !reflect.ValueOf(*c).IsZero() {
		t.Errorf("got %+v", c)
	}
	side := "a"
	if c := copyOf(&side); c == &side || *c != "a" {
		t.Errorf("got %q, the same: %t", *c, c == &side)
	}
}
