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

// writeNew writes a file that must not be there yet. It asks the system itself: package os makes twice as many calls for a
// file, to find out whether one could wait for it.
func writeNew(name string, data []byte) error {
	const flags = syscall.O_WRONLY | syscall.O_CREAT | syscall.O_EXCL | syscall.O_CLOEXEC
	f, err := uninterrupted(func() (int, error) { return syscall.Open(name, flags, 0o666) })
	if err != nil {
		return err
	}
	for err == nil && len(data) > 0 {
		var n int
		if n, err = uninterrupted(func() (int, error) { return syscall.Write(f, data) }); err == nil {
			data = data[n:]
		}
	}
	return errors.Join(err, syscall.Close(f))
}

// rename gives a file the place of another. What is there was looked at before; package os would look again.
func rename(from, to string) error {
	_, err := uninterrupted(func() (int, error) { return 0, syscall.Rename(from, to) })
	return err
}

// uninterrupted makes a call of the system again when a signal came between.
func uninterrupted(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}

func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
