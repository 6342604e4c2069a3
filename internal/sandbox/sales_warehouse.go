package sandbox

// depotSite is a warehouse of a shop.
type depotSite struct {
	id, name string
	person   int // number of the made-up person who lives there
}

func (t *store) warehouse() string { return t.warehouseID() }

func (t *store) warehouseOf(*parcel) depotSite { return depotSite{t.warehouseID(), "Main warehouse", -1} }
