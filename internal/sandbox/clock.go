package sandbox

import (
	"container/heap"
	"time"
)

// clock is the sandbox's time: the machine's, moved and made faster at will.
type clock struct {
	base    time.Time     // machine's time of the last change
	shown   time.Time     // sandbox's time then
	speed   float64       // sandbox seconds a machine second
	skew    time.Duration // how far wrong the time is that requests see
	running *time.Time    // time of the event being run; nil outside
}

// agenda holds what is going to happen, soonest first.
type agenda struct {
	events []event
	serial int
	wake   chan struct{} // has room for one: tells the pump that the soonest event changed
}

type event struct {
	at  time.Time
	n   int // events of one time run in the order they were planned
	run func(now time.Time)
}

func (a *agenda) Len() int { return len(a.events) }
func (a *agenda) Less(i, j int) bool {
	x, y := &a.events[i], &a.events[j]
	return x.at.Before(y.at) || x.at.Equal(y.at) && x.n < y.n
}
func (a *agenda) Swap(i, j int) { a.events[i], a.events[j] = a.events[j], a.events[i] }

// Push is for the heap.
func (a *agenda) Push(x any) {
	if e, ok := x.(event); ok {
		a.events = append(a.events, e)
	}
}

// Pop is for the heap.
func (a *agenda) Pop() any {
	last := len(a.events) - 1
	e := a.events[last]
	a.events[last] = event{}
	a.events = a.events[:last]
	return e
}

func newClock() clock {
	now := time.Now()
	return clock{base: now, shown: now, speed: 1}
}

// at is the sandbox's time at a time of the machine.
func (c *clock) at(machine time.Time) time.Time {
	passed := machine.Sub(c.base)
	if c.speed != 1 {
		passed = time.Duration(float64(passed) * c.speed)
	}
	return c.shown.Add(passed)
}

// now is the sandbox's time, while an event runs the event's; the lock is held.
func (s *Sandbox) now() time.Time {
	if s.clock.running != nil {
		return *s.clock.running
	}
	return s.clock.at(time.Now())
}

// plan has run called at a time, with the lock held. A time in the past means
// as soon as possible, though never before the caller gives the lock back.
func (s *Sandbox) plan(at time.Time, run func(now time.Time)) {
	s.agenda.serial++
	heap.Push(&s.agenda, event{at: at, n: s.agenda.serial, run: run})
	if s.agenda.events[0].n == s.agenda.serial {
		s.agenda.rouse()
	}
}

// rouse lets the pump look at the soonest event again.
func (a *agenda) rouse() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// after is plan for a time from now.
func (s *Sandbox) after(d time.Duration, run func(now time.Time)) { s.plan(s.now().Add(d), run) }

// catchUp runs what is due; the lock is held.
func (s *Sandbox) catchUp() { s.runUntil(s.now()) }

// runUntil runs events up to a time, each at its own.
func (s *Sandbox) runUntil(end time.Time) {
	if s.clock.running != nil {
		return // an event cannot run others
	}
	defer func() { s.clock.running = nil }()
	for len(s.agenda.events) > 0 && !s.agenda.events[0].at.After(end) {
		e, ok := heap.Pop(&s.agenda).(event)
		if !ok {
			return
		}
		at := e.at
		s.clock.running = &at
		e.run(at)
	}
}

// Now is the time by the sandbox's clock as requests see it.
func (s *Sandbox) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Add(s.clock.skew)
}

// machine is the time by the machine's clock, as wrong as requests see it.
func (s *Sandbox) machine() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.clock.skew)
}

// Skew sets how far the clock that requests see is ahead of the right time.
func (s *Sandbox) Skew(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock.skew = d
}

// Advance lets time pass: what is due until then happens in its order.
func (s *Sandbox) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setTime(s.now().Add(d))
}

// Set is Advance to a time. It reports false for a time in the past: what has
// happened cannot be undone.
func (s *Sandbox) Set(to time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setTime(to)
}

func (s *Sandbox) setTime(to time.Time) bool {
	if to.Before(s.now()) {
		return false
	}
	s.runUntil(to)
	s.clock.base, s.clock.shown = time.Now(), to
	s.agenda.rouse()
	return true
}

// Speed sets how many seconds pass in the sandbox while one passes outside; 1
// is normal, 0 stops the clock.
func (s *Sandbox) Speed(x float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	machine := time.Now()
	s.clock.shown = s.clock.at(machine)
	s.clock.base, s.clock.speed = machine, max(x, 0)
	s.agenda.rouse()
}

// pump runs events when their time comes, also when nobody calls.
func (s *Sandbox) pump() {
	s.mu.Lock()
	wake := s.agenda.wake // the same after a new scenario
	s.mu.Unlock()
	for {
		s.mu.Lock()
		s.catchUp()
		wait := time.Duration(-1)
		if len(s.agenda.events) > 0 && s.clock.speed > 0 {
			wait = max(time.Duration(float64(s.agenda.events[0].at.Sub(s.now()))/s.clock.speed), time.Millisecond)
		}
		s.mu.Unlock()
		var due <-chan time.Time
		if wait >= 0 {
			due = time.After(wait)
		}
		select {
		case <-due:
		case <-wake:
		case <-s.done:
			return
		}
	}
}
