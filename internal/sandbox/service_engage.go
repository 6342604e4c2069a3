package sandbox

import (
	"slices"
	"strings"
)

// engagements are what a shop sends to many buyers.
type engagements struct {
	byID map[string]*engagement
}

// engagement is one message that a shop sends to buyers of its choice.
type engagement struct {
	id    string
	end   int64
	title string
	sent  []string // buyers
}

// templates are the messages a shop can send without wording them.
var templates = [...]struct {
	id, title, body      string
	minCoupon, maxCoupon int
}{
	{"50001_20001", "Thank you", "Thank you for your order. Have a look at what is new in our shop.", 0, 0},
	{"50002_20011", "A coupon for you", "Here is a coupon for your next order.", 1, 1},
	{"50003_20021", "Back in stock", "What you liked is back in stock.", 0, 1},
}

const (
	maxEngaged      = 100 // buyers in one request
	maxTaskProducts = 4
)

func (s *Sandbox) listEngagementTemplates(*call) (any, *refusal) {
	out := []map[string]any{}
	for _, t := range templates {
		out = append(out, map[string]any{
			"id": t.id, "message_title": t.title, "message_body": t.body, "product_card_rules": map[string]any{"min_count": 0, "max_count": maxTaskProducts},
			"coupon_card_rules": map[string]any{"coupon_type": []string{"REGULAR_ALL", "REGULAR_REPEAT"}, "min_count": t.minCoupon, "max_count": t.maxCoupon},
		})
	}
	return map[string]any{"message_templates": out}, nil
}

func noTask(format string, args ...any) *refusal {
	return refuse(200, 68009005, "failed to create the engagement task: "+format, args...)
}

func (s *Sandbox) createEngagement(c *call) (any, *refusal) {
	if refused := wanting(c.body, "task_name", "template_id", "end_time"); refused != nil {
		return nil, refused
	}
	coupons := len(texts(c.body["coupon_ids"]))
	for _, t := range templates {
		if t.id != text(c.body["template_id"]) {
			continue
		}
		if coupons < t.minCoupon || coupons > t.maxCoupon {
			return nil, noTask("template %s takes %d to %d coupons, not %d", t.id, t.minCoupon, t.maxCoupon, coupons)
		}
		return c.newEngagement(t.title)
	}
	return nil, noTask("there is no template %s", text(c.body["template_id"]))
}

func (s *Sandbox) createCustomEngagement(c *call) (any, *refusal) {
	custom := object(c.body["custom_message"])
	if refused := wanting(c.body, "task_name", "custom_message", "end_time"); refused != nil {
		return nil, refused
	}
	if refused := wanting(custom, "title", "body"); refused != nil {
		return nil, refused
	}
	said := strings.ToLower(text(custom["title"]) + " " + text(custom["body"]))
	if slices.ContainsFunc(elsewhere[:], func(word string) bool { return strings.Contains(said, word) }) {
		return nil, refuse(200, 68008004, "policy violation: the message leads buyers off the platform")
	}
	return c.newEngagement(text(custom["title"]))
}

func (c *call) newEngagement(title string) (any, *refusal) {
	end := number(c.body["end_time"])
	if end <= c.now.Unix() {
		return nil, noTask("end_time is over")
	}
	products := texts(c.body["product_ids"])
	if len(products) > maxTaskProducts {
		return nil, noTask("product_ids has %d elements, more than %d", len(products), maxTaskProducts)
	}
	for _, id := range products {
		if c.store.products.byID[id] == nil {
			return nil, noTask("product %s does not exist", id)
		}
	}
	e := &engagement{id: c.store.box.depotID("47591047"), end: end, title: title}
	c.store.service().tasks.byID[e.id] = e
	c.applied = true
	return map[string]any{"task_id": e.id}, nil
}

func (s *Sandbox) sendEngagement(c *call) (any, *refusal) {
	if refused := wanting(c.body, "task_id", "buyer_emails"); refused != nil {
		return nil, refused
	}
	emails := texts(c.body["buyer_emails"])
	if len(emails) > maxEngaged {
		return nil, invalid("buyer_emails has %d elements, more than %d", len(emails), maxEngaged)
	}
	e := c.store.service().tasks.byID[text(c.body["task_id"])]
	if e == nil || e.end <= c.now.Unix() {
		return nil, refuse(200, 68009002, "task %s has ended or never was: messages are no longer allowed", text(c.body["task_id"]))
	}
	var failures []map[string]any
	for _, email := range emails {
		user := c.store.userOf(email)
		switch {
		case !strings.Contains(email, "@"):
			failures = append(failures, failure(refuse(200, 68009003, "the buyer's address is invalid"), "buyer_email", email))
		case user == "":
			failures = append(failures, failure(refuse(200, 68009004, "no buyer with this address has ordered from the shop"), "buyer_email", email))
		default:
			c.applied = true
			e.sent = append(e.sent, user)
			c.store.speak(c.store.talkWith(user), roleShop, "NOTIFICATION", map[string]any{"content": e.title})
		}
	}
	return partial(failures), nil
}

func (s *Sandbox) listEngagementPerformances(c *call) (any, *refusal) {
	out := []map[string]any{}
	for _, id := range texts(c.body["task_ids"]) {
		e := c.store.service().tasks.byID[id]
		if e == nil {
			continue
		}
		status := "SENDING"
		if e.end <= c.now.Unix() {
			status = "SUCCESS"
		}
		out = append(out, map[string]any{
			"id": id, "status": status, "sent_recipient_count": len(e.sent), "read_recipient_count": len(e.sent) / 2, "order_count": 0,
			"claimed_coupons_count": 0, "gmv_amount": c.store.market.write(0),
		})
	}
	return map[string]any{"task_performances": out}, nil
}

func (s *Sandbox) listEngagementPermissions(*call) (any, *refusal) {
	return map[string]any{"features": []map[string]any{
		{"name": "FUNDAMENTAL", "is_authorized": true}, {"name": "CUSTOM_MSG", "is_authorized": true},
	}}, nil
}

func (s *Sandbox) getEngagementVisibility(*call) (any, *refusal) {
	return map[string]any{"is_visible": true}, nil
}
