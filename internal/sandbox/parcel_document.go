package sandbox

import "time"

func (s *Sandbox) getDocument(c *call) (any, *refusal) {
	id := c.ids.Get("package_id")
	p, refused := c.store.findParcel(id)
	if refused != nil {
		return nil, refused
	}
	switch p.state() {
	case toFulfill:
		return nil, refuse(200, 21023035, "package %s has no document yet: ship it first", id)
	case cancelled:
		return nil, refuse(200, 21023059, "package %s is cancelled", id)
	}
	return map[string]any{"doc_url": s.baseURL + documentPath + id + ".pdf", "tracking_number": p.tracking}, nil
}

func (s *Sandbox) listHandoverSlots(c *call) (any, *refusal) {
	if _, refused := c.store.findParcel(c.ids.Get("package_id")); refused != nil {
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
