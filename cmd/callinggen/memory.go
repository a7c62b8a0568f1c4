package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// A protocol of more messages is large; its targets do not share the memory.
const manyMessages = 3000

const (
	// Garbage may grow to this many percent of what is in use before it is collected; Go itself would allow 100. A process
	// of less than a second need not tidy up after itself.
	rareCollection = 1600

	// Within this many bytes any protocol is loaded, and one that is not large generated; so it may be filled before
	// anything is collected.
	enoughMemory = 400 << 20
)

// spareCollection trades memory for time where there is little to hold. What the user asks for with GOGC and GOMEMLIMIT
// stands.
func spareCollection() { collect(rareCollection, enoughMemory) }

// holdMuch is for what generates a large protocol, once that is loaded. A target on its own holds at most two to three
// times as much; near a limit that is less than twice what is held, most of the time would go into collecting.
func holdMuch() {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	collect(rareCollection, max(enoughMemory, roomToGenerate*int64(now.HeapAlloc)))
}

// roomToGenerate is the memory to generate in, as a multiple of what is held before.
const roomToGenerate = 5

func collect(percent int, limit int64) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}
