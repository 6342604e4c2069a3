package sandbox

import (
	"fmt"
	"slices"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// unsettled are the orders paid for and what followed settled ones, as far as no
// statement holds them: each with what it would come to now.
func (t *store) unsettled(b *books, keep func(int64) bool) []*entry {
	var list []*entry
	for _, e := range b.due {
		if keep(e.order.created) {
			list = append(list, t.estimate(e))
		}
	}
	for _, o := range t.sales.list {
		if o.paid > 0 && o.status != completed && o.settles() && keep(o.created) {
			list = append(list, t.estimate(&entry{order: o}))
		}
	}
	return list
}

// estimate is an entry with what it would come to now.
func (t *store) estimate(e *entry) *entry {
	if e.adjustment {
		return e
	}
	now := *e
	if l := e.order.ledger; l != nil {
		now.to = slices.Clone(l.back)
	}
	now.sum = t.entrySum(&now)
	return &now
}

func (s *Sandbox) listUnsettled(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	list := t.unsettled(b, func(at int64) bool { return c.within("search_time", at) })
	var sum sums
	for _, e := range list {
		sum = sum.plus(e.sum)
	}
	total := len(list)
	page, next, refused := pageBy(c, list, func(e *entry) (int64, string) { return e.order.created, t.entryID(e) })
	if refused != nil {
		return nil, refused
	}
	fields := api.Find(c.rt.op.Response, "transactions").Items.Properties
	items := make([]map[string]any, 0, len(page))
	for _, e := range page {
		items = append(items, t.unsettledWire(e, fields))
	}
	return map[string]any{
		"transactions": items, "next_page_token": next, "total_count": total,
		"sum_est_settlement_amount": t.money(sum.settlement()), "sum_est_revenue_amount": t.money(sum.revenue),
		"sum_est_fee_amount": t.money(sum.fees + sum.shipping), "sum_est_adjustment_amount": t.money(sum.adjustment),
	}, nil
}

func (s *Sandbox) listPayments(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	var list []*payment
	for _, p := range b.payments {
		if c.within("create_time", p.created) {
			list = append(list, p)
		}
	}
	page, next, refused := pageBy(c, list, func(p *payment) (int64, string) { return p.created, p.id })
	if refused != nil {
		return nil, refused
	}
	items := []map[string]any{}
	for _, p := range page {
		a := p.amount()
		m := map[string]any{
			"id": p.id, "create_time": p.created, "status": p.status(c.now.Unix()), "amount": t.coin(a), "settlement_amount": t.coin(a),
			"payment_amount_before_exchange": t.coin(a), "reserve_amount": t.coin(0), "exchange_rate": "1", "bank_account": "*************000000",
		}
		if p.paid <= c.now.Unix() {
			m["paid_time"] = p.paid
		}
		items = append(items, m)
	}
	return map[string]any{"payments": items, "next_page_token": next}, nil
}

// movement is one entry of the seller's balance.
type movement struct {
	id, kind, status string
	at               int64
	amount           amount
}

// movements are settled statements, which come in, and payments, which go out.
func (b *books) movements(t *store, now int64) []movement {
	var list []movement
	for _, st := range b.statements {
		if st.end <= now {
			list = append(list, movement{t.financeID("3460", st.n), "SETTLE", "SUCCESS", st.end, st.sum.settlement()})
		}
	}
	for _, p := range b.payments {
		status := "SUCCESS"
		if p.paid > now {
			status = "PROCESSING"
		}
		list = append(list, movement{p.id, "WITHDRAW", status, p.created, p.amount()})
	}
	return list
}

func (s *Sandbox) listWithdrawals(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	kinds := c.list("types")
	list := slices.DeleteFunc(b.movements(t, c.now.Unix()), func(m movement) bool {
		return !slices.Contains(kinds, m.kind) || !c.within("create_time", m.at)
	})
	total := len(list)
	page, next, refused := pageBy(c, list, func(m movement) (int64, string) { return m.at, m.id })
	if refused != nil {
		return nil, refused
	}
	items := []map[string]any{}
	for _, m := range page {
		items = append(items, map[string]any{
			"id": m.id, "type": m.kind, "status": m.status, "create_time": m.at, "amount": t.money(m.amount), "currency": t.market.currency,
		})
	}
	return map[string]any{"withdrawals": items, "next_page_token": next, "total_count": total}, nil
}

func (s *Sandbox) getTaxInformation(c *call) (any, *refusal) {
	t := c.store
	kind, number := "VAT", t.market.region+"000000000"
	switch t.market.region {
	case "US":
		kind, number = "TIN", "00-0000000"
	case "MX", "BR", "ID", "PH", "TH", "VN":
		kind = "TIN"
	case "JP":
		kind, number = "REGISTRATION_NUMBER", "T0000000000000"
	}
	entity := map[string]any{
		"business_name": text(t.wire["name"]), "address": "1 Example Street, Sampleville", "postal_code": "00001",
		"branch_number": "00000", "organization_level": "HEADQUARTER",
	}
	if t.market.region == "MX" {
		entity["fiscal_regime"] = "General Law Legal Persons"
	}
	return map[string]any{"tax_information": map[string]any{
		"business_entity": entity,
		"overall_status":  map[string]any{"is_tax_infomation_complete": true, "is_tax_number_submitted": true},
		"tax_numbers": []map[string]any{{
			"type": kind, "tax_number": number, "registration_status": "REGISTERED", "tax_form_audit_status": "APPROVED",
			"recent_audit": map[string]any{"status": "APPROVED", "tax_number": number, "rejection_reasons": []string{}},
		}},
	}}, nil
}

// importOrders takes notes of how orders stand elsewhere; each is looked at for
// itself.
func (s *Sandbox) importOrders(c *call) (any, *refusal) {
	orders := objects(c.body["orders"])
	if len(orders) == 0 {
		return nil, invalid("orders is a required field and has not been provided")
	}
	failures := []map[string]any{}
	for _, o := range orders {
		extra := c.store.importProblems(o, c.now.Unix())
		if len(extra) == 0 {
			c.applied = true
			continue
		}
		failures = append(failures, map[string]any{
			"code": "36010031", "message": fmt.Sprintf("order %s cannot be taken over", text(o["order_id"])),
			"detail": map[string]any{
				"order_id": text(o["order_id"]), "channel_order_id": text(o["channel_order_id"]), "channel_type": text(o["channel_type"]),
				"extra_errors": extra,
			},
		})
	}
	return partial(failures), nil
}

// importProblems are what is wrong with one order.
func (t *store) importProblems(o map[string]any, now int64) (list []map[string]any) {
	add := func(message string) { list = append(list, map[string]any{"code": "36010025", "message": message}) }
	if t.sales.byID[text(o["order_id"])] == nil {
		add("Invalid order_id")
	}
	if text(o["channel_order_id"]) == "" {
		add("Invalid channel_order_id")
	}
	if text(o["channel_type"]) == "" {
		add("Invalid channel_type")
	}
	if number(o["channel_order_update_time"]) > now {
		add("Invalid channel_order_update_time")
	}
	return list
}
