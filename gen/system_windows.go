package gen

import (
	"errors"
	"path/filepath"
	"syscall"
)

// What the syscall package does not name.
const (
	errSharingViolation = syscall.Errno(32)
	errHandleDiskFull   = syscall.Errno(39)
	errDiskFull         = syscall.Errno(112)
	flagDeleteOnClose   = 0x04000000
)

// lockName is the file that is open while a callinggen writes; Windows deletes it with the last handle.
const lockName = ".callinggen.lock"

// lock keeps a second callinggen out of an output folder. It ends with the process, however that ends. Where no such file
// can be made there is no lock; a folder that nothing can be written to says so when it is written to.
func lock(dir string) (unlock func(), err error) {
	name, err := syscall.UTF16PtrFromString(filepath.Join(dir, lockName))
	if err != nil {
		return nil, explain("read", dir, err)
	}
	const shareNothing = 0
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, shareNothing, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|flagDeleteOnClose, 0)
	if errors.Is(err, errSharingViolation) {
		return nil, errLocked(dir)
	}
	if err != nil {
		return func() {}, nil
	}
	return func() { syscall.CloseHandle(handle) }, nil
}

func isDiskFull(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleDiskFull)
}
