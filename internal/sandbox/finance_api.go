package sandbox

import (
	"slices"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// pageBy is one page of a list and the token of the next, newest first unless
// the caller says otherwise.
func pageBy[T any](c *call, list []T, place func(T) (int64, string)) (page []T, next string, refused *refusal) {
	sign := -1
	if c.query.Get("sort_order") == "ASC" {
		sign = 1
	}
	order := func(a, b T) int {
		an, aid := place(a)
		bn, bid := place(b)
		return sign * comparePlaces(an, aid, bn, bid)
	}
	if !slices.IsSortedFunc(list, order) {
		slices.SortFunc(list, order)
	}
	if token := c.query.Get("page_token"); token != "" {
		n, id, ok := c.openToken(token)
		if !ok {
			return nil, "", invalid("page_token is not one of this list: take next_page_token of the page before, with the same filters")
		}
		at, found := slices.BinarySearchFunc(list, struct{}{}, func(v T, _ struct{}) int {
			vn, vid := place(v)
			return sign * comparePlaces(vn, vid, n, id)
		})
		if found {
			at++
		}
		list = list[at:]
	}
	if size := c.pageSize(); len(list) > size {
		list = list[:size]
		next = c.sealToken(place(list[size-1]))
	}
	return list, next, nil
}

func comparePlaces(an int64, aid string, bn int64, bid string) int {
	switch {
	case an != bn && an < bn, an == bn && aid < bid:
		return -1
	case an == bn && aid == bid:
		return 0
	default:
		return 1
	}
}

// within reports whether a time fits the filters name_ge and name_lt.
func (c *call) within(name string, at int64) bool {
	from, until := c.query.Get(name+"_ge"), c.query.Get(name+"_lt")
	return (from == "" || at >= number(from)) && (until == "" || at < number(until))
}

// current are the shop's books, up to date.
func (c *call) current() *books {
	c.store.books.roll(c.store, c.now)
	return &c.store.books
}

func (s *Sandbox) listStatements(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	status := c.query.Get("payment_status")
	var list []*statement
	for _, st := range b.statements {
		if c.within("statement_time", st.day) && (status == "" || status == st.payment.status(c.now.Unix())) {
			list = append(list, st)
		}
	}
	page, next, refused := pageBy(c, list, func(st *statement) (int64, string) { return st.day, st.id })
	if refused != nil {
		return nil, refused
	}
	items := []map[string]any{}
	for _, st := range page {
		m := map[string]any{
			"id": st.id, "statement_time": st.day, "currency": t.market.currency, "settlement_amount": t.money(st.sum.settlement()),
			"revenue_amount": t.money(st.sum.revenue), "net_sales_amount": t.money(st.sum.revenue), "fee_amount": t.money(st.sum.fees),
			"shipping_cost_amount": t.money(st.sum.shipping), "adjustment_amount": t.money(st.sum.adjustment),
			"payment_status": st.payment.status(c.now.Unix()),
		}
		if p := st.payment; p != nil {
			m["payment_id"] = p.id
			if p.paid <= c.now.Unix() {
				m["payment_time"] = p.paid
			}
		}
		items = append(items, m)
	}
	return map[string]any{"statements": items, "next_page_token": next}, nil
}

func (s *Sandbox) listStatementTransactions(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	st := b.byID[c.ids.Get("statement_id")]
	if st == nil {
		return nil, refuse(200, 98001004, "this shop has no statement %s", c.ids.Get("statement_id"))
	}
	page, next, refused := pageBy(c, slices.Clone(st.entries), func(e *entry) (int64, string) { return e.order.created, t.entryID(e) })
	if refused != nil {
		return nil, refused
	}
	fields := api.Find(c.rt.op.Response, "transactions").Items.Properties
	items := make([]map[string]any, 0, len(page))
	for _, e := range page {
		items = append(items, t.transactionWire(e, fields))
	}
	status := "SETTLED"
	if st.end > c.now.Unix() {
		status = "PROCESSING"
	}
	total := t.money(st.sum.settlement())
	return map[string]any{
		"id": st.id, "create_time": st.day, "currency": t.market.currency, "status": status, "transactions": items,
		"next_page_token": next, "total_count": len(st.entries), "total_settlement_amount": total, "payable_amount": total,
		"total_reserve_amount": "0", "total_settlement_breakdown": map[string]any{
			"total_revenue_amount": t.money(st.sum.revenue), "total_shipping_cost_amount": t.money(st.sum.shipping),
			"total_fee_tax_amount": t.money(st.sum.fees), "total_adjustment_amount": t.money(st.sum.adjustment),
		},
	}, nil
}

func (s *Sandbox) listOrderTransactions(c *call) (any, *refusal) {
	t, b := c.store, c.current()
	o := t.sales.byID[c.ids.Get("order_id")]
	if o == nil {
		return nil, refuse(200, 98001004, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	fields := api.Find(c.rt.op.Response, "sku_transactions").Items.Properties
	items := []map[string]any{}
	var sum sums
	for _, e := range b.entriesOf(o) {
		for _, k := range t.skuCharges(e) {
			sum = sum.plus(k.charge.sums())
			items = append(items, t.skuWire(e, k, fields))
		}
	}
	return map[string]any{
		"order_id": o.id, "order_create_time": o.created, "currency": t.market.currency, "settlement_amount": t.money(sum.settlement()),
		"revenue_amount": t.money(sum.revenue), "shipping_cost_amount": t.money(sum.shipping), "fee_and_tax_amount": t.money(sum.fees),
		"sku_transactions": items, "total_count": len(items),
	}, nil
}

// entriesOf are the entries of an order in statements, the first first.
func (b *books) entriesOf(o *order) (list []*entry) {
	if o.ledger == nil || !o.ledger.settled {
		return nil
	}
	for _, st := range b.statements {
		if st.end < o.completed {
			continue
		}
		for _, e := range st.entries {
			if e.order == o {
				list = append(list, e)
			}
		}
	}
	return list
}

// skuCharge is what an entry says about one SKU.
type skuCharge struct {
	first    *line
	quantity int
	charge   charge
}

// skuCharges adds up an entry's lines by SKU. SKUs that an adjustment does not
// touch are left out.
func (t *store) skuCharges(e *entry) (list []skuCharge) {
	for at := range e.order.lines {
		l := &e.order.lines[at]
		a := t.entryCharge(e, at)
		if e.adjustment && a == (charge{}) {
			continue
		}
		i := slices.IndexFunc(list, func(k skuCharge) bool { return k.first.sku == l.sku })
		if i < 0 {
			i = len(list)
			list = append(list, skuCharge{first: l})
		}
		list[i].quantity++
		list[i].charge = list[i].charge.plus(a)
	}
	return list
}

func (t *store) skuWire(e *entry, k skuCharge, fields []api.Field) map[string]any {
	look, sum := t.look(k.first), k.charge.sums()
	w := map[string]any{
		"statement_id": e.statement.id, "sku_id": k.first.sku, "sku_name": look.name, "product_name": look.title,
		"quantity": decimal(int64(k.quantity)), "settlement_amount": t.money(sum.settlement()), "revenue_amount": t.money(sum.revenue),
		"shipping_cost_amount": t.money(sum.shipping), "fee_tax_amount": t.money(sum.fees),
	}
	t.parts(fields, k.charge, w)
	return project(fields, w)
}

func financeHandlers() map[string]handler {
	return map[string]handler{
		"shop.Finance.ListStatements":            (*Sandbox).listStatements,
		"shop.Finance.ListStatementTransactions": (*Sandbox).listStatementTransactions,
		"shop.Finance.ListOrderTransactions":     (*Sandbox).listOrderTransactions,
		"shop.Finance.ListUnsettledTransactions": (*Sandbox).listUnsettled,
		"shop.Finance.ListPayments":              (*Sandbox).listPayments,
		"shop.Finance.ListWithdrawals":           (*Sandbox).listWithdrawals,
		"shop.Finance.GetTaxInformation":         (*Sandbox).getTaxInformation,
		"shop.Reconciliations.ImportOrders":      (*Sandbox).importOrders,
	}
}
