package sandbox

import (
	"fmt"
	"strconv"
	"time"
)

// campaignSales is what creators sold of a campaign's product.
type campaignSales struct {
	orders, settled            int
	estimated, actual          amount
	toPartner, toPartnerActual amount
	sellers                    map[string]int
	paid                       map[string]amount // by creator
	earned                     map[string]amount
}

func (k *campaign) sales(e *entered) *campaignSales {
	out := &campaignSales{sellers: map[string]int{}, paid: map[string]amount{}, earned: map[string]amount{}}
	for _, o := range e.store.led(func(o *order) bool { return o.from.plan == k.id }) {
		for _, x := range commissions(o.order) {
			if x.product != e.product {
				continue
			}
			out.orders++
			out.estimated += x.base
			out.toPartner += x.base.share(e.partnerRate())
			if o.completed != 0 {
				out.settled++
				out.actual += x.actualBase
				out.toPartnerActual += x.actualBase.share(e.partnerRate())
			}
			who := o.from.creator
			out.sellers[who]++
			out.paid[who] += x.base
			out.earned[who] += x.due
		}
	}
	return out
}

// joined are the creators who promote a product by a link of the campaign.
func (k *campaign) joined(e *entered) []*creator {
	var out []*creator
	for _, p := range e.store.promoters(e.product) {
		if p.shows(e.product.id).link == k.id {
			out = append(out, p)
		}
	}
	return out
}

func (s *Sandbox) listCampaignFigures(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	list := []row{}
	for _, e := range k.products {
		list = append(list, row{at: e.at, id: e.product.id, fields: func() map[string]any { return k.figures(e, c.now) }})
	}
	return c.answerRows(list, true)
}

func (k *campaign) figures(e *entered, now time.Time) map[string]any {
	t, sold, joined := e.store, k.sales(e), k.joined(e)
	low, high := t.prices(e.product)
	promoted := 0
	for _, p := range joined {
		if len(t.box.videosOf(p, e.product.id)) > 0 {
			promoted++
		}
	}
	asked := 0
	for _, x := range t.ally().samples {
		if x.product == e.product && x.plan == k.id {
			asked++
		}
	}
	money := t.market.write
	return map[string]any{
		"collaborated_creators_num": len(joined), "creator_sales_num": len(sold.sellers), "promoted_creator_num": promoted,
		"sample_requested_creator_num": asked, "data_update_time": strconv.FormatInt(now.UnixMilli(), 10),
		"campaign_product_detail": map[string]any{
			"product_id": e.product.id, "product_name": e.product.fields["title"], "product_status": "PRODUCT_" + e.review,
			"product_stock_count":      strconv.FormatInt(inStock(e.product), 10),
			"product_price":            map[string]any{"currency": t.market.currency, "min_price": money(low), "max_price": money(high)},
			"product_thumbnail":        map[string]any{"url_list": []string{t.mainImage(e.product)}},
			"total_commission_percent": strconv.Itoa(e.total), "creator_commission_percent": strconv.Itoa(e.creatorRate),
			"partner_commission_percent": strconv.Itoa(e.partnerRate()), "plan_commission_percent": strconv.Itoa(k.rate),
			"indicator_data": map[string]any{
				"paid_order_num": strconv.Itoa(sold.orders), "actual_order_num": strconv.Itoa(sold.settled),
				"estimated_amount": money(sold.estimated), "actual_amount": money(sold.actual),
				"estimated_partner_commission": money(sold.toPartner), "actual_partner_commission": money(sold.toPartnerActual),
				"collaborated_creators_num": strconv.Itoa(len(joined)), "creator_sales_num": strconv.Itoa(len(sold.sellers)),
				"promoted_creator_num": strconv.Itoa(promoted), "sample_requested_creator_num": strconv.Itoa(asked),
			},
		},
	}
}

// tempID is the id that stands for a creator in a campaign's figures.
func (p *creator) tempID() string { return fmt.Sprintf("79010000%011d", p.n) }

