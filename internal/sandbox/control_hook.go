package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

func hookCalls() []controlCall {
	const path = controlPath + "webhooks"
	return []controlCall{
		{
			Method: "GET", Path: path, Does: "lists the attempts to deliver webhooks, oldest first, and how they are delivered",
			Query: map[string]string{"topic": "only those of a topic, by number", "app": "only those to an app key", "limit": "1 to 1000; 100 when left out"},
			do:    (*Sandbox).controlDeliveries,
		},
		{
			Method: "POST", Path: path, do: (*Sandbox).controlHooks,
			Does: "sets how webhooks are delivered (what is left out stays), where an app gets them, or waits until those that are due have been delivered",
			Bodies: bodies(`{"duplicate":true}`, `{"reorder":3}`, `{"shuffle":3}`, `{"lose":0.2}`, `{"parallel":8}`, `{"normal":true}`,
				`{"url":"http://127.0.0.1:8080/webhooks","topics":[1,2]}`, `{"flush":true}`),
		},
	}
}

func (s *Sandbox) controlDeliveries(r *controlRequest) (any, error) {
	var p Problems
	limit, topic := 100, 0
	for name, to := range map[string]*int{"limit": &limit, "topic": &topic} {
		if v := r.query.Get(name); v != "" {
			n, err := strconv.Atoi(v)
			if *to = n; err != nil || n < 1 || n > 1000 {
				p.add(name, "want a whole number from 1 to 1000, not %q", shorten(v, 40))
			}
		}
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	app := r.query.Get("app")
	list := s.deliveries(limit, func(d *Delivery) bool { return (topic == 0 || topic == d.Topic) && (app == "" || app == d.App) })
	s.mu.Lock()
	defer s.mu.Unlock()
	h := &s.hooks
	return map[string]any{
		"deliveries": list, "manner": h.manner, "waiting": len(h.queue) + h.flying, "kept_back": len(h.held),
	}, nil
}

// deliveries are the last ones that keep accepts, oldest first.
func (s *Sandbox) deliveries(limit int, keep func(*Delivery) bool) []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Delivery{}
	for i := len(s.hooks.log) - 1; i >= 0 && len(out) < limit; i-- {
		if d := s.hooks.log[i]; keep(&d) {
			d.Body = bytes.Clone(d.Body)
			out = append(out, d)
		}
	}
	slices.Reverse(out)
	return out
}

// hookOrder is the body of the call that sets webhooks.
type hookOrder struct {
	Duplicate *bool    `json:"duplicate"`
	Reorder   *int     `json:"reorder"`
	Shuffle   *int     `json:"shuffle"`
	Lose      *float64 `json:"lose"`
	Parallel  *int     `json:"parallel"`
	Normal    bool     `json:"normal"`
	Flush     bool     `json:"flush"`
	App       string   `json:"app"`
	URL       *string  `json:"url"`
	Topics    []int    `json:"topics"`
}

func (s *Sandbox) controlHooks(r *controlRequest) (any, error) {
	var b hookOrder
	p := r.decode(&b)
	if b.Reorder != nil {
		within(&p, "reorder", *b.Reorder, 0, 1000)
	}
	if b.Shuffle != nil {
		within(&p, "shuffle", *b.Shuffle, 0, 1000)
	}
	if b.Parallel != nil {
		within(&p, "parallel", *b.Parallel, 0, 100)
	}
	if b.Lose != nil {
		within(&p, "lose", *b.Lose, 0, 1)
	}
	if b.URL != nil {
		p.hook("url", *b.URL)
	} else if b.App != "" || b.Topics != nil {
		p.add("url", "it is missing: app and topics go with it")
	}
	p.topics("topics", b.Topics)
	manner := b.Duplicate != nil || b.Reorder != nil || b.Shuffle != nil || b.Lose != nil || b.Parallel != nil
	if b.Reorder != nil && b.Shuffle != nil {
		p.add("", "reorder and shuffle do not go together")
	}
	p.oneOfThese(map[string]bool{
		"duplicate, reorder, shuffle, lose and parallel": manner, "normal": b.Normal, "flush": b.Flush, "url": b.URL != nil,
	})
	if err := p.err(); err != nil {
		return nil, err
	}
	switch {
	case b.URL != nil:
		if err := s.SetWebhook(cmp.Or(b.App, AppKey), *b.URL, b.Topics...); err != nil {
			return nil, controlErrorf(http.StatusBadRequest, "%v", err)
		}
	case b.Flush:
		return s.controlFlush()
	default:
		s.SetCourier(b.manner(s))
	}
	return s.controlDeliveries(&controlRequest{})
}

// manner is the present way of delivery with the changes asked for.
func (b *hookOrder) manner(s *Sandbox) Courier {
	if b.Normal {
		return Courier{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.hooks.manner
	if b.Duplicate != nil {
		m.Twice = *b.Duplicate
	}
	if b.Reorder != nil {
		m.Hold, m.Shuffle = *b.Reorder, false
	}
	if b.Shuffle != nil {
		m.Hold, m.Shuffle = *b.Shuffle, true
	}
	if b.Lose != nil {
		m.Lose = *b.Lose
	}
	if b.Parallel != nil {
		m.Parallel = *b.Parallel
	}
	return m
}

// controlFlush waits for the webhooks that are due, though not for ever: a
// receiver may itself be waiting for this call.
func (s *Sandbox) controlFlush() (any, error) {
	const patience = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.Flush(ctx); err != nil {
		return nil, controlErrorf(http.StatusServiceUnavailable, "not all webhooks were delivered within %v: %v", patience, err)
	}
	return s.controlDeliveries(&controlRequest{})
}

// hookRows are the last deliveries for the status page, newest first.
func (s *Sandbox) hookRows(n int) []hookRow {
	list := s.deliveries(n, func(*Delivery) bool { return true })
	rows := make([]hookRow, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		d := &list[i]
		result := string(d.Outcome)
		if d.Status != 0 {
			result = fmt.Sprintf("%s (%d)", d.Outcome, d.Status)
		}
		if d.Error != "" {
			result += ": " + d.Error
		}
		rows = append(rows, hookRow{
			Time: d.Time, Topic: fmt.Sprintf("%d %s", d.Topic, d.Event), About: d.Of, URL: d.Address, Result: result, Attempt: d.Attempt,
		})
	}
	return rows
}
