package sandbox

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Limits of chats with creators.
const (
	chatsPerDay  = 200  // new ones of a shop
	unanswered   = 5    // messages to a creator who has not replied
	maxChatText  = 2000 // characters
	unreadWithin = time.Minute
)

// creatorChat is a conversation of a shop and a creator.
type creatorChat struct {
	id       string
	who      *creator
	created  int64
	messages []*chatMessage // oldest first
	unread   int            // of the creator's messages
	waiting  int            // of the seller's messages, since the creator wrote last
}

type chatMessage struct {
	id      string
	index   int64
	kind    string
	content string
	sender  string // chat id
	created int64
}

func (s *Sandbox) openCreatorChat(c *call) (any, *refusal) {
	if refused := c.need("creator_open_id"); refused != nil {
		return nil, refused
	}
	t := c.store
	a := t.ally()
	who := t.findCreator(text(c.body["creator_open_id"]))
	if who == nil {
		return nil, refuse(200, 16030001, "the creator is not there any more, or sells in another market")
	}
	var chat *creatorChat
	for _, x := range a.chats {
		if x.who == who {
			chat = x
		}
	}
	isNew := chat == nil
	if isNew {
		if !a.chatDay.take(c.now, chatsPerDay) {
			return nil, refuse(200, 16030002, "the shop has opened %d chats today, which is its quota", chatsPerDay)
		}
		chat = t.newChat(who, c.now)
		c.applied = true
	}
	if only, ok := c.body["only_need_conversation_id"].(bool); !ok || only {
		return c.form1(map[string]any{"conversation_id": chat.id, "is_new": isNew}), nil
	}
	return c.form1(map[string]any{
		"conversation_id": chat.id, "is_new": isNew, "avatar": s.avatar(who)["url"], "creator_im_id": who.imID,
		"unread_count": chat.unread, "username": who.username,
	}), nil
}

func (t *store) newChat(who *creator, now time.Time) *creatorChat {
	x := &creatorChat{id: decimalID("74510000", t.box.next()), who: who, created: now.Unix()}
	a := t.ally()
	a.chats, a.chatOf[x.id] = append(a.chats, x), x
	return x
}

// latest is when the chat changed last.
func (x *creatorChat) latest() int64 {
	if n := len(x.messages); n > 0 {
		return x.messages[n-1].created
	}
	return x.created
}

func (s *Sandbox) listCreatorChats(c *call) (any, *refusal) {
	only := c.query.Get("only_need_conversation_id") != "false"
	if v, ok := c.body["only_need_conversation_id"].(bool); ok {
		only = v
	}
	list := []row{}
	for _, x := range c.store.ally().chats {
		list = append(list, row{at: x.latest(), id: x.id, fields: func() map[string]any {
			if only {
				return map[string]any{"id": x.id}
			}
			return map[string]any{
				"id": x.id, "avatar": s.avatar(x.who)["url"], "creator_im_id": x.who.imID, "unread_count": x.unread, "username": x.who.username,
			}
		}})
	}
	return c.answerRows(list, true)
}

func (s *Sandbox) findChat(c *call) (*creatorChat, *refusal) {
	if x := c.store.ally().chatOf[c.ids.Get("conversation_id")]; x != nil {
		return x, nil
	}
	return nil, refuse(200, 45101003, "the shop has no such conversation")
}

func (s *Sandbox) listCreatorMessages(c *call) (any, *refusal) {
	x, refused := s.findChat(c)
	if refused != nil {
		return nil, refused
	}
	list := []row{}
	for _, m := range x.messages {
		list = append(list, row{at: m.index, id: m.id, fields: func() map[string]any {
			return map[string]any{"conversation_index": strconv.FormatInt(m.index, 10), "message_body": map[string]any{
				"id": m.id, "conversation_id": x.id, "type": m.kind, "content": m.content, "create_time": m.created, "sender_id": m.sender,
			}}
		}})
	}
	return c.answerRows(list, true)
}

// readContent checks the JSON text that a message of a kind holds.
func (t *store) readContent(kind, content string) *refusal {
	var m map[string]any
	if json.Unmarshal([]byte(content), &m) != nil || m == nil {
		return refuse(200, 45101002, `content must be JSON text, such as {"content": "..."} for TEXT`)
	}
	switch kind {
	case "TEXT":
		body := text(m["content"])
		if body == "" {
			return refuse(200, 45101002, `content of TEXT needs {"content": "..."}`)
		}
		if len([]rune(body)) > maxChatText {
			return refuse(200, 45101002, "the text has more than %d characters", maxChatText)
		}
	case "PRODUCT_CARD", "FREE_SAMPLE_CARD":
		if t.products.byID[text(m["product_id"])] == nil {
			return refuse(200, 45101002, `content of %s needs {"product_id": "..."} of a product of the shop`, kind)
		}
	case "IMAGE":
		if text(m["url"]) == "" {
			return refuse(200, 45101002, `content of IMAGE needs {"url": "...", "width": 1, "height": 1}`)
		}
	}
	return nil
}

