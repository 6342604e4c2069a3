package sandbox

import (
	"slices"
	"strings"
	"time"
)

// Statuses of sample requests.
const (
	samplePending   = "PENDING"
	sampleApproved  = "AWAITING_SHIPMENT"
	sampleShipped   = "SHIPPED"
	sampleContent   = "CONTENT_PENDING"
	sampleToPost    = "TO_BE_POST" // the same, in the list of a creator
	sampleDone      = "COMPLETED"
	sampleRejected  = "REJECT_CANCELLED"
	sampleForgotten = "OVERDUE_CANCELLED"
	sampleUnshipped = "SELLER_NOT_SHIP_CANCELLED"
	sampleUnposted  = "UNFULFILL_CANCELLED"
)

// How long the steps of a sample may take.
const (
	sampleReviewTime = 7 * 24 * time.Hour
	sampleShipTime   = 7 * 24 * time.Hour
	samplePostTime   = 14 * 24 * time.Hour
)

// sampleRequest is a creator's request for a product to show.
type sampleRequest struct {
	id, fulfillment     string
	who                 *creator
	product             *record
	sku                 string
	status              string
	plan                string // id of the collaboration
	rate                int
	created, updated    int64
	approveBy, shipBy   int64
	postBy              int64
	orderID, rejectedBy string
}

// sampleRule is what the seller gives away of a product.
type sampleRule struct {
	active      bool
	quota, used int64
	start, end  int64
	unlimited   bool
	fans, gmv   int64
	views       int64
	categories  []string
	rank        string
}

// askForSample makes a creator's request; sku "" means the first.
func (t *store) askForSample(who *creator, product, sku string, now time.Time) (*sampleRequest, *refusal) {
	a := t.ally()
	p := t.products.byID[product]
	if who == nil || p == nil || text(p.fields["status"]) != active {
		return nil, wrongParam("product_id", "the product is not for sale")
	}
	skus := objects(p.fields["skus"])
	at := slices.IndexFunc(skus, func(m map[string]any) bool { return sku == "" || text(m["id"]) == sku })
	if at < 0 {
		return nil, wrongParam("sku_id", "the product has no such SKU")
	}
	for _, x := range a.samples {
		if x.who == who && x.product == p && !x.over() {
			return nil, wrongParam("product_id", "the creator has asked for a sample of it already: %s", x.id)
		}
	}
	plan, rate := t.terms(who, p, now.Unix())
	target := t.targetFor(who, p, now.Unix())
	if rule := a.rules[product]; target == nil && rule != nil && rule.status(now.Unix()) != "ONGOING" {
		return nil, wrongParam("product_id", "no samples are left")
	}
	x := &sampleRequest{
		id: t.box.allianceID(), fulfillment: t.box.allianceID(), who: who, product: p, sku: text(skus[at]["id"]),
		plan: plan, rate: rate, created: now.Unix(), approveBy: now.Add(sampleReviewTime).Unix(),
	}
	a.samples, a.sampleOf[x.id] = append(a.samples, x), x
	t.sampleTo(x, samplePending, now)
	t.overdue(x, now)
	if target != nil && target.sample && target.exempt {
		t.approveSample(x, now)
	}
	return x, nil
}

// overdue ends a request that nobody has reviewed in time.
func (t *store) overdue(x *sampleRequest, asked time.Time) {
	t.box.plan(asked.Add(sampleReviewTime), func(at time.Time) {
		if x.status == samplePending {
			t.sampleTo(x, sampleForgotten, at)
		}
	})
}

// placeSample makes the order of a sample; "" when it cannot be made.
func (t *store) placeSample(x *sampleRequest) string {
	o, err := t.place(basket{items: []pick{{product: x.product.id, sku: x.sku, quantity: 1}}, sample: true})
	if err != nil {
		return ""
	}
	return o.id
}

func (x *sampleRequest) over() bool {
	return x.status == sampleDone || strings.HasSuffix(x.status, "_CANCELLED")
}

