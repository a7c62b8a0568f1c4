package main

import (
	"os"
	"syscall"
)

// peakMemory gives the most bytes of memory that a process had.
func peakMemory(p *os.ProcessState) int64 { return p.SysUsage().(*syscall.Rusage).Maxrss << 10 }
