// Package server answers order searches with pages made in advance. It runs in
// a process of its own, the same program started again, so that what it
// allocates is not counted with the client.
package server

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/page"
)

// Page is a kind of answer.
type Page struct {
	Orders int
	Size   int // bytes of an order
}

// String is the number of orders and the size of the answer.
func (p Page) String() string {
	noun := "orders"
	if p.Orders == 1 {
		noun = "order"
	}
	return fmt.Sprintf("%d %s, %d KB", p.Orders, noun, (p.Orders*p.Size+500)/1000)
}

// Pages are the answers that are served.
var Pages = []Page{{1, page.Small}, {10, page.Full}, {100, page.Full}}

// variable is the process's role: set, it serves.
const variable = "TIKTOKSHOP_BENCH_SERVER"

// Process is a running server.
type Process struct {
	cmd   *exec.Cmd
	stdin io.Closer
	urls  map[Page]string
}

// Start runs this program once more as a server. Its main function or TestMain
// must call [Serve] first.
func Start(ctx context.Context) (*Process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), variable+"=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, stdin: stdin, urls: map[Page]string{}}
	var urls []string
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &urls)
	}
	if err != nil || len(urls) != len(Pages) {
		return nil, errors.Join(fmt.Errorf("the server did not start: %q", line), err, p.Close())
	}
	for i, u := range urls {
		p.urls[Pages[i]] = u
	}
	return p, nil
}

// URL is where p is served.
func (p *Process) URL(page Page) string { return p.urls[page] }

// Close ends the server.
func (p *Process) Close() error { return errors.Join(p.stdin.Close(), p.cmd.Wait()) }

// Serve does nothing in a program that was started by a user. In one started by
// [Start] it serves until its standard input ends and reports true.
func Serve(ctx context.Context) (bool, error) {
	if os.Getenv(variable) == "" {
		return false, nil
	}
	var urls []string
	for _, p := range Pages {
		h, err := handler(p)
		if err != nil {
			return true, err
		}
		var lc net.ListenConfig
		l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return true, err
		}
		urls = append(urls, "http://"+l.Addr().String())
		srv := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
		go srv.Serve(l) //nolint:errcheck // it ends with the process
	}
	if err := json.NewEncoder(os.Stdout).Encode(urls); err != nil {
		return true, err
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	return true, err
}

// handler serves p. A request with the page token n is told that the next page
// is n+1, so a walk never ends by itself.
func handler(p Page) (http.Handler, error) {
	orders, err := page.Orders(p.Orders, p.Size)
	if err != nil {
		return nil, err
	}
	const mark = "NEXT-PAGE-TOKEN"
	before, after, _ := strings.Cut(string(page.Answer(orders, mark)), mark)
	head, tail := []byte(before), []byte(after)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		if err != nil {
			return // the client is gone
		}
		n, _ := strconv.Atoi(r.URL.Query().Get("page_token"))
		next := strconv.Itoa(n + 1)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(head)+len(next)+len(tail)))
		for _, part := range [][]byte{head, []byte(next), tail} {
			if _, err := w.Write(part); err != nil {
				return
			}
		}
	}), nil
}
