//go:build !windows && (!unix || aix || solaris)

package gen

import (
	"errors"
	"syscall"
)

// lock does nothing here: the standard library has no lock that ends with the process. Two runs at once still meet in
// the temporary folder, where each file can be made only once.
func lock(string) (unlock func(), err error) { return func() {}, nil }

func isDiskFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }
