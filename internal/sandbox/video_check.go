package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// precheck is a check of a video before it is posted.
type precheck struct {
	id, by, title string
	done          bool
}

func (s *Sandbox) createPrecheck(c *call) (any, *refusal) {
	if refused := c.need("video_info"); refused != nil {
		return nil, refused
	}
	me := s.me(c)
	if refused := s.checkFile(c); refused != nil {
		return nil, refused
	}
	if !isEmpty(c.body["product_link_info"]) {
		if _, _, refused := s.checkLink(c, me); refused != nil {
			return nil, refused
		}
	}
	if !me.checks.take(c.now, checksPerDay) {
		return nil, refuse(200, 170001019, "the quota of %d checks a day is used up", checksPerDay)
	}
	k := &precheck{
		id: decimalID("73710000", s.next()), by: me.openID,
		title: strings.ToLower(text(object(c.body["product_link_info"])["title"]) + " " + text(object(c.body["video_info"])["title"])),
	}
	s.creators.prechecks[k.id] = k
	s.after(s.tempo.Reply, func(time.Time) { s.checked(k) })
	c.applied = true
	return c.form1(map[string]any{"precheck": map[string]any{"task_id": k.id}}), nil
}

// checked ends a check and tells the creator's apps.
func (s *Sandbox) checked(k *precheck) {
	k.done = true
	bad, quality := k.results()
	result, old := "PASS", []map[string]any{}
	if strings.Contains(k.title, badWord) {
		result = "FAIL"
		old = append(old, map[string]any{"risk": "MISLEADING_CONTENT", "suggestion": "Leave the word out."})
	}
	s.notifyCreator(k.by, 55, map[string]any{"precheck_task_id": k.id, "result": result, "issues": old})
	s.notifyCreator(k.by, 59, map[string]any{"task_id": k.id, "violation_check_result": bad, "good_quality_check_result": quality})
}

// results are those of the two checks.
func (k *precheck) results() (violations, quality map[string]any) {
	if !k.done {
		return map[string]any{"status": videoWaiting, "issues": []map[string]any{}}, map[string]any{"status": videoWaiting, "issues": []map[string]any{}}
	}
	violations = map[string]any{"status": videoOut, "issues": []map[string]any{}}
	quality = map[string]any{"status": videoOut, "issues": []map[string]any{}}
	if strings.Contains(k.title, badWord) {
		violations = map[string]any{"status": videoFailed, "issues": []map[string]any{{"risk": "MISLEADING_CONTENT", "suggestions": "Leave the word out."}}}
	}
	if strings.Contains(k.title, blurryWord) {
		quality = map[string]any{"status": videoFailed, "issues": []map[string]any{{"code": "LOW_RESOLUTION", "suggestions": "Film it again."}}}
	}
	return violations, quality
}

func (s *Sandbox) getPrecheck(c *call) (any, *refusal) {
	k := s.creators.prechecks[c.ids.Get("task_id")]
	if k == nil || k.by != c.account.openID {
		return nil, wrongParam("task_id", "the creator has no such task")
	}
	violations, quality := k.results()
	return c.form1(map[string]any{"precheck_task": map[string]any{
		"id": k.id, "violation_check_result": violations, "good_quality_check_result": quality,
	}}), nil
}

// ordersOf are the orders that one piece of content brought.
func (s *Sandbox) ordersOf(content string) []ledOrder {
	var out []ledOrder
	for _, t := range s.stores {
		out = append(out, t.led(func(o *order) bool { return o.from.content == content })...)
	}
	return out
}

const figuresBack = 180 * 24 * 3600

// listVideoFigures answers whole days, the last of which is yesterday.
func (s *Sandbox) listVideoFigures(c *call) (any, *refusal) {
	me := s.me(c)
	if me.region != "US" {
		return nil, refuse(200, 16501011, "figures of videos are for creators in the US")
	}
	start, end := number(c.query.Get("start_time_ge")), number(c.query.Get("end_time_le"))
	today := c.now.UTC().Truncate(24 * time.Hour).Unix()
	if start < c.now.Unix()-figuresBack {
		return nil, wrongParam("start_time_ge", "it may lie 180 days back")
	}
	if end < start {
		return nil, wrongParam("end_time_le", "it must not be before start_time_ge")
	}
	end = min(end, today)
	videos := []map[string]any{}
	for _, id := range c.list("video_ids") {
		v := s.creators.videos[id]
		if v == nil || v.by != me {
			continue
		}
		orders := s.ordersOf(id)
		days := []map[string]any{}
		for day := start - start%(24*3600); day+24*3600 <= end; day += 24 * 3600 {
			if day+24*3600 <= v.postedAt || v.postedAt == 0 {
				continue
			}
			days = append(days, map[string]any{
				"time_range": map[string]any{"start_time": day, "end_time": day + 24*3600}, "metrics": v.figures(orders, day),
			})
		}
		videos = append(videos, map[string]any{"id": id, "performances": days})
	}
	return c.form1(map[string]any{"videos": videos}), nil
}

// figures are a video's of one day; sales are those of the orders it brought.
func (v *video) figures(orders []ledOrder, day int64) map[string]any {
	var gmv amount
	items, n := 0, 0
	for _, o := range orders {
		if o.created < day || o.created >= day+24*3600 || o.paid == 0 {
			continue
		}
		n++
		for i := range o.lines {
			gmv += o.lines[i].paid()
			items++
		}
	}
	views := v.views(time.Unix(day+24*3600, 0)) - v.views(time.Unix(day, 0))
	clicks := views/20 + int64(n)
	return map[string]any{
		"gmv": v.store.market.wire(gmv), "item_sold_count": items, "order_count": n, "anchor_display_rate": "0.8",
		"click_through_rate": fmt.Sprintf("%.4f", float64(clicks)/float64(max(views, clicks, 1))),
	}
}
