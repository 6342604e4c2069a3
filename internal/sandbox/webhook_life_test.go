package sandbox

import (
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func TestWhatHappensInShopsArrivesAsTheTopicsSay(t *testing.T) {
	t.Parallel()
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
	b := newInbox()
	k := start(t, Options{Orders: 40, Webhook: b})
	for range 10 {
		k.shop.Advance(24 * time.Hour)
		k.flush(t)
	}
	if b.forged > 0 || len(b.events) == 0 {
		t.Fatalf("%d of %d deliveries are not signed or not well formed", b.forged, len(b.events))
	}
	for _, d := range k.shop.Deliveries() {
		sent := (&answer{Data: d.Body}).object(t)
		for name := range object(sent["data"]) {
			if api.Find(fields[d.Topic], name) == nil {
				t.Errorf("topic %d has no field %s: %s", d.Topic, name, d.Body)
			}
		}
	}
}
