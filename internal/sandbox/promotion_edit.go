package sandbox

import (
	"fmt"
	"maps"
	"strings"
	"time"
)

// How long a promotion may be.
const (
	shortestPromotion = 10 * time.Minute
	longestPromotion  = 365 * 24 * time.Hour
	longestFlashSale  = 3 * 24 * time.Hour
)

// termFields are details that promotions keep as they are sent.
var termFields = []string{"discount", "participation_limit", "target_user_info"}

func (s *Sandbox) createPromotion(c *call) (any, *refusal) {
	t, kind, level := c.store, text(c.body["activity_type"]), text(c.body["product_level"])
	a := &activity{
		id: fmt.Sprintf("7136%015d", s.next()), kind: kind, level: level, duration: "NORMAL", created: c.now.Unix(), terms: map[string]any{},
	}
	if v := text(c.body["duration_type"]); v != "" {
		a.duration = v
	}
	switch {
	case kind == "":
		return nil, refuse(200, 17029001, "activity_type is missing")
	case level == "":
		return nil, refuse(200, 17029001, "product_level is missing")
	case a.prices() && level == wholeShop, !a.prices() && level == eachVariant:
		return nil, refuse(200, 17029001, "a promotion of type %s cannot have the product_level %s", kind, level)
	case a.duration == "INDEFINITE" && kind != shippingOff:
		return nil, refuse(200, 17029001, "only promotions of type %s may have no end", shippingOff)
	}
	if refused := t.setPromotion(a, c.body, c.now); refused != nil {
		return nil, refused
	}
	a.status = notStarted
	if t.promotions.byID == nil {
		t.promotions.byID = map[string]*activity{}
	}
	t.promotions.byID[a.id], t.promotions.list = a, append(t.promotions.list, a)
	t.promotionChanged(a, "CREATE", nil, nil, nil)
	if a.begin <= c.now.Unix() {
		t.promotionMoved(a, ongoing, c.now)
	}
	t.schedule(a)
	c.applied = true
	return map[string]any{"activity_id": a.id, "create_time": a.created, "update_time": a.updated, "status": a.status}, nil
}

// setPromotion takes title, times and terms over.
func (t *store) setPromotion(a *activity, body map[string]any, now time.Time) *refusal {
	title, fresh := strings.TrimSpace(text(body["title"])), a.title == ""
	if title == "" && fresh {
		return refuse(200, 17029003, "title is missing")
	}
	for _, other := range t.promotions.list {
		if other != a && other.title == title && title != "" {
			return refuse(200, 17029004, "promotion %s has the title %q already", other.id, title)
		}
	}
	begin, end := a.begin, a.end
	if a.duration == "INDEFINITE" {
		begin, end = a.created, 0
	} else {
		if v := number(body["begin_time"]); v > 0 {
			begin = v
		}
		if v := number(body["end_time"]); v > 0 {
			end = v
		}
		if refused := a.checkTimes(begin, end, now); refused != nil {
			return refused
		}
	}
	if refused := t.checkTerms(a, body, fresh); refused != nil {
		return refused
	}
	trial := *a
	trial.begin, trial.end = begin, end
	for _, o := range a.offers {
		if other := t.conflict(&trial, a, o); other != nil {
			return refuse(200, 17029103, "product %s is sold by promotion %s in that time", o.product, other.id)
		}
	}
	if title != "" {
		a.title = title
	}
	a.begin, a.end, a.updated = begin, end, now.Unix()
	for _, name := range termFields {
		if v, ok := body[name]; ok && v != nil {
			a.terms[name] = v
		}
	}
	return nil
}

func (a *activity) checkTimes(begin, end int64, now time.Time) *refusal {
	length := time.Duration(end-begin) * time.Second
	switch {
	case a.status == ongoing && begin != a.begin:
		return refuse(200, 17029011, "promotion %s has begun: its begin_time stays", a.id)
	case a.status != ongoing && begin < now.Unix():
		return refuse(200, 17029005, "begin_time %d is in the past", begin)
	case end <= now.Unix() || length < shortestPromotion:
		return refuse(200, 17029006, "a promotion lasts %s and more", shortestPromotion)
	case a.kind == flashSale && length > longestFlashSale:
		return refuse(200, 17029008, "a flash sale lasts three days at most")
	case length > longestPromotion:
		return refuse(200, 17029007, "a promotion lasts a year at most")
	}
	return nil
}

// checkTerms looks at the discount of promotions without prices of their own.
func (t *store) checkTerms(a *activity, body map[string]any, fresh bool) *refusal {
	discount := object(body["discount"])
	switch {
	case a.prices() || discount == nil && !fresh:
		return nil
	case a.kind == shippingOff:
		d := object(discount["shipping_discount"])
		value, ok := t.market.read(d["value"])
		switch {
		case d == nil:
			return refuse(200, 17029001, "discount.shipping_discount is missing")
		case text(d["type"]) != "FREE_SHIPPING" && (!ok || value == 0):
			return refuse(200, 17029112, "discount.shipping_discount.value must be an amount above zero")
		}
		return t.checkThreshold(d)
	case object(discount["gift_discount"]) != nil:
		return nil
	}
	tiers := objects(object(discount["bmsm_discount"])["details"])
	if n := len(tiers); n == 0 || n > 2 {
		return refuse(200, 17029001, "discount.bmsm_discount.details has %d tiers, want one or two", n)
	}
	var threshold, value amount
	for i, tier := range tiers {
		if refused := t.checkThreshold(tier); refused != nil {
			return refused
		}
		limit, _ := t.market.read(tier["threshold_value"])
		off, ok := t.market.read(tier["value"])
		percent := number(tier["value"])
		switch {
		case limit <= threshold:
			return refuse(200, 17029111, "the threshold of tier %d must be above that of the tier before", i+1)
		case !ok || off <= value || text(tier["type"]) == "PERCENTAGE_OFF" && (percent < 1 || percent > 99):
			return refuse(200, 17029112, "the value of tier %d must be above that of the tier before, and below 100 %%", i+1)
		}
		threshold, value = limit, off
	}
	return nil
}

