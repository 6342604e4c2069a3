package wire

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// HTTP/2 closes a body from another goroutine while it is still read, and reads
// on afterwards: no file may be opened then.
func TestClosedFormOpensNoFile(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	open := 0
	file := func(name string) *File {
		return &File{Name: name, Open: func() (io.ReadCloser, error) {
			mu.Lock()
			defer mu.Unlock()
			open++
			return closer{strings.NewReader("content"), func() { mu.Lock(); defer mu.Unlock(); open-- }}, nil
		}}
	}
	for range 50 {
		f, err := NewForm([]Part{{name: "a", file: file("a.png")}, {name: "b", file: file("b.png")}})
		if err != nil {
			t.Fatal(err)
		}
		body := f.Open()
		var wg sync.WaitGroup
		wg.Go(func() { _, _ = io.Copy(io.Discard, body) })
		wg.Go(func() { _ = body.Close() })
		wg.Wait()
		if _, err := body.Read(make([]byte, 1)); !errors.Is(err, http.ErrBodyReadAfterClose) {
			t.Errorf("read after close: %v", err)
		}
	}
	if open != 0 {
		t.Errorf("%d files are left open", open)
	}
}

type closer struct {
	io.Reader
	done func()
}

func (c closer) Close() error {
	c.done()
	return nil
}
