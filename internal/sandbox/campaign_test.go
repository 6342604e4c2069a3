package sandbox

import (
	"testing"
	"time"
)

const campaignsPath = "/affiliate_partner/202405/campaigns"

func TestACampaignSellsThroughItsLinks(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	partner, me, shop := k.as(Partner), k.as(Creator), k.shop.stores[0]
	asset := k.shop.AssetCipher()
	in := func(r request) request {
		if r.query == nil {
			r.query = map[string]string{}
		}
		r.query["category_asset_cipher"] = asset
		return r
	}
	now := k.shop.Now().Unix()
	create := func(start, end int64, rate int) request {
		return in(post(campaignsPath, say(`{"name":"Mugs","commission_rate":%d,"campaign_start_time":%d,"campaign_end_time":%d,"registration_start_time":%d,"registration_end_time":%d}`, rate, start, end, now, end-60)))
	}
	partner.refused(t, 16032002, create(now, now-5, 1000))
	partner.refused(t, 16032002, create(now, now+361*24*3600, 1000))
	partner.refused(t, 98001004, create(now, now+30*24*3600, 9000))
	id := text(partner.good(t, create(now, now+30*24*3600, 1000))["campaign_id"])
	path := campaignsPath + "/" + id
	status := func() any { return partner.good(t, in(get(path)))["status"] }
	if status() != "READY" {
		t.Errorf("status %v", status())
	}
	partner.good(t, in(post(path+"/partial_edit", `{"name":"More mugs"}`)))
	partner.good(t, in(post(path+"/publish", "")))
	partner.refused(t, 16032008, in(post(path+"/publish", "")))
	partner.refused(t, 16032008, in(post(path+"/partial_edit", say(`{"campaign_start_time":%d}`, now+5))))
	partner.refused(t, 16032005, in(get(campaignsPath+"/77")))
	if status() != "ONGOING" {
		t.Errorf("status %v", status())
	}
	k.shop.Advance(time.Hour)
	products := objects(partner.good(t, in(get(path+"/products", "page_size", "10", "review_status", "PENDING")))["products"])
	if len(products) != enteredProducts {
		t.Fatalf("%d products entered", len(products))
	}
	product := text(products[0]["id"])
	partner.refused(t, 16032009, in(post(path+"/products/"+product+"/promotion_link/generate", `{}`)))
	partner.good(t, in(post(path+"/products/"+product+"/review", `{"review_result":"APPROVE"}`)))
	partner.refused(t, 16032009, in(post(path+"/products/"+product+"/review", `{"review_result":"APPROVE"}`)))
	partner.refused(t, 36009004, in(post(path+"/products/"+text(products[1]["id"])+"/review", `{"review_result":"REJECT"}`)))
	partner.good(t, in(post(path+"/products/"+text(products[1]["id"])+"/review", `{"review_result":"REJECT","reject_reasons":["COMMISSION_TOO_LOW"]}`)))
	partner.refused(t, 16032008, in(post(path+"/products/"+product+"/promotion_link/generate", `{"creator_commission_rate":1501}`)))
	link := text(partner.good(t, in(post(path+"/products/"+product+"/promotion_link/generate", `{"creator_commission_rate":1200}`)))["product_promotion_link"])
	batch := partner.good(t, in(post("/affiliate_partner/202505/campaigns/"+id+"/products/promotion_links/generate_batch", say(`{"product_ids":[%q,%q]}`, product, text(products[1]["id"])))))
	if len(objects(batch["product_promotion_links"])) != 1 || len(texts(batch["failed_product_ids"])) != 1 {
		t.Errorf("links %v", batch)
	}

	me.good(t, post(showcasePath+"/add", say(`{"add_type":"PRODUCT_LINK","product_link":%q}`, link)))
	sku := text(objects(shop.products.byID[product].fields["skus"])[0]["id"])
	k.shop.mu.Lock()
	o, err := shop.place(basket{items: []pick{{product, sku, 1}}, from: &lead{creator: "open-id-of-the-test-creator", kind: "SHOWCASE"}})
	k.shop.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	sold := objects(partner.good(t, in(post("/affiliate_partner/202603/orders/search", say(`{"campaign_id":%q}`, id), "page_size", "20")))["sku_orders"])
	paid := o.lines[0].paid()
	if len(sold) != 1 || text(object(sold[0]["estimated_creator_standard_commission"])["amount"]) != shop.market.write(paid.share(1200)) ||
		text(object(sold[0]["estimated_partner_standard_commission"])["amount"]) != shop.market.write(paid.share(300)) {
		t.Errorf("sold %v", sold)
	}
	figures := objects(partner.good(t, get("/affiliate_partner/202501/campaigns/"+id+"/products/performance", "page_size", "50"))["campaign_product_statistics"])
	if len(figures) != enteredProducts {
		t.Errorf("figures of %d products", len(figures))
	}
	creators := objects(partner.good(t, in(get("/affiliate_partner/202508/campaigns/"+id+"/products/"+product+"/performance", "page_size", "50")))["promotion_creators"])
	if len(creators) != 1 || text(object(creators[0]["paid_amount"])["amount"]) != shop.market.write(paid) {
		t.Fatalf("creators %v", creators)
	}
	temp := text(object(creators[0]["creator"])["creator_temp_id"])
	at := "/affiliate_partner/202508/campaigns/" + id + "/products/" + product + "/creator/" + temp + "/content/statistics"
	partner.good(t, get(at, "affiliate_product_id", product))
	partner.good(t, get(at+"/sample/status"))

	k.shop.Advance(31 * 24 * time.Hour)
	partner = k.as(Partner)
	if status() != "CLOSED" {
		t.Errorf("status %v", status())
	}
	partner.refused(t, 16032008, in(post(path+"/partial_edit", `{"name":"Late"}`)))
	if list := ids(partner.good(t, in(get(campaignsPath, "page_size", "10", "status", "CLOSED")))["campaigns"]); len(list) != 1 || list[0] != id {
		t.Errorf("closed campaigns %v", list)
	}
}

func TestLinksLeadToProducts(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me := k.as(Creator)
	id := ids(me.good(t, get(showcasePath, "page_size", "1", "origin", "LIVE"))["products"])[0]
	data := me.good(t, post("/affiliate_creator/202501/affiliate_sharing_links/generate_batch", say(`{"material":{"type":"PRODUCT","id":%q},"channel":"mail","tags":["a","b","a"]}`, id)))
	links := objects(data["affiliate_sharing_links"])
	if len(links) != 2 || len(objects(data["errors"])) != 1 {
		t.Fatalf("links %v", data)
	}
	if status, _ := k.fetch(t, text(links[1]["affiliate_sharing_link"])); status != 200 {
		t.Errorf("status %d", status)
	}
	k.shop.mu.Lock()
	l := k.shop.linkOf(text(links[1]["affiliate_sharing_link"]))
	k.shop.mu.Unlock()
	if l == nil || l.clicks != 1 || l.product != id {
		t.Errorf("link %+v", l)
	}
}
