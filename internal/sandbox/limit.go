package sandbox

import (
	"cmp"
	"math"
	"time"
)

// How calls beyond the limit are answered.
const (
	answer429 = "http_429"
	answer200 = "http_200"
)

// limits counts calls.
type limits struct {
	rules  []RouteLimit // the last fits every call
	quota  int
	inBody bool                   // the code comes with the status 200
	next   map[limitKey]time.Time // when a route is free again, by the machine's clock
	hour   time.Time              // of hours
	hours  map[string]int         // calls of an hour, by shop
}

// limitKey is what the platform counts calls by.
type limitKey struct{ app, shop, route string }

func newLimits(opts Options, sc *Scenario) limits {
	all := RouteLimit{PerSecond: cmp.Or(opts.Limit, sc.Limits.PerSecond)}
	return limits{
		rules: append(append([]RouteLimit{}, sc.Limits.Routes...), all), quota: cmp.Or(opts.HourlyQuota, sc.Limits.PerHour),
		inBody: sc.Limits.Answer == answer200, next: map[limitKey]time.Time{}, hours: map[string]int{},
	}
}

// perSecond is the limit of calls; 0 means none.
func (l *limits) perSecond(app string, t *store, rt *route) float64 {
	for i := range l.rules {
		r := &l.rules[i]
		shop := r.Shop == "" || t != nil && (r.Shop == t.cipher || r.Shop == t.id || r.Shop == text(t.wire["name"]))
		if shop && (r.App == "" || r.App == app) && (r.Route == "" || r.Route == rt.name()) {
			return r.PerSecond
		}
	}
	return 0
}

// take counts a call. It returns how long to wait when there were too many.
func (l *limits) take(key limitKey, rate float64, now time.Time) time.Duration {
	interval := time.Duration(float64(time.Second) / rate)
	slack := time.Duration(math.Max(math.Floor(rate), 1)-1) * interval // one second's worth of calls may come at once
	free := l.next[key]
	if free.Before(now) {
		free = now
	}
	if wait := free.Sub(now) - slack; wait > 0 {
		return wait
	}
	l.next[key] = free.Add(interval)
	return 0
}

// checkLimit refuses calls beyond the limit of the app, shop and route, and
// beyond the shop's hourly quota. Seconds are the machine's, so that a stopped
// clock does not shut callers out; the hour is the sandbox's.
func (s *Sandbox) checkLimit(c *call) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.limits
	app, t := c.query.Get("app_key"), s.byCipher(c.query.Get("shop_cipher"))
	shop := ""
	if t != nil {
		shop = t.id
	}
	if rate := l.perSecond(app, t, c.rt); rate > 0 {
		if wait := l.take(limitKey{app, shop, c.rt.name()}, rate, time.Now()); wait > 0 {
			return s.tooMany(wait)
		}
	}
	if l.quota == 0 {
		return nil
	}
	if hour := c.now.UTC().Truncate(time.Hour); !hour.Equal(l.hour) {
		l.hour, l.hours = hour, map[string]int{}
	}
	if l.hours[shop] >= l.quota {
		r := refuse(s.limits.status(), 36009037, "the shop has used up its %d calls of this hour", l.quota)
		r.retry = l.hour.Add(time.Hour).Sub(c.now)
		if x := s.clock.speed; x > 0 {
			r.retry = time.Duration(float64(r.retry) / x)
		}
		return r
	}
	l.hours[shop]++
	return nil
}

// tooMany is the answer to calls that come too fast.
func (s *Sandbox) tooMany(wait time.Duration) *refusal {
	r := refuse(s.limits.status(), 36009002, "too many requests for this app, shop and route")
	r.retry = wait
	return r
}

func (l *limits) status() int {
	if l.inBody {
		return 200
	}
	return 429
}
