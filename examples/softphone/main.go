// Command softphone is a calling app whose page only relays: the browser shows what this server says, and hands the
// messages of HubSpot to and fro. What a call is, is known here. The package calling beside it is generated: see README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"
)

//go:generate go run github.com/callinggen/callinggen/cmd/callinggen generate go --out ./calling --package calling

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address to listen on")
	host := flag.String("host", "https://app.hubspot.com", "origin of the page that the phone is shown in")
	verbose := flag.Bool("verbose", false, "log each message by its type")
	flag.Parse()
	level := slog.LevelInfo
	if *verbose {
		level = slog.LevelDebug
	}
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := serve(ctx, *listen, *host, logger)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "softphone:", err)
		os.Exit(1)
	}
}

// serve answers until ctx is done, and then until the last conversation has ended.
func serve(ctx context.Context, address, host string, logger *slog.Logger) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "http://%s\n", listener.Addr())
	server := &http.Server{
		Handler:           newServer(host, logger),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(last)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
