package sandbox

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *Sandbox) searchSamples(c *call) (any, *refusal) {
	t, b := c.store, c.body
	list := []row{}
	for _, x := range t.ally().samples {
		if !same(b["status"], x.status) || !same(b["creator_user_oepn_id"], x.who.openID) || !same(b["order_id"], x.orderID) ||
			!same(b["product_id"], x.product.id) || !same(b["username"], x.who.username) || !same(b["target_collabration_id"], x.plan) ||
			!same(b["title"], x.product.fields["title"]) {
			continue
		}
		list = append(list, row{at: x.created, id: x.id, fields: func() map[string]any { return t.sampleView(x) }})
	}
	return c.answerRows(list, true)
}

// sampleView is a request as the seller sees it.
func (t *store) sampleView(x *sampleRequest) map[string]any {
	left := inStock(x.product)
	if rule := t.ally().rules[x.product.id]; rule != nil {
		left = max(rule.quota-rule.used, 0)
	}
	reasons := []string{}
	if x.status != samplePending {
		reasons = append(reasons, "NOT_PENDING")
	}
	m := map[string]any{
		"id": x.id, "status": x.status, "approve_expiration_time": x.approveBy, "available_quantity": left,
		"commission_rate": strconv.FormatFloat(float64(x.rate)/10000, 'f', -1, 64), "disapprovable_reasons": reasons,
		"is_approvable": x.status == samplePending, "fulfillment_status": x.duty(), "order_id": x.orderID,
		"creator": map[string]any{
			"avatar_url": t.box.avatar(x.who)["url"], "creator_open_id": x.who.openID, "follower_count": x.who.followers,
			"content_count": len(t.box.videosOf(x.who, x.product.id)), "ec_video_view": x.who.videoViews, "fulfillment_percentage": "90",
			"gmv": t.market.wire(x.who.gmv), "nickname": x.who.nickname, "username": x.who.username,
		},
		"product": map[string]any{
			"id": x.product.id, "sku_id": x.sku, "title": x.product.fields["title"], "sku_image_url": t.mainImage(x.product), "sku_name": skuName(x),
		},
	}
	if x.shipBy != 0 {
		m["shipment_expiration_time"] = x.shipBy
	}
	if o := t.sales.byID[x.orderID]; o != nil && len(o.lines) > 0 && o.lines[0].parcel != nil {
		m["tracking_number"] = o.lines[0].parcel.tracking
	}
	return m
}

func skuName(x *sampleRequest) string {
	for _, sku := range objects(x.product.fields["skus"]) {
		if text(sku["id"]) != x.sku {
			continue
		}
		for _, a := range objects(sku["sales_attributes"]) {
			return text(a["value_name"])
		}
	}
	return ""
}

// duty is how far the creator is with the content that was promised.
func (x *sampleRequest) duty() string {
	switch x.status {
	case sampleContent:
		return "ONGOING"
	case sampleDone:
		return "SUCCEED"
	case sampleUnposted:
		return "OVERDUE"
	case samplePending, sampleApproved, sampleShipped:
		return "PENDING"
	default:
		return "CANCELLED"
	}
}

func (s *Sandbox) listSampleContents(c *call) (any, *refusal) {
	x := c.store.ally().sampleOf[c.ids.Get("application_id")]
	if x == nil {
		return nil, wrongParam("application_id", "the shop has no such request")
	}
	out := []map[string]any{}
	if text(c.body["content_format"]) == "LIVE" {
		return c.form1(map[string]any{"fulfillments": out}), nil
	}
	for _, v := range s.videosOf(x.who, x.product.id) {
		views := v.views(c.now)
		orders := 0
		for range s.ordersOf(v.id) {
			orders++
		}
		out = append(out, map[string]any{
			"product": map[string]any{"id": x.product.id, "main_image_url": c.store.mainImage(x.product)},
			"content": map[string]any{
				"id": v.id, "format": "VIDEO", "description": v.caption, "create_time": v.postedAt, "view_count": views,
				"like_count": views / 12, "comment_count": views / 100, "paid_order_count": orders, "url": s.videoURL(v), "page_link": s.videoURL(v),
			},
		})
	}
	return c.form1(map[string]any{"fulfillments": out}), nil
}

// mySamples are the requests of the creator who calls.
func (s *Sandbox) mySamples(c *call) (list []*sampleRequest, of map[*sampleRequest]*store) {
	me := s.me(c)
	of = map[*sampleRequest]*store{}
	for _, t := range s.stores {
		if t.market.region != me.region {
			continue
		}
		for _, x := range t.ally().samples {
			if x.who == me {
				list, of[x] = append(list, x), t
			}
		}
	}
	return list, of
}

func (s *Sandbox) searchMySamples(c *call) (any, *refusal) {
	wanted := texts(c.body["application_statuses"])
	mine, _ := s.mySamples(c)
	list := []row{}
	for _, x := range mine {
		if oneOf(wanted, x.status) {
			list = append(list, row{at: x.created, id: x.id, fields: func() map[string]any {
				m := x.mine()
				if x.status == sampleContent {
					m["status"] = sampleToPost
				}
				return m
			}})
		}
	}
	return c.answerRows(list, true)
}

// mine is a request as its creator sees it.
func (x *sampleRequest) mine() map[string]any {
	return map[string]any{
		"id": x.id, "main_order_id": x.orderID, "activity_id": x.plan, "create_time": x.created, "type": "FREE_SAMPLE", "status": x.status,
		"sample_product": map[string]any{"id": x.product.id, "sku_id": x.sku, "sku_sale_property_value_names": []string{skuName(x)}},
		"creator_fulfillment": map[string]any{
			"id": x.fulfillment, "status": x.duty(), "expiration_time": x.postBy, "total_suspend_duration": 0,
			"bound_product_status": boundStatus(x.product),
		},
	}
}

