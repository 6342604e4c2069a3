package compliance

import "fmt"

// limits judges how much a shop lists and sells in a day.
func (e *eligible) limits() {
	p := &e.c.market.shops.Probation
	const rule = "ACC-006"
	limit, stage := e.l.ListingLimit, e.l.stage()
	if limit == nil && stage == Normal && (e.l.Market == "" || e.l.Market == p.Market) {
		limit = &p.ListingsAfter
	}
	switch n := e.l.ListingsToday; {
	case n == nil:
		e.needs(rule, "Listing.ListingsToday")
	case limit == nil:
		e.needs(rule, "Listing.ListingLimit")
	case *n > *limit:
		e.finding(rule, 0, fmt.Sprintf("%d listings in a day, %d are allowed", *n, *limit), p.Source)
	}
	switch n := e.l.OrdersToday; {
	case e.l.OrderLimit == nil && stage == Normal:
	case n == nil:
		e.needs(rule, "Listing.OrdersToday")
	case e.l.OrderLimit == nil:
		e.needs(rule, "Listing.OrderLimit")
	case *n > *e.l.OrderLimit:
		e.finding(rule, 0, fmt.Sprintf("%d orders in a day, %d are allowed", *n, *e.l.OrderLimit), p.Source)
	}
	if e.l.Stage == "" && stage == Normal {
		e.needs(rule, "Listing.Stage: the days and orders are enough, but marks for service and compliance count too")
	}
}
