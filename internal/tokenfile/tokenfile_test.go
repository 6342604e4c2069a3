package tokenfile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestFilesArePrivateAndReplacedAsAWhole(t *testing.T) {
	t.Parallel()
	d := Dir(filepath.Join(t.TempDir(), "tokens"))
	for _, content := range []string{"a long first content", "short"} {
		if err := d.Write("Key/1", []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := d.Read("Key/1")
		if err != nil || string(got) != content {
			t.Errorf("read %q, %v", got, err)
		}
	}
	files, err := os.ReadDir(string(d))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files are left, %v", len(files), err)
	}
	st, err := files[0].Info()
	if err != nil || st.Mode().Perm() != 0o600 || strings.ContainsAny(files[0].Name(), "/K") {
		t.Errorf("file %s has mode %v, %v", files[0].Name(), st.Mode(), err)
	}
}

func TestReadersSeeOldOrNewWhileItIsWritten(t *testing.T) {
	t.Parallel()
	d := Dir(t.TempDir())
	old, next := strings.Repeat("a", 10000), strings.Repeat("b", 10000)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 50 {
			if err := d.Write("k", []byte([]string{old, next}[i%2])); err != nil {
				t.Error(err)
			}
		}
	})
	for range 200 {
		if b, err := d.Read("k"); err != nil || b != nil && string(b) != old && string(b) != next {
			t.Fatalf("read %d bytes, %v", len(b), err)
		}
	}
	wg.Wait()
}

func TestLockIsHeldByOne(t *testing.T) {
	t.Parallel()
	d := Dir(t.TempDir())
	unlock, err := d.Lock(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := d.Lock(ctx, "k"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second one holds the lock too: %v", err)
	}
	if other, err := d.Lock(t.Context(), "other"); err != nil {
		t.Errorf("another key is locked too: %v", err)
	} else {
		other()
	}
	unlock()
	again, err := d.Lock(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	again()
}
