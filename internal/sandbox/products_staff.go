package sandbox

import (
	"fmt"
	"time"
)

// What the platform's staff does; the lock is held.

// staffDecides ends the review of a product: it passes or is refused for the reasons
// given. The error says that no shop has such a product under review.
func (s *Sandbox) staffDecides(productID string, pass bool, reasons ...string) error {
	t, r := s.productAnywhere(productID)
	if r == nil || t.goods.reviews[r.id] == nil {
		return fmt.Errorf("sandbox: product %s is not under review", productID)
	}
	if pass {
		t.pass(r, s.now())
		return nil
	}
	if len(reasons) == 0 {
		reasons = []string{"The product information violates the listing rules"}
	}
	t.fail(r, s.now(), reasons...)
	return nil
}

// suspend takes a product off sale for a reason. A frozen one cannot be edited
// or activated again before restore.
func (s *Sandbox) suspend(productID string, freeze bool, reason string) error {
	t, r := s.productAnywhere(productID)
	if r == nil {
		return fmt.Errorf("sandbox: no shop has product %s", productID)
	}
	to := platformDeactivated
	if freeze {
		to = frozen
	}
	t.withdraw(r)
	t.setStatus(r, to, s.now())
	t.productMoved(r, "PRODUCT_STATUS_CHANGED", reason, s.now())
	return nil
}

// restore puts a product on sale again that was suspended.
func (s *Sandbox) restore(productID string) error {
	t, r := s.productAnywhere(productID)
	if r == nil || productStatus(r) != frozen && productStatus(r) != platformDeactivated {
		return fmt.Errorf("sandbox: product %s is not suspended", productID)
	}
	t.setStatus(r, active, s.now())
	t.productMoved(r, "PRODUCT_STATUS_CHANGED", "", s.now())
	return nil
}

func (s *Sandbox) productAnywhere(id string) (*store, *record) {
	for _, t := range s.stores {
		if r := t.products.byID[id]; r != nil {
			return t, r
		}
	}
	return nil, nil
}

// setStatus gives a product another status without a review.
func (t *store) setStatus(r *record, status string, now time.Time) {
	r.fields["status"], r.fields["product_status"], r.fields["update_time"] = status, status, now.Unix()
	r.fields["audit"] = auditOf("NONE")
	if status == active {
		r.fields["audit"] = auditOf("APPROVED")
	}
	delete(r.fields, "audit_failed_reasons")
	r.touch()
}

// withdraw ends the review of a product without a verdict.
func (t *store) withdraw(r *record) { delete(t.goods.reviews, r.id) }
