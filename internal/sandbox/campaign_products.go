package sandbox

import (
	"strconv"
	"strings"
)

func (s *Sandbox) listCampaignProducts(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	q := func(name string) string { return strings.ToLower(c.query.Get(name)) }
	list := []row{}
	for _, e := range k.products {
		if !same(c.query.Get("review_status"), e.review) || !same(c.query.Get("product_id"), e.product.id) ||
			!strings.Contains(strings.ToLower(text(e.product.fields["title"])), q("product_name")) ||
			!strings.Contains(strings.ToLower(e.store.name()), q("shop_name")) || !same(c.query.Get("category_id"), topCategory(e.product)) {
			continue
		}
		list = append(list, row{at: e.at, id: e.product.id, fields: func() map[string]any { return e.view(c.now.Unix()) }})
	}
	return c.answerRows(list, true)
}

// view is a product in a campaign.
func (e *entered) view(now int64) map[string]any {
	t, p := e.store, e.product
	low, high := t.prices(p)
	open := 0
	if plan := t.openFor(p.id, now); plan != nil {
		open = plan.rateAt(now)
	}
	skus := []map[string]any{}
	for _, sku := range objects(p.fields["skus"]) {
		a, _ := t.market.read(object(sku["price"])["sale_price"])
		var left int64
		for _, at := range objects(sku["inventory"]) {
			left += number(at["quantity"])
		}
		props, name := []map[string]any{}, ""
		for _, prop := range objects(sku["sales_attributes"]) {
			props = append(props, map[string]any{"name": prop["name"], "value_name": prop["value_name"]})
			name = text(prop["value_name"])
		}
		price := map[string]any{
			"currency": t.market.currency, "sale_price": t.market.write(a), "list_price": t.market.write(a), "region_code": t.market.region,
		}
		skus = append(skus, map[string]any{
			"sku_id": sku["id"], "sku_name": name, "base_price": price, "region_prices": []map[string]any{price},
			"inventory": map[string]any{"available_quantity": strconv.FormatInt(left, 10)}, "properties": props,
		})
	}
	return map[string]any{
		"id": p.id, "name": p.fields["title"], "category": map[string]any{"id": topCategory(p), "name": "Category " + topCategory(p)},
		"creator_commission_rate": e.creatorRate, "partner_commission_rate": e.partnerRate(), "total_commission_rate": e.total,
		"open_collaboration_commission_rate": open, "highest_price": t.market.wire(high), "lowest_price": t.market.wire(low),
		"inventory": inStock(p), "is_available": text(p.fields["status"]) == active, "main_image_url": t.mainImage(p),
		"product_description": p.fields["description"], "product_sales": t.unitsSold()[p.id], "review_status": e.review, "sample_quota": 10,
		"shop_name": t.name(), "sku_information_list": skus,
	}
}

// openEntry is the product in the path, of a campaign that is online.
func (s *Sandbox) openEntry(c *call) (*campaign, *entered, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, nil, refused
	}
	e := k.product(c.ids.Get("product_id"))
	if e == nil {
		return nil, nil, refuse(200, 16032010, "the product is not in the campaign")
	}
	if status := k.status(c.now.Unix()); status == campaignReady || status == campaignClosed {
		return nil, nil, refuse(200, 16032009, "the campaign is %s, not online", status)
	}
	return k, e, nil
}

func (s *Sandbox) reviewCampaignProduct(c *call) (any, *refusal) {
	if refused := c.need("review_result"); refused != nil {
		return nil, refused
	}
	_, e, refused := s.openEntry(c)
	if refused != nil {
		return nil, refused
	}
	if e.review != pendingEntry {
		return nil, refuse(200, 16032009, "the product is %s, only PENDING ones are reviewed", e.review)
	}
	if text(c.body["review_result"]) == "APPROVE" {
		e.review = approvedEntry
	} else {
		if refused := c.need("reject_reasons"); refused != nil {
			return nil, refused
		}
		e.review, e.reasons = rejectedEntry, texts(c.body["reject_reasons"])
	}
	c.applied = true
	return nil, nil
}

func (s *Sandbox) linkCampaignProduct(c *call) (any, *refusal) {
	k, e, refused := s.openEntry(c)
	if refused != nil {
		return nil, refused
	}
	if e.review != approvedEntry {
		return nil, refuse(200, 16032009, "the product is %s, not APPROVED", e.review)
	}
	if rate := int(number(c.body["creator_commission_rate"])); rate != 0 {
		if rate < minCommission || rate > e.total {
			return nil, refuse(200, 16032008, "the creator's commission must be %d to %d basis points, all the seller gives", minCommission, e.total)
		}
		e.creatorRate = rate
	}
	c.applied = true
	return c.form1(map[string]any{"product_promotion_link": s.campaignLink(k, e)}), nil
}

func (s *Sandbox) campaignLink(k *campaign, e *entered) string {
	return s.shareURL(s.newLink(&shareLink{store: e.store, product: e.product.id, campaign: k.id, rate: e.creatorRate}))
}

func (s *Sandbox) linkCampaignProducts(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	ids := texts(c.body["product_ids"])
	if len(ids) == 0 {
		return nil, invalid("product_ids is a required field and has not been provided")
	}
	links, failed := []map[string]any{}, []string{}
	for _, id := range ids {
		e := k.product(id)
		if e == nil || e.review != approvedEntry || k.status(c.now.Unix()) == campaignClosed {
			failed = append(failed, id)
			continue
		}
		links = append(links, map[string]any{"product_id": id, "link": s.campaignLink(k, e)})
		c.applied = true
	}
	return c.form1(map[string]any{"product_promotion_links": links, "failed_product_ids": failed}), nil
}
