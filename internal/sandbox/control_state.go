package sandbox

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

func stateCalls() []controlCall {
	return []controlCall{
		{Method: "GET", Path: controlPath + "state", Does: "counts what the shops hold, by kind and status", do: (*Sandbox).controlState},
	}
}

// State is what a sandbox holds.
type State struct {
	Time   TimeState   `json:"time"`
	Shops  []ShopState `json:"shops"`
	Faults int         `json:"faults"`
	Calls  int         `json:"calls"`  // in the log
	Writes int         `json:"writes"` // calls that changed something
}

// ShopState is what a shop holds.
type ShopState struct {
	ID         string                    `json:"id"`
	Cipher     string                    `json:"cipher"`
	Name       string                    `json:"name"`
	Market     string                    `json:"market"`
	Currency   string                    `json:"currency"`
	SellerType string                    `json:"seller_type"`
	Mode       string                    `json:"mode"`
	Seller     string                    `json:"seller"` // open id
	Counts     map[string]map[string]int `json:"counts"` // by kind and status
}

func (s *Sandbox) controlState(*controlRequest) (any, error) { return s.State(), nil }

// State counts what the shops hold.
func (s *Sandbox) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	st := State{Time: s.timeState(), Shops: []ShopState{}, Faults: len(s.faults), Calls: len(s.log)}
	for _, n := range s.writes {
		st.Writes += n
	}
	for _, t := range s.stores {
		st.Shops = append(st.Shops, ShopState{
			ID: t.id, Cipher: t.cipher, Name: text(t.wire["name"]), Market: t.market.region, Currency: t.market.currency,
			SellerType: text(t.wire["seller_type"]), Mode: cmp.Or(t.mode, selfOperated), Seller: t.seller.openID, Counts: t.counts(),
		})
	}
	return st
}

// counts are numbers of things by kind and status; the lock is held.
func (t *store) counts() map[string]map[string]int {
	orders, packages := map[string]int{}, map[string]int{}
	for _, o := range t.sales.list {
		orders[o.status]++
	}
	for _, p := range t.sales.parcels {
		packages[p.status]++
	}
	cancellations, returns := map[string]int{}, map[string]int{}
	for _, k := range t.aftersales.cancels {
		cancellations[k.status]++
	}
	for _, k := range t.aftersales.returns {
		returns[k.status]++
	}
	counts := map[string]map[string]int{
		"products": tally(t.products, "status"), "orders": orders, "packages": packages, "cancellations": cancellations, "returns": returns,
	}
	t.countMore(counts)
	return counts
}

// countMore adds what not every shop has.
func (t *store) countMore(counts map[string]map[string]int) {
	add := func(kind, status string) {
		if counts[kind] == nil {
			counts[kind] = map[string]int{}
		}
		counts[kind][status]++
	}
	now := t.box.now().Unix()
	for _, a := range t.promotions.list {
		add("promotions", a.status)
	}
	for _, x := range t.alliance.samples {
		add("sample requests", x.status)
	}
	for _, m := range t.box.stage.rooms {
		if m.shop == t {
			add("lives", m.status)
		}
	}
	for _, k := range t.desk.talks {
		if k.unread > 0 {
			add("conversations", "UNREAD")
		} else {
			add("conversations", "READ")
		}
	}
	for _, in := range t.fbt.inbounds {
		add("inbound orders", in.status)
	}
	for _, o := range t.fbt.mcf.byID {
		for _, part := range o.parts {
			add("MCF packages", part.status)
		}
	}
	for _, st := range t.books.statements {
		add("statements", st.payment.status(now))
	}
}

func tally(k *collection, field string) map[string]int {
	n := map[string]int{}
	if k == nil {
		return n
	}
	for _, r := range k.list {
		n[text(r.fields[field])]++
	}
	return n
}

// sum is the number of things of all statuses.
func sum(byStatus map[string]int) int {
	n := 0
	for _, v := range byStatus {
		n += v
	}
	return n
}

// KindCount is one kind of things as the status page shows it.
type KindCount struct {
	Kind     string
	Total    int
	Statuses []StatusCount
}

// StatusCount is how many things have a status.
type StatusCount struct {
	Status string
	N      int
}

// Kinds are the counts in the order of a page.
func (t *ShopState) Kinds() []KindCount {
	order := []string{"orders", "packages", "products", "returns", "cancellations"}
	names := slices.SortedFunc(maps.Keys(t.Counts), func(a, b string) int {
		return cmp.Or(rank(order, a)-rank(order, b), cmp.Compare(a, b))
	})
	var list []KindCount
	for _, name := range names {
		k := KindCount{Kind: name, Total: sum(t.Counts[name])}
		for _, status := range slices.Sorted(maps.Keys(t.Counts[name])) {
			k.Statuses = append(k.Statuses, StatusCount{status, t.Counts[name][status]})
		}
		list = append(list, k)
	}
	return list
}

func rank(order []string, name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}

// short is a time as people read it.
func short(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") }
