package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	openPath      = "/affiliate_seller/202412/open_collaborations"
	targetsPath   = "/affiliate_seller/202508/target_collaborations"
	sellerSamples = "/affiliate_seller/202508/sample_applications/search"
	sellerLeads   = "/affiliate_seller/202410/orders/search"
	creatorLeads  = "/affiliate_creator/202410/orders/search"
	tracesPath    = "/affiliate_creator/202505/orders/trace/search"
	showcasePath  = "/affiliate_creator/202405/showcases/products"
	marketPath    = "/affiliate_seller/202508/marketplace_creators"
	exportsPath   = "/affiliate_seller/202603/compass/offline_task"
)

// good is ok for an answer whose fields must be as the route declares them.
func (k *caller) good(t testing.TB, r request) map[string]any {
	t.Helper()
	data := k.ok(t, r)
	rt, _ := k.shop.routes.match(r.method, r.path)
	if refused := checkFields(rt.op.Response, data, ""); refused != nil {
		t.Errorf("%s %s: %s", r.method, r.path, refused.message)
	}
	return data
}

// refused wants an answer with a code.
func (k *caller) refused(t testing.TB, code int, r request) {
	t.Helper()
	if a := k.do(t, r); a.Code != code {
		t.Errorf("%s %s: code %d %q, want %d", r.method, r.path, a.Code, a.Message, code)
	}
}

// standing stops the clock, so that only Advance moves time.
func standing(t *testing.T, orders int) *caller {
	k := start(t, Options{Orders: orders})
	k.shop.Speed(0)
	return k
}

func (k *caller) as(kind Kind) *caller {
	other := *k
	other.token = k.shop.Issue(kind).Access
	return &other
}

// freeProduct is a product for sale that is in no collaboration.
func freeProduct(t testing.TB, k *caller) string {
	t.Helper()
	shop := k.shop.stores[0]
	for _, p := range shop.products.list {
		if text(p.fields["status"]) == active && shop.alliance.open[p.id] == nil {
			return p.id
		}
	}
	t.Fatal("all products are taken")
	return ""
}

func somebody(k *caller, n int) string { return k.shop.people("US")[n].openID }

func say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func TestAProductHasOneOpenCollaboration(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	id := freeProduct(t, k)
	k.refused(t, 16003033, post(openPath, say(`{"product_id":%q,"commission_rate":99}`, id)))
	k.refused(t, 16003033, post(openPath, say(`{"product_id":%q,"commission_rate":8001}`, id)))
	k.refused(t, 16003035, post(openPath, `{"product_id":"12345","commission_rate":1000}`))
	made := object(k.good(t, post(openPath, say(`{"product_id":%q,"commission_rate":1000}`, id)))["open_collaboration"])
	if number(made["effective_time"]) != k.shop.Now().Unix() || text(made["id"]) == "" {
		t.Errorf("made %v", made)
	}
	k.refused(t, 16003012, post(openPath, say(`{"product_id":%q,"commission_rate":1200}`, id)))

	find := post(openPath+"/search", say(`{"keyword":%q,"keyword_type":"PRODUCT_ID"}`, id), "page_size", "10")
	look := func() map[string]any {
		list := objects(k.good(t, find)["open_collaborations"])
		if len(list) != 1 {
			t.Fatalf("%d collaborations", len(list))
		}
		return list[0]
	}
	if m := look(); text(m["status"]) != "NORMAL" || number(object(m["current_commission"])["rate"]) != 1000 {
		t.Errorf("have %v", m)
	}
	// It ends at midnight and can be taken up again before: more at once, less later.
	end := number(k.good(t, request{method: "DELETE", path: "/affiliate_seller/202409/open_collaborations/products/" + id})["terminated_effective_time"])
	if end <= k.shop.Now().Unix() || end > k.shop.Now().Unix()+25*3600 || text(look()["status"]) != "TERMINATING" {
		t.Errorf("ends at %d", end)
	}
	k.refused(t, 98001004, request{method: "DELETE", path: "/affiliate_seller/202409/open_collaborations/products/" + id})
	k.good(t, post(openPath, say(`{"product_id":%q,"commission_rate":500}`, id)))
	if m := look(); text(m["status"]) != "NORMAL" || number(object(m["current_commission"])["rate"]) != 1000 {
		t.Errorf("a cut counts at once: %v", m)
	}
	k.shop.Advance(25 * time.Hour)
	if m := look(); number(object(m["current_commission"])["rate"]) != 500 {
		t.Errorf("a cut never counts: %v", m)
	}
	k.good(t, request{method: "DELETE", path: "/affiliate_seller/202409/open_collaborations/products/" + id})
	k.good(t, post(openPath, say(`{"product_id":%q,"commission_rate":900}`, id)))
	if m := look(); number(object(m["current_commission"])["rate"]) != 900 {
		t.Errorf("a rise waits: %v", m)
	}
	k.good(t, request{method: "DELETE", path: "/affiliate_seller/202409/open_collaborations/products/" + id})
	k.shop.Advance(25 * time.Hour)
	if list := objects(k.good(t, find)["open_collaborations"]); len(list) != 0 {
		t.Errorf("it has not ended: %v", list)
	}
}

