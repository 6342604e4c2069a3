package sandbox

func (s *Sandbox) shopFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	money := c.purse()
	list := c.intervals(p, func(_, ready span) map[string]any { return c.store.shopInterval(ready, money) })
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{"intervals": list}}, nil
}

// shopInterval are the figures of a shop for some days.
func (t *store) shopInterval(p span, money purse) map[string]any {
	var whole takings
	byKind := map[string]amount{}
	visitors, pages := 0, 0
	for _, d := range t.bookDays(p) {
		whole.add(&d.whole)
		for from, a := range d.sources {
			byKind[from.kind] += a.gmv
		}
	}
	for n := p.from; n < p.to; n++ {
		v := t.visitorsOn(n)
		visitors += v
		pages += v + v/3
	}
	split := []map[string]any{}
	for _, kind := range []string{leadLive, leadVideo, leadCard} {
		split = append(split, map[string]any{"type": kind, "gmv": money.money(byKind[kind])})
	}
	return map[string]any{
		"sales": map[string]any{
			"gmv":           map[string]any{"overall": money.money(whole.gmv), "breakdowns": split},
			"gross_revenue": map[string]any{"overall": money.money(whole.gross), "breakdowns": t.revenueSplit(whole.gross)},
			"orders_count":  whole.orders, "sku_orders_count": whole.skus, "items_sold": whole.items,
			"avg_customers_count": p.average(whole.buyers), "refunds": money.money(t.refundsBetween(p.from, p.to)),
		},
		"traffic": map[string]any{
			"avg_visitors": p.average(visitors), "avg_page_views": p.average(pages), "avg_conversation_rate": ratio(whole.buyers, visitors),
		},
	}
}

// visitorsOn is how many people saw product pages on a day: some come every
// day, and of forty one buys.
func (t *store) visitorsOn(n int) int {
	buyers := 0
	if d := t.readBook().days[n]; d != nil {
		buyers = d.sum(t.dayZone()).whole.buyers
	}
	return 60 + int(80*hashNoise(textSeed(t.id), n)) + 40*buyers
}

// revenueSplit is where the revenue came from, in the terms of the market.
func (t *store) revenueSplit(gross amount) []map[string]any {
	types := []string{"NON_GMV_MAX", "GMV_MAX"}
	switch t.market.region {
	case "US", "JP":
		return []map[string]any{}
	case "GB", "IE", "DE", "FR", "IT", "ES":
		types = []string{"ORGANIC", "ADS"}
	}
	parts := []string{"0.7600", "0.2400"}
	if gross == 0 {
		parts = []string{"0.0000", "0.0000"}
	}
	return []map[string]any{{"type": types[0], "percentage": parts[0]}, {"type": types[1], "percentage": parts[1]}}
}

const hourDays = 30 // days that are told by the hour, today included

func (s *Sandbox) shopHours(c *call) (any, *refusal) {
	n, ok := readDay(c.ids.Get("date"))
	today := c.store.today(c.now)
	if !ok || n > today || n <= today-hourDays {
		return nil, badRange("the day must be one of the last %d, today included", hourDays)
	}
	zone, money := c.store.dayZone(), c.purse()
	day := &bookDay{}
	if d := c.store.readBook().days[n]; d != nil {
		day = d.sum(zone)
	}
	hours, at := 24, c.store.dayStart(n+1)
	if n == today {
		hours, at = c.now.In(zone).Hour()+1, c.now
	}
	list := []map[string]any{}
	seen, all := 0, c.store.visitorsOn(n)
	for i := range hours {
		v := all*(i+1)/24 - all*i/24
		seen += v
		m := hourOf(&day.hours[i], v, money)
		m["index"] = i
		list = append(list, m)
	}
	overall := hourOf(&day.whole, seen, money)
	return map[string]any{"performance": map[string]any{
		"intervals": list, "overall": overall, "latest_available_timestamp": at.Unix(),
	}}, nil
}

func hourOf(a *takings, visitors int, money purse) map[string]any {
	return map[string]any{"gmv": money.money(a.gmv), "items_sold": a.items, "customers": a.buyers, "visitors": max(visitors, a.buyers)}
}
