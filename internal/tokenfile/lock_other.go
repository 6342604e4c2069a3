//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package tokenfile

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// lockEnds is when a lock file left behind by a process that died is ignored:
// longer than any renewal may take.
const lockEnds = 4 * time.Minute

// tryLock makes a lock file. It returns nil when another holds it.
func tryLock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		return func() { _ = os.Remove(path) }, f.Close()
	}
	if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
		return nil, err
	}
	if st, err := os.Stat(path); err == nil && time.Since(st.ModTime()) > lockEnds {
		_ = os.Remove(path)
	}
	return nil, nil
}

// syncDir does nothing: not all systems can flush a folder.
func syncDir(string) error { return nil }
