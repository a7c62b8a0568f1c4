package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
)

// A Conn carries messages to the other side and back, each as one piece of JSON. A participant calls Send for one message
// at a time and Receive for one at a time, both at once; Close ends the two of them.
type Conn interface {
	// Send hands on a message. It does not keep data.
	Send(ctx context.Context, data []byte) error
	// Receive waits for the next message. It ends with an error when ctx is done or the connection has ended.
	Receive(ctx context.Context) ([]byte, error)
	// Close ends the connection. It may be called more than once, and while Send and Receive run.
	Close() error
}

// The ways in which a conversation ends, for errors.Is.
var (
	ErrClosed  = errors.New("the conversation has ended")
	ErrTimeout = errors.New("the other side did not answer the handshake in time")
)

// pipeRoom is how many messages a Pipe holds until they are received.
const pipeRoom = 16

// Pipe gives the two ends of a connection in memory, for tests. A message that was sent before an end was closed is still
// received, and then comes io.EOF.
func Pipe() (Conn, Conn) {
	a, b := newPipeEnd(), newPipeEnd()
	a.other, b.other = b, a
	return a, b
}

type pipeEnd struct {
	inbox  chan []byte
	closed chan struct{}
	close  func()
	other  *pipeEnd
}

func newPipeEnd() *pipeEnd {
	closed := make(chan struct{})
	return &pipeEnd{inbox: make(chan []byte, pipeRoom), closed: closed, close: sync.OnceFunc(func() { close(closed) })}
}

func (e *pipeEnd) Send(ctx context.Context, data []byte) error {
	select {
	case <-e.closed:
		return fmt.Errorf("pipe: %w", io.ErrClosedPipe)
	case <-e.other.closed:
		return fmt.Errorf("pipe: %w", io.ErrClosedPipe)
	default:
	}
	select {
	case e.other.inbox <- append([]byte(nil), data...):
		return nil
	case <-e.closed:
	case <-e.other.closed:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return fmt.Errorf("pipe: %w", io.ErrClosedPipe)
}

func (e *pipeEnd) Receive(ctx context.Context) ([]byte, error) {
	select {
	case data := <-e.inbox:
		return data, nil
	case <-e.closed:
		return nil, fmt.Errorf("pipe: %w", io.ErrClosedPipe)
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-e.other.closed:
	}
	select {
	case data := <-e.inbox: // sent before the other end was closed
		return data, nil
	default:
		return nil, io.EOF
	}
}

func (e *pipeEnd) Close() error {
	e.close()
	return nil
}
