package tiktokshop

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// Event is one webhook delivery. It says that something changed, rarely to what,
// and may come late, twice, out of order or not at all: ask for the present
// state before acting on it, and look for changes now and then without it.
type Event struct {
	Type          EventType `json:"type"`
	ID            string    `json:"tts_notification_id,omitzero"` // of the notification; "" where the platform left it out
	ShopID        string    `json:"shop_id,omitzero"`             // one of the three says whom it is about, by topic
	SellerOpenID  string    `json:"seller_open_id,omitzero"`
	CreatorOpenID string    `json:"creator_open_id,omitzero"`
	Time          Time      `json:"timestamp"` // when it was sent

	// Data is a pointer to the payload of the topic, such as *[OrderStatusChange]:
	// never nil for a known topic, always nil for one not known.
	Data any `json:"data"`

	// Misfit is the first place whose value did not fit its type and was left
	// out ("data.update_time"), "" when all did. Raw has it.
	Misfit string `json:"-"`

	// Raw is the whole body as received. Store it, not the Event: ParseEvent reads
	// it again.
	Raw json.RawMessage `json:"-"`
}

// ParseEvent reads the body of a delivery. The platform's payloads do not always
// keep to their description; what can be bent to its type is, and [Event].Misfit
// names what cannot. The error is for a body that is no JSON object. ParseEvent
// does not check the signature: see [VerifyWebhook].
func ParseEvent(body []byte) (*Event, error) {
	var b struct {
		Event
		Payload json.RawMessage `json:"data"`
	}
	misfit, err := codec.Decode(body, &b)
	if err != nil || bytes.TrimLeft(body, " \t\r\n")[0] != '{' {
		return nil, errors.New("webhook body is no JSON object")
	}
	e := b.Event
	e.Data, e.Misfit, e.Raw = e.Type.newData(), misfit, bytes.Clone(body)
	if e.Data == nil || b.Payload == nil {
		return &e, nil
	}
	misfit, _ = codec.Decode(b.Payload, e.Data) // it is JSON, so there is no error
	if misfit != "" && misfit != "data" {       // which stands for the whole payload
		misfit = "data." + misfit
	}
	e.Misfit = cmp.Or(e.Misfit, misfit)
	unify(e.Data)
	return &e, nil
}

// TimeISO is a moment the wire carries as ISO 8601 text, up to nanoseconds, kept
// as sent: "2026-07-13T12:34:12.789752047Z".
type TimeISO string

// Time is the moment t names.
func (t TimeISO) Time() (time.Time, error) { return time.Parse(time.RFC3339Nano, string(t)) }
