package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"sync"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// send queues a webhook for every app that has asked for it and may hear of
// it; the lock is held.
func (s *Sandbox) send(n notice) {
	for _, a := range s.access.apps {
		if s.address(a, n) != "" && s.allowed(a, n) != nil {
			s.sendTo(a, n)
		}
	}
}

// sendTo queues a webhook for one app, if it has asked for it; the lock is held.
func (s *Sandbox) sendTo(a *app, n notice) {
	address := s.address(a, n)
	if address == "" {
		return
	}
	s.hooks.serial++
	id := strconv.Itoa(7320000000000000000 + s.hooks.serial)
	s.dispatch(&delivery{
		app: a, notice: n, id: id, address: address, due: s.now(), attempt: 1, body: envelopeOf(n, id, s.now().Unix()),
	})
}

// address is where a notice goes, "" if the app has not asked for it. What the
// shop was told comes before what the app has set for all.
func (s *Sandbox) address(a *app, n notice) string {
	if n.store != nil && len(s.hooks.set) > 0 {
		if h := s.hooks.set[hookKey{a, n.store, s.hooks.names[n.topic]}]; h != nil {
			return h.address
		}
	}
	if a.topics != nil && !a.topics[n.topic] {
		return ""
	}
	if a.webhook == "" && s.opts.Webhook != nil && a == s.access.apps[0] {
		return memoryHook
	}
	return a.webhook
}

// envelopeOf is the body of a delivery.
func envelopeOf(n notice, id string, now int64) json.RawMessage {
	return encode(struct {
		Type      int            `json:"type"`
		ID        string         `json:"tts_notification_id"`
		Shop      string         `json:"shop_id,omitempty"`
		Seller    string         `json:"seller_open_id,omitempty"`
		Creator   string         `json:"creator_open_id,omitempty"`
		Timestamp int64          `json:"timestamp"`
		Data      map[string]any `json:"data"`
	}{n.topic, id, n.subjectID("shop_id"), n.subjectID("seller_open_id"), n.subjectID("creator_open_id"), now, n.data})
}

func (n notice) subjectID(field string) string {
	if n.subject == field {
		return n.id
	}
	return ""
}

// signHook is the Authorization header of a delivery.
func (a *app) signHook(body []byte) string {
	mac := hmac.New(sha256.New, []byte(a.secret))
	mac.Write([]byte(a.key))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

var topicNames = sync.OnceValues(readTopics)

// readTopics are the event types by number, and those that the Event API takes.
func readTopics() (names map[int]string, numbers map[string]int) {
	names, numbers = map[int]string{}, map[string]int{}
	topics, err := api.LoadTopics()
	if err != nil {
		return names, numbers // the file is checked when the module is built
	}
	for _, t := range topics {
		names[t.Type] = t.Name
		if t.EventAPI {
			numbers[t.Name] = t.Type
		}
	}
	return names, numbers
}
