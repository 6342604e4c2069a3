package sandbox

const minutesPage = 60

// finished is the shop's room of the path, over and of an account of its own.
func (s *Sandbox) finished(c *call) (*room, *refusal) {
	m := s.stage.byID[c.ids.Get("live_id")]
	switch {
	case m == nil || !m.sellsFor(c.store):
		return nil, refuse(200, codeNoData, "can't find any related data; detail: no LIVE %s sells for this shop", c.ids.Get("live_id"))
	case m.kindFor(c.store) == affiliateAccount:
		return nil, refuse(200, codeNotYourRoom, "No permission for the action. LIVE %s is not of the shop's official or marketing account", m.id)
	case m.status != roomEnded:
		return nil, refuse(200, codeBadRange, "invalid request params; detail: LIVE %s has not ended: its report is not there yet", m.id)
	}
	m.catchUp(c.now.Unix())
	return m, nil
}

func (s *Sandbox) listMinutes(c *call) (any, *refusal) {
	m, refused := s.finished(c)
	if refused != nil {
		return nil, refused
	}
	from, stamp := 0, c.stamp()
	if token := c.query.Get("page_token"); token != "" {
		n, of, ok := c.openToken(token)
		if !ok || of != stamp || n < 0 || n > int64(len(m.minutes)) {
			return nil, invalid("page_token is not one of this report: take next_page_token of the page before")
		}
		from = int(n)
	}
	to, next := min(from+minutesPage, len(m.minutes)), ""
	if to < len(m.minutes) {
		next = c.sealToken(int64(to), stamp)
	}
	money, list := c.purse(), []map[string]any{}
	for i := from; i < to; i++ {
		list = append(list, m.interval(c.store, i, money))
	}
	a := m.sum(c.store)
	return map[string]any{"next_page_token": next, "total_count": len(m.minutes), "performance": map[string]any{
		"intervals": list,
		"overall": map[string]any{
			"live_title": m.title, "start_time": m.started, "end_time": m.ended, "duration": m.ended - m.started, "gmv": money.money(a.gmv),
			"items_sold": a.items, "impressions": a.shown, "unique_viewers": a.viewers,
		},
	}}, nil
}

// interval is the report of minute i.
func (m *room) interval(t *store, i int, money purse) map[string]any {
	a := m.sumOf(t, m.minutes[i:i+1], func(o *order) bool { return m.minuteOf(o) == i })
	at := m.begun() + 60*int64(i)
	return map[string]any{
		"start_time": at, "end_time": at + 60,
		"traffic": map[string]any{
			"impressions": a.shown, "views": a.views, "viewers": a.viewers, "enter_room_rate": ratio(a.views, a.shown),
			"product_impressions": a.impressions, "product_clicks": a.clicks, "ctr": ratio(a.clicks, a.impressions),
		},
		"interactions": map[string]any{
			"likes": a.likes, "comments": a.comments, "shares": a.shares, "new_followers": a.followers, "like_rate": ratio(a.likes, a.views),
			"comment_rate": ratio(a.comments, a.views), "share_rate": ratio(a.shares, a.views), "follow_rate": ratio(a.followers, a.views),
		},
		"conversion": map[string]any{
			"created_sku_orders": a.createdSKUs, "sku_order_rate": ratio(a.skus, a.shown), "avg_price": money.money(each(a.gmv, a.paid)),
			"click_to_order_rate": a.clickToOrder(),
			"gpm":                 map[string]any{"show_gpm": money.text(each(a.gmv*1000, a.shown)), "watch_gpm": money.text(each(a.gmv*1000, a.views))},
		},
		"sales": map[string]any{
			"gmv": money.money(a.gmv), "customers": a.buyers, "items_sold": a.items, "main_orders": a.paid, "sku_orders": a.skus,
		},
	}
}

func (a *roomSum) clickToOrder() map[string]any {
	return map[string]any{"main_order_ctor": ratio(a.paid, a.clicks), "sku_order_ctor": ratio(a.skus, a.clicks)}
}

func (s *Sandbox) listSessionProducts(c *call) (any, *refusal) {
	m, refused := s.finished(c)
	if refused != nil {
		return nil, refused
	}
	money, views := c.purse(), m.sum(c.store).views
	rows := []ranked{}
	for _, g := range m.goods() {
		if g.shop != c.store {
			continue
		}
		a := m.goodsSum(g)
		rows = append(rows, ranked{id: g.product.id, key: a.productKey(c.query.Get("sort_field")), row: map[string]any{
			"id": g.product.id, "name": g.product.fields["title"],
			"sales": map[string]any{
				"direct_gmv": money.money(a.gmv), "avg_price": money.money(each(a.gmv, a.paid)), "items_sold": a.items, "customers": a.buyers,
				"created_sku_orders": a.createdSKUs, "sku_orders": a.skus, "main_orders": a.paid, "payment_rate": ratio(a.paid, a.created),
			},
			"traffic": map[string]any{
				"product_impressions": a.impressions, "produt_clicks": a.clicks, "ctr": ratio(a.clicks, a.impressions),
				"add_to_cart_count": g.carts, "click_to_order_rate": a.clickToOrder(),
				"gpm": map[string]any{"watch_gpm": money.text(each(a.gmv*1000, views))},
			},
		}})
	}
	sortRanks(rows, c.query.Get("sort_order") == "ASC")
	list := make([]map[string]any, len(rows))
	for i := range rows {
		list[i] = rows[i].row
	}
	return map[string]any{"products": list}, nil
}

func (a *roomSum) productKey(field string) int64 {
	switch field {
	case "items_sold":
		return int64(a.items)
	case "customers":
		return int64(a.buyers)
	case "created_sku_orders":
		return int64(a.createdSKUs)
	case "sku_orders":
		return int64(a.skus)
	case "main_orders":
		return int64(a.paid)
	case "product_impressions":
		return int64(a.impressions)
	case "produt_clicks":
		return int64(a.clicks)
	default:
		return int64(a.gmv)
	}
}
