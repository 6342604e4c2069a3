package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// submission is a product that a shop has submitted to an opportunity.
type submission struct {
	id          string
	opportunity int // number
	product     *record
	status      string
	reason      string
	submitted   int64
	reviewed    int64
}

// Statuses of submissions.
const (
	submissionOpen = "REVIEWING"
	submissionGood = "APPROVED"
	submissionBad  = "REJECTED"
)

const opportunityCount = 6

func opportunityID(n int) string { return fmt.Sprintf("74900001%011d", n) }

func opportunityNumber(id string) int {
	for n := range opportunityCount {
		if opportunityID(n+1) == id {
			return n + 1
		}
	}
	return 0
}

// opportunityTypes alternate.
func opportunityType(n int) string { return [...]string{"LEAF_CATEGORY", "PRODUCT"}[n%2] }

// opportunityTimes are when an opportunity began and ends: around now.
func (c *call) opportunityTimes(n int) (from, to int64) {
	day := c.now.Truncate(24 * time.Hour)
	return day.AddDate(0, 0, -n).Unix(), day.AddDate(0, 0, 60-n).Unix()
}

// wantedThings are what the platform looks for.
var wantedThings = [...]string{"Mug", "Bowl", "Plate", "Vase", "Lamp", "Towel"}

func opportunityTitle(n int) string { return "Wanted: " + wantedThings[n%len(wantedThings)] + "s" }

func (s *Sandbox) searchOpportunities(c *call) (any, *refusal) {
	want := texts(c.body["opportunity_ids"])
	return c.pageOpportunities(func(n int) bool { return oneOf(want, opportunityID(n)) }, func(n int) map[string]any {
		from, _ := c.opportunityTimes(n)
		return map[string]any{
			"id": opportunityID(n), "type": opportunityType(n), "tags": []string{"TIKTOKSHOP_HOT_SELLING"}, "benefits": []string{"More traffic"},
			"create_time": from, "update_time": from,
		}
	})
}

