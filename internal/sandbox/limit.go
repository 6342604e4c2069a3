package sandbox

import (
	"math"
	"time"
)

// limits counts calls.
type limits struct {
	interval time.Duration // between two calls of a route; 0 means no limit
	slack    time.Duration // how far calls may run ahead: one second's worth
	quota    int
	next     map[string]time.Time // when a route is free again
	hours    map[string]int       // calls by shop and hour
}

func newLimits(opts Options) limits {
	l := limits{quota: opts.HourlyQuota, next: map[string]time.Time{}, hours: map[string]int{}}
	if opts.Limit > 0 {
		l.interval = time.Duration(float64(time.Second) / opts.Limit)
		l.slack = time.Duration(math.Max(math.Floor(opts.Limit), 1)-1) * l.interval
	}
	return l
}

// checkLimit refuses calls beyond the limit of the app, shop and route, and
// beyond the shop's hourly quota.
func (s *Sandbox) checkLimit(c *call) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	shop := c.query.Get("shop_cipher")
	if l := &s.limits; l.interval > 0 {
		key := shop + " " + c.rt.name()
		free := l.next[key]
		if free.Before(c.now) {
			free = c.now
		}
		if wait := free.Sub(c.now) - l.slack; wait > 0 {
			r := refuse(429, 36009002, "too many requests for this app, shop and route")
			r.retry = wait
			return r
		}
		l.next[key] = free.Add(l.interval)
	}
	if l := &s.limits; l.quota > 0 {
		hour := c.now.UTC().Truncate(time.Hour)
		key := shop + " " + hour.Format(time.RFC3339)
		if l.hours[key] >= l.quota {
			r := refuse(429, 36009037, "the shop has used up its %d calls of this hour", l.quota)
			r.retry = hour.Add(time.Hour).Sub(c.now)
			return r
		}
		l.hours[key]++
	}
	return nil
}
