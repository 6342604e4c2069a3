package sandbox

import (
	"cmp"
	"encoding/json"
	"slices"
)

// parcelRows are the packages for a search by creation.
func (b *sales) parcelRows() rows[*parcel] {
	return rows[*parcel]{
		n: len(b.parcelList), live: len(b.parcelList),
		at: func(i int) (int64, int) { return b.parcelList[i].created, b.parcelList[i].n },
		it: func(i int) *parcel { return b.parcelList[i] },
	}
}

// byPayment are the packages by the time their first order was paid.
func (b *sales) byPayment() rows[*parcel] {
	list := slices.Clone(b.parcelList)
	slices.SortFunc(list, func(x, y *parcel) int { return cmp.Or(cmp.Compare(x.paid(), y.paid()), cmp.Compare(x.n, y.n)) })
	return rows[*parcel]{
		n: len(list), live: len(list),
		at: func(i int) (int64, int) { return list[i].paid(), list[i].n },
		it: func(i int) *parcel { return list[i] },
	}
}

func (p *parcel) paid() int64 {
	if len(p.orders) == 0 {
		return p.created
	}
	return cmp.Or(p.orders[0].paid, p.orders[0].created)
}

func (s *Sandbox) searchPackages(c *call) (any, *refusal) {
	t := c.store
	q := search[*parcel]{show: func(p *parcel) []byte { return t.parcelJSON(p, c) }}
	var r rows[*parcel]
	times := []string{"create_time", "update_time"}
	switch c.query.Get("sort_field") {
	case "update_time":
		r, times = t.sales.parcelMoves.rows(), times[:1]
		q.from, q.until = number(c.body["update_time_ge"]), number(c.body["update_time_lt"])
	case "order_pay_time":
		r = t.sales.byPayment()
	default:
		r, times = t.sales.parcelRows(), times[1:]
		q.from, q.until = number(c.body["create_time_ge"]), number(c.body["create_time_lt"])
	}
	q.keep = parcelFilter(c.body, times)
	return found(c, r, q)
}

// parcelFilter is what a package must fulfill; nil when there is nothing.
func parcelFilter(body map[string]any, times []string) func(*parcel) bool {
	type window struct {
		created     bool
		from, until int64
	}
	status := text(body["package_status"])
	var windows []window
	for _, name := range times {
		w := window{name == "create_time", number(body[name+"_ge"]), number(body[name+"_lt"])}
		if w.from > 0 || w.until > 0 {
			windows = append(windows, w)
		}
	}
	if status == "" && len(windows) == 0 {
		return nil
	}
	return func(p *parcel) bool {
		if status != "" && p.state() != status {
			return false
		}
		for _, w := range windows {
			at := p.updated
			if w.created {
				at = p.created
			}
			if at < w.from || w.until > 0 && at >= w.until {
				return false
			}
		}
		return true
	}
}

func (s *Sandbox) getPackage(c *call) (any, *refusal) {
	p, refused := c.store.findParcel(c.ids.Get("package_id"))
	if refused != nil {
		return nil, refused
	}
	return json.RawMessage(c.store.parcelJSON(p, c)), nil
}

// parcelJSON is a package in the form of the operation that is called.
func (t *store) parcelJSON(p *parcel, c *call) []byte {
	if p.fields != nil {
		return encode(p.fields)
	}
	if c.rt.op.Name == "logistics.Packages.Search" {
		return encode(foundParcel{
			ID: p.id, Status: p.status, CreateTime: p.created, UpdateTime: p.updated, LineIDs: p.lineIDs(), Orders: t.parcelOrders(p),
			ProviderID: p.provider, ProviderName: p.providerName(), Tracking: p.tracking,
		})
	}
	return encode(t.wholeParcel(p, c.now.Unix()))
}

func (p *parcel) providerName() string {
	if p.provider == "" {
		return ""
	}
	return providerName(p.provider)
}

func (p *parcel) lineIDs() []string {
	ids := []string{}
	for _, l := range p.lines() {
		ids = append(ids, l.id)
	}
	return ids
}

// parcelOrders are the orders of a package with the SKUs that are in it.
func (t *store) parcelOrders(p *parcel) []parcelOrder {
	list := []parcelOrder{}
	for _, o := range p.orders {
		w := parcelOrder{ID: o.id, SKUs: []parcelSKU{}}
		for _, l := range p.mine(o) {
			at := slices.IndexFunc(w.SKUs, func(k parcelSKU) bool { return k.ID == l.sku })
			if at >= 0 {
				w.SKUs[at].Quantity++
				continue
			}
			look := t.look(l)
			w.SKUs = append(w.SKUs, parcelSKU{ID: l.sku, Name: look.name, Image: look.image, Quantity: 1})
		}
		list = append(list, w)
	}
	return list
}

// wholeParcel is a package as the read by id shows it.
func (t *store) wholeParcel(p *parcel, now int64) wholeParcel {
	w := wholeParcel{
		ID: p.id, Status: p.status, CreateTime: p.created, UpdateTime: p.updated, LineIDs: p.lineIDs(), Orders: t.parcelOrders(p),
		ProviderID: p.provider, ProviderName: p.providerName(), Tracking: p.tracking, ShippingType: p.shipping(),
		OptionID: standardOption, OptionName: "Standard shipping", Form: p.form, NoteTag: "BUYER_UNNOTED",
		Dimension: sizeWire{"CM", "10", "10", "10"}, Weight: weightWire{"GRAM", "500"}, Sender: t.sender(p),
	}
	skus := map[string]bool{}
	for _, l := range p.lines() {
		skus[l.sku] = true
	}
	w.MultiSKUs = len(skus) > 1
	if len(p.orders) > 0 {
		o := p.orders[0]
		a := t.recipient(o, now)
		w.Recipient = a.short()
		if !o.seller {
			w.Recipient.Name, w.Recipient.Phone = hideText(a.Name), hidePhone(a.Phone)
		}
		if x := o.extra; x != nil && x.message != "" {
			w.NoteTag = "BUYER_NOTED"
		}
	}
	if x := p.extra; x != nil {
		w.Handover = x.handover
		if x.slotTo > 0 {
			w.Slot = &slotWire{x.slotFrom, x.slotTo}
		}
		if x.length != "" {
			w.Dimension = sizeWire{"CM", x.length, x.width, x.tall}
		}
		if x.grams != "" {
			w.Weight.Value = x.grams
		}
	}
	return w
}
