package sandbox

import (
	"fmt"
	"slices"
)

func faultCalls() []controlCall {
	const path = controlPath + "faults"
	return []controlCall{
		{Method: "GET", Path: path, Does: "lists the faults that wait for a request", do: (*Sandbox).controlFaults},
		{
			Method: "POST", Path: path, Does: "makes requests fail: one, or so many as times says (-1: all)",
			Bodies: bodies(`{"status":503,"body":"<html>"}`, `{"code":36009002,"retry_after":"2s","times":3}`,
				`{"route":"POST /order/202309/orders/search","delay":"200ms","times":-1}`, `{"cut":true,"handled":true}`,
				`{"truncate":100}`, `{"wrong_type":"data.orders.id"}`, `{"expired_token":true}`, `{"limit":true}`),
			do: (*Sandbox).controlAddFault,
		},
		{Method: "DELETE", Path: path, Does: "removes all faults", do: (*Sandbox).controlClearFaults},
	}
}

// faultKinds are the fields of a fault and what they do.
func faultKinds() map[string]string {
	return map[string]string{
		"route":         `which requests: "METHOD /path" with ids or {placeholders}; left out: all`,
		"times":         "how many requests are hit: 1 when left out, -1 all",
		"status":        "HTTP status of the answer",
		"code":          "code in the answer",
		"message":       "text beside the code",
		"retry_after":   "span for the header Retry-After",
		"body":          "text that is sent in place of an answer",
		"delay":         "span that is waited first",
		"cut":           "true: the connection is closed without an answer",
		"handled":       "true: the request takes effect all the same",
		"truncate":      "so many bytes of the true answer are sent, then the connection is closed",
		"wrong_type":    `path of a field of the true answer that gets another JSON type, such as "data.orders.id"`,
		"expired_token": "true: the access token of the request ends; refreshing helps",
		"limit":         "true: answered as calls beyond the limit are",
	}
}

func (s *Sandbox) controlFaults(*controlRequest) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{"faults": s.faultSpecs()}, nil
}

// faultSpecs are the faults that wait; the lock is held.
func (s *Sandbox) faultSpecs() []FaultSpec {
	list := []FaultSpec{}
	for _, f := range s.faults {
		list = append(list, f.spec())
	}
	return list
}

func (s *Sandbox) controlAddFault(r *controlRequest) (any, error) {
	var f FaultSpec
	p := r.decode(&f)
	f.check(&p, "")
	if len(p) == 0 {
		s.checkRoute(&p, "route", f.Route)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	const enough = 1000
	s.mu.Lock()
	if n := len(s.faults); n >= enough {
		s.mu.Unlock()
		return nil, controlErrorf(409, "%d faults wait already: remove them with DELETE", n)
	}
	s.faults = append(s.faults, f.fault())
	s.mu.Unlock()
	return s.controlFaults(r)
}

func (s *Sandbox) controlClearFaults(r *controlRequest) (any, error) {
	s.mu.Lock()
	s.faults = nil
	s.mu.Unlock()
	return s.controlFaults(r)
}

// checkRoute adds a problem when no such route is served.
func (s *Sandbox) checkRoute(p *Problems, path, route string) {
	if !s.knows(route) {
		p.add(path, "there is no route %q: want one that the API has, with its version", shorten(route, 80))
	}
}

// checkScenario adds the routes of a scenario that are not served.
func (s *Sandbox) checkScenario(sc *Scenario) error {
	var p Problems
	for i := range sc.Faults {
		s.checkRoute(&p, fmt.Sprintf("faults[%d].route", i), sc.Faults[i].Route)
	}
	for i := range sc.Limits.Routes {
		s.checkRoute(&p, fmt.Sprintf("limits.routes[%d].route", i), sc.Limits.Routes[i].Route)
	}
	slices.Sort(p)
	return p.err()
}
