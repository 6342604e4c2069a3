package sandbox

import (
	"cmp"
	"fmt"
	"slices"
)

// sales are the orders and packages of a shop.
type sales struct {
	list    []*order // oldest first
	byID    map[string]*order
	counts  map[string]int // orders by status
	updates timeline[*order]

	parcels     map[string]*parcel
	tracked     map[string]*parcel // by the seller's tracking number
	parcelList  []*parcel          // oldest first
	parcelMoves timeline[*parcel]

	habits habits

	base    int // serial numbers of the shop's records begin above it: ids differ between shops
	orderN  int
	parcelN int
}

// shopStep is how many orders a shop can have.
const shopStep = 100_000_000

func newSales(shop int) sales {
	return sales{
		byID: map[string]*order{}, parcels: map[string]*parcel{}, counts: map[string]int{}, tracked: map[string]*parcel{},
		base: shop * shopStep, orderN: shop * shopStep, parcelN: shop * shopStep,
	}
}

// nextOrder is the serial number of the next order.
func (b *sales) nextOrder() int { b.orderN++; return b.orderN }

// add takes an order in; its place is that of its time.
func (b *sales) add(o *order) {
	b.byID[o.id] = o
	b.counts[o.status]++
	b.updates.put(o, o.updated)
	if n := len(b.list); n == 0 || before(b.list[n-1], o) {
		b.list = append(b.list, o)
		return
	}
	at, _ := slices.BinarySearchFunc(b.list, o, byCreation)
	b.list = slices.Insert(b.list, at, o)
}

// addMany is add for many orders.
func (b *sales) addMany(orders []*order) {
	b.list = slices.Grow(b.list, len(orders))
	for _, o := range orders {
		b.byID[o.id] = o
		b.counts[o.status]++
		b.updates.put(o, o.updated)
		b.list = append(b.list, o)
	}
	slices.SortFunc(b.list, byCreation)
}

func byCreation(a, b *order) int {
	return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.n, b.n))
}

func before(a, b *order) bool { return byCreation(a, b) < 0 }

// status changes a status and the counts.
func (b *sales) status(o *order, to string) {
	b.counts[o.status]--
	b.counts[to]++
	o.status = to
}

// touch notes that an order changed.
func (b *sales) touch(o *order, now int64) {
	o.updated = max(o.updated, now)
	b.updates.put(o, o.updated)
}

// addParcel takes a package in.
func (b *sales) addParcel(p *parcel) {
	b.parcels[p.id] = p
	b.parcelMoves.put(p, p.updated)
	if n := len(b.parcelList); n == 0 || byParcel(b.parcelList[n-1], p) < 0 {
		b.parcelList = append(b.parcelList, p)
		return
	}
	at, _ := slices.BinarySearchFunc(b.parcelList, p, byParcel)
	b.parcelList = slices.Insert(b.parcelList, at, p)
}

func (b *sales) addParcels(list []*parcel) {
	b.parcelList = slices.Grow(b.parcelList, len(list))
	for _, p := range list {
		b.parcels[p.id] = p
		b.parcelMoves.put(p, p.updated)
		b.parcelList = append(b.parcelList, p)
	}
	slices.SortFunc(b.parcelList, byParcel)
}

// resort is called after times were changed from outside.
func (b *sales) resort() {
	slices.SortFunc(b.list, byCreation)
	slices.SortFunc(b.parcelList, byParcel)
}

func byParcel(a, b *parcel) int {
	return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.n, b.n))
}

// touchParcel notes that a package changed.
func (b *sales) touchParcel(p *parcel, now int64) {
	p.updated = max(p.updated, now)
	b.parcelMoves.put(p, p.updated)
}

// removeParcel takes a package away whose goods are in others now.
func (b *sales) removeParcel(p *parcel) {
	delete(b.parcels, p.id)
	if at, ok := slices.BinarySearchFunc(b.parcelList, p, byParcel); ok {
		b.parcelList = slices.Delete(b.parcelList, at, at+1)
	}
	b.parcelMoves.drop(p)
}

// findOrder is the order with this id, or the refusal that it is not the shop's.
func (t *store) findOrder(id string) (*order, *refusal) {
	if o := t.sales.byID[id]; o != nil {
		return o, nil
	}
	return nil, refuse(200, 21008111, "order %s does not belong to this shop", id)
}

func orderID(n int) string   { return fmt.Sprintf("57640000%010d", n) }
func packageID(n int) string { return fmt.Sprintf("11520000%011d", n) }
func itemID(n, i int) string { return fmt.Sprintf("577%012d%03d", n, i) }
