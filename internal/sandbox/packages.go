package sandbox

import (
	"fmt"
	"time"
)

// Statuses of orders and packages that the shop itself sets.
const (
	awaitingShipment   = "AWAITING_SHIPMENT"
	partiallyShipping  = "PARTIALLY_SHIPPING"
	awaitingCollection = "AWAITING_COLLECTION"
	cancelled          = "CANCELLED"

	toFulfill  = "TO_FULFILL" // the seller has not arranged the shipment yet
	processing = "PROCESSING" // arranged, waiting for the carrier
	fulfilling = "FULFILLING"
	completed  = "COMPLETED"
)

func (s *Sandbox) searchPackages(c *call) (any, *refusal) {
	found := c.store.packages.filter(func(r *record) bool {
		return same(c.body["package_status"], packageStatus(r)) && inTime(c.body, r)
	})
	return c.search(found, "create_time")
}

// packageStatus has two names: searches and details differ.
func packageStatus(r *record) string {
	if v := text(r.fields["package_status"]); v != "" {
		return v
	}
	return text(r.fields["status"])
}

func (t *store) findPackage(id string) (*record, *refusal) {
	if r := t.packages.byID[id]; r != nil {
		return r, nil
	}
	return nil, refuse(200, 21011001, "package %s not found", id)
}

func (s *Sandbox) getPackage(c *call) (any, *refusal) {
	r, refused := c.store.findPackage(c.ids.Get("package_id"))
	if refused != nil {
		return nil, refused
	}
	return whole(r, c), nil
}

func (s *Sandbox) shipPackage(c *call) (any, *refusal) {
	refused := c.store.ship(c.ids.Get("package_id"), c.body, c.now)
	c.applied = refused == nil
	return nil, refused
}

func (s *Sandbox) shipPackages(c *call) (any, *refusal) {
	wanted := objects(c.body["packages"])
	if len(wanted) == 0 {
		return nil, invalid("packages is a required field")
	}
	var failures []map[string]any
	for _, p := range wanted {
		id := text(p["id"])
		if refused := c.store.ship(id, p, c.now); refused != nil {
			failures = append(failures, failure(refused, "package_id", id))
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

// failure is one element of the list errors in a successful answer.
func failure(r *refusal, name, id string) map[string]any {
	return map[string]any{"code": r.code, "message": r.message, "detail": map[string]any{name: id}}
}

// partial is the answer of a batch: without failures it has no members, as seen
// live.
func partial(failures []map[string]any) any {
	if len(failures) == 0 {
		return nil
	}
	return map[string]any{"errors": failures}
}

func (t *store) ship(id string, how map[string]any, now time.Time) *refusal {
	r, refused := t.findPackage(id)
	if refused != nil {
		return refused
	}
	switch packageStatus(r) {
	case toFulfill:
	case cancelled:
		return refuse(200, 21011041, "package %s belongs to a cancelled order", id)
	default:
		return refuse(200, 21011040, "package %s is already shipped", id)
	}
	self := object(how["self_shipment"])
	tracking := text(self["tracking_number"])
	if text(r.fields["shipping_type"]) == "SELLER" {
		if tracking == "" || text(self["shipping_provider_id"]) == "" {
			return refuse(200, 21011022, "package %s is shipped by the seller: self_shipment needs tracking_number and shipping_provider_id", id)
		}
		r.fields["shipping_provider_id"] = self["shipping_provider_id"]
	} else {
		tracking = fmt.Sprintf("TEST%012d", t.box.next())
	}
	if slot := object(how["pickup_slot"]); slot != nil {
		if number(slot["end_time"]) <= max(now.Unix(), number(slot["start_time"])) {
			return refuse(200, 21011053, "pickup_slot of package %s is over or ends before it starts", id)
		}
		r.fields["pickup_slot"] = slot
	}
	if method := text(how["handover_method"]); method != "" {
		r.fields["handover_method"] = method
	}
	for _, name := range []string{"package_status", "status"} {
		if _, ok := r.fields[name]; ok {
			r.fields[name] = processing
		}
	}
	r.fields["tracking_number"], r.fields["update_time"] = tracking, now.Unix()
	r.touch()
	for _, o := range objects(r.fields["orders"]) {
		t.arranged(text(o["id"]), id, tracking, now.Unix())
	}
	return nil
}

func (s *Sandbox) getDocument(c *call) (any, *refusal) {
	id := c.ids.Get("package_id")
	r, refused := c.store.findPackage(id)
	if refused != nil {
		return nil, refused
	}
	switch packageStatus(r) {
	case toFulfill:
		return nil, refuse(200, 21023035, "package %s has no document yet: ship it first", id)
	case cancelled:
		return nil, refuse(200, 21023059, "package %s is cancelled", id)
	}
	return map[string]any{
		"doc_url": s.baseURL + documentPath + id + ".pdf", "tracking_number": r.fields["tracking_number"],
	}, nil
}

func (s *Sandbox) listHandoverSlots(c *call) (any, *refusal) {
	if _, refused := c.store.findPackage(c.ids.Get("package_id")); refused != nil {
		return nil, refused
	}
	morning := c.now.UTC().Truncate(24 * time.Hour).Add(33 * time.Hour) // nine o'clock tomorrow
	slots := []map[string]any{}
	for day := range 3 {
		start := morning.AddDate(0, 0, day)
		slots = append(slots, map[string]any{
			"start_time": start.Unix(), "end_time": start.Add(4 * time.Hour).Unix(), "avaliable": true,
		})
	}
	return map[string]any{"can_pickup": true, "can_drop_off": true, "can_van_collection": false, "pickup_slots": slots}, nil
}