func (t *store) checkThreshold(d map[string]any) *refusal {
	if kind := text(d["threshold_type"]); kind == "" || kind == "NO_THRESHOLD" {
		return nil
	}
	if v, ok := t.market.read(d["threshold_value"]); !ok || v == 0 {
		return refuse(200, 17029111, "threshold_value must be above zero")
	}
	return nil
}

func (t *store) findPromotion(c *call) (*activity, *refusal) {
	id := c.ids.Get("activity_id")
	if a := t.promotions.byID[id]; a != nil {
		return a, nil
	}
	for _, other := range t.box.stores {
		if other.promotions.byID[id] != nil {
			return nil, refuse(200, 17029028, "promotion %s belongs to another shop", id)
		}
	}
	return nil, refuse(200, 17029009, "promotion %s does not exist", id)
}

// livePromotion is a promotion that can still be changed.
func (t *store) livePromotion(c *call) (*activity, *refusal) {
	a, refused := t.findPromotion(c)
	switch {
	case refused != nil:
		return nil, refused
	case a.status == deactivated:
		return nil, refuse(200, 17029010, "promotion %s is deactivated", a.id)
	case a.status == expired:
		return nil, refuse(200, 17029012, "promotion %s is over", a.id)
	}
	return a, nil
}

func (s *Sandbox) updatePromotion(c *call) (any, *refusal) {
	a, refused := c.store.livePromotion(c)
	if refused != nil {
		return nil, refused
	}
	if level := text(c.body["product_level"]); level != "" && level != a.level {
		return nil, refuse(200, 17029102, "promotion %s has the product_level %s, which stays", a.id, a.level)
	}
	begin, end := a.begin, a.end
	if refused := c.store.setPromotion(a, c.body, c.now); refused != nil {
		return nil, refused
	}
	if a.begin != begin || a.end != end {
		c.store.schedule(a)
	}
	c.store.promotionChanged(a, "UPDATE", nil, nil, nil)
	c.applied = true
	return map[string]any{"activity_id": a.id, "title": a.title, "update_time": a.updated}, nil
}

func (s *Sandbox) deactivatePromotion(c *call) (any, *refusal) {
	a, refused := c.store.livePromotion(c)
	if refused != nil {
		return nil, refused
	}
	if now := c.now.Unix(); a.begin < now {
		a.end = now // prices before stay as they were
	} else {
		a.end = a.begin
	}
	c.store.promotionMoved(a, deactivated, c.now)
	c.store.promotionChanged(a, "DEACTIVATE", nil, nil, nil)
	c.applied = true
	return map[string]any{"activity_id": a.id, "title": a.title, "status": a.status, "update_time": a.updated}, nil
}

// fields are a promotion as answers show it.
func (t *store) promotionFields(a *activity) map[string]any {
	out := map[string]any{
		"id": a.id, "activity_id": a.id, "title": a.title, "activity_type": a.kind, "product_level": a.level, "status": a.status,
		"duration_type": a.duration, "begin_time": a.begin, "end_time": a.end, "create_time": a.created, "update_time": a.updated,
		"activity_commands": []string{}, "products": t.promoted(a),
	}
	maps.Copy(out, a.terms)
	return out
}

func (s *Sandbox) getPromotion(c *call) (any, *refusal) {
	a, refused := c.store.findPromotion(c)
	if refused != nil {
		return nil, refused
	}
	return project(c.rt.op.Response, c.store.promotionFields(a)), nil
}

// searchPromotions has its page in the body.
func (s *Sandbox) searchPromotions(c *call) (any, *refusal) {
	page := *c
	page.query, page.body = maps.Clone(c.query), maps.Clone(c.body)
	page.query.Set("page_size", "50")
	for _, name := range []string{"page_token", "page_size"} {
		if v := text(c.body[name]); v != "" {
			page.query.Set(name, v)
		}
		delete(page.body, name)
	}
	var found []*record
	for _, a := range c.store.promotions.list {
		if strings.Contains(a.title, text(c.body["activity_title"])) && same(c.body["activity_type"], a.kind) && same(c.body["status"], a.status) {
			found = append(found, &record{id: a.id, fields: c.store.promotionFields(a)})
		}
	}
	rows, next, refused := page.page(found, "create_time", true)
	if refused != nil {
		return nil, refuse(200, 17029001, "%s", refused.message)
	}
	return page.answerPage(rows, len(found), next), nil
}