// sampleTo moves a request on and says so.
func (t *store) sampleTo(x *sampleRequest, status string, now time.Time) {
	x.status, x.updated = status, now.Unix()
	t.notify(56, map[string]any{
		"application_id": x.id, "new_status": status, "creator": []map[string]any{{"creator_open_id": x.who.openID}},
		"product": []map[string]any{{"id": x.product.id, "sku_id": x.sku}},
	})
}

func (s *Sandbox) reviewSample(c *call) (any, *refusal) {
	if refused := c.need("review_result"); refused != nil {
		return nil, refused
	}
	t := c.store
	x := t.ally().sampleOf[c.ids.Get("application_id")]
	if x == nil {
		return nil, wrongParam("application_id", "the shop has no such request")
	}
	if x.status != samplePending {
		return nil, wrongParam("application_id", "the request is %s, only PENDING ones are reviewed", x.status)
	}
	if text(c.body["review_result"]) == "REJECT" {
		if refused := c.need("reject_reason"); refused != nil {
			return nil, refused
		}
		x.rejectedBy = text(c.body["reject_reason"])
		t.sampleTo(x, sampleRejected, c.now)
	} else {
		if inStock(x.product) == 0 {
			return nil, wrongParam("application_id", "the product is out of stock")
		}
		t.approveSample(x, c.now)
	}
	c.applied = true
	return nil, nil
}

// approveSample makes the sample order that the shop has to ship.
func (t *store) approveSample(x *sampleRequest, now time.Time) {
	a := t.ally()
	if rule := a.rules[x.product.id]; rule != nil {
		rule.used++
	}
	x.shipBy = now.Add(sampleShipTime).Unix()
	x.orderID = t.placeSample(x)
	if x.orderID != "" {
		a.shipping[x.orderID] = x
	}
	t.sampleTo(x, sampleApproved, now)
	t.box.plan(now.Add(sampleShipTime), func(at time.Time) {
		if x.status == sampleApproved {
			t.sampleTo(x, sampleUnshipped, at)
		}
	})
}

// sampleMoved follows the order of a sample.
func (t *store) sampleMoved(o *order) {
	x := t.alliance.shipping[o.id]
	if x == nil || x.over() {
		return
	}
	now := t.box.now()
	switch {
	case o.cancelled != 0:
		t.sampleTo(x, sampleUnshipped, now)
	case o.delivered != 0 && x.status != sampleContent:
		if x.status == sampleApproved {
			t.sampleTo(x, sampleShipped, now)
		}
		t.sampleArrived(x, now)
	case o.collected != 0 && x.status == sampleApproved:
		t.sampleTo(x, sampleShipped, now)
	}
}

// sampleArrived waits for content: made already, it is enough.
func (t *store) sampleArrived(x *sampleRequest, now time.Time) {
	x.postBy = now.Add(samplePostTime).Unix()
	t.sampleTo(x, sampleContent, now)
	if len(t.box.videosOf(x.who, x.product.id)) > 0 {
		t.sampleTo(x, sampleDone, now)
		return
	}
	t.box.publishSoon(t, x.who, x.product)
	t.box.plan(now.Add(samplePostTime), func(at time.Time) {
		if x.status == sampleContent {
			t.sampleTo(x, sampleUnposted, at)
		}
	})
}

// contentFor ends the samples that a creator's new video was asked for.
func (t *store) contentFor(who *creator, product string, now time.Time) {
	for _, x := range t.ally().samples {
		if x.who == who && x.product.id == product && x.status == sampleContent {
			t.sampleTo(x, sampleDone, now)
		}
	}
}

func (r *sampleRule) status(now int64) string {
	switch {
	case !r.active:
		return "PLAN_EXCEPTION"
	case !r.unlimited && now < r.start:
		return "NOT_STARTED"
	case !r.unlimited && now >= r.end:
		return "EXPIRED"
	case r.used >= r.quota:
		return "NO_LEFT_COUNT"
	default:
		return "ONGOING"
	}
}
