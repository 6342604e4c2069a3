package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

const maxOrderIDs = 50

// rows are the orders for a search by creation.
func (b *sales) rows() rows[*order] {
	return rows[*order]{
		n: len(b.list), live: len(b.list),
		at: func(i int) (int64, int) { return b.list[i].created, b.list[i].n },
		it: func(i int) *order { return b.list[i] },
	}
}

func (s *Sandbox) searchOrders(c *call) (any, *refusal) {
	t := c.store
	r, by, other := t.sales.rows(), "create_time", "update_time"
	if c.query.Get("sort_field") == other {
		r, by, other = t.sales.updates.rows(), other, by
	}
	q := search[*order]{
		from: number(c.body[by+"_ge"]), until: number(c.body[by+"_lt"]),
		show: func(o *order) []byte { return t.orderJSON(o, c) },
	}
	q.keep = orderFilter(c.body, other)
	if status := text(c.body["order_status"]); status != "" && onlyStatus(c.body) {
		q.count = func() int { return t.sales.counts[status] }
	}
	return found(c, r, q)
}

// onlyStatus reports whether the status is the only filter.
func onlyStatus(body map[string]any) bool {
	for name, v := range body {
		if name != "order_status" && !isEmpty(v) {
			return false
		}
	}
	return true
}

// orderFilter is what an order must fulfill apart from the time by which the
// search is sorted; nil when there is nothing.
func orderFilter(body map[string]any, otherTime string) func(*order) bool {
	var tests []func(*order) bool
	add := func(name string, test func(*order) bool) {
		if !isEmpty(body[name]) {
			tests = append(tests, test)
		}
	}
	status, shipping, buyer := text(body["order_status"]), text(body["shipping_type"]), text(body["buyer_user_id"])
	asked, warehouses := truth(body["is_buyer_request_cancel"]), texts(body["warehouse_ids"])
	from, until := number(body[otherTime+"_ge"]), number(body[otherTime+"_lt"])
	when := func(o *order) int64 {
		if otherTime == "create_time" {
			return o.created
		}
		return o.updated
	}
	add("order_status", func(o *order) bool { return o.status == status })
	add("shipping_type", func(o *order) bool { return o.shipping() == shipping })
	person := buyerNumber(buyer)
	add("buyer_user_id", func(o *order) bool {
		return o.fields == nil && o.buyer == person || o.fields != nil && text(o.fields["user_id"]) == buyer
	})
	add("is_buyer_request_cancel", func(o *order) bool { return o.asked() == asked })
	add("warehouse_ids", func(o *order) bool { return slices.Contains(warehouses, o.warehouse) })
	add(otherTime+"_ge", func(o *order) bool { return when(o) >= from })
	add(otherTime+"_lt", func(o *order) bool { return when(o) < until })
	switch len(tests) {
	case 0:
		return nil
	case 1:
		return tests[0]
	}
	return func(o *order) bool {
		for _, test := range tests {
			if !test(o) {
				return false
			}
		}
		return true
	}
}

// shipping is the order's shipping type.
func (o *order) shipping() string {
	switch {
	case o.fields != nil:
		return text(o.fields["shipping_type"])
	case o.seller:
		return "SELLER"
	default:
		return "TIKTOK"
	}
}

// buyerNumber is the number in the id of a buyer, -1 if it is none.
func buyerNumber(id string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "7494"))
	if n -= 1_000_000_000_000; err != nil || n < 0 || buyerID(n) != id {
		return -1
	}
	return n
}

// asked reports whether the buyer wants the order to be cancelled.
func (o *order) asked() bool {
	if o.fields != nil {
		return truth(o.fields["is_buyer_request_cancel"])
	}
	return o.extra != nil && o.extra.cancelAsked > 0
}

func (s *Sandbox) getOrders(c *call) (any, *refusal) {
	ids := c.list("ids")
	if len(ids) > maxOrderIDs {
		return nil, invalid("ids has %d values, more than %d", len(ids), maxOrderIDs)
	}
	var b bytes.Buffer
	b.WriteString(`{"orders":[`)
	for i, id := range ids {
		o, refused := c.store.findOrder(id)
		if refused != nil {
			return nil, refused
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(c.store.orderJSON(o, c))
	}
	b.WriteString("]}")
	return json.RawMessage(b.Bytes()), nil
}
