package sandbox

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

func (t *store) findTalk(id string) (*talk, *refusal) {
	if k := t.service().talks[id]; k != nil {
		return k, nil
	}
	return nil, refuse(200, 45101003, "record not found: conversation %s", id)
}

// heard are the conversations in which something was said, the newest first.
func (d *desk) heard() []*talk {
	var out []*talk
	for _, k := range d.talks {
		if len(k.messages) > 0 {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b *talk) int { return a.place().compare(b.place()) })
	return out
}

func (k *talk) newest() *message { return &k.messages[len(k.messages)-1] }

func (k *talk) place() listPlace { return listPlace{-k.newest().index, k.id} }

func (s *Sandbox) listTalks(c *call) (any, *refusal) {
	page, next, refused := paged(c, c.store.service().heard(), (*talk).place, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, k := range page {
		shown := c.store.showTalk(k, "buyer_platform")
		shown["can_send_message"] = c.store.writable(k, c.now)
		shown["latest_message"] = c.store.showMessage(k, k.newest())
		out = append(out, shown)
	}
	return map[string]any{"conversations": out, "next_page_token": next}, nil
}

// showTalk is a conversation; the two routes call the buyer's platform
// differently.
func (t *store) showTalk(k *talk, platform string) map[string]any {
	people := []map[string]any{
		t.participant(k, roleBuyer), t.participant(k, roleShop), t.participant(k, roleAgent),
	}
	people[0]["user_id"], people[0][platform] = k.user, "TIKTOK_SHOP"
	return map[string]any{
		"id": k.id, "create_time": k.created, "unread_count": k.unread, "participant_count": len(people), "participants": people,
	}
}

func (t *store) participant(k *talk, role string) map[string]any {
	nickname := map[string]string{roleBuyer: k.nickname, roleShop: text(t.wire["name"]), roleAgent: "Agent"}[role]
	return map[string]any{
		"im_user_id": t.imOf(k, role), "role": role, "nickname": nickname, "avatar": "https://images.example.com/avatar.png",
	}
}

func (t *store) showMessage(k *talk, m *message) map[string]any {
	return map[string]any{
		"id": m.id, "index": strconv.FormatInt(m.index, 10), "type": m.kind, "content": m.content, "create_time": m.time, "is_visible": true,
		"sender": t.participant(k, m.role),
	}
}

func (s *Sandbox) getTalk(c *call) (any, *refusal) {
	k, refused := c.store.findTalk(c.ids.Get("conversation_id"))
	if refused != nil {
		return nil, refused
	}
	return map[string]any{"conversation": c.store.showTalk(k, "platform")}, nil
}

func (s *Sandbox) createTalk(c *call) (any, *refusal) {
	user := text(c.body["buyer_user_id"])
	if user == "" {
		return nil, invalid("buyer_user_id is a required field and has not been provided")
	}
	old := c.store.service().byUser[user]
	if old == nil && c.now.Unix()-c.store.lastOrderOf(user) > int64(orderWindow.Seconds()) {
		return nil, refuse(200, 45109003, "unable to create the conversation: buyer %s has not ordered from the shop of late", user)
	}
	c.applied = old == nil
	return map[string]any{"conversation_id": c.store.talkWith(user).id}, nil
}

func (s *Sandbox) listMessages(c *call) (any, *refusal) {
	k, refused := c.store.findTalk(c.ids.Get("conversation_id"))
	if refused != nil {
		return nil, refused
	}
	sign := int64(-1)
	list := slices.Clone(k.messages)
	if c.query.Get("sort_order") == "ASC" {
		sign = 1
	} else {
		slices.Reverse(list)
	}
	page, next, refused := paged(c, list, func(m message) listPlace { return listPlace{sign * m.index, ""} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for i := range page {
		shown := c.store.showMessage(k, &page[i])
		if c.query.Get("need_data") == "true" {
			shown["data"] = "{}"
		}
		out = append(out, shown)
	}
	return map[string]any{
		"messages": out, "next_page_token": next, "unsupported_msg_tips": "Please check this message in Seller Center.",
	}, nil
}

// contentFields are what the content of a message must hold.
var contentFields = map[string][]string{
	"TEXT": {"content"}, "IMAGE": {"url"}, "VIDEO": {"vid"}, "PRODUCT_CARD": {"product_id"}, "ORDER_CARD": {"order_id"},
	"RETURN_REFUND_CARD": {"order_id"}, "COUPON_CARD": {"coupon_id"}, "LOGISTICS_CARD": {"order_id"},
}

// elsewhere are words by which a shop would lead buyers off the platform.
var elsewhere = [...]string{"whatsapp", "wechat", "telegram"}

func (s *Sandbox) sendMessage(c *call) (any, *refusal) {
	k, refused := c.store.findTalk(c.ids.Get("conversation_id"))
	if refused != nil {
		return nil, refused
	}
	kind, raw := text(c.body["type"]), text(c.body["content"])
	content := map[string]any{}
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber()
	if kind == "" || d.Decode(&content) != nil || content == nil {
		return nil, refuse(200, 45101002, "invalid params: want a type, and content that is a JSON object as text")
	}
	fields, ok := contentFields[kind]
	if !ok {
		return nil, refuse(200, 45111001, "messages of type %s are not supported", kind)
	}
	for _, name := range fields {
		if text(content[name]) == "" {
			return nil, refuse(200, 45101002, "invalid params: content of a %s needs %s", kind, name)
		}
	}
	if refused := c.store.checkContent(k, kind, content); refused != nil {
		return nil, refused
	}
	if !c.store.writable(k, c.now) {
		return nil, refuse(200, 45109001, "unable to send messages due to the conversation rules: the buyer has not written or ordered of late")
	}
	m := c.store.speak(k, roleAgent, kind, content)
	c.store.expectAnswer(k)
	c.applied = true
	return map[string]any{"message_id": m.id}, nil
}

// checkContent wants cards about things that the shop has and, for orders, that
// the buyer has.
func (t *store) checkContent(k *talk, kind string, content map[string]any) *refusal {
	switch kind {
	case "TEXT":
		said := strings.ToLower(text(content["content"]))
		if slices.ContainsFunc(elsewhere[:], func(word string) bool { return strings.Contains(said, word) }) {
			return refuse(200, 45101006, "cannot send a message that contains sensitive content")
		}
	case "PRODUCT_CARD":
		if id := text(content["product_id"]); t.products.byID[id] == nil {
			return refuse(200, 45101003, "record not found: product %s", id)
		}
	case "ORDER_CARD", "RETURN_REFUND_CARD", "LOGISTICS_CARD":
		switch id := text(content["order_id"]); t.ownerOf(id) {
		case "":
			return refuse(200, 45101003, "record not found: order %s", id)
		case k.user:
		default:
			return refuse(200, 45102007, "order %s belongs to another buyer", id)
		}
	}
	return nil
}

func (s *Sandbox) readTalk(c *call) (any, *refusal) {
	k, refused := c.store.findTalk(c.ids.Get("conversation_id"))
	if refused != nil {
		return nil, refused
	}
	c.applied = k.unread > 0
	k.unread = 0
	return nil, nil
}

func (s *Sandbox) uploadDeskImage(c *call) (any, *refusal) {
	content := c.form.files["data"]
	size, ok := measure(content)
	if !ok || len(content) > maxImage {
		return nil, refuse(200, 45101008, "the file is no picture of at most %d bytes", maxImage)
	}
	uri := imageURI(s.next())
	s.images[uri] = size
	c.applied = true
	return map[string]any{"url": s.baseURL + imagePath + uri, "width": cmp.Or(size.Width, 1), "height": cmp.Or(size.Height, 1)}, nil
}
