package main

import (
	"os"
	"runtime/debug"
)

// A protocol of more messages is large; its targets do not share the memory.
const manyMessages = 3000

const (
	// Garbage may grow to this many percent of what is in use before it is collected; Go itself would allow 100. A process
	// of less than a second need not tidy up after itself: a small protocol ends before the first time.
	rareCollection = 400

	// With more bytes than this in use garbage is collected as often as it takes, so that a large protocol does without
	// much more.
	enoughMemory = 400 << 20
)

// spareCollection trades memory for time where there is little to hold. What the user asks for with GOGC and GOMEMLIMIT
// stands.
func spareCollection() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(rareCollection)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enoughMemory)
	}
}