func boundStatus(p *record) string {
	if status := planStatus(p); status != "DELETE" && status != "OTHER" {
		return status
	}
	return "PERMANENT_DELETED"
}

func (s *Sandbox) getMySample(c *call) (any, *refusal) {
	id, order := text(c.body["application_id"]), text(c.body["main_order_id"])
	if id == "" && order == "" {
		return nil, invalid("application_id is a required field and has not been provided")
	}
	mine, _ := s.mySamples(c)
	for _, x := range mine {
		if same(id, x.id) && same(order, x.orderID) && same(c.body["product_id"], x.product.id) {
			return c.form1(map[string]any{"sample_application": x.mine()}), nil
		}
	}
	return nil, wrongParam("application_id", "the creator has no such request")
}

func (s *Sandbox) getSampleLabel(c *call) (any, *refusal) {
	me, id := s.me(c), c.query.Get("product_id")
	t, p := s.findAnywhere(me.region, id)
	if p == nil {
		return nil, wrongParam("product_id", "no shop of the creator's region has this product")
	}
	label := map[string]any{"can_apply": true, "reach_limit": false, "status": "TO_APPLY"}
	reason := ""
	mine, _ := s.mySamples(c)
	for _, x := range mine {
		if x.product != p {
			continue
		}
		label["application_id"], label["status"] = x.id, "ONGOING"
		if x.over() {
			label["status"] = "COMPLETE"
			continue
		}
		reason = "ALREADY_APPLYED"
	}
	if rule := t.ally().rules[id]; rule == nil || rule.status(c.now.Unix()) != "ONGOING" || !rule.lets(me) {
		label["can_apply"], label["reach_limit"] = false, rule != nil && rule.used >= rule.quota
	}
	if plan := t.targetFor(me, p, c.now.Unix()); plan != nil && plan.sample {
		label["can_apply"] = true
	}
	if reason != "" {
		label["can_apply"] = false
	}
	skus := []map[string]any{}
	for _, sku := range objects(p.fields["skus"]) {
		a, _ := t.market.read(object(sku["price"])["sale_price"])
		one := map[string]any{"id": sku["id"], "is_available": reason == "", "price": t.market.wire(a)}
		props, values := []map[string]any{}, []string{}
		for _, prop := range objects(sku["sales_attributes"]) {
			props = append(props, prop)
			values = append(values, text(prop["value_id"]))
		}
		one["sale_properties"], one["sale_property_value_ids"] = props, strings.Join(values, ",")
		if reason != "" {
			one["unavailable_reason"] = reason
		}
		skus = append(skus, one)
	}
	label["sample_product"] = map[string]any{"sample_sku_list": skus}
	return c.form1(map[string]any{"label": label}), nil
}

func (s *Sandbox) listMyFulfillments(c *call) (any, *refusal) {
	wanted := texts(c.body["fulfillment_statuses"])
	mine, of := s.mySamples(c)
	if c.query.Get("sort_order") == "DESC" {
		slices.Reverse(mine)
	}
	out := []map[string]any{}
	for _, x := range mine {
		if !oneOf(wanted, x.duty()) {
			continue
		}
		out = append(out, map[string]any{
			"application_id": x.id, "id": x.fulfillment, "product_id": x.product.id, "shop_id": of[x].id, "status": x.duty(),
			"expiration_time": x.postBy, "bound_product_status": boundStatus(x.product), "sample_application_type": "FREE_SAMPLE", "total_suspend_duration": 0,
		})
	}
	return c.form1(map[string]any{"fulfillments": out}), nil
}

func (s *Sandbox) sellerSampleLink(c *call) (any, *refusal) {
	days := 7
	if v := c.query.Get("valid_days"); v != "" {
		days, _ = strconv.Atoi(v)
	}
	if days < 1 || days > 14 {
		return nil, wrongParam("valid_days", "want 1 to 14")
	}
	return s.sampleLink(c, c.store, &shareLink{expires: c.now.AddDate(0, 0, days).Unix()})
}

func (s *Sandbox) creatorSampleLink(c *call) (any, *refusal) {
	me := s.me(c)
	t, _ := s.findAnywhere(me.region, c.query.Get("product_id"))
	back := c.query.Get("redirect_schema")
	if u, err := url.Parse(back); err != nil || u.Scheme == "javascript" {
		return nil, wrongParam("redirect_schema", "want an address")
	}
	return s.sampleLink(c, t, &shareLink{by: me, once: true, back: back, expires: c.now.Add(24 * time.Hour).Unix()})
}

func (s *Sandbox) sampleLink(c *call, t *store, l *shareLink) (any, *refusal) {
	l.store, l.product, l.sku = t, c.query.Get("product_id"), c.query.Get("sku_id")
	if t == nil || t.products.byID[l.product] == nil {
		return nil, wrongParam("product_id", "no such product")
	}
	if !anySKU(t.products.byID[l.product], "id", []string{l.sku}) {
		return nil, wrongParam("sku_id", "the product has no such SKU")
	}
	s.newLink(l)
	c.applied = true
	return c.form1(map[string]any{"deeplink": fmt.Sprintf("%s%s%s?product_id=%s&sku_id=%s", s.baseURL, samplePath, l.key, l.product, l.sku)}), nil
}
