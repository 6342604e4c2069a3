package sandbox

import (
	"net/url"
	"strconv"
	"time"
)

func logCalls() []controlCall {
	const path = controlPath + "log"
	return []controlCall{
		{
			Method: "GET", Path: path, Does: "lists the last calls that were received, oldest first",
			Query: map[string]string{
				"route": `only those of a route, "METHOD /path/{template}"`, "app": "only those of an app key",
				"shop": "only those of a shop, by id or cipher", "since": "only those from a time on", "limit": "1 to 1000; 100 when left out",
			},
			do: (*Sandbox).controlLog,
		},
		{Method: "DELETE", Path: path, Does: "forgets the calls", do: (*Sandbox).controlClearLog},
	}
}

// loggedCall is a request as the log shows it.
type loggedCall struct {
	Time     time.Time  `json:"time"`
	Method   string     `json:"method"`
	Path     string     `json:"path"`
	Route    string     `json:"route"`
	App      string     `json:"app"`
	Shop     string     `json:"shop"`
	Query    url.Values `json:"query"`
	BodySize int        `json:"body_size"`
	Status   int        `json:"status"` // 0: the connection was cut
	Code     int        `json:"code"`
	Applied  bool       `json:"applied"`
	Faulted  bool       `json:"faulted"`
}

func (s *Sandbox) controlLog(r *controlRequest) (any, error) {
	var p Problems
	limit := 100
	if v := r.query.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if limit = n; err != nil || n < 1 || n > 1000 {
			p.add("limit", "want a whole number from 1 to 1000, not %q", shorten(v, 40))
		}
	}
	var since time.Time
	if v := r.query.Get("since"); v != "" {
		var err error
		if since, err = time.Parse(time.RFC3339, v); err != nil {
			p.add("since", `want a time such as "2026-03-01T09:00:00Z", not %q`, shorten(v, 40))
		}
	}
	route, app, shop := r.query.Get("route"), r.query.Get("app"), r.query.Get("shop")
	s.checkRoute(&p, "route", route)
	if err := p.err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	if t := s.byCipher(shop); t != nil {
		shop = t.id
	}
	s.mu.Unlock()
	found := s.requests(limit, func(q *Request) bool {
		return (route == "" || route == q.Route || route == q.Method+" "+q.Path) && (app == "" || app == q.App) &&
			(shop == "" || shop == q.Shop) && !q.Time.Before(since)
	})
	calls := make([]loggedCall, len(found))
	for i := range found {
		calls[i] = loggedCall(found[i])
	}
	return map[string]any{"calls": calls}, nil
}

func (s *Sandbox) controlClearLog(*controlRequest) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
	return map[string]any{"calls": []loggedCall{}}, nil
}
