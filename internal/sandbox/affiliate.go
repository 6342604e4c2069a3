package sandbox

import (
	"time"
)

// collaborations holds what sellers and creators have agreed on of a shop.
type collaborations struct {
	auto     bool // new products join open collaboration by themselves
	autoRate int  // basis points

	open     map[string]*openPlan // by product
	openByID map[string]*openPlan
	targets  []*targetPlan // oldest first
	targetOf map[string]*targetPlan
	rules    map[string]*sampleRule // by product
	samples  []*sampleRequest
	sampleOf map[string]*sampleRequest
	shipping map[string]*sampleRequest // by order
	chats    []*creatorChat
	chatOf   map[string]*creatorChat
	exports  []*export
	calls    dailyCalls
	chatDay  dailyCalls
}

// dailyCalls counts what has a quota a day.
type dailyCalls struct {
	day string
	n   int
}

// take counts one and reports whether it was within the quota.
func (d *dailyCalls) take(now time.Time, quota int) bool {
	if day := now.UTC().Format(time.DateOnly); day != d.day {
		d.day, d.n = day, 0
	}
	d.n++
	return d.n <= quota
}

// ally is what the shop has agreed with creators.
func (t *store) ally() *collaborations {
	a := &t.alliance
	if a.open == nil {
		a.open, a.openByID, a.targetOf = map[string]*openPlan{}, map[string]*openPlan{}, map[string]*targetPlan{}
		a.rules, a.sampleOf = map[string]*sampleRule{}, map[string]*sampleRequest{}
		a.shipping, a.chatOf = map[string]*sampleRequest{}, map[string]*creatorChat{}
	}
	return a
}

// orderMoved takes note of orders that creators brought and of samples.
func (c *collaborations) orderMoved(t *store, o *order, from string) {
	if from == "" && o.from == nil && o.created < t.box.now().Unix() {
		t.seedLead(o)
	}
	if from == "" && o.from != nil {
		t.attribute(o)
	}
	if o.sample && c.open != nil {
		t.sampleMoved(o)
	}
}

// refunded needs nothing: commissions are counted from what the lines hold.
func (c *collaborations) refunded(*store, *order) {}

// wrongParam refuses a value as the affiliate routes do.
func wrongParam(name, format string, args ...any) *refusal {
	r := refuse(200, 98001004, format, args...)
	r.message = "parameter " + name + " is invalid: " + r.message
	return r
}

// need wants fields of the body.
func (c *call) need(names ...string) *refusal {
	for _, name := range names {
		if isEmpty(c.body[name]) {
			return invalid("%s is a required field and has not been provided", name)
		}
	}
	return nil
}

// row is one thing in a list: its place and, made when it is on the page, its fields.
type row struct {
	at     int64
	id     string
	fields func() map[string]any
}

// rowRank is the field that rows are put in order by.
const rowRank = "~rank"

// rows is one page of a list, in the form of the route.
func (c *call) rows(list []row, desc bool) (map[string]any, *refusal) {
	recs := make([]*record, len(list))
	made := make(map[string]func() map[string]any, len(list))
	for i, r := range list {
		recs[i] = &record{id: r.id, fields: map[string]any{rowRank: r.at}}
		made[r.id] = r.fields
	}
	page, next, refused := c.page(recs, rowRank, desc)
	if refused != nil {
		return nil, refused
	}
	out := make([]map[string]any, 0, len(page))
	for _, r := range page {
		out = append(out, made[r.id]())
	}
	return map[string]any{
		c.rt.op.ListField: out, "next_page_token": next, "total_count": len(list), "has_more": next != "",
	}, nil
}

// answerRows is rows as the answer of a handler.
func (c *call) answerRows(list []row, desc bool) (any, *refusal) {
	out, refused := c.rows(list, desc)
	if refused != nil {
		return nil, refused
	}
	return c.form1(out), nil
}

// form1 keeps what the route's answer declares.
func (c *call) form1(fields map[string]any) map[string]any { return project(c.rt.op.Response, fields) }

// wire is an amount as an object.
func (m *market) wire(a amount) map[string]any {
	return map[string]any{"amount": m.write(a), "currency": m.currency}
}

// span is a range of amounts as an object.
func (m *market) span(low, high amount) map[string]any {
	return map[string]any{
		"currency": m.currency, "minimum_amount": m.write(low), "maximum_amount": m.write(high),
		"formatted_range": m.write(low) + "-" + m.write(high),
	}
}

// prices are the lowest and the highest price of a product.
func (t *store) prices(p *record) (low, high amount) {
	for i, sku := range objects(p.fields["skus"]) {
		a, ok := t.market.read(object(sku["price"])["sale_price"])
		if !ok {
			continue
		}
		if i == 0 || a < low {
			low = a
		}
		high = max(high, a)
	}
	return low, high
}

// inStock is how many units of a product there are.
func inStock(p *record) int64 {
	var n int64
	for _, sku := range objects(p.fields["skus"]) {
		for _, at := range objects(sku["inventory"]) {
			n += number(at["quantity"])
		}
	}
	return n
}

// mainImage is where a product's first picture is.
func (t *store) mainImage(p *record) string {
	for _, img := range objects(p.fields["main_images"]) {
		return t.box.baseURL + imagePath + text(img["uri"])
	}
	return ""
}

func (t *store) name() string { return text(t.wire["name"]) }

// nextMidnight is when changes that wait take effect.
func (t *store) nextMidnight(now time.Time) int64 {
	zone, err := time.LoadLocation(t.market.zone)
	if err != nil {
		zone = time.UTC
	}
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone).Unix()
}
