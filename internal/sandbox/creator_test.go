package sandbox

import (
	"strings"
	"testing"
	"time"
)

const (
	videosPath = "/affiliate_creator/202603/videos"
	chatsPath  = "/affiliate_seller/202508/conversations"
	sendPath   = "/affiliate_seller/202412/conversations/"
)

func TestTheMarketplaceIsReadInPages(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	k.refused(t, 98001004, post(marketPath+"/search", `{}`, "page_size", "10"))
	seen := map[string]bool{}
	key, token := "", ""
	for pages := 0; ; pages++ {
		r := post(marketPath+"/search", say(`{"follower_demographics":{"count_range":{"count_ge":1000}},"search_key":%q}`, key), "page_size", "12")
		if token != "" {
			r.query["page_token"] = token
		}
		data := k.good(t, r)
		for _, m := range objects(data["creators"]) {
			if number(m["follower_count"]) < 1000 || seen[text(m["creator_open_id"])] {
				t.Errorf("creator %v", m)
			}
			seen[text(m["creator_open_id"])] = true
		}
		key, token = text(data["search_key"]), text(data["next_page_token"])
		if token == "" {
			break
		}
		if pages == 0 { // the key of the first page must come back
			r.body = strings.Replace(r.body, `"search_key":""`, `"search_key":"other"`, 1)
			r.query["page_token"] = token
			k.refused(t, 98001004, r)
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d creators", len(seen))
	}
	id := somebody(k, 5)
	if m := object(k.good(t, get(marketPath+"/"+id))["creator"]); text(m["username"]) == "" || m["gmv"] == nil {
		t.Errorf("creator %v", m)
	}
	k.refused(t, 16901005, get(marketPath+"/nobody"))
	k.refused(t, 16901006, get(marketPath+"/"+k.shop.people("GB")[0].openID))
	k.shop.stores[0].alliance.calls.n = searchQuota
	k.refused(t, 45101004, get(marketPath+"/"+id))
	k.shop.Advance(24 * time.Hour)
	k.good(t, get(marketPath+"/"+id))
}

func TestAShowcaseHoldsWhatCollaborationsAllow(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me := k.as(Creator)
	list := func() []string {
		return ids(me.good(t, get(showcasePath, "page_size", "20", "origin", "SHOWCASE"))["products"])
	}
	before := list()
	offered := ids(me.good(t, post("/affiliate_creator/202405/open_collaborations/products/search", `{}`, "page_size", "20"))["products"])
	var fresh []string
	for _, id := range offered {
		if !strings.Contains(strings.Join(before, " "), id) {
			fresh = append(fresh, id)
		}
	}
	add := say(`{"add_type":"PRODUCT_ID","product_ids":[%q,%q,%q]}`, fresh[0], fresh[0], freeProduct(t, k))
	if errs := objects(me.good(t, post(showcasePath+"/add", add))["errors"]); len(errs) != 1 {
		t.Errorf("errors %v: want one for the product without collaboration", errs)
	}
	if now := list(); len(now) != len(before)+1 || now[0] != fresh[0] {
		t.Errorf("showcase %v after %v", now, before)
	}
	link := text(k.good(t, post("/affiliate_seller/202405/products/"+fresh[1]+"/promotion_link/generate", ""))["product_promotion_link"])
	me.good(t, post(showcasePath+"/add", say(`{"add_type":"PRODUCT_LINK","product_link":%q}`, link)))
	me.good(t, post("/affiliate_creator/202409/showcases/products/top", say(`{"product_ids":[%q]}`, fresh[0])))
	if now := list(); now[0] != fresh[0] || now[1] != fresh[1] {
		t.Errorf("showcase %v", now)
	}
	remove := request{method: "DELETE", path: "/affiliate_creator/202409/showcases/products", body: say(`{"product_ids":[%q,%q]}`, fresh[0], fresh[1])}
	me.good(t, remove)
	me.refused(t, 16015001, remove)
	me.refused(t, 98001004, get(showcasePath, "page_size", "20", "origin", "HOME"))
	if now := list(); len(now) != len(before) {
		t.Errorf("showcase %v, want %v", now, before)
	}
	if p := me.good(t, get("/affiliate_creator/202508/profiles")); text(p["creator_user_open_id"]) != "open-id-of-the-test-creator" {
		t.Errorf("profile %v", p)
	}
}

// film uploads a video as the creator.
func film(t testing.TB, me *caller) string {
	t.Helper()
	r := upload(t, "data", []byte("some video"))
	r.path = "/affiliate_creator/202505/videos/video_files"
	f := object(me.good(t, r)["video_file"])
	if len(text(f["md5"])) != 32 {
		t.Errorf("file %v", f)
	}
	return text(f["id"])
}

func TestAVideoGoesOutWithItsLink(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me, shop := k.as(Creator), k.shop.stores[0]
	var id string
	for _, p := range shop.products.list {
		if shop.alliance.open[p.id] != nil {
			id = p.id
		}
	}
	file := film(t, me)
	send := func(caption, title, product, file string) request {
		return post(videosPath, say(`{"product_link_info":{"product_id":%q,"title":%q},"video_info":{"file_id":%q,"title":%q}}`, product, title, file, caption))
	}
	for code, r := range map[int]request{
		170001040: send("Hello", "Nice", id, "123"),
		16011007:  send("Hello", strings.Repeat("a", 31), id, file),
		16011009:  send("Hello", "so offensive", id, file),
		16011069:  send("Hello", "Nice!", id, file),
		170001011: send("Hello", "Nice", "55", file),
		170001010: send("Hello", "Nice", freeProduct(t, k), file),
		36009004:  post(videosPath, `{}`),
	} {
		me.refused(t, code, r)
	}
	video := text(object(me.good(t, send("Look at this mug", "Nice mug", id, file))["video"])["id"])
	bad := text(object(me.good(t, send("A violation of rules", "Nice mug", id, file))["video"])["id"])
	status := func(video string) string {
		return text(object(me.good(t, get("/affiliate_creator/202509/videos/"+video+"/status"))["video"])["post_status"])
	}
	if status(video) != "PROCESSING" {
		t.Errorf("status %s", status(video))
	}
	k.shop.Advance(time.Hour)
	if status(video) != "SUCCESS" || status(bad) != "FAIL" {
		t.Errorf("statuses %s and %s", status(video), status(bad))
	}
	me.refused(t, 170001016, get("/affiliate_creator/202509/videos/99/status"))

	// Figures are those of the orders it brings, day by day, up to yesterday.
	sku := text(objects(shop.products.byID[id].fields["skus"])[0]["id"])
	k.shop.mu.Lock()
	o, err := shop.place(basket{items: []pick{{id, sku, 2}}, from: &lead{creator: "open-id-of-the-test-creator", kind: "VIDEO", content: video}})
	k.shop.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	start := k.shop.Now().Add(-24 * time.Hour).Unix()
	k.shop.Advance(3 * 24 * time.Hour)
	days := objects(objects(me.good(t, get("/analytics/202403/videos/performances", "video_ids", video, "start_time_ge", say("%d", start), "end_time_le", say("%d", k.shop.Now().Unix())))["videos"])[0]["performances"])
	orders, gmv := int64(0), ""
	for _, d := range days {
		m := object(d["metrics"])
		if n := number(m["order_count"]); n > 0 {
			orders, gmv = orders+n, text(object(m["gmv"])["amount"])
		}
	}
	if want := shop.market.write(o.lines[0].paid() + o.lines[1].paid()); orders != 1 || gmv != want || len(days) < 2 || len(days) > 4 {
		t.Errorf("%d orders of %s in %d days, want one of %s", orders, gmv, len(days), want)
	}
	me.refused(t, 98001004, get("/analytics/202403/videos/performances", "video_ids", video, "start_time_ge", say("%d", start-200*24*3600), "end_time_le", say("%d", start)))
}

func TestACheckOfAVideoFindsTheWord(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me := k.as(Creator)
	file := film(t, me)
	id := ids(me.good(t, get(showcasePath, "page_size", "1", "origin", "LIVE"))["products"])[0]
	for title, want := range map[string][2]string{
		"Nice mug": {"SUCCESS", "SUCCESS"}, "Some violation": {"FAIL", "SUCCESS"}, "A blurry mug": {"SUCCESS", "FAIL"},
	} {
		made := me.good(t, post("/affiliate_creator/202511/videos/precheck_task", say(`{"product_link_info":{"product_id":%q,"title":%q},"video_info":{"file_id":%q}}`, id, title, file)))
		look := get("/affiliate_creator/202601/videos/precheck_tasks/" + text(object(made["precheck"])["task_id"]))
		if m := object(object(me.good(t, look)["precheck_task"])["violation_check_result"]); m["status"] != "PROCESSING" {
			t.Errorf("at once: %v", m)
		}
		k.shop.Advance(time.Hour)
		m := object(me.good(t, look)["precheck_task"])
		if object(m["violation_check_result"])["status"] != want[0] || object(m["good_quality_check_result"])["status"] != want[1] {
			t.Errorf("%s: %v, want %v", title, m, want)
		}
	}
	me.refused(t, 98001004, get("/affiliate_creator/202601/videos/precheck_tasks/1"))
}

func TestCreatorsAnswerInChats(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	k.refused(t, 16030001, post(chatsPath, `{"creator_open_id":"nobody"}`))
	open := post(chatsPath, say(`{"creator_open_id":%q,"only_need_conversation_id":false}`, somebody(k, 30)))
	made := k.good(t, open)
	again := k.good(t, open)
	id := text(made["conversation_id"])
	if !truth(made["is_new"]) || truth(again["is_new"]) || text(again["conversation_id"]) != id || text(made["creator_im_id"]) == "" {
		t.Errorf("made %v, then %v", made, again)
	}
	messages := sendPath + id + "/messages"
	for name, content := range map[string]string{"no JSON": "hello", "empty": `{"content":""}`, "long": say(`{"content":%q}`, strings.Repeat("x", 2001))} {
		if a := k.do(t, post(messages, say(`{"msg_type":"TEXT","content":%q}`, content))); a.Code != 45101002 {
			t.Errorf("%s: %s", name, a.Body)
		}
	}
	hello := post(messages, say(`{"msg_type":"TEXT","content":%q}`, `{"content":"Hello"}`))
	for range unanswered {
		k.good(t, hello)
	}
	k.refused(t, 16030100, hello)
	k.shop.Advance(10 * time.Minute)
	newest := objects(k.good(t, get("/affiliate_seller/202412/conversations/messages/list/newest"))["newest_message_list"])
	if len(newest) != 1 || text(newest[0]["conversation_id"]) != id || number(newest[0]["unread_message_count"]) != 1 {
		t.Errorf("unread %v", newest)
	}
	data := k.good(t, get("/affiliate_seller/202412/conversation/"+id+"/messages", "page_size", "4"))
	if list := objects(data["messages"]); !truth(data["has_more"]) || len(list) != 4 || text(object(list[0]["message_body"])["sender_id"]) != text(made["creator_im_id"]) {
		t.Errorf("messages %v", data)
	}
	k.good(t, hello)
	failed := texts(k.good(t, post("/affiliate_seller/202412/conversatons/read", say(`{"conversation_ids":[%q,"5"]}`, id)))["failed_conversation_ids"])
	if len(failed) != 1 || failed[0] != "5" || k.shop.stores[0].alliance.chatOf[id].unread != 0 {
		t.Errorf("failed %v", failed)
	}
	k.refused(t, 45101003, post(sendPath+"7/messages", say(`{"msg_type":"TEXT","content":%q}`, `{"content":"Hello"}`)))
	chats := objects(k.good(t, get("/affiliate_seller/202505/conversations", "page_size", "50", "only_need_conversation_id", "false"))["conversations"])
	if len(chats) != 2 || text(chats[0]["id"]) != id || text(chats[0]["username"]) == "" {
		t.Errorf("chats %v", chats)
	}
}