func (s *Sandbox) listCampaignCreators(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	e := k.product(c.ids.Get("product_id"))
	if e == nil {
		return nil, refuse(200, 16032010, "the product is not in the campaign")
	}
	sold, joined := k.sales(e), k.joined(e)
	list := []row{}
	for _, p := range joined {
		list = append(list, row{at: p.followers, id: p.openID, fields: func() map[string]any {
			return map[string]any{
				"affiliate_product_id": e.product.id, "commission": e.store.market.write(sold.earned[p.openID]),
				"creator": map[string]any{
					"avatar_url": s.avatar(p)["url"], "creator_temp_id": p.tempID(), "follower_num": p.followers, "nick_name": p.nickname,
					"user_name": p.username, "creator_open_id": p.openID,
				},
				"effective_start_time": strconv.FormatInt(p.shows(e.product.id).added*1000, 10),
				"effective_end_time":   strconv.FormatInt(k.end*1000, 10), "free_sample_status": e.store.sampleStatus(p, e.product),
				"paid_amount": e.store.market.wire(sold.paid[p.openID]), "room_count": 0, "video_count": len(s.videosOf(p, e.product.id)),
			}
		}})
	}
	out, refused := c.rows(list, true)
	if refused != nil {
		return nil, refused
	}
	out["total_creator_count"] = len(list)
	return c.form1(out), nil
}

// sampleOfPair is the latest request of a creator for a product, nil without one.
func (t *store) sampleOfPair(p *creator, product *record) *sampleRequest {
	var last *sampleRequest
	for _, x := range t.ally().samples {
		if x.who == p && x.product == product {
			last = x
		}
	}
	return last
}

// sampleStatus is how far the request of a creator is, in the words of campaigns.
func (t *store) sampleStatus(p *creator, product *record) string {
	x := t.sampleOfPair(p, product)
	switch {
	case x == nil:
		return "NOT_REQUESTED"
	case x.status == sampleUnposted:
		return "UNFULFIL_CANCELLED"
	default:
		return x.status
	}
}

// campaignCreator is the product and the creator in the path.
func (s *Sandbox) campaignCreator(c *call) (*entered, *creator, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, nil, refused
	}
	e := k.product(c.ids.Get("product_id"))
	if e == nil {
		return nil, nil, refuse(200, 16032010, "the product is not in the campaign")
	}
	for _, p := range k.joined(e) {
		if p.tempID() == c.ids.Get("creator_temp_id") {
			return e, p, nil
		}
	}
	return nil, nil, wrongParam("creator_temp_id", "the creator does not promote the product")
}

func (s *Sandbox) getContentFigures(c *call) (any, *refusal) {
	e, p, refused := s.campaignCreator(c)
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, v := range s.videosOf(p, e.product.id) {
		if kind := c.query.Get("content_type"); kind != "" && kind != "1" && kind != "VIDEO" {
			continue
		}
		views, orders := v.views(c.now), s.ordersOf(v.id)
		var paid amount
		for _, o := range orders {
			for i := range o.lines {
				paid += o.lines[i].paid()
			}
		}
		day := time.Unix(v.postedAt, 0).UTC().Format(time.DateOnly)
		out = append(out, map[string]any{
			"content_type": "VIDEO", "published_date": day, "content_end_date": day, "source_url": s.videoURL(v), "linked_tiktok_video": v.id,
			"view_count": strconv.FormatInt(views, 10), "like_count": strconv.FormatInt(views/12, 10), "comment_num": strconv.FormatInt(views/100, 10),
			"paid_order_num": strconv.Itoa(len(orders)), "paid_amount": e.store.market.write(paid), "cover_img_url": e.store.mainImage(e.product),
		})
	}
	return c.form1(map[string]any{"creator_content_statistics": out}), nil
}

// getCampaignSample tells where the parcel of a sample is.
func (s *Sandbox) getCampaignSample(c *call) (any, *refusal) {
	e, p, refused := s.campaignCreator(c)
	if refused != nil {
		return nil, refused
	}
	x := e.store.sampleOfPair(p, e.product)
	if x == nil {
		return c.form1(map[string]any{"sample_status": map[string]any{"quantity": 0, "tracking_results": []map[string]any{}}}), nil
	}
	o := e.store.sales.byID[x.orderID]
	steps := []map[string]any{}
	step := func(at int64, what string) {
		if at != 0 {
			steps = append(steps, map[string]any{"tracking_event_description": what, "tracking_event_update_date": strconv.FormatInt(at, 10)})
		}
	}
	m := map[string]any{"quantity": 1, "delivery_option": "ECONOMY_SHIPPING"}
	if o != nil {
		step(o.delivered, "THE_PACKAGE_HAS_BEEN_DELIVERED")
		step(o.collected, "ORDER_PACKED_AND_READY_FOR_DROP_OFF_AT_CARRIERS_FACILITY")
		step(o.created, "ORDER_PLACED")
		m["estimated_earliest_delivery_date"] = strconv.FormatInt(o.created+2*24*3600, 10)
		m["estimated_latest_delivery_date"] = strconv.FormatInt(o.created+6*24*3600, 10)
	}
	m["tracking_results"] = steps
	return c.form1(map[string]any{"sample_status": m}), nil
}
