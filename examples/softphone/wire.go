package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/coder/websocket"

	"example.com/softphone/calling"
)

// A wire is the WebSocket to a page. It carries the messages of the host to and fro, and is the calling.Conn of those; beside
// them, it carries which button was pressed, and what is to be shown.
type wire struct {
	socket *websocket.Conn
	press  func(ctx context.Context, button string) error
}

var _ calling.Conn = (*wire)(nil)

// A frame is what stands in one message of the WebSocket. It has one of these.
type frame struct {
	Message json.RawMessage `json:"message,omitempty"` // of or for the host, as it stands
	Press   string          `json:"press,omitempty"`   // a button of the page
	Show    *view           `json:"show,omitempty"`
}

// maxFrame is the longest frame in bytes.
const maxFrame = 1 << 20

func newWire(socket *websocket.Conn) *wire {
	socket.SetReadLimit(maxFrame)
	return &wire{socket: socket}
}

// Send hands a message on to the host.
func (w *wire) Send(ctx context.Context, data []byte) error {
	return w.write(ctx, frame{Message: data})
}

// show tells the page what to show.
func (w *wire) show(ctx context.Context, v view) error { return w.write(ctx, frame{Show: &v}) }

func (w *wire) write(ctx context.Context, f frame) error {
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return w.socket.Write(ctx, websocket.MessageText, data)
}

// Receive gives the next message of the host. What was pressed until then is done.
func (w *wire) Receive(ctx context.Context) ([]byte, error) {
	for {
		_, data, err := w.socket.Read(ctx)
		if err != nil {
			return nil, err
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, fmt.Errorf("the page sent what is no frame: %w", err)
		}
		if f.Message != nil {
			return f.Message, nil
		}
		if err := w.press(ctx, f.Press); err != nil {
			return nil, err
		}
	}
}

// Close ends the connection.
func (w *wire) Close() error { return w.socket.CloseNow() }
