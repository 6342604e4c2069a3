// Package limit holds back calls, by key, at a rate that is found out.
package limit

import (
	"context"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The adaptive limit. The platform published 50 calls a second per app, shop
// and route, and no longer promises it, so the rate is found out.
const (
	startRate   = 5.0             // calls a second
	ceilingRate = 50.0            // calls a second
	floorRate   = 0.1             // calls a second
	climbStep   = 1.0             // calls a second
	climbEvery  = 5 * time.Second // without a refusal
	forgetAfter = time.Hour       // without use
)

// Limits is a set of limits by key. It is safe for many goroutines.
type Limits struct {
	start, ceiling float64
	off            bool

	mu     sync.Mutex
	keys   map[string]*bucket
	sweeps time.Time // when unused keys were last dropped
}

type bucket struct {
	lim     *rate.Limiter
	parked  time.Time // nobody calls before
	changed time.Time // last change of the rate
	used    time.Time
}

// Adaptive starts low and climbs to the published ceiling.
func Adaptive() *Limits { return &Limits{start: startRate, ceiling: ceilingRate} }

// Fixed starts at perSecond and never exceeds it.
func Fixed(perSecond float64) *Limits {
	if !(perSecond >= floorRate) { // NaN too
		perSecond = floorRate
	}
	perSecond = min(perSecond, math.MaxInt32)
	return &Limits{start: perSecond, ceiling: perSecond}
}

// Off never holds a call back.
func Off() *Limits { return &Limits{off: true} }

// bucketOf finds or makes the bucket of a key. The caller holds l.mu.
func (l *Limits) bucketOf(key string, now time.Time) *bucket {
	if now.Sub(l.sweeps) > forgetAfter {
		for k, b := range l.keys {
			if now.Sub(b.used) > forgetAfter && now.After(b.parked) {
				delete(l.keys, k)
			}
		}
		l.sweeps = now
	}
	b := l.keys[key]
	if b == nil {
		if l.keys == nil {
			l.keys = map[string]*bucket{}
		}
		b = &bucket{lim: rate.NewLimiter(rate.Limit(l.start), 1), changed: now}
		l.keys[key] = b
	}
	b.used = now
	return b
}

// Parked is a key that must not be called for longer than a caller wants to wait.
type Parked struct{ For time.Duration }

// Error tells for how long.
func (p *Parked) Error() string {
	return "the platform wants no call of this route for " + p.For.String()
}

// Wait returns when a call of key may be sent. When the deadline of ctx comes
// first it returns context.DeadlineExceeded without waiting for it, and [*Parked]
// when the key is parked for longer than most.
func (l *Limits) Wait(ctx context.Context, key string, most time.Duration) error {
	if l.off {
		return ctx.Err()
	}
	for waited := false; ; {
		l.mu.Lock()
		b := l.bucketOf(key, time.Now())
		parked := time.Until(b.parked)
		l.mu.Unlock()
		if parked > most {
			return &Parked{parked}
		}
		if parked > 0 {
			if err := Sleep(ctx, parked); err != nil {
				return err
			}
			waited = false // queue again, at the halved rate: all who were parked wake together
			continue
		}
		if waited {
			return nil
		}
		if err := b.lim.Wait(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return context.DeadlineExceeded // the limiter says so in words of its own
		}
		waited = true // the key may have been parked meanwhile: look again
	}
}

// Succeeded lets the rate of key climb.
func (l *Limits) Succeeded(key string) {
	if l.off {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	b := l.bucketOf(key, now)
	if r := float64(b.lim.Limit()); r < l.ceiling && now.Sub(b.changed) >= climbEvery {
		b.lim.SetLimit(rate.Limit(min(r+climbStep, l.ceiling)))
		b.changed = now
	}
}

// Refused halves the rate of key and parks it.
func (l *Limits) Refused(key string, park time.Duration) {
	if l.off {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	b := l.bucketOf(key, now)
	// Calls already under way are refused together: that is one refusal, not many.
	if b.parked.Before(now) {
		b.lim.SetLimit(rate.Limit(max(float64(b.lim.Limit())/2, floorRate)))
		b.changed = now
	}
	if until := now.Add(park); until.After(b.parked) {
		b.parked = until
	}
}

// Sleep waits, at most until ctx ends; it does not even begin a wait that the
// deadline would cut short.
func Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
		return context.DeadlineExceeded
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
