package main

import (
	"os"
	"runtime/debug"
)

// A protocol file up to this size is generated within 200 MiB when garbage is collected rarely.
const smallFile = 2 << 20

// A protocol of more messages is large; its targets do not share the memory.
const manyMessages = 3000

// Garbage may grow to this many percent of what is in use before it is collected; Go itself would allow 100.
const rareCollection = 400

// spareCollection trades memory for time where there is little to hold: a process of less than a second need not tidy up
// after itself. What the user asks for with GOGC stands.
func spareCollection(protocol string) {
	if os.Getenv("GOGC") != "" {
		return
	}
	percent := rareCollection
	if info, err := os.Stat(protocol); err == nil && info.Size() > smallFile {
		percent = 100
	}
	debug.SetGCPercent(percent)
}
