package sandbox

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

func TestOrdersPayTheCommissionOfTheirTime(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me, shop := k.as(Creator), k.shop.stores[0]
	id := freeProduct(t, k)
	k.good(t, post(openPath, say(`{"product_id":%q,"commission_rate":1234}`, id)))
	if errs := objects(me.good(t, post(showcasePath+"/add", say(`{"add_type":"PRODUCT_ID","product_ids":[%q,"77"]}`, id)))["errors"]); len(errs) != 1 || number(errs[0]["code"]) != 16015001 {
		t.Fatalf("errors %v", errs)
	}
	product := shop.products.byID[id]
	sku := text(objects(product.fields["skus"])[0]["id"])
	k.shop.mu.Lock()
	openID := k.shop.first(Creator).openID
	o, err := shop.place(basket{items: []pick{{id, sku, 3}}, from: &lead{creator: openID, kind: "VIDEO", content: "7493000000000000001"}})
	k.shop.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	unit := o.lines[0].paid()
	want := shop.market.write(3 * unit.share(1234))
	seen := func() (seller, creator map[string]any) {
		s := objects(k.good(t, post(sellerLeads, `{}`, "page_size", "20"))["orders"])
		c := objects(me.good(t, post(creatorLeads, `{}`, "page_size", "20"))["orders"])
		if len(s) != 1 || len(c) != 1 {
			t.Fatalf("%d and %d orders", len(s), len(c))
		}
		return s[0], c[0]
	}
	seller, creator := seen()
	sk, ck := objects(seller["skus"])[0], objects(creator["skus"])[0]
	if text(object(sk["estimated_paid_commission"])["amount"]) != want || text(object(ck["estimated_commission"])["amount"]) != want ||
		number(ck["quantity"]) != 3 || sk["open_collaboration_id"] != ck["open_collaboration_id"] || text(sk["commission_rate"]) != "1234" {
		t.Errorf("want %s estimated, have %v and %v", want, sk, ck)
	}
	if seller["status"] != "PROCESSING" || ck["actual_commission"] != nil {
		t.Errorf("paid before the end: %v, %v", seller["status"], ck)
	}
	// A unit goes back; the order ends and is settled.
	k.shop.mu.Lock()
	o.lines[1].refunded = unit
	shop.refunded(o)
	now := k.shop.now().Unix()
	for _, to := range []string{awaitingCollection, inTransit, delivered, completed} {
		shop.moveTo(o, to, now)
	}
	k.shop.mu.Unlock()
	left := shop.market.write(2 * unit.share(1234))
	seller, creator = seen()
	if got := text(object(objects(seller["skus"])[0]["actual_paid_commission"])["amount"]); got != left || seller["status"] != "COMPLETED" || creator["status"] != "UNSPECIFIED" {
		t.Errorf("actual %s, want %s; %v, %v", got, left, seller["status"], creator["status"])
	}
	k.shop.Advance(49 * time.Hour)
	if _, creator = seen(); creator["status"] != "SETTLED" || number(objects(creator["skus"])[0]["refunded_quantity"]) != 1 {
		t.Errorf("have %v", creator)
	}
	ms := k.shop.Now().UnixMilli()
	if traces := objects(me.good(t, post(tracesPath, say(`{"time_type":"SETTLE_TIME","time_ge":%d,"time_lt":%d}`, ms-72*3600_000, ms), "page_size", "20"))["orders"]); len(traces) != 1 {
		t.Errorf("%d traces", len(traces))
	}
	k.refused(t, 98001004, post(sellerLeads, say(`{"create_time_ge":%d}`, k.shop.Now().AddDate(0, -4, 0).Unix()), "page_size", "20"))
}

func TestViewsOfSampleOrdersAgree(t *testing.T) {
	t.Parallel()
	k := standing(t, 300)
	all := walkAll(t, k, sellerLeads, "orders", `{}`, "page_size", "7")
	if len(all) < 30 {
		t.Fatalf("only %d orders by creators", len(all))
	}
	mine := walkAll(t, k.as(Creator), creatorLeads, "orders", `{}`, "page_size", "5")
	if len(mine) == 0 || len(mine) >= len(all) {
		t.Errorf("%d of %d orders are the creator's", len(mine), len(all))
	}
	plan := text(objects(object(all[0])["skus"])[0]["open_collaboration_id"])
	if plan == "" {
		plan = text(objects(object(all[0])["skus"])[0]["target_collaboration_id"])
	}
	if some := walkAll(t, k, sellerLeads, "orders", say(`{"program_id":%q}`, plan), "page_size", "50"); len(some) == 0 || len(some) >= len(all) {
		t.Errorf("%d of %d orders are of plan %q", len(some), len(all), plan)
	}
	if others := walkAll(t, k.as(Partner), "/affiliate_partner/202603/cap_order/search", "sku_orders", `{}`, "page_size", "50", "category_asset_cipher", k.shop.AssetCipher()); len(others) < len(mine) {
		t.Errorf("the agency sees %d SKU orders of %d orders", len(others), len(mine))
	}
}

func TestAnExportIsReadyAfterAWhile(t *testing.T) {
	t.Parallel()
	k := standing(t, 300)
	today := k.shop.Now().Format("20060102")
	id := text(object(k.good(t, post(exportsPath, say(`{"module_type":"BASE","window_type":"LAST_30_DAYS","end_day":%s,"plan_type":"ALL"}`, today)))["task"])["id"])
	list := func() map[string]any {
		return objects(k.good(t, get(exportsPath+"s", "doc_type", "BASE"))["tasks"])[0]
	}
	if list()["status"] != "RUNNING" {
		t.Errorf("have %v", list())
	}
	k.refused(t, 98001004, get(exportsPath+"s/"+id+"/file"))
	k.shop.Advance(time.Hour)
	raw, err := base64.StdEncoding.DecodeString(text(object(k.good(t, get(exportsPath+"s/"+id+"/file"))["file"])["base64"]))
	if err != nil || list()["status"] != "SUCCEEDED" || strings.Count(string(raw), "\n") < 30 || !strings.HasPrefix(string(raw), "Order ID,") {
		t.Errorf("%v, %v: %.200s", err, list(), raw)
	}
	k.refused(t, 98001004, get(exportsPath+"s/1/file"))
}
