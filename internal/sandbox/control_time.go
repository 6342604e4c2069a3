package sandbox

import (
	"net/http"
	"time"
)

func timeCalls() []controlCall {
	const path = controlPath + "time"
	return []controlCall{
		{Method: "GET", Path: path, Does: "shows the clock and what is planned", do: (*Sandbox).controlTime},
		{
			Method: "POST", Path: path, Does: "lets time pass, up to a time or by a span; sets how fast it passes (0 stops it); " +
				"sets how wrong callers see the clock",
			Bodies: bodies(`{"advance":"24h"}`, `{"set":"2026-03-01T09:00:00Z"}`, `{"speed":1440}`, `{"skew":"-10m"}`),
			do:     (*Sandbox).controlSetTime,
		},
	}
}

// maxAdvance is how far one control call moves the clock.
const maxAdvance = 366 * 24 * time.Hour

// TimeState is the clock as control calls show it.
type TimeState struct {
	Now     time.Time  `json:"now"`
	Speed   float64    `json:"speed"`
	Skew    Span       `json:"skew"`
	Planned int        `json:"planned"` // events to come
	Next    *time.Time `json:"next,omitzero"`
}

// timeState is the clock; the lock is held.
func (s *Sandbox) timeState() TimeState {
	st := TimeState{Now: s.now().UTC(), Speed: s.clock.speed, Skew: Span(s.clock.skew), Planned: s.agenda.Len()}
	if st.Planned > 0 {
		next := s.agenda.events[0].at.UTC()
		st.Next = &next
	}
	return st
}

func (s *Sandbox) controlTime(*controlRequest) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	return s.timeState(), nil
}

func (s *Sandbox) controlSetTime(r *controlRequest) (any, error) {
	var b struct {
		Advance *Span      `json:"advance"`
		Set     *time.Time `json:"set"`
		Speed   *float64   `json:"speed"`
		Skew    *Span      `json:"skew"`
	}
	p := r.decode(&b)
	p.oneOfThese(map[string]bool{"advance": b.Advance != nil, "set": b.Set != nil, "speed": b.Speed != nil, "skew": b.Skew != nil})
	if b.Advance != nil && (*b.Advance <= 0 || *b.Advance > Span(maxAdvance)) {
		p.add("advance", "want a span above 0s, at most %v, not %v", maxAdvance, time.Duration(*b.Advance))
	}
	if b.Speed != nil {
		within(&p, "speed", *b.Speed, 0, maxSpeed)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	switch {
	case b.Advance != nil:
		s.Advance(time.Duration(*b.Advance))
	case b.Set != nil:
		if now := s.right(); b.Set.Sub(now) > maxAdvance {
			return nil, Problems{"set: it is more than " + maxAdvance.String() + " ahead of " + now.UTC().Format(time.RFC3339)}
		}
		if !s.Set(*b.Set) {
			return nil, controlErrorf(http.StatusConflict, "time does not go back: it is %s; POST a scenario to begin anew",
				s.right().UTC().Format(time.RFC3339))
		}
	case b.Speed != nil:
		s.Speed(*b.Speed)
	case b.Skew != nil:
		s.Skew(time.Duration(*b.Skew))
	}
	return s.controlTime(r)
}

// right is the time by the sandbox's clock, without the skew.
func (s *Sandbox) right() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}
