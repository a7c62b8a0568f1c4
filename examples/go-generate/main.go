// Command go-generate reads messages of a host, one a line, and answers each request to dial as a calling app does. The
// package calling beside it is generated: see README.md.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"example.com/go-generate/calling"
)

//go:generate go run github.com/callinggen/callinggen/cmd/callinggen generate go --out ./calling --package calling

// sample is what a host sends when its user clicks on a number.
const sample = `{"type":"DIAL_NUMBER","messageId":"host_1","data":{"phoneNumber":"+442079460123","portalId":62515}}`

func main() {
	if err := run(context.Background(), strings.NewReader(sample), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run handles the messages of a host and writes the answers, one a line.
func run(ctx context.Context, in io.Reader, out io.Writer) error {
	handlers := calling.WidgetHandlers{
		OnDialNumber: func(_ context.Context, m *calling.DialNumber) error {
			return send(out, &calling.OutgoingCallStarted{
				ExternalCallID:   calling.Ptr("call-1"),
				ToNumber:         calling.Ptr(m.PhoneNumber),
				CreateEngagement: calling.Ptr(true),
			})
		},
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		env, m, err := calling.Decode(lines.Bytes())
		if err != nil {
			return err
		}
		if err := handlers.Dispatch(ctx, env, m); err != nil {
			return fmt.Errorf("%s: %w", env.Type, err)
		}
	}
	return lines.Err()
}

func send(out io.Writer, m calling.Message) error {
	if err := m.Validate(); err != nil {
		return err
	}
	data, err := calling.Encode(calling.Envelope{ID: calling.FromString("app_1")}, m)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n", data)
	return err
}
