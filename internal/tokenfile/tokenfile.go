// Package tokenfile keeps small secrets in files: one for each key, readable by
// the user only, replaced as a whole, with a lock between processes.
package tokenfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/limit"
)

// Dir is the folder the files lie in.
type Dir string

// Read returns the content of the file of key, nil when there is none.
func (d Dir) Read(key string) ([]byte, error) {
	path, err := d.path(key)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(path) //nolint:gosec // path has checked the key
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// Write writes a new file beside the old one, flushes it and renames it.
func (d Dir) Write(key string, content []byte) (err error) {
	path, err := d.path(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(string(d), ".token-*") // created with mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(string(d))
}

// path is a file name that no key can lead out of dir, and that does not depend
// on a file system telling upper from lower case.
func (d Dir) path(key string) (string, error) {
	if d == "" {
		return "", errors.New("file store: dir is empty")
	}
	if key == "" || len(key) > 64 {
		return "", errors.New("file store: want a key of 1 to 64 bytes")
	}
	var b strings.Builder
	for _, c := range []byte(key) {
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return filepath.Join(string(d), b.String()+".json"), nil
}

const lockPoll = 20 * time.Millisecond

// Lock waits for the lock of key and returns what frees it.
func (d Dir) Lock(ctx context.Context, key string) (func(), error) {
	path, err := d.path(key)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return nil, err
	}
	for {
		unlock, err := tryLock(path + ".lock")
		if err != nil || unlock != nil {
			return unlock, err
		}
		if err := limit.Sleep(ctx, lockPoll); err != nil {
			return nil, err
		}
	}
}
