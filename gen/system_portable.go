//go:build !unix || aix || solaris

package gen

import (
	"errors"
	"os"
)

// writeNew writes a file that must not be there yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// rename gives a file the place of another.
func rename(from, to string) error { return os.Rename(from, to) }
