package main

import (
	"context"
	_ "embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/coder/websocket"

	"example.com/softphone/calling"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// newServer serves the page, and a phone behind each copy of it.
func newServer(host string, logger *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "frame-ancestors "+host)
		if err := page.Execute(w, map[string]string{"Host": host}); err != nil {
			logger.Error("page", "error", err)
		}
	})
	mux.HandleFunc("GET /relay", func(w http.ResponseWriter, r *http.Request) {
		socket, err := websocket.Accept(w, r, nil) // which refuses pages of other origins
		if err != nil {
			logger.Info("no relay", "error", err)
			return
		}
		err = relay(r.Context(), socket, r.Header.Get("Origin"), logger)
		if err != nil && !errors.Is(err, calling.ErrClosed) && !errors.Is(err, context.Canceled) {
			logger.Error("phone", "error", err)
		}
	})
	return mux
}

// relay runs a phone for one page, until the page is closed.
func relay(ctx context.Context, socket *websocket.Conn, origin string, logger *slog.Logger) error {
	wire := newWire(socket)
	phone := newPhone(wire, wire.show, &calling.WidgetOptions{Origin: origin, Logger: logger})
	wire.press = phone.press
	return phone.widget.Run(ctx)
}
