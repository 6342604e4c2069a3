package sandbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// ackWithin is how long the platform waits for an answer.
const ackWithin = 3 * time.Second

// unreachable is why an address is not delivered to, "" if it is.
func (s *Sandbox) unreachable(d *delivery) string {
	if s.opts.Webhook != nil {
		return ""
	}
	u, err := url.Parse(d.address)
	if err != nil || !loopback(u.Hostname()) {
		return "the address is not on this machine: set one such as http://127.0.0.1:8080/webhooks to receive"
	}
	return ""
}

// post makes one attempt and is the status of the answer.
func (s *Sandbox) post(ctx context.Context, d *delivery) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.address, bytes.NewReader(d.body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", d.app.signHook(d.body))
	if s.opts.Webhook != nil {
		return s.hand(ctx, req)
	}
	resp, err := s.hooks.client.Do(req)
	if err != nil {
		return 0, late(ctx, err)
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, late(ctx, err)
}

// late is an error that says when the time was over.
func late(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s", ackWithin)
	}
	return err
}

// hand lets the handler of the options answer, as a server would.
func (s *Sandbox) hand(ctx context.Context, req *http.Request) (int, error) {
	req.RequestURI, req.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:0"
	w := &ack{header: http.Header{}}
	done := make(chan error, 1)
	s.hooks.busy.Add(1)
	go func() {
		defer s.hooks.busy.Done()
		err := errors.New("the handler did not return")
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("the handler panicked: %v", v)
			}
			done <- err
		}()
		s.opts.Webhook.ServeHTTP(w, req)
		err = nil
	}()
	select {
	case err := <-done:
		if err != nil {
			return 0, err
		}
		return w.answer(), nil
	case <-ctx.Done():
		return 0, late(ctx, ctx.Err())
	}
}

// ack keeps the status of an answer. It may be written to after it was given up.
type ack struct {
	header http.Header
	mu     sync.Mutex
	status int
}

func (w *ack) Header() http.Header { return w.header }

func (w *ack) WriteHeader(status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 && status >= 200 {
		w.status = status
	}
}

func (w *ack) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return len(b), nil
}

func (w *ack) answer() int {
	w.WriteHeader(http.StatusOK)
	return w.status
}

// loopbackClient reaches this machine only and follows no redirects.
func loopbackClient() *http.Client {
	var dialer net.Dialer
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				host, port, err := net.SplitHostPort(address)
				if err != nil {
					return nil, err
				}
				switch ip := net.ParseIP(host); {
				case !loopback(host):
					return nil, fmt.Errorf("%s is not on this machine", host)
				case ip == nil:
					address = net.JoinHostPort("127.0.0.1", port)
				}
				return dialer.DialContext(ctx, network, address)
			},
			TLSClientConfig:     &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // G402: only this machine is reached, with certificates made for tests
			MaxIdleConnsPerHost: 16,
		},
	}
}
