package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Courier says how webhooks are delivered. The zero value delivers each once,
// one after another, in the order in which things happened.
type Courier struct {
	Parallel int     `json:"parallel"` // so many at a time; 0 means one
	Twice    bool    `json:"twice"`    // each is delivered a second time
	Hold     int     `json:"hold"`     // so many are kept back, then delivered in reverse order; below 2 none are
	Shuffle  bool    `json:"shuffle"`  // what was kept back comes in random order, not reversed
	Lose     float64 `json:"lose"`     // the share that never arrives, without a repeat: 1 means all
}

// hooks is what becomes of webhooks. All of it is guarded by the sandbox's lock.
type hooks struct {
	names   map[int]string // event types by topic
	numbers map[string]int // topics that the Event API takes, by event type
	set     map[hookKey]*hook
	serial  int

	manner Courier
	held   []*delivery   // kept back to be reordered
	queue  []*delivery   // due
	flying int           // taken from the queue and not done
	wake   chan struct{} // has room for one: tells the courier of work
	moved  chan struct{} // closed and replaced when a delivery is done
	log    []Delivery

	client *http.Client
	ctx    context.Context // ends with the sandbox
	cancel context.CancelFunc
	busy   *sync.WaitGroup // deliveries and handlers that run
}

// delivery is one attempt to deliver a notice to an app.
type delivery struct {
	notice  notice
	app     *app
	id      string // of the notification
	address string
	body    json.RawMessage
	due     time.Time
	attempt int  // from 1
	repeat  bool // a second copy on purpose, which is not repeated when it fails
}

// repeats are the waits before the next attempts.
var repeats = [...]time.Duration{2 * time.Minute, 30 * time.Minute, 3 * time.Hour, 12 * time.Hour}

const (
	maxQueue = 100_000
	maxHold  = time.Minute // of what is kept back, by the sandbox's clock
)

func newHooks() hooks {
	h := hooks{
		set: map[hookKey]*hook{}, wake: make(chan struct{}, 1), moved: make(chan struct{}), client: loopbackClient(),
		busy: new(sync.WaitGroup),
	}
	h.names, h.numbers = topicNames()
	h.ctx, h.cancel = context.WithCancel(context.Background())
	return h
}

// restart forgets what was to be delivered.
func (h *hooks) restart() {
	h.set, h.serial, h.manner, h.held, h.queue, h.log = map[hookKey]*hook{}, 0, Courier{}, nil, nil, nil
}

// stop ends what is being delivered.
func (h *hooks) stop() {
	h.cancel()
	h.client.CloseIdleConnections()
}

// SetCourier sets how webhooks are delivered from now on.
func (s *Sandbox) SetCourier(c Courier) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks.manner = c
	s.release()
}

// dispatch sends a notice on its way; the lock is held.
func (s *Sandbox) dispatch(d *delivery) {
	h := &s.hooks
	if reason := s.unreachable(d); reason != "" {
		s.note(d, 0, NotSent, reason)
		return
	}
	if h.manner.Lose > 0 && s.rand.Float64() < h.manner.Lose {
		s.note(d, 0, Lost, "lost on purpose")
		return
	}
	copies := []*delivery{d}
	if h.manner.Twice {
		twin := *d
		twin.repeat = true
		copies = append(copies, &twin)
	}
	if h.manner.Hold < 2 {
		s.enqueue(copies...)
		return
	}
	if len(h.held) == 0 {
		s.after(maxHold, func(time.Time) { s.release() })
	}
	h.held = append(h.held, copies...)
	if len(h.held) >= h.manner.Hold {
		s.release()
	}
}

// release sends what was kept back, in another order; the lock is held.
func (s *Sandbox) release() {
	held := s.hooks.held
	s.hooks.held = nil
	slices.Reverse(held)
	if s.hooks.manner.Shuffle {
		s.rand.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
	}
	s.enqueue(held...)
}

// enqueue makes attempts due; the lock is held.
func (s *Sandbox) enqueue(list ...*delivery) {
	for _, d := range list {
		if len(s.hooks.queue) >= maxQueue {
			s.note(d, 0, NotSent, "too many webhooks are waiting: start a server or call Flush")
			continue
		}
		s.hooks.queue = append(s.hooks.queue, d)
	}
	if len(list) > 0 {
		s.hooks.rouse()
	}
}

// rouse tells the courier to look at the queue.
func (h *hooks) rouse() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// take is the next attempt to make, nil if none may be made now; the lock is
// held. Whoever takes one must deliver it.
func (s *Sandbox) take() *delivery {
	h := &s.hooks
	if s.closed || len(h.queue) == 0 || h.flying >= max(h.manner.Parallel, 1) {
		return nil
	}
	d := h.queue[0]
	h.queue[0] = nil
	h.queue = h.queue[1:]
	h.flying++
	h.busy.Add(1)
	return d
}

// courier delivers until the sandbox is closed, and leaves nothing running.
func (s *Sandbox) courier() {
	defer s.hooks.client.CloseIdleConnections()
	defer s.hooks.busy.Wait()
	for {
		s.mu.Lock()
		d, parallel := s.take(), s.hooks.manner.Parallel > 1
		s.mu.Unlock()
		switch {
		case d != nil && parallel:
			go s.deliver(d)
			continue
		case d != nil:
			s.deliver(d)
			continue
		}
		select {
		case <-s.hooks.wake:
		case <-s.done:
			return
		}
	}
}

// deliver makes an attempt and plans the next when it fails.
func (s *Sandbox) deliver(d *delivery) {
	defer s.hooks.busy.Done()
	status, err := s.post(s.hooks.ctx, d)
	s.mu.Lock()
	defer s.mu.Unlock()
	h := &s.hooks
	h.flying--
	close(h.moved)
	h.moved = make(chan struct{})
	h.rouse()
	why := ""
	if err != nil {
		why = err.Error()
	}
	switch {
	case s.appOf(d.app.key) != d.app: // all has begun anew meanwhile
	case err == nil && status == http.StatusOK:
		s.note(d, status, Accepted, "")
	case err == nil && status == http.StatusUnauthorized:
		s.note(d, status, Refused, "")
	case s.closed:
		s.note(d, status, NotSent, "the sandbox was closed")
	case d.repeat:
		s.note(d, status, Failed, why)
	case d.attempt > len(repeats):
		s.note(d, status, Dropped, why)
	default:
		s.note(d, status, Failed, why)
		next := *d
		next.due, next.attempt = d.due.Add(repeats[d.attempt-1]), d.attempt+1
		s.plan(next.due, func(time.Time) { s.enqueue(&next) })
		s.catchUp() // time may have moved on meanwhile
	}
}

// Flush waits until all webhooks that are due have been delivered or have failed
// and wait for their next attempt. What is kept back goes out. A handler of
// webhooks must not call it.
func (s *Sandbox) Flush(ctx context.Context) error {
	for {
		s.mu.Lock()
		s.catchUp()
		s.release()
		idle, closed, moved := len(s.hooks.queue) == 0 && s.hooks.flying == 0, s.closed, s.hooks.moved
		d := s.take()
		s.mu.Unlock()
		switch {
		case idle:
			return nil
		case closed:
			return errors.New("sandbox: closed before all webhooks were delivered")
		case d != nil:
			s.deliver(d)
			continue
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
