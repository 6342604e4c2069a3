package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

// ear takes webhooks.
type ear struct {
	mu    sync.Mutex
	heard map[int][]map[string]any // data, by topic
}

func (e *ear) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	var m struct {
		Type int            `json:"type"`
		Data map[string]any `json:"data"`
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(raw, &m) != nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard[m.Type] = append(e.heard[m.Type], m.Data)
}

func (e *ear) of(topic int) []map[string]any {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.heard[topic])
}

// listening is standing with somebody who takes the webhooks.
func listening(t *testing.T) (*caller, *ear) {
	t.Helper()
	e := &ear{heard: map[int][]map[string]any{}}
	k := start(t, Options{Orders: -1, Webhook: e})
	k.shop.Speed(0)
	return k, e
}

// until waits for webhooks, which arrive a moment after what they tell of.
func (e *ear) until(t *testing.T, topic, n int) []map[string]any {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); {
		if list := e.of(topic); len(list) >= n {
			return list
		}
		<-time.After(time.Millisecond)
	}
	t.Fatalf("topic %d: %d webhooks, want %d", topic, len(e.of(topic)), n)
	return nil
}

const reviewPath = "/affiliate_seller/202507/sample_applications/"

func TestASampleGoesFromRequestToContent(t *testing.T) {
	t.Parallel()
	k, e := listening(t)
	me, shop := k.as(Creator), k.shop.stores[0]
	mine := func() map[string]any {
		list := objects(me.good(t, post("/affiliate_creator/202412/sample_applications/search", `{}`, "page_size", "20"))["sample_applications"])
		if len(list) != 1 {
			t.Fatalf("%d requests", len(list))
		}
		return list[0]
	}
	product := shop.products.byID[ids(me.good(t, get(showcasePath, "page_size", "1", "origin", "LIVE"))["products"])[0]]
	sku := text(objects(product.fields["skus"])[0]["id"])
	link := text(me.good(t, get("/affiliate_creator/202512/samples/deeplink", "product_id", product.id, "sku_id", sku))["deeplink"])
	if status, _ := k.fetch(t, link); status != 200 {
		t.Fatalf("the link answers %d", status)
	}
	if status, _ := k.fetch(t, link); status != http.StatusGone {
		t.Errorf("the link answers %d the second time", status)
	}
	id := text(mine()["id"])
	if label := object(me.good(t, get("/affiliate_creator/202412/samples/labels", "product_id", product.id))["label"]); label["status"] != "ONGOING" || truth(label["can_apply"]) {
		t.Errorf("label %v", label)
	}
	k.refused(t, 36009004, post(reviewPath+id+"/review", `{"review_result":"REJECT"}`))
	k.good(t, post(reviewPath+id+"/review", `{"review_result":"APPROVE"}`))
	k.refused(t, 98001004, post(reviewPath+id+"/review", `{"review_result":"REJECT","reject_reason":"OTHER"}`))
	seen := objects(k.good(t, post(sellerSamples, say(`{"status":"AWAITING_SHIPMENT","product_id":%q}`, product.id), "page_size", "20"))["sample_applications"])
	if len(seen) != 1 || seen[0]["order_id"] != mine()["main_order_id"] || text(seen[0]["order_id"]) == "" {
		t.Fatalf("seen %v", seen)
	}
	o := shop.sales.byID[text(seen[0]["order_id"])]
	if !o.sample || o.paying() != 0 {
		t.Errorf("the order is no free sample: %+v", o)
	}
	k.shop.Advance(2 * time.Hour)
	move := func(to string) {
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		shop.moveTo(o, to, k.shop.now().Unix())
	}
	move(awaitingCollection)
	move(inTransit)
	if mine()["status"] != sampleShipped {
		t.Errorf("status %v", mine()["status"])
	}
	move(delivered)
	if m := mine(); m["status"] != sampleToPost && m["status"] != sampleDone {
		t.Errorf("status %v", m["status"])
	}
	if mine()["status"] == sampleToPost {
		file := film(t, me)
		me.good(t, post(videosPath, say(`{"product_link_info":{"product_id":%q,"title":"Mug"},"video_info":{"file_id":%q,"title":"Mug"}}`, product.id, file)))
		k.shop.Advance(time.Hour)
		if added := e.until(t, 17, 1)[0]; text(added["product_id"]) != product.id {
			t.Errorf("webhook %v", added)
		}
	}
	if m := mine(); m["status"] != sampleDone || object(m["creator_fulfillment"])["status"] != "SUCCEED" {
		t.Errorf("have %v", m)
	}
	var path []string
	for _, m := range e.until(t, 56, 5) {
		if text(m["application_id"]) == id {
			path = append(path, text(m["new_status"]))
		}
	}
	if want := []string{samplePending, sampleApproved, sampleShipped, sampleContent, sampleDone}; !slices.Equal(path, want) {
		t.Errorf("webhooks %v, want %v", path, want)
	}
	contents := objects(k.good(t, post("/affiliate_seller/202409/sample_applications/"+id+"/fulfillments/search", `{}`))["fulfillments"])
	if len(contents) == 0 {
		t.Error("no content of the sample")
	}
}

func TestSamplesEndByThemselvesWhenNobodyActs(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	waiting := objects(k.good(t, post(sellerSamples, `{"status":"PENDING"}`, "page_size", "20"))["sample_applications"])
	if len(waiting) < 2 {
		t.Fatalf("%d requests", len(waiting))
	}
	k.good(t, post(reviewPath+text(waiting[0]["id"])+"/review", `{"review_result":"APPROVE"}`))
	k.good(t, post(reviewPath+text(waiting[1]["id"])+"/review", `{"review_result":"REJECT","reject_reason":"NOT_MATCH"}`))
	k.shop.Advance(8 * 24 * time.Hour)
	k.token = k.shop.Issue(Seller).Access
	have := map[string]string{}
	for _, m := range objects(k.good(t, post(sellerSamples, `{}`, "page_size", "20"))["sample_applications"]) {
		have[text(m["id"])] = text(m["status"])
	}
	if have[text(waiting[0]["id"])] != sampleUnshipped || have[text(waiting[1]["id"])] != sampleRejected || have[text(waiting[2]["id"])] != sampleForgotten {
		t.Errorf("have %v", have)
	}
}

func TestCreatorsMessagesAreToldByWebhook(t *testing.T) {
	t.Parallel()
	k, e := listening(t)
	id := text(k.good(t, post(chatsPath, say(`{"creator_open_id":%q}`, somebody(k, 30))))["conversation_id"])
	k.good(t, post(sendPath+id+"/messages", say(`{"msg_type":"TEXT","content":%q}`, `{"content":"Hello"}`)))
	k.shop.Advance(time.Hour)
	if m := e.until(t, 33, 1)[0]; text(m["conversation_id"]) != id || text(object(m["sender"])["sender_im_user_id"]) == "" {
		t.Errorf("webhook %v", m)
	}
	me := k.as(Creator)
	me.good(t, post("/affiliate_creator/202511/videos/precheck_task", say(`{"video_info":{"file_id":%q}}`, film(t, me))))
	k.shop.Advance(time.Hour)
	old, newer := e.until(t, 55, 1)[0], e.until(t, 59, 1)[0]
	if old["result"] != "PASS" || object(newer["violation_check_result"])["status"] != "SUCCESS" || old["precheck_task_id"] != newer["task_id"] {
		t.Errorf("webhooks %v and %v", old, newer)
	}
}
