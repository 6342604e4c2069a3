package sandbox

import (
	"fmt"
	"testing"
	"time"
)

const chatPath = "/customer_service/202309/conversations"

func chats(t *testing.T, k *caller) []map[string]any {
	t.Helper()
	return objects(k.ok(t, get(chatPath, "page_size", "20"))["conversations"])
}

func chatBody(kind string, content map[string]any) string {
	return string(encode(map[string]any{"type": kind, "content": string(encode(content))}))
}

func hello() string { return chatBody("TEXT", map[string]any{"content": "Hello"}) }

// messagesOf walks the messages of a conversation, newest first.
func messagesOf(t *testing.T, k *caller, id string) []map[string]any {
	t.Helper()
	var all []map[string]any
	token := "-"
	for range 50 {
		data := k.ok(t, get(chatPath+"/"+id+"/messages", "page_size", "2", "page_token", token))
		all = append(all, objects(data["messages"])...)
		if token = text(data["next_page_token"]); token == "" {
			return all
		}
	}
	t.Fatal("the messages do not end")
	return nil
}

func TestAShopAnswersAndTheBuyerThanks(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	list := chats(t, k)
	if len(list) != 5 || number(list[0]["unread_count"]) != 2 || !truth(list[0]["can_send_message"]) {
		t.Fatalf("conversations %v, want five, the first unread", list)
	}
	id := text(list[4]["id"])
	sent := text(k.ok(t, post(chatPath+"/"+id+"/messages", hello()))["message_id"])
	all := messagesOf(t, k, id)
	if len(all) != 3 || text(all[0]["id"]) != sent || text(object(all[0]["sender"])["role"]) != roleAgent {
		t.Fatalf("messages %v, want ours on top of two", all)
	}
	if first := text(chats(t, k)[0]["id"]); first != id {
		t.Errorf("conversation %s comes first, want %s, in which somebody wrote", first, id)
	}
	k.ok(t, post(chatPath+"/"+id+"/messages/read", ""))
	get1 := func() map[string]any {
		return object(k.ok(t, get("/customer_service/202601/conversations/"+id))["conversation"])
	}
	if n := number(get1()["unread_count"]); n != 0 {
		t.Errorf("%d unread after reading", n)
	}
	k.shop.Advance(11 * time.Minute)
	if all := messagesOf(t, k, id); len(all) != 4 || text(object(all[0]["sender"])["role"]) != roleBuyer {
		t.Errorf("messages %v, want the buyer's answer on top", all)
	}
	if n := number(get1()["unread_count"]); n != 1 {
		t.Errorf("%d unread after the answer, want 1", n)
	}
	for range 5 { // two robots do not talk for ever
		k.ok(t, post(chatPath+"/"+id+"/messages", hello()))
		k.shop.Advance(time.Hour)
	}
	if all := messagesOf(t, k, id); len(all) != 4+5+1 {
		t.Errorf("%d messages, want one more answer only", len(all))
	}
}

func TestMessagesGoInOrder(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	id := text(chats(t, k)[0]["id"])
	for range 7 {
		k.ok(t, post(chatPath+"/"+id+"/messages", hello()))
	}
	down := ids(messagesOf(t, k, id))
	up := ids(k.ok(t, get(chatPath+"/"+id+"/messages", "page_size", "10", "sort_order", "ASC"))["messages"])
	if len(down) != 9 || len(up) != 9 || down[0] != up[8] || down[8] != up[0] {
		t.Errorf("newest first %v, oldest first %v", down, up)
	}
	for _, r := range []request{
		get(chatPath, "page_size", "21"), get(chatPath+"/"+id+"/messages", "page_size", "11"),
		get(chatPath, "page_size", "5", "page_token", "x"),
	} {
		if a := k.do(t, r); a.Code != 36009004 {
			t.Errorf("%s %v: %s, want 36009004", r.path, r.query, a.Body)
		}
	}
}

func TestConversationsAreBegunWithBuyersOnly(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	open := func(user string) *answer {
		return k.do(t, post(chatPath, `{"buyer_user_id":"`+user+`"}`))
	}
	first, again := open(buyerID(20)), open(buyerID(20))
	id := text(first.object(t)["conversation_id"])
	if id == "" || id != text(again.object(t)["conversation_id"]) {
		t.Errorf("%s and %s, want the same conversation", first.Body, again.Body)
	}
	for _, user := range []string{"7", buyerID(999), "74941000000000x"} {
		if a := open(user); a.Code != 45109003 {
			t.Errorf("buyer %s: %s, want 45109003", user, a.Body)
		}
	}
	letPass(k, 40*24*time.Hour)
	if a := k.do(t, post(chatPath+"/"+id+"/messages", hello())); a.Code != 45109001 {
		t.Errorf("long after the order: %s, want 45109001", a.Body)
	}
	if _, err := k.shop.BuyerWrites(orderID(20), "Are you there?"); err != nil {
		t.Fatal(err)
	}
	k.ok(t, post(chatPath+"/"+id+"/messages", hello()))
}

func TestMessagesThatAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	talks := chats(t, k)
	id, user := text(talks[0]["id"]), text(objects(talks[0]["participants"])[0]["user_id"])
	k.shop.mu.Lock()
	mine, other := "", ""
	for _, o := range k.shop.stores[0].sales.list {
		if chatUser(o) == user {
			mine = o.id
		} else {
			other = o.id
		}
	}
	k.shop.mu.Unlock()
	for _, tt := range []struct {
		name, conversation, body string
		code                     int
	}{
		{"an unknown conversation", "5", hello(), 45101003},
		{"no type", id, `{"content":"{\"content\":\"x\"}"}`, 45101002},
		{"content that is no JSON", id, `{"type":"TEXT","content":"hello"}`, 45101002},
		{"a text without words", id, chatBody("TEXT", map[string]any{}), 45101002},
		{"a way off the platform", id, chatBody("TEXT", map[string]any{"content": "Find me on WhatsApp"}), 45101006},
		{"an unknown product", id, chatBody("PRODUCT_CARD", map[string]any{"product_id": "9"}), 45101003},
		{"an unknown order", id, chatBody("ORDER_CARD", map[string]any{"order_id": "9"}), 45101003},
		{"the order of another", id, chatBody("ORDER_CARD", map[string]any{"order_id": other}), 45102007},
		{"the buyer's order", id, chatBody("ORDER_CARD", map[string]any{"order_id": mine}), 0},
		{"a product", id, chatBody("PRODUCT_CARD", map[string]any{"product_id": productID(3)}), 0},
		{"too much text", id, chatBody("TEXT", map[string]any{"content": fmt.Sprintf("%02000d", 1)}), 36009004},
	} {
		if a := k.do(t, post(chatPath+"/"+tt.conversation+"/messages", tt.body)); a.Code != tt.code {
			t.Errorf("%s: %s, want code %d", tt.name, a.Body, tt.code)
		}
	}
}

func TestTheQualityOfTheServiceIsCounted(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	chats(t, k)
	letPass(k, 2*24*time.Hour)
	written, err := k.shop.BuyerWrites(orderID(1), "Hello?")
	if err != nil {
		t.Fatal(err)
	}
	k.shop.Advance(30 * time.Minute)
	k.ok(t, post(chatPath+"/"+written.Conversation+"/messages", hello()))
	now := k.shop.Now()
	window := func(from, to time.Time) *answer {
		return k.do(t, post("/customer_service/202602/sessions/search",
			fmt.Sprintf(`{"begin_time_ge":%d,"begin_time_lt":%d}`, from.Unix(), to.Unix()), "page_size", "10"))
	}
	sessions := objects(window(now.Add(-24*time.Hour), now).object(t)["sessions"])
	if len(sessions) != 1 || text(sessions[0]["conversation_id"]) != written.Conversation || number(sessions[0]["first_response_time"]) < 1800 ||
		number(sessions[0]["satisfaction_score"]) != 4 {
		t.Errorf("sessions %v, want one that was answered after half an hour", sessions)
	}
	if all := objects(window(now.Add(-80*24*time.Hour), now).object(t)["sessions"]); len(all) != 6 {
		t.Errorf("%d sessions, want 6", len(all))
	}
	if a := window(now.Add(-92*24*time.Hour), now); a.Code != 45101002 {
		t.Errorf("sessions of more than 90 days: %s", a.Body)
	}
	from, to := now.Add(-5*24*time.Hour).Format(time.DateOnly), now.Add(48*time.Hour).Format(time.DateOnly)
	p := object(k.ok(t, get("/customer_service/202407/performance", "support_date_ge", from, "support_date_lt", to))["performance"])
	if number(p["support_session_count"]) != 6 || text(p["response_percentage"]) != "33.3" || text(p["satisfaction_percentage"]) != "100.0" {
		t.Errorf("performance %v, want 6 sessions, 2 answered, both content", p)
	}
}

func TestMessagesToManyBuyers(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	end := k.shop.Now().Add(time.Hour).Unix()
	task := func(key, template string, coupons string) *answer {
		return k.do(t, post("/customer_engagement/202412/engagement_tasks",
			fmt.Sprintf(`{"task_name":"Sale","channel":"TIKTOK_IM","template_id":"%s","coupon_ids":[%s],"end_time":%d}`, template, coupons, end),
			"idempotency_key", key))
	}
	if a := task("a", "nothing", ""); a.Code != 68009005 {
		t.Errorf("unknown template: %s", a.Body)
	}
	if a := task("b", "50002_20011", ""); a.Code != 68009005 {
		t.Errorf("template without its coupon: %s", a.Body)
	}
	id := text(task("c", "50001_20001", "").object(t)["task_id"])
	if again := text(task("c", "50001_20001", "").object(t)["task_id"]); id == "" || again != id {
		t.Errorf("same key, tasks %s and %s", id, again)
	}
	send := func() *answer {
		return k.do(t, post("/customer_engagement/202412/messages", `{"task_id":"`+id+`","buyer_emails":["`+buyerEmail(3)+`","nobody@example.com","x"]}`))
	}
	failures := objects(send().object(t)["errors"])
	if len(failures) != 2 || number(failures[0]["code"]) != 68009004 || number(failures[1]["code"]) != 68009003 {
		t.Errorf("failures %v, want those of two addresses", failures)
	}
	k.shop.Advance(2 * time.Hour)
	if a := send(); a.Code != 68009002 {
		t.Errorf("after the end: %s", a.Body)
	}
	rows := objects(k.ok(t, post("/customer_engagement/202412/performances", `{"task_ids":["`+id+`"]}`))["task_performances"])
	if len(rows) != 1 || number(rows[0]["sent_recipient_count"]) != 1 || text(rows[0]["status"]) != "SUCCESS" {
		t.Errorf("performances %v, want one message", rows)
	}
}
