//go:build unix && !linux

package main

import "syscall"

// maxRSS gives bytes, as macOS counts.
func maxRSS(u *syscall.Rusage) int64 { return int64(u.Maxrss) }
