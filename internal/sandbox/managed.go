package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// managed holds what a shop in fully managed mode agrees with the platform: the
// supplier proposes goods, the platform sells them and orders what it needs.
type managed struct {
	opened     bool // the samples are in
	spus       []*managedSPU
	skus       map[string]*managedSKU
	stockups   []*stockup
	deliveries []*managedDelivery
	shipments  []*managedShipment
	abnormal   []map[string]any
	returns    []*managedReturn
}

// managedHandlers answer about the fully managed mode. Its other routes have no
// state: they are answered from the catalogue.
func managedHandlers() map[string]handler {
	all := map[string]handler{}
	for name, h := range map[string]handler{
		"shop.ManagedCategories.Search":                   (*Sandbox).searchManagedCategories,
		"shop.ManagedCategories.Get":                      (*Sandbox).getManagedCategory,
		"shop.ManagedProducts.Create":                     (*Sandbox).createManagedProduct,
		"shop.ManagedProducts.CheckPublishable":           (*Sandbox).checkManagedProduct,
		"shop.ManagedProducts.Search":                     (*Sandbox).searchManagedProducts,
		"shop.ManagedProducts.UploadImage":                (*Sandbox).uploadManagedImage,
		"shop.ManagedSuppliers.ListAddresses":             (*Sandbox).listManagedAddresses,
		"shop.ManagedInventory.Get":                       (*Sandbox).getManagedInventory,
		"shop.ManagedInventory.Update":                    (*Sandbox).updateManagedInventory,
		"logistics.ManagedStockups.Search":                (*Sandbox).searchStockups,
		"logistics.ManagedStockups.Confirm":               (*Sandbox).confirmStockup,
		"logistics.ManagedDeliveries.Create":              (*Sandbox).createManagedDelivery,
		"logistics.ManagedDeliveries.Confirm":             (*Sandbox).confirmManagedDelivery,
		"logistics.ManagedDeliveries.Search":              (*Sandbox).searchManagedDeliveries,
		"logistics.ManagedDeliveries.ReserveShipment":     (*Sandbox).reserveManagedShipment,
		"logistics.ManagedDeliveries.CancelShipment":      (*Sandbox).cancelManagedShipment,
		"logistics.ManagedDeliveries.GetLogisticsOrders":  (*Sandbox).getManagedShipments,
		"logistics.ManagedDeliveries.SearchAbnormal":      (*Sandbox).searchManagedAbnormal,
		"logistics.ManagedDeliveries.GetDocument":         (*Sandbox).printManagedDeliveries,
		"logistics.ManagedDeliveries.GetWaybills":         (*Sandbox).printManagedWaybills,
		"logistics.ManagedDeliveries.GetQualityDocument":  (*Sandbox).printManagedQuality,
		"logistics.ManagedDeliveries.GenerateSKUDocument": (*Sandbox).printManagedSKUs,
		"logistics.ManagedReturns.Search":                 (*Sandbox).searchManagedReturns,
	} {
		all[name] = ofStore(h)
	}
	return all
}

// supply is the shop's part in the fully managed mode, with samples in it.
func (t *store) supply() *managed {
	m := &t.managed
	if !m.opened {
		m.opened, m.skus = true, map[string]*managedSKU{}
		t.sampleSupply()
	}
	return m
}

// unmet refuses a call because of what is required for it. The platform has
// published no codes for these routes but the gateway's.
func unmet(format string, args ...any) *refusal {
	return refuse(200, 36009004, "required: "+format, args...)
}

// serialCode is a code of letters, the day and a number, as people write them.
func (s *Sandbox) serialCode(letters string, now time.Time, digits int) string {
	return fmt.Sprintf("%s%s%0*d", letters, now.UTC().Format("060102"), digits, s.next())
}

// between applies the filters name_ge and name_lt of a body.
func between(body map[string]any, name string, at int64) bool {
	from, to := number(body[name+"_ge"]), number(body[name+"_lt"])
	return at >= from && (to == 0 || at < to)
}

// anyOf reports whether a filter is empty or shares a value with have.
func anyOf(filter any, have ...string) bool {
	want := texts(filter)
	return len(want) == 0 || slices.ContainsFunc(have, func(v string) bool { return slices.Contains(want, v) })
}

// onlyIf reports whether a yes-or-no filter is not sent or equals v.
func onlyIf(filter any, v bool) bool {
	want, sent := filter.(bool)
	return !sent || want == v
}

// coded pages things that have a time and a code, newest first, and shows them.
func coded[T any](c *call, list []T, key func(T) (int64, string), show func(T) map[string]any) (any, *refusal) {
	at := func(e T) listPlace {
		n, code := key(e)
		return listPlace{-n, code}
	}
	slices.SortFunc(list, func(a, b T) int { return at(a).compare(at(b)) })
	page, next, refused := pagedInBody(c, list, at)
	if refused != nil {
		return nil, refused
	}
	rows := []map[string]any{}
	for _, e := range page {
		rows = append(rows, show(e))
	}
	return project(c.rt.op.Response, map[string]any{c.rt.op.ListField: rows, "next_page_token": next, "total_count": len(list)}), nil
}

// supplyDocument is the address of something to print.
func (s *Sandbox) supplyDocument(kind, code string) map[string]any {
	return map[string]any{"document_url": s.documentURL(kind+"-"+code, "DOCUMENT", s.now())}
}