func TestProductsJoinByThemselvesWhenTheSellerWants(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	id := freeProduct(t, k)
	const settings = "/affiliate_seller/202405/open_collaboration_settings"
	k.refused(t, 16003033, post(settings, `{"auto_add_product":{"enable":true,"commission_rate":5}}`))
	k.good(t, post(settings, `{"auto_add_product":{"enable":true,"commission_rate":700}}`))
	auto := object(object(k.good(t, get("/affiliate_seller/202409/open_collaboration_settings"))["open_collaboration_settings"])["auto_add_product"])
	if !truth(auto["enable"]) || number(auto["commission_rate"]) != 700 {
		t.Errorf("settings %v", auto)
	}
	k.refused(t, 16003012, post(openPath, say(`{"product_id":%q,"commission_rate":1000}`, id)))
	found := walkAll(t, k.as(Creator), "/affiliate_creator/202405/open_collaborations/products/search", "products",
		`{"commission_rate_range":{"rate_ge":700,"rate_lt":701}}`, "page_size", "3", "sort_field", "commission", "sort_order", "DESC")
	if !strings.Contains(strings.Join(ids(found), " "), id) {
		t.Errorf("creators do not see %s among %v", id, ids(found))
	}
}

// walkAll reads all pages of a list.
func walkAll(t testing.TB, k *caller, path, list, body string, query ...string) []any {
	t.Helper()
	var all []any
	for token := ""; ; {
		r := post(path, body, query...)
		if token != "" {
			r.query["page_token"] = token
		}
		data := k.good(t, r)
		for _, m := range objects(data[list]) {
			all = append(all, m)
		}
		if token = text(data["next_page_token"]); token == "" {
			return all
		}
	}
}

func TestATargetCollaborationLivesFromInvitationToEnd(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	id, end := freeProduct(t, k), k.shop.Now().AddDate(0, 1, 0).Unix()
	yes, no := somebody(k, 20), somebody(k, 22) // the second has a number that never accepts
	terms := func(name string, product string, rate int, creators string) string {
		return say(`{"name":%q,"end_time":"%d","products":[{"id":%q,"target_commission_rate":%d,"commission_rate":%d}],"creator_user_open_ids":[%s]}`, name, end, product, rate, rate, creators)
	}
	k.refused(t, 16024008, post(targetsPath, terms("A", "999", 1000, `"`+yes+`"`)))
	k.refused(t, 50001702, post(targetsPath, terms("A", id, 1000, `"nobody"`)))
	k.refused(t, 98001004, post(targetsPath, terms("A", id, 50, `"`+yes+`"`)))
	k.refused(t, 36009004, post(targetsPath, `{"name":"A"}`))
	made := k.good(t, post(targetsPath, terms("First", id, 2500, say("%q,%q", yes, no))))
	plan := text(object(made["target_collaboration"])["id"])
	if len(objects(made["target_collaboration_conflicts"])) != 0 || plan == "" {
		t.Fatalf("made %v", made)
	}
	// The pair is taken: alone it is refused, among others it is left out.
	k.refused(t, 16024022, post(targetsPath, terms("Second", id, 3000, say("%q", yes))))
	second := k.good(t, post(targetsPath, terms("Second", id, 3000, say("%q,%q", yes, somebody(k, 24)))))
	if list := objects(second["target_collaboration_conflicts"]); len(list) != 1 || text(list[0]["creator_user_open_id"]) != yes {
		t.Errorf("conflicts %v", list)
	}
	shop := k.shop.stores[0]
	rate := func() int {
		_, rate := shop.terms(shop.findCreator(yes), shop.products.byID[id], k.shop.Now().Unix())
		return rate
	}
	if rate() != 0 {
		t.Error("an invitation counts before it is accepted")
	}
	k.shop.Advance(time.Hour)
	k.good(t, post(openPath, say(`{"product_id":%q,"commission_rate":1000}`, id)))
	if rate() != 2500 {
		t.Errorf("rate %d, want the target collaboration's before the open one's", rate())
	}
	data := object(k.good(t, get(targetsPath+"/"+plan))["target_collaboration"])
	if number(data["showcase_creator_count"]) != 1 || number(data["creator_invited_count"]) != 2 || number(data["content_creator_count"]) != 1 {
		t.Errorf("have %v", data)
	}
	// An update replaces: what is promoted leaves at midnight.
	k.good(t, request{method: "PUT", path: targetsPath + "/" + plan, body: terms("First", freeProduct(t, k), 2600, say("%q", yes))})
	if rate() != 2500 {
		t.Errorf("rate %d: the product left before midnight", rate())
	}
	k.shop.Advance(25 * time.Hour)
	if rate() != 1000 {
		t.Errorf("rate %d, want the open collaboration's", rate())
	}
	k.shop.Advance(32 * 24 * time.Hour)
	k.token = k.shop.Issue(Seller).Access
	k.refused(t, 50001701, request{method: "PUT", path: targetsPath + "/" + plan, body: terms("First", id, 2600, say("%q", yes))})
	k.refused(t, 50001700, get(targetsPath+"/123"))
	done := walkAll(t, k, targetsPath+"/search", "target_collaborations", `{"collaboration_status":"COMPLETED"}`, "page_size", "20")
	if !strings.Contains(strings.Join(ids(done), " "), plan) {
		t.Errorf("completed: %v", ids(done))
	}
	k.refused(t, 98001004, post(targetsPath+"/search", `{}`, "page_size", "7"))
}
