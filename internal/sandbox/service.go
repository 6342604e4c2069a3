package sandbox

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// desk holds the conversations of a shop with its buyers.
type desk struct {
	opened   bool // the samples are in
	away     bool // the agent takes no chats
	talks    map[string]*talk
	byUser   map[string]*talk
	sessions []*session // oldest first
	tasks    engagements
}

// talk is one conversation with a buyer.
type talk struct {
	id       string
	user     string // buyer, as in orders
	im       string // buyer, as in chats
	nickname string
	created  int64
	messages []message // oldest first
	unread   int
	session  *session // newest; nil before the buyer has written
}

// message is one entry of a conversation.
type message struct {
	id      string
	index   int64 // the larger, the newer
	kind    string
	content string // JSON, by kind
	role    string
	time    int64
}

// session is a stretch of a conversation that the quality of the service is
// counted by.
type session struct {
	id     string
	talk   *talk
	begin  int64
	last   int64 // time of the newest message
	asked  int64 // first message of the buyer
	first  int64 // first answer of the shop; 0: none
	thanks int   // answers of the buyer
}

// Roles in conversations.
const (
	roleBuyer = "BUYER"
	roleShop  = "SHOP"
	roleAgent = "CUSTOMER_SERVICE"
)

const (
	sessionQuiet = 8 * time.Hour       // a session ends when nobody writes for so long
	replyWindow  = 7 * 24 * time.Hour  // the shop may answer for so long after the buyer wrote
	orderWindow  = 30 * 24 * time.Hour // and write for so long after an order
	lateAnswer   = 12 * time.Hour
	maxThanks    = 2 // answers of a buyer in one session, so that two robots do not talk for ever
)

func serviceHandlers() map[string]handler {
	all := map[string]handler{}
	for name, h := range map[string]handler{
		"Conversations.List":           (*Sandbox).listTalks,
		"Conversations.Get":            (*Sandbox).getTalk,
		"Conversations.Create":         (*Sandbox).createTalk,
		"Conversations.ListMessages":   (*Sandbox).listMessages,
		"Conversations.SendMessage":    (*Sandbox).sendMessage,
		"Conversations.MarkRead":       (*Sandbox).readTalk,
		"Conversations.UploadImage":    (*Sandbox).uploadDeskImage,
		"Conversations.SearchSessions": (*Sandbox).searchSessions,
		"Agents.GetSettings":           (*Sandbox).getAgentSettings,
		"Agents.UpdateSettings":        (*Sandbox).updateAgentSettings,
		"Agents.GetPerformance":        (*Sandbox).getServicePerformance,
		"Engagements.ListTemplates":    (*Sandbox).listEngagementTemplates,
		"Engagements.CreateTask":       (*Sandbox).createEngagement,
		"Engagements.CreateCustomTask": (*Sandbox).createCustomEngagement,
		"Engagements.SendMessages":     (*Sandbox).sendEngagement,
		"Engagements.ListPerformances": (*Sandbox).listEngagementPerformances,
		"Engagements.ListPermissions":  (*Sandbox).listEngagementPermissions,
		"Engagements.GetVisibility":    (*Sandbox).getEngagementVisibility,
	} {
		all["shop."+name] = ofStore(h)
	}
	maps.Copy(all, sidelineHandlers())
	return all
}

// service is the shop's desk, with samples in it.
func (t *store) service() *desk {
	d := &t.desk
	if !d.opened {
		d.opened = true
		d.talks, d.byUser = map[string]*talk{}, map[string]*talk{}
		d.tasks.byID = map[string]*engagement{}
		t.sampleTalks()
	}
	return d
}

// talkWith is the conversation with a buyer, which is begun when there is none.
func (t *store) talkWith(user string) *talk {
	d := t.service()
	if k := d.byUser[user]; k != nil {
		return k
	}
	s := t.box
	k := &talk{
		id: s.depotID("74945601"), user: user, im: s.depotID("74945602"), nickname: "Buyer " + user[max(0, len(user)-4):], created: s.now().Unix(),
	}
	d.talks[k.id], d.byUser[user] = k, k
	return k
}

