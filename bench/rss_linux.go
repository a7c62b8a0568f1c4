package main

import "syscall"

// maxRSS gives bytes; Linux counts in KiB.
func maxRSS(u *syscall.Rusage) int64 { return u.Maxrss << 10 }