// pageOpportunities answers with one page of those to keep.
func (c *call) pageOpportunities(keep func(int) bool, show func(int) map[string]any) (map[string]any, *refusal) {
	found := []int{}
	for n := 1; n <= opportunityCount; n++ {
		if keep(n) {
			found = append(found, n)
		}
	}
	page, next, refused := paged(c, found, func(n int) listPlace { return listPlace{int64(n), ""} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	rows := []map[string]any{}
	for _, n := range page {
		rows = append(rows, show(n))
	}
	return map[string]any{"opportunities": rows, "next_page_token": next, "total_count": len(found)}, nil
}

func (s *Sandbox) listOpportunities(c *call) (any, *refusal) {
	kind, categories := text(c.body["opportunity_type"]), texts(c.body["category_ids"])
	data, refused := c.pageOpportunities(func(n int) bool {
		from, _ := c.opportunityTimes(n)
		return same(kind, opportunityType(n)) && oneOf(categories, "600001") && between(c.body, "create_time", from)
	}, func(n int) map[string]any {
		from, to := c.opportunityTimes(n)
		row := map[string]any{
			"id": opportunityID(n), "title": opportunityTitle(n), "reference_images": []string{"https://images.example.com/wanted.jpg"},
			"is_collected": false, "query_words": wantedThings[n%len(wantedThings)], "opportunity_type": opportunityType(n), "brand_name": "", "create_time": from,
			"expire_time": to, "est_market_sales_volume": strconv.Itoa(1000 * n), "est_market_gmv": strconv.Itoa(12000 * n), "search_volume": strconv.Itoa(700 * n),
			"competitor_product_count": strconv.Itoa(30 * n), "video_view_pv": strconv.Itoa(90000 * n), "tags": "TIKTOKSHOP_HOT_SELLING",
		}
		for level := 1; level <= 3; level++ {
			row[fmt.Sprint("category_id_level_", level)], row[fmt.Sprint("category_name_level_", level)] = strconv.Itoa(600000+level-1), "Sample category"
		}
		row["category_id_level_3"] = "600001"
		return row
	})
	if refused != nil {
		return nil, refused
	}
	return map[string]any{"data": data}, nil
}

func (s *Sandbox) getOpportunity(c *call) (any, *refusal) {
	n := opportunityNumber(c.ids.Get("opportunity_id"))
	if n == 0 {
		return nil, unmet("an opportunity of the market: there is no %s", c.ids.Get("opportunity_id"))
	}
	from, to := c.opportunityTimes(n)
	return map[string]any{"opportunity": map[string]any{
		"id": opportunityID(n), "action_type": "LIST_PRODUCT",
		"listing_criteria": map[string]any{"product_status": active, "product_category": "600001", "product_brand": "", "keywords": wantedThings[n%len(wantedThings)]},
		"market_data": map[string]any{
			"est_market_sales_volume": strconv.Itoa(1000 * n), "est_market_gmv": strconv.Itoa(12000 * n), "market_buzz": "HIGH",
			"search_volume": strconv.Itoa(700 * n), "search_keyword": wantedThings[n%len(wantedThings)], "competitor_product_count": strconv.Itoa(30 * n),
			"competitor_seller_count": strconv.Itoa(9 * n),
		},
		"content_data": map[string]any{
			"video_view_pv": strconv.Itoa(90000 * n), "shoppable_video_search_pv": strconv.Itoa(800 * n), "trending_hashtag": "#sample",
			"top_shoppable_video_links": []string{},
		},
		"basic_info": map[string]any{
			"opportunity_type": opportunityType(n), "status": "ACTIVE", "title": opportunityTitle(n), "create_time": from, "expire_time": to,
			"category_id_level_1": "600000", "category_id_level_3": "600001", "reference_images": []string{"https://images.example.com/wanted.jpg"},
		},
	}}, nil
}

// submitFor has a product reviewed for an opportunity. A product that is under
// review or approved there stays where it is.
func (t *store) submitFor(n int, product *record) *submission {
	d, s := t.aside(), t.box
	for _, old := range d.submissions {
		if old.opportunity == n && old.product == product && old.status != submissionBad {
			return old
		}
	}
	m := &submission{id: s.depotID("74900002"), opportunity: n, product: product, status: submissionOpen, submitted: s.now().Unix()}
	d.submissions = append(d.submissions, m)
	s.after(s.tempo.Reply, func(now time.Time) {
		m.status, m.reviewed = submissionGood, now.Unix()
		if text(product.fields["status"]) != active {
			m.status, m.reason = submissionBad, "The product is not for sale."
		}
	})
	return m
}

func (s *Sandbox) submitToOpportunity(c *call) (any, *refusal) {
	n := opportunityNumber(c.ids.Get("opportunity_id"))
	if n == 0 {
		return nil, unmet("an opportunity of the market: there is no %s", c.ids.Get("opportunity_id"))
	}
	product, refused := c.store.findProduct(text(c.body["product_id"]))
	if refused != nil {
		return nil, refused
	}
	m := c.store.submitFor(n, product)
	c.applied = true
	return map[string]any{"submission": map[string]any{
		"id": m.id, "opportunity_id": opportunityID(n), "product_id": product.id, "status": m.status, "submit_time": m.submitted, "rejection_reason": m.reason,
	}}, nil
}

func (s *Sandbox) applyForOpportunities(c *call) (any, *refusal) {
	product, refused := c.store.findProduct(c.ids.Get("product_id"))
	if refused != nil {
		return nil, refused
	}
	wanted := texts(c.body["opportunity_ids"])
	for _, id := range wanted {
		if opportunityNumber(id) == 0 {
			return nil, unmet("opportunities of the market: there is no %s", id)
		}
	}
	if len(wanted) == 0 {
		return nil, unmet("opportunity_ids")
	}
	rows := []map[string]any{}
	for _, id := range wanted {
		m := c.store.submitFor(opportunityNumber(id), product)
		rows = append(rows, map[string]any{"id": m.id, "opportunity_id": id, "product_id": product.id, "status": m.status})
	}
	c.applied = true
	return map[string]any{"opportunity_applications": rows}, nil
}

func (s *Sandbox) listSubmissions(c *call) (any, *refusal) {
	q := c.query
	from, to := number(q.Get("submit_time_ge")), number(q.Get("submit_time_lt"))
	var found []*submission
	for _, m := range c.store.aside().submissions {
		if same(q.Get("status"), m.status) && same(q.Get("opportunity_id"), opportunityID(m.opportunity)) && same(q.Get("product_id"), m.product.id) &&
			m.submitted >= from && (to == 0 || m.submitted < to) {
			found = append(found, m)
		}
	}
	slices.Reverse(found)
	at := func(m *submission) listPlace { return listPlace{-number(m.id), ""} }
	page, next, refused := paged(c, found, at, c.pageSize(), q.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	rows := []map[string]any{}
	for _, m := range page {
		row := map[string]any{
			"id": m.id, "opportunity_id": opportunityID(m.opportunity), "opportunity_title": opportunityTitle(m.opportunity), "status": m.status,
			"product_id": m.product.id, "product_name": m.product.fields["title"], "submit_time": m.submitted, "rejection_reason": m.reason,
			"product_orders": 0, "product_pv": 0,
		}
		if m.reviewed > 0 {
			row["review_time"] = m.reviewed
		}
		rows = append(rows, row)
	}
	return map[string]any{"data": map[string]any{"submissions": rows, "next_page_token": next, "total_count": len(found)}}, nil
}
