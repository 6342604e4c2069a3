package sandbox

import "slices"

// batch applies act to the products of a request and collects the failures.
func (s *Sandbox) batch(c *call, act func(*record) *refusal) (any, *refusal) {
	ids := texts(c.body["product_ids"])
	switch {
	case len(ids) == 0:
		return nil, invalid("product_ids is a required field")
	case len(ids) > maxBatch:
		return nil, invalid("product_ids has %d elements, more than %d", len(ids), maxBatch)
	}
	var failures []map[string]any
	for _, id := range ids {
		r, refused := c.store.findProduct(id)
		if refused == nil {
			refused = act(r)
		}
		if refused != nil {
			failures = append(failures, failure(refused, "product_id", id))
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

// statusRefused is the refusal of a move that the product's status forbids.
func statusRefused(r *record) *refusal {
	return refuse(200, 12052901, "product %s is %s, which does not allow this", r.id, productStatus(r))
}

// activateProducts sends hidden products to review, after which they are on
// sale again. Those on sale stay as they are.
func (s *Sandbox) activateProducts(c *call) (any, *refusal) {
	return s.batch(c, func(r *record) *refusal {
		switch productStatus(r) {
		case active:
		case sellerDeactivated, platformDeactivated:
			c.store.submit(r, r.fields, c.now)
		default:
			return statusRefused(r)
		}
		return nil
	})
}

func (s *Sandbox) deactivateProducts(c *call) (any, *refusal) {
	return s.batch(c, func(r *record) *refusal {
		switch productStatus(r) {
		case active:
			c.store.withdraw(r)
			c.store.setStatus(r, sellerDeactivated, c.now)
		case sellerDeactivated:
		default:
			return statusRefused(r)
		}
		return nil
	})
}

// deleteProducts ends reviews, drafts and promotions of the products too.
func (s *Sandbox) deleteProducts(c *call) (any, *refusal) {
	return s.batch(c, func(r *record) *refusal {
		if productStatus(r) == frozen {
			return statusRefused(r)
		}
		c.store.withdraw(r)
		delete(c.store.goods.drafts, r.id)
		r.fields["has_draft"] = false
		c.store.promotions.drop(r.id)
		c.store.setStatus(r, deleted, c.now)
		return nil
	})
}

func (s *Sandbox) recoverProducts(c *call) (any, *refusal) {
	return s.batch(c, func(r *record) *refusal {
		if productStatus(r) != deleted {
			return statusRefused(r)
		}
		c.store.setStatus(r, sellerDeactivated, c.now)
		return nil
	})
}

// updatePrices works on products that are on sale, apart from the SKUs that a
// running promotion sells. Nothing changes unless everything can.
func (s *Sandbox) updatePrices(c *call) (any, *refusal) {
	t := c.store
	wanted := objects(c.body["skus"])
	if len(wanted) == 0 {
		return nil, invalid("skus is a required field and has not been provided")
	}
	for i, in := range wanted {
		price := object(in["price"])
		if _, refused := t.market.price(price["amount"], "skus["+text(in["id"])+"].price.amount"); refused != nil && isEmpty(price["sale_price"]) {
			return nil, refused
		}
		if slices.ContainsFunc(wanted[:i], func(m map[string]any) bool { return text(m["id"]) == text(in["id"]) }) {
			return nil, refuse(200, 12052553, "skus names SKU %s twice", text(in["id"]))
		}
	}
	r, refused := t.findProduct(c.ids.Get("product_id"))
	switch {
	case refused != nil:
		return nil, refused
	case productStatus(r) != active:
		return nil, refuse(200, 12019113, "product %s is %s: only prices of products on sale change this way", r.id, productStatus(r))
	}
	if refused := t.checkLocked(r, c.body); refused != nil {
		return nil, refused
	}
	for _, in := range wanted {
		if skuOf(r, text(in["id"])) == nil {
			return nil, refuse(200, 12052557, "SKU %s is none of product %s", text(in["id"]), r.id)
		}
	}
	for _, in := range wanted {
		if refused := t.setPrice(skuOf(r, text(in["id"])), in, "skus"); refused != nil {
			return nil, refused
		}
	}
	r.fields["update_time"] = c.now.Unix()
	r.touch()
	c.applied = true
	return nil, nil
}