// say adds a message to a conversation and tells who listens.
func (t *store) speak(k *talk, role, kind string, content any) *message {
	s, now := t.box, t.box.now()
	k.messages = append(k.messages, message{
		id: s.depotID("74945603"), index: now.UnixMilli()*1000 + int64(len(k.messages)%1000), kind: kind, content: string(encode(content)),
		role: role, time: now.Unix(),
	})
	m := &k.messages[len(k.messages)-1]
	if n := len(k.messages); n > 1 && m.index <= k.messages[n-2].index {
		m.index = k.messages[n-2].index + 1
	}
	if role == roleBuyer {
		k.unread++
		t.openSession(k, now)
	}
	if e := k.session; e != nil {
		e.last = now.Unix()
		if role == roleAgent && e.first == 0 {
			e.first = now.Unix()
		}
	}
	t.notify(14, map[string]any{
		"message_id": m.id, "index": strconv.FormatInt(m.index, 10), "conversation_id": k.id, "type": kind, "content": m.content, "create_time": m.time,
		"is_visible": true, "sender": map[string]any{"im_user_id": t.imOf(k, role), "role": role},
	})
	return m
}

// openSession begins a session when the buyer writes after a while.
func (t *store) openSession(k *talk, now time.Time) {
	if e := k.session; e != nil && now.Unix()-e.last < int64(sessionQuiet/time.Second) {
		return
	}
	k.session = &session{id: t.box.depotID("74945604"), talk: k, begin: now.Unix(), last: now.Unix(), asked: now.Unix()}
	t.desk.sessions = append(t.desk.sessions, k.session)
	if !t.desk.away {
		t.notify(13, map[string]any{"conversation_id": k.id, "create_time": now.Unix()}) // an agent enters
	}
}

// imOf is the chat id of who speaks.
func (t *store) imOf(k *talk, role string) string {
	switch role {
	case roleBuyer:
		return k.im
	case roleAgent:
		return "8" + t.id
	default:
		return t.id
	}
}

// writable reports whether the shop may write in the conversation now.
func (t *store) writable(k *talk, now time.Time) bool {
	for _, m := range slices.Backward(k.messages) {
		if m.role == roleBuyer {
			if now.Sub(time.Unix(m.time, 0)) < replyWindow {
				return true
			}
			break
		}
	}
	return now.Sub(time.Unix(t.lastOrderOf(k.user), 0)) < orderWindow
}

// answers are what buyers say when the shop has written.
var answers = [...]string{
	"Thank you!", "Okay, thanks for the quick answer.", "Great. When will it arrive?", "That helps, thank you.", "Good to know.",
}

// expectAnswer lets the buyer answer after a while.
func (t *store) expectAnswer(k *talk) {
	if k.session != nil && k.session.thanks >= maxThanks {
		return
	}
	at := len(k.messages)
	t.box.after(t.box.tempo.Reply, func(time.Time) {
		if len(k.messages) != at {
			return // somebody wrote meanwhile
		}
		t.speak(k, roleBuyer, "TEXT", map[string]any{"content": answers[t.box.rand.IntN(len(answers))]})
		k.session.thanks++
	})
}

// sampleTalks are conversations with the newest buyers, one of them answered.
func (t *store) sampleTalks() {
	openings := [...]string{
		"Hello, when will my order be shipped?", "Can I change the address?", "Is this also available in green?", "The parcel is late.", "How do I wash this?",
	}
	s, now := t.box, t.box.now().Unix()
	for i, o := range t.newestBuyers(len(openings)) {
		k := t.talkWith(o.user)
		k.created = now - int64(i+1)*3600
		put := func(at int64, role, kind string, content map[string]any) {
			k.messages = append(k.messages, message{
				id: s.depotID("74945603"), index: at*1_000_000 + int64(len(k.messages)), kind: kind, content: string(encode(content)), role: role, time: at,
			})
		}
		put(k.created, roleBuyer, "BUYER_ENTER_FROM_ORDER", map[string]any{"order_id": o.order})
		put(k.created+20, roleBuyer, "TEXT", map[string]any{"content": openings[i]})
		k.unread = 2
		k.session = &session{id: s.depotID("74945604"), talk: k, begin: k.created, last: k.created + 20, asked: k.created}
		if i == 1 {
			put(k.created+200, roleAgent, "TEXT", map[string]any{"content": "Hello, we will look into it."})
			k.unread, k.session.first, k.session.last = 0, k.created+200, k.created+200
		}
		t.desk.sessions = append(t.desk.sessions, k.session)
	}
}
