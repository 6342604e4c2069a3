package sandbox

import (
	"testing"
	"time"
)

func TestATestCanActForCreators(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	people, err := k.shop.Influencers("")
	if err != nil || len(people) != creatorsEach+1 {
		t.Fatalf("%d creators, %v", len(people), err)
	}
	shy, product := people[22].OpenID, freeProduct(t, k) // never accepts of its own accord
	end := k.shop.Now().AddDate(0, 1, 0).Unix()
	made := k.good(t, post(targetsPath, say(`{"name":"A","end_time":"%d","products":[{"id":%q,"target_commission_rate":3000}],"creator_user_open_ids":[%q]}`, end, product, shy)))
	plan := text(object(made["target_collaboration"])["id"])
	k.shop.Advance(time.Hour)
	count := func() int64 {
		return number(object(k.good(t, get(targetsPath+"/"+plan))["target_collaboration"])["showcase_creator_count"])
	}
	if count() != 0 {
		t.Error("the creator has accepted")
	}
	for _, act := range []CreatorAct{{Creator: shy, Accept: plan}, {Creator: shy, Sample: &PurchaseItem{Product: product}}, {Creator: shy, Write: "Hi"}} {
		if id, err := k.shop.CreatorActs(act); err != nil || id == "" {
			t.Errorf("%+v: %q, %v", act, id, err)
		}
	}
	if count() != 1 {
		t.Error("the creator has not accepted")
	}
	for _, act := range []CreatorAct{{Creator: "nobody", Write: "Hi"}, {Creator: shy}, {Creator: shy, Accept: "1"}, {Creator: shy, Sample: &PurchaseItem{Product: product}}} {
		if _, err := k.shop.CreatorActs(act); err == nil {
			t.Errorf("%+v is allowed", act)
		}
	}
	chats := objects(k.good(t, get("/affiliate_seller/202505/conversations", "page_size", "50", "only_need_conversation_id", "false"))["conversations"])
	if number(chats[0]["unread_count"]) != 1 {
		t.Errorf("chats %v", chats)
	}
}

func TestTwoShopsKeepTheirCollaborationsApart(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	k.shop.mu.Lock()
	other := k.shop.addShop(k.shop.first(Seller), "Second", "GB")
	k.shop.mu.Unlock()
	find := post(openPath+"/search", `{}`, "page_size", "50")
	if n := len(objects(k.good(t, find)["open_collaborations"])); n == 0 {
		t.Error("the first shop has no collaborations")
	}
	find.cipher = other.cipher
	if n := len(objects(k.good(t, find)["open_collaborations"])); n != 0 {
		t.Errorf("the second shop has %d collaborations", n)
	}
	british := post(marketPath+"/search", `{}`, "page_size", "20")
	british.cipher = other.cipher
	for _, m := range objects(k.good(t, british)["creators"]) {
		if m["selection_region"] != "GB" || text(object(m["gmv"])["currency"]) != "GBP" {
			t.Errorf("creator %v", m)
		}
	}
}
