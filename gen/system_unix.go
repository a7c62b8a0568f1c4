//go:build unix && !aix && !solaris

package gen

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps a second callinggen out of an output folder. It locks the folder itself, so that no lock file is left behind,
// and ends with the process, however that ends. Where a file system knows no such locks there is none.
func lock(dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, explain("read", dir, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, errLocked(dir)
	}
	return func() { f.Close() }, nil
}

func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
