package sandbox

import (
	"strconv"
	"strings"
)

func (s *Sandbox) searchTargets(c *call) (any, *refusal) {
	t, now := c.store, c.now.Unix()
	switch c.query.Get("page_size") {
	case "", "20", "50", "100":
	default:
		return nil, wrongParam("page_size", "want 20, 50 or 100")
	}
	list := []row{}
	for _, p := range t.ally().targets {
		if t.wants(c.body, p, now) {
			list = append(list, row{at: p.updated, id: p.id, fields: func() map[string]any {
				m := t.targetView(p, now)
				m["creator_inivited_count"] = m["creator_invited_count"]
				return m
			}})
		}
	}
	return c.answerRows(list, true)
}

// wants applies the filters of the search for target collaborations.
func (t *store) wants(body map[string]any, p *targetPlan, now int64) bool {
	status := p.status(now)
	switch want := text(body["collaboration_status"]); want {
	case "", status:
	case "VALID":
		if status == "COMPLETED" {
			return false
		}
	default:
		return false
	}
	if id := text(body["creator_user_open_id"]); id != "" {
		x := p.creator(id, now)
		if x == nil || text(body["creator_accept_status"]) == "ACCEPT" && x.accepted == 0 {
			return false
		}
	}
	if text(body["free_sample_setting"]) == "WITH_FREE_SAMPLE" && !p.sample {
		return false
	}
	search := object(body["search_param"])
	word := text(search["keyword"])
	if word == "" {
		return true
	}
	switch text(search["keyword_type"]) {
	case "TARGET_COLLABORATION_ID":
		return p.id == word
	case "PRODUCT_ID", "PRODUCT_NAME":
		for _, x := range p.products {
			if t.keyword(search, x.product, "PRODUCT_ID", "PRODUCT_NAME") {
				return true
			}
		}
		return false
	default:
		return strings.Contains(strings.ToLower(p.name), strings.ToLower(word))
	}
}

func (s *Sandbox) getTarget(c *call) (any, *refusal) {
	p, refused := s.findTarget(c)
	if refused != nil {
		return nil, refused
	}
	t, now := c.store, c.now.Unix()
	m := t.targetView(p, now)
	creators := []map[string]any{}
	for _, x := range p.creators {
		shown, content := 0, 0
		for _, y := range p.products {
			if x.who.shows(y.product.id) != nil {
				shown++
			}
			content += len(s.videosOf(x.who, y.product.id))
		}
		creators = append(creators, map[string]any{
			"avatar": s.avatar(x.who), "collaboration_status": leaving(x.leaves, now), "content_product_count": content,
			"creator_open_id": x.who.openID, "nickname": x.who.nickname, "username": x.who.username, "selection_region": x.who.region,
			"product_effective_status": effective(x.accepted != 0), "showcase_product_count": shown,
		})
	}
	m["creators"] = creators
	products := []map[string]any{}
	for _, y := range p.products {
		low, high := t.prices(y.product)
		products = append(products, map[string]any{
			"collaboration_status": leaving(y.leaves, now), "commission_effective_status": effective(p.runs(now)),
			"commission": map[string]any{
				"currency": t.market.currency, "effective_time": strconv.FormatInt(y.since, 10), "rate": y.rate, "shop_ads_commission_rate": y.ads,
				"minimum_amount": t.market.write(low.share(y.rate)), "maximum_amount": t.market.write(high.share(y.rate)),
			},
			"id": y.product.id, "title": y.product.fields["title"], "main_image_url": t.mainImage(y.product),
			"original_price": t.market.span(low, high), "status": planStatus(y.product),
		})
	}
	m["products"] = products
	if p.contact != nil {
		m["seller_contact_info"] = p.contact
	}
	return c.form1(map[string]any{"target_collaboration": m}), nil
}

func leaving(at, now int64) string {
	switch {
	case at == 0:
		return "NORMAL"
	case now < at:
		return "DELETING"
	default:
		return "DELETED"
	}
}

func effective(yes bool) string {
	if yes {
		return "EFFECTIVE_ALL"
	}
	return "EFFECTIVE_NONE"
}

// targetView is what lists and details have in common.
func (t *store) targetView(p *targetPlan, now int64) map[string]any {
	showing, content, invited, products := 0, 0, 0, 0
	for _, y := range p.products {
		if y.leaves == 0 || now < y.leaves {
			products++
		}
	}
	for _, x := range p.creators {
		if x.leaves == 0 || now < x.leaves {
			invited++
		}
		shown, made := false, false
		for _, y := range p.products {
			shown = shown || x.accepted != 0 && x.who.shows(y.product.id) != nil
			made = made || len(t.box.videosOf(x.who, y.product.id)) > 0
		}
		if shown {
			showing++
		}
		if made {
			content++
		}
	}
	return map[string]any{
		"id": p.id, "name": p.name, "message": p.message, "start_time": p.start, "end_time": p.end, "update_time": p.updated, "type": "STANDARD",
		"content_creator_count": content, "showcase_creator_count": showing, "creator_invited_count": invited, "product_count": products,
		"free_sample_rule": map[string]any{"has_free_sample": p.sample, "is_sample_approval_exempt": p.exempt},
	}
}

// searchMyTargets are the invitations of the creator who calls.
func (s *Sandbox) searchMyTargets(c *call) (any, *refusal) {
	me, now := s.me(c), c.now.Unix()
	word := text(c.body["keyword"])
	list := []row{}
	for _, t := range s.stores {
		if t.market.region != me.region || text(c.body["shop_id"]) != "" && text(c.body["shop_id"]) != t.id {
			continue
		}
		for _, p := range t.ally().targets {
			if p.creator(me.openID, now) == nil || word != "" && word != p.id &&
				(text(c.body["keyword_type"]) == "TARGET_COLLABORATIONS_ID" || !strings.Contains(strings.ToLower(p.name), strings.ToLower(word))) {
				continue
			}
			list = append(list, row{at: p.start, id: p.id, fields: func() map[string]any { return t.invitation(p, me, now) }})
		}
	}
	return c.answerRows(list, true)
}

// invitation is a target collaboration as its creator sees it.
func (t *store) invitation(p *targetPlan, me *creator, now int64) map[string]any {
	status := "LIVE"
	switch {
	case p.removed != 0 && now >= p.removed:
		status = "DELETED"
	case now >= p.end:
		status = "EXPIRED"
	}
	products := []map[string]any{}
	for _, y := range p.products {
		if p.conflicts[[2]string{me.openID, y.product.id}] || y.leaves != 0 && now >= y.leaves {
			continue
		}
		low, _ := t.prices(y.product)
		commission := t.market.wire(low.share(y.rate))
		commission["rate"] = y.rate
		products = append(products, map[string]any{
			"id": y.product.id, "title": y.product.fields["title"], "main_image_url": t.mainImage(y.product), "commission": commission,
		})
	}
	return map[string]any{"id": p.id, "name": p.name, "status": status, "products": products}
}
