package sandbox

import (
	"maps"
	"slices"
	"time"
)

// sidelines are small services of a shop: pharmacies and what the platform
// would like to see listed.
type sidelines struct {
	opened        bool
	pharmacies    []map[string]any
	prescriptions map[string]string // status by order
	prescribed    map[string]bool   // products that need a prescription
	submissions   []*submission
}

func sidelineHandlers() map[string]handler {
	all := map[string]handler{
		"logistics.SupplyChains.ConfirmShipments": (*Sandbox).confirmWarehouseShipments, // of any shop
	}
	for name, h := range map[string]handler{
		"Pharmacies.List":                          (*Sandbox).listPharmacies,
		"Pharmacies.Update":                        (*Sandbox).updatePharmacies,
		"Pharmacies.UpdatePrescriptionStatus":      (*Sandbox).updatePrescription,
		"Pharmacies.UpdatePrescriptionRequirement": (*Sandbox).updatePrescriptionNeed,
		"Opportunities.Search":                     (*Sandbox).searchOpportunities,
		"Opportunities.List":                       (*Sandbox).listOpportunities,
		"Opportunities.Get":                        (*Sandbox).getOpportunity,
		"Opportunities.Apply":                      (*Sandbox).applyForOpportunities,
		"Opportunities.SubmitProduct":              (*Sandbox).submitToOpportunity,
		"Opportunities.ListSubmissions":            (*Sandbox).listSubmissions,
	} {
		all["shop."+name] = ofStore(h)
	}
	return all
}

func (t *store) aside() *sidelines {
	d := &t.sidelines
	if d.opened {
		return d
	}
	d.opened, d.prescriptions, d.prescribed = true, map[string]string{}, map[string]bool{}
	expires := t.box.now().AddDate(2, 0, 0).Unix()
	for _, id := range []string{warehouseID, "7000000000000000002"} {
		d.pharmacies = append(d.pharmacies, map[string]any{
			"warehouse_id": id, "license_number": "TEST/001/2026", "license_expire_time": expires,
			"pharmacist": map[string]any{
				"name": "Pat Example", "practice_license_number": "TEST/SIPA/001", "practice_license_expire_time": expires,
			},
			"operation_hours": []map[string]any{{"days": []string{"MON", "TUE", "WED", "THU", "FRI"}, "open_time": "09:00", "close_time": "18:00"}},
		})
	}
	return d
}

func (s *Sandbox) listPharmacies(c *call) (any, *refusal) {
	list := slices.Clone(c.store.aside().pharmacies)
	page, next, refused := paged(c, list, func(p map[string]any) listPlace { return listPlace{0, text(p["warehouse_id"])} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	return map[string]any{"pharmacies": append([]map[string]any{}, page...), "next_page_token": next, "total_count": len(list)}, nil
}

func (s *Sandbox) updatePharmacies(c *call) (any, *refusal) {
	if refused := wanting(c.body, "pharmacies"); refused != nil {
		return nil, refused
	}
	list := c.store.aside().pharmacies
	var failures []map[string]any
	for _, in := range objects(c.body["pharmacies"]) {
		id := text(in["warehouse_id"])
		i := slices.IndexFunc(list, func(p map[string]any) bool { return p["warehouse_id"] == id })
		fault := ""
		switch {
		case i < 0:
			fault = "the warehouse is no pharmacy"
		case in["license_expire_time"] != nil && number(in["license_expire_time"]) <= c.now.Unix():
			fault = "the license has expired"
		}
		if fault != "" {
			failures = append(failures, map[string]any{"code": "99999123", "message": fault, "detail": map[string]any{"warehouse_id": id}})
			continue
		}
		changed := maps.Clone(list[i])
		for _, name := range []string{"license_number", "license_expire_time", "operation_hours", "pharmacist"} {
			if v, ok := in[name]; ok {
				changed[name] = v
			}
		}
		list[i] = changed
		c.applied = true
	}
	return partial(failures), nil
}

// updatePrescription judges a prescription: once, unless the buyer is asked to
// send another.
func (s *Sandbox) updatePrescription(c *call) (any, *refusal) {
	id, status := c.ids.Get("order_id"), text(c.body["prescription_status"])
	if _, refused := c.store.findOrder(id); refused != nil {
		return nil, refused
	}
	switch old := c.store.aside().prescriptions[id]; {
	case status == "":
		return nil, unmet("prescription_status")
	case status != "APPROVED" && text(c.body["rejection_reason"]) == "":
		return nil, unmet("rejection_reason, unless the prescription is approved")
	case old == "APPROVED" || old == "REJECTED":
		return nil, unmet("a prescription that waits for its review: that of order %s is %s", id, old)
	}
	c.store.aside().prescriptions[id] = status
	c.applied = true
	return nil, nil
}

func (s *Sandbox) updatePrescriptionNeed(c *call) (any, *refusal) {
	id := c.ids.Get("product_id")
	if _, refused := c.store.findProduct(id); refused != nil {
		return nil, refused
	}
	need, ok := object(c.body["prescription_requirement"])["needs_prescription"].(bool)
	if !ok {
		return nil, unmet("prescription_requirement.needs_prescription")
	}
	c.store.aside().prescribed[id] = need
	c.applied = true
	return nil, nil
}

// confirmWarehouseShipments takes reports of warehouses about packages of any
// shop; a report that comes twice is the same report.
func (s *Sandbox) confirmWarehouseShipments(c *call) (any, *refusal) {
	packages := objects(c.body["packages"])
	switch {
	case len(packages) == 0:
		return nil, refuse(200, 39003018, "the package list is empty")
	case text(c.body["warehouse_provider_id"]) == "":
		return nil, refuse(200, 39003019, "warehouse_provider_id is missing")
	}
	done := []string{}
	failures := []map[string]any{}
	for _, p := range packages {
		id := text(p["id"])
		known := slices.ContainsFunc(s.stores, func(t *store) bool { return t.sales.parcels[id] != nil })
		code, fault := "", ""
		switch {
		case !known:
			code, fault = "39003015", "the provider may not report this package"
		case text(p["tracking_number"]) == "" || text(p["shipping_provider_name"]) == "":
			code, fault = "39003016", "tracking_number or shipping_provider_name is missing"
		case number(p["ship_time_millis"]) > c.now.Add(24*time.Hour).UnixMilli():
			code, fault = "39003016", "ship_time_millis lies in the future"
		}
		if fault != "" {
			failures = append(failures, map[string]any{"code": code, "message": fault, "detail": map[string]any{"package_id": id}})
			continue
		}
		done = append(done, id)
		c.applied = true
	}
	return map[string]any{"success_packages": done, "errors": failures}, nil
}
