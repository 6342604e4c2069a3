package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server serves a shop on the loopback interface or in memory.
type Server struct {
	URL    string
	Client *http.Client // reaches a server in memory; nil for one with a port

	shop *Sandbox
	http *http.Server
	done chan struct{}

	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup // requests being handled, none begins after closed, and the pump
}

// memoryURL is the address of servers in memory; nothing is dialed.
const memoryURL = "http://127.0.0.1"

// Listen serves the shop at a loopback address, such as "127.0.0.1:0". Secrets
// travel in clear, so it takes no other.
func Listen(shop *Sandbox, address string) (*Server, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("sandbox: %s is not a loopback address: take 127.0.0.1:0", address)
	}
	l, err := net.Listen("tcp", address) //nolint:noctx // listening does not wait
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	shop.mu.Lock()
	shop.exposed = true
	shop.mu.Unlock()
	s := &Server{URL: "http://" + l.Addr().String()}
	s.serve(shop, l)
	return s, nil
}

// InMemory serves the shop without a port: only Client reaches it. It works
// inside a bubble of testing/synctest, where waits take no time.
func InMemory(shop *Sandbox) *Server {
	l := newPipes()
	s := &Server{URL: memoryURL, Client: &http.Client{Transport: &http.Transport{
		DialContext:         func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) },
		MaxIdleConnsPerHost: 64,
	}}}
	s.serve(shop, l)
	return s
}

func (s *Server) serve(shop *Sandbox, l net.Listener) {
	shop.mu.Lock()
	shop.baseURL = s.URL
	shop.mu.Unlock()
	s.shop, s.done = shop, make(chan struct{})
	s.http = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !s.begin() {
				abort()
			}
			defer s.wg.Done()
			shop.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // clients that go away are part of tests
	}
	s.wg.Go(shop.pump)
	s.wg.Go(shop.courier)
	go func() {
		defer close(s.done)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			_ = s.http.Close()
		}
	}()
}

func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.wg.Add(1)
	}
	return !s.closed
}

// Close stops serving and waits until nothing runs any more.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.shop.Close()
	_ = s.http.Close()
	if s.Client != nil {
		s.Client.CloseIdleConnections()
	}
	<-s.done
	s.wg.Wait()
}

// pipes is a listener whose connections are pipes.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-p.done:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for the next connection.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr is no address.
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }
