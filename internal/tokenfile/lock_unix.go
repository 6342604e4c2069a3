//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tokenfile

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock of a file, which the system frees when the process
// ends. It returns nil when another holds it.
func tryLock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the store has checked the name
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return func() { _ = f.Close() }, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return nil, nil
	}
	return nil, err
}

// syncDir makes a rename in dir last through a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // the caller names the folder
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
