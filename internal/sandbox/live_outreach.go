package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// outreach is a task of messages to buyers.
type outreach struct {
	id   string
	ends int64
	sent map[int]bool // numbers of buyers
	last int64        // time of the last message
}

// Codes of messages to buyers.
const (
	codePolicy      = 68008004
	codeTaskEnded   = 68009002
	codeBadAddress  = 68009003
	codeNotBuyer    = 68009004
	codeNoTask      = 68009005
	templateID      = "8646958016719848812"
	maxTaskCoupons  = 1
	maxTaskProducts = 4
)

func (s *Sandbox) listTemplates(*call) (any, *refusal) {
	return map[string]any{"message_templates": []map[string]any{{
		"id": templateID, "message_title": "Thanks for shopping with us", "message_body": "Have a look at what is new in our shop.",
		"coupon_card_rules":  map[string]any{"coupon_type": []string{"REGULAR_ALL", "REGULAR_REPEAT"}, "min_count": 0, "max_count": maxTaskCoupons},
		"product_card_rules": map[string]any{"min_count": 0, "max_count": maxTaskProducts},
	}}}, nil
}

func (s *Sandbox) listEngagementFeatures(*call) (any, *refusal) {
	return map[string]any{"features": []map[string]any{
		{"name": "FUNDAMENTAL", "is_authorized": true}, {"name": "CUSTOM_MSG", "is_authorized": true},
	}}, nil
}

func (s *Sandbox) customerTab(*call) (any, *refusal) { return map[string]any{"is_visible": true}, nil }

func (s *Sandbox) createOutreach(c *call) (any, *refusal) {
	if id := text(c.body["template_id"]); id != templateID {
		return nil, refuse(200, codeNoTask, "failed to create the task: there is no template %q", id)
	}
	return s.newOutreach(c)
}

func (s *Sandbox) createCustomOutreach(c *call) (any, *refusal) {
	message := object(c.body["custom_message"])
	if text(message["title"]) == "" || text(message["body"]) == "" {
		return nil, refuse(200, codePolicy, "policy violation: the message needs a title and a body")
	}
	return s.newOutreach(c)
}

// newOutreach makes a task of the fields that both kinds share.
func (s *Sandbox) newOutreach(c *call) (any, *refusal) {
	products, coupons := texts(c.body["product_ids"]), texts(c.body["coupon_ids"])
	ends := number(c.body["end_time"])
	fail := func(why string) *refusal { return refuse(200, codeNoTask, "failed to create the task: %s", why) }
	switch {
	case text(c.body["task_name"]) == "":
		return nil, invalid("task_name is a required field and has not been provided")
	case ends <= c.now.Unix():
		return nil, fail("end_time must lie in the future")
	case len(products) > maxTaskProducts || len(coupons) > maxTaskCoupons:
		return nil, fail(fmt.Sprintf("a message has at most %d products and %d coupon", maxTaskProducts, maxTaskCoupons))
	case slices.ContainsFunc(products, func(id string) bool { return c.store.products.byID[id] == nil }):
		return nil, fail("a product is not of this shop")
	}
	s.stage.serial++
	task := &outreach{id: fmt.Sprintf("8646%015d", 300000000000000+s.stage.serial), ends: ends, sent: map[int]bool{}}
	r := &c.store.rooms
	if r.tasks == nil {
		r.tasks = map[string]*outreach{}
	}
	r.tasks[task.id] = task
	c.applied = true
	return map[string]any{"task_id": task.id}, nil
}

func (s *Sandbox) sendOutreach(c *call) (any, *refusal) {
	task, emails := c.store.rooms.tasks[text(c.body["task_id"])], texts(c.body["buyer_emails"])
	switch {
	case len(emails) == 0:
		return nil, invalid("buyer_emails is a required field and has not been provided")
	case task == nil:
		return nil, refuse(200, codeTaskEnded, "there is no task %q: messages cannot be sent", text(c.body["task_id"]))
	case c.now.Unix() >= task.ends:
		return nil, refuse(200, codeTaskEnded, "task %s has ended: messages are no longer allowed", task.id)
	}
	buyers := c.store.buyersByEmail()
	failed := []map[string]any{}
	for _, email := range emails {
		n, known := buyers[email]
		if known {
			task.sent[n], task.last = true, c.now.Unix()
			c.applied = true
			continue
		}
		code, why := codeNotBuyer, "the buyer has not placed an order here"
		if !mail(email) {
			code, why = codeBadAddress, "the address is invalid"
		}
		failed = append(failed, map[string]any{"code": code, "message": why, "detail": map[string]any{"buyer_email": email}})
	}
	return map[string]any{"errors": failed}, nil
}

// listOutreach tells what tasks achieved: of those written to, two in three
// read the message, and what they bought since then counts.
func (s *Sandbox) listOutreach(c *call) (any, *refusal) {
	list := []map[string]any{}
	for _, id := range texts(c.body["task_ids"]) {
		task := c.store.rooms.tasks[id]
		if task == nil {
			continue
		}
		orders, sum := 0, amount(0)
		for _, o := range c.store.sales.list {
			if task.sent[o.buyer] && task.last > 0 && o.paid > task.last {
				orders++
				sum += o.paying() - o.tax - o.shippingFee
			}
		}
		status := "SENDING"
		if !c.now.Before(time.Unix(task.ends, 0)) {
			status = "SUCCESS"
		}
		list = append(list, map[string]any{
			"id": id, "status": status, "sent_recipient_count": len(task.sent), "read_recipient_count": len(task.sent) * 2 / 3,
			"claimed_coupons_count": 0, "order_count": orders, "gmv_amount": c.store.market.write(sum),
		})
	}
	return map[string]any{"task_performances": list}, nil
}

// mail reports whether a text has the form of an address.
func mail(address string) bool {
	at := strings.LastIndexByte(address, '@')
	return at > 0 && strings.Contains(address[at:], ".") && !strings.ContainsAny(address, " ,;")
}

// buyersByEmail are the numbers of the shop's buyers.
func (t *store) buyersByEmail() map[string]int {
	buyers := make(map[string]int, len(t.sales.list))
	for _, o := range t.sales.list {
		buyers[buyerEmail(o.buyer)] = o.buyer
	}
	return buyers
}
