// Command callingctl reads and writes the settings of a calling app: where HubSpot loads it from, how large it is, who sees
// it. README.md says how.
package main

import (
	"context"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], environment{lookup: os.LookupEnv, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