func (s *Sandbox) writeToCreator(c *call) (any, *refusal) {
	if refused := c.need("msg_type", "content"); refused != nil {
		return nil, refused
	}
	x, refused := s.findChat(c)
	if refused != nil {
		return nil, refused
	}
	t, kind, content := c.store, text(c.body["msg_type"]), text(c.body["content"])
	if refused := t.readContent(kind, content); refused != nil {
		return nil, refused
	}
	if x.waiting >= unanswered {
		return nil, refuse(200, 16030100, "the creator has not answered %d messages, which is the quota", unanswered)
	}
	m := t.say(x, kind, content, t.id)
	x.waiting++
	if !x.who.account {
		s.after(s.tempo.Reply, func(time.Time) {
			if x.waiting > 0 {
				t.creatorWrites(x, "TEXT", `{"content":"Thanks for writing. I will have a look."}`)
			}
		})
	}
	c.applied = true
	return c.form1(map[string]any{"message_id": m.id}), nil
}

// say adds a message to a chat.
func (t *store) say(x *creatorChat, kind, content, sender string) *chatMessage {
	now := t.box.now()
	m := &chatMessage{
		id: decimalID("74520000", t.box.next()), kind: kind, content: content, sender: sender, created: now.Unix(), index: now.UnixMicro(),
	}
	if n := len(x.messages); n > 0 {
		m.index = max(m.index, x.messages[n-1].index+1)
	}
	x.messages = append(x.messages, m)
	return m
}

// creatorWrites is a creator's message to the shop.
func (t *store) creatorWrites(x *creatorChat, kind, content string) *chatMessage {
	m := t.say(x, kind, content, x.who.imID)
	x.unread++
	x.waiting = 0
	t.notify(33, map[string]any{
		"index": strconv.FormatInt(m.index, 10), "message_id": m.id, "conversation_id": x.id, "msg_type": kind, "content": content,
		"create_time": m.created, "sender": map[string]any{"sender_im_user_id": x.who.imID},
	})
	return m
}

func (s *Sandbox) readCreatorChats(c *call) (any, *refusal) {
	ids := texts(c.body["conversation_ids"])
	if len(ids) == 0 {
		return nil, invalid("conversation_ids is a required field and has not been provided")
	}
	failed := []string{}
	for _, id := range ids {
		x := c.store.ally().chatOf[id]
		if x == nil {
			failed = append(failed, id)
			continue
		}
		x.unread = 0
		c.applied = true
	}
	return c.form1(map[string]any{"failed_conversation_ids": failed}), nil
}

func (s *Sandbox) listUnreadChats(c *call) (any, *refusal) {
	out := []map[string]any{}
	for _, x := range slices.Backward(c.store.ally().chats) {
		if x.unread == 0 || c.now.Unix()-x.latest() > int64(unreadWithin/time.Second) {
			continue
		}
		m := x.messages[len(x.messages)-1]
		out = append(out, map[string]any{
			"content": m.content, "conversation_id": x.id, "sender_id": m.sender, "type": m.kind, "unread_message_count": x.unread,
		})
	}
	return c.form1(map[string]any{"newest_message_list": out}), nil
}

func (s *Sandbox) uploadChatImage(c *call) (any, *refusal) {
	content := c.form.files["data"]
	size, ok := measure(content)
	if !ok && len(content) > 10 && string(content[:3]) == "GIF" {
		size, ok = picture{int(content[6]) | int(content[7])<<8, int(content[8]) | int(content[9])<<8}, true
	}
	switch {
	case !ok:
		return nil, refuse(200, 45101002, "the file is no picture: want JPG, GIF, WEBP or PNG")
	case len(content) > maxImage:
		return nil, refuse(200, 45101002, "the picture has %d bytes, more than %d", len(content), maxImage)
	}
	uri := imageURI(s.next())
	s.images[uri] = size
	c.applied = true
	return c.form1(map[string]any{"url": s.baseURL + imagePath + uri, "width": size.Width, "height": size.Height}), nil
}
