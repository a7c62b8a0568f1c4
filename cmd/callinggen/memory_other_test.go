//go:build !linux

package main

import "os"

// peakMemory is 0 where the system does not tell it in bytes.
func peakMemory(*os.ProcessState) int64 { return 0 }
