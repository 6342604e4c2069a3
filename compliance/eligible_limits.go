package compliance

import "fmt"

// limits judges how much a shop lists and sells in a day.
func (e *eligible) limits() {
	p := &e.c.market.shops.Probation
	limit, stage := e.l.ListingLimit, e.l.stage()
	if limit == nil && stage == Normal {
		limit = &p.ListingsAfter
	}
	if e.l.ListingsToday != nil {
		if limit == nil {
			e.needs("ACC-006", "Listing.ListingLimit")
		} else if *e.l.ListingsToday > *limit {
			e.finding("ACC-006", 0, fmt.Sprintf("%d listings in a day, %d are allowed", *e.l.ListingsToday, *limit), p.Source)
		}
	}
	if e.l.OrdersToday != nil {
		if e.l.OrderLimit == nil && stage != Normal {
			e.needs("ACC-006", "Listing.OrderLimit")
		} else if e.l.OrderLimit != nil && *e.l.OrdersToday > *e.l.OrderLimit {
			e.finding("ACC-006", 0, fmt.Sprintf("%d orders in a day, %d are allowed", *e.l.OrdersToday, *e.l.OrderLimit), p.Source)
		}
	}
	if e.l.ListingsToday == nil && e.l.OrdersToday == nil {
		e.needs("ACC-006", "Listing.ListingsToday or Listing.OrdersToday")
	}
}
