package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const sessionsKept = 90 * 24 * time.Hour

func (s *Sandbox) getAgentSettings(c *call) (any, *refusal) {
	return map[string]any{"can_accept_chat": !c.store.service().away}, nil
}

func (s *Sandbox) updateAgentSettings(c *call) (any, *refusal) {
	accept, ok := c.body["can_accept_chat"].(bool)
	if !ok {
		return nil, invalid("can_accept_chat is a required field and has not been provided")
	}
	c.store.service().away = !accept
	c.applied = true
	return nil, nil
}

// over reports whether nobody has written for long.
func (e *session) over(now time.Time) bool {
	return now.Unix()-e.last >= int64(sessionQuiet/time.Second)
}

// score is how content the buyer is: the faster the answer the more. 0 means
// that the buyer has not said, for there was no answer.
func (e *session) score() int {
	switch waited := e.first - e.asked; {
	case e.first == 0:
		return 0
	case waited <= 300:
		return 5
	case waited <= 3600:
		return 4
	case waited <= int64(lateAnswer/time.Second):
		return 3
	default:
		return 2
	}
}

func (e *session) show(now time.Time) map[string]any {
	out := map[string]any{
		"id": e.id, "conversation_id": e.talk.id, "begin_time": e.begin, "buyer_nickname": e.talk.nickname, "chat_tags": []string{"ORDER"},
		"satisfaction_score": e.score(), "dissatisfaction_reason": "", "first_response_time": 0,
		"first_response_late": cmp.Or(e.first, now.Unix())-e.asked > int64(lateAnswer/time.Second),
	}
	if e.first > 0 {
		out["first_response_time"] = e.first - e.asked
	}
	if s := e.score(); s > 0 && s < 3 {
		out["dissatisfaction_reason"] = "SLOW_RESPONSE"
	}
	if e.over(now) {
		out["end_time"] = e.last
	}
	return out
}

func (s *Sandbox) searchSessions(c *call) (any, *refusal) {
	if refused := wanting(c.body, "begin_time_ge", "begin_time_lt"); refused != nil {
		return nil, refused
	}
	from, to := number(c.body["begin_time_ge"]), number(c.body["begin_time_lt"])
	switch {
	case to <= from:
		return nil, refuse(200, 45101002, "begin_time_lt must be after begin_time_ge")
	case c.now.Unix()-from > int64((sessionsKept+time.Hour)/time.Second):
		return nil, refuse(200, 45101002, "begin_time_ge is more than 90 days ago: sessions are kept for so long")
	}
	nickname := strings.ToLower(text(c.body["buyer_nickname"]))
	var found []*session
	for _, e := range c.store.service().sessions {
		if e.begin >= from && e.begin < to && strings.Contains(strings.ToLower(e.talk.nickname), nickname) {
			found = append(found, e)
		}
	}
	at := func(e *session) listPlace { return listPlace{-e.begin, e.id} }
	slices.SortFunc(found, func(a, b *session) int { return at(a).compare(at(b)) })
	page, next, refused := paged(c, found, at, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, e := range page {
		out = append(out, e.show(c.now))
	}
	return map[string]any{"sessions": out, "next_page_token": next}, nil
}

func (s *Sandbox) getServicePerformance(c *call) (any, *refusal) {
	zone, err := time.LoadLocation(c.store.market.zone)
	if err != nil {
		zone = time.UTC
	}
	from, err1 := time.ParseInLocation(time.DateOnly, c.query.Get("support_date_ge"), zone)
	to, err2 := time.ParseInLocation(time.DateOnly, c.query.Get("support_date_lt"), zone)
	if err1 != nil || err2 != nil || !to.After(from) {
		return nil, refuse(200, 45101002, "support_date_ge and support_date_lt must be dates like 2026-01-31, the first before the second")
	}
	var count, answered, content int
	var waited int64
	for _, e := range c.store.service().sessions {
		if e.begin < from.Unix() || e.begin >= to.Unix() {
			continue
		}
		count++
		if e.first > 0 {
			answered, waited = answered+1, waited+e.first-e.asked
		}
		if e.score() >= 4 {
			content++
		}
	}
	return map[string]any{"performance": map[string]any{
		"support_session_count": count, "response_percentage": percent(answered, count), "satisfaction_percentage": percent(content, answered),
		"response_time_mins": oneDigit(float64(waited) / 60 / float64(max(answered, 1))),
	}}, nil
}

func percent(n, of int) string { return oneDigit(100 * float64(n) / float64(max(of, 1))) }

func oneDigit(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
