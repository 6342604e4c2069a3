package sandbox

import (
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// checkDeliveries compares all webhooks that a sandbox has sent with what the
// topics say, and their order with that of what happened.
func checkDeliveries(t testing.TB, s *Sandbox) {
	t.Helper()
	topics, err := api.LoadTopics()
	if err != nil {
		t.Fatal(err)
	}
	fields := map[int][]api.Field{}
	for _, topic := range topics {
		for _, f := range topic.Data {
			fields[topic.Type] = append(fields[topic.Type], f.Field())
		}
	}
	for _, d := range s.Deliveries() {
		data := object((&answer{Data: d.Body}).object(t)["data"])
		switch d.Topic { // real deliveries have numbers where texts are described, and the other way round
		case 2:
			for _, name := range []string{"reverse_order_status", "reverse_type", "reverse_user"} {
				delete(data, name)
			}
		case 7:
			delete(data, "expiration_time")
		}
		if bad := checkTypes(fields[d.Topic], data, ""); bad != "" || fields[d.Topic] == nil {
			t.Errorf("topic %d: %s: %s", d.Topic, bad, d.Body)
		}
	}
}

func TestWhatHappensInShopsArrivesAsTheTopicsSay(t *testing.T) {
	t.Parallel()
	b := newInbox()
	k := start(t, Options{Orders: 40, Webhook: b})
	last := time.Time{}
	for range 10 {
		k.shop.Advance(24 * time.Hour)
		k.flush(t)
	}
	if b.forged > 0 || len(b.events) == 0 {
		t.Fatalf("%d of %d deliveries are not signed or not well formed", b.forged, len(b.events))
	}
	for _, d := range k.shop.Deliveries() {
		if d.Attempt == 1 && d.Time.Before(last) {
			t.Errorf("topic %d of %s comes after what happened at %s", d.Topic, d.Time, last)
		}
		last = d.Time
	}
	th := newThrower(t, 3)
	for range 5 {
		th.round(t)
		if err := th.shop.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	checkDeliveries(t, th.shop)
}
