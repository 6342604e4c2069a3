package tiktokshop

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestHandleEndsBeforeThePlatformGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		store := NewMemorySeen(10)
		h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Seen: store, Handle: func(ctx context.Context, _ *Event) error {
			<-ctx.Done()
			return ctx.Err()
		}}
		status, _ := serve(h, newDelivery(testEvent))
		if took := time.Since(start); status != 500 || took >= 3*time.Second {
			t.Errorf("status %d after %v", status, took)
		}
		h.Handle = func(context.Context, *Event) error { return nil }
		if status, _ := serve(h, newDelivery(testEvent)); status != 200 || len(store.slot) != 1 {
			t.Errorf("second delivery: status %d, %d keys", status, len(store.slot))
		}
	})
}

type queue chan *Event

func (q queue) Put(ctx context.Context, e *Event) error {
	select {
	case q <- e:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestQueueTakesTheEventsInPlaceOfHandle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 1)
		h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Queue: q, Seen: &MemorySeen{}, Handle: func(context.Context, *Event) error {
			return errors.New("not to be called")
		}}
		if status, _ := serve(h, newDelivery(testEvent)); status != 200 || len(q) != 1 {
			t.Fatalf("status %d, %d events in the queue", status, len(q))
		}
		other := strings.Replace(testEvent, "77", "78", 1)
		if status, _ := serve(h, newDelivery(other)); status != 500 {
			t.Errorf("full queue: status %d, want 500", status)
		}
		if e := <-q; e.ID != "77" {
			t.Errorf("event %s", e.ID)
		}
		if status, _ := serve(h, newDelivery(other)); status != 200 || len(q) != 1 {
			t.Errorf("after room was made: status %d, %d events in the queue", status, len(q))
		}
	})
}

func TestRepetitionsAreHandledOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Seen: &MemorySeen{}, Handle: func(context.Context, *Event) error {
			calls.Add(1)
			time.Sleep(time.Second)
			return nil
		}}
		for range 20 {
			go func() {
				if status, _ := serve(h, newDelivery(testEvent)); status != 200 {
					t.Errorf("status %d", status)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		if calls.Load() != 1 {
			t.Errorf("handled %d times, want once", calls.Load())
		}
		for _, other := range []string{
			strings.Replace(testEvent, `"type":1`, `"type":2`, 1), strings.Replace(testEvent, "88", "89", 1),
			strings.Replace(testEvent, "77", "78", 1), strings.Replace(testEvent, "99", "98", 1),
		} {
			before := calls.Load()
			if status, _ := serve(h, newDelivery(other)); status != 200 || calls.Load() != before+1 {
				t.Errorf("%s: status %d, handled %d times", other, status, calls.Load()-before)
			}
		}
		h.Seen = nil
		before := calls.Load()
		serve(h, newDelivery(testEvent))
		serve(h, newDelivery(testEvent))
		if calls.Load() != before+2 {
			t.Error("repetitions are dropped without a store")
		}
	})
}
