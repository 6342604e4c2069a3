package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"
)

// Outcome is what became of an attempt to deliver a webhook.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted" // answered with 200
	Refused  Outcome = "refused"  // answered with 401: the receiver does not believe the signature; it does not come again
	Failed   Outcome = "failed"   // it comes again
	Dropped  Outcome = "dropped"  // the last attempt failed
	Lost     Outcome = "lost"     // on purpose
	NotSent  Outcome = "not sent" // the address cannot be reached from here, or the sandbox was closed
)

// Delivery is one attempt to deliver a webhook.
type Delivery struct {
	Time    time.Time       `json:"time"` // when it was due, by the sandbox's clock
	ID      string          `json:"tts_notification_id"`
	App     string          `json:"app_key"`
	Topic   int             `json:"type"`
	Event   string          `json:"event_type"`
	Subject string          `json:"subject"` // wire name of the field that says whom it is about
	Of      string          `json:"of"`      // its value: the id of a shop, a seller or a creator
	Address string          `json:"address"`
	Attempt int             `json:"attempt"` // from 1
	Repeat  bool            `json:"repeat"`  // a second copy, on purpose
	Status  int             `json:"status"`  // HTTP status of the answer, 0 if there was none
	Outcome Outcome         `json:"outcome"`
	Error   string          `json:"error,omitempty"`
	Body    json.RawMessage `json:"body"`
}

const maxDeliveries = 10_000

// note writes an attempt into the log; the lock is held.
func (s *Sandbox) note(d *delivery, status int, o Outcome, why string) {
	h := &s.hooks
	if len(h.log) == maxDeliveries {
		h.log = slices.Delete(h.log, 0, maxDeliveries/10)
	}
	h.log = append(h.log, Delivery{
		Time: d.due, ID: d.id, App: d.app.key, Topic: d.notice.topic, Event: h.names[d.notice.topic], Subject: d.notice.subject,
		Of: d.notice.id, Address: d.address, Attempt: d.attempt, Repeat: d.repeat, Status: status, Outcome: o, Error: why, Body: d.body,
	})
}

// Deliveries are the attempts to deliver webhooks so far, at most the last
// 10,000.
func (s *Sandbox) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := slices.Clone(s.hooks.log)
	for i := range list {
		list[i].Body = bytes.Clone(list[i].Body)
	}
	return list
}
