package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlySignedDeliveriesGetThroughAndOnce(t *testing.T) {
	t.Parallel()
	const want = `an order                                 200 OK
the same again                           200 OK
another order with the same signature    401 Unauthorized
no signature                             401 Unauthorized
stock, its ids as numbers                200 OK
a topic not known                        200 OK
no JSON, but signed                      400 Bad Request
3 events to work on:
  order 576486316948490001 of shop 7494049642642441621 is now AWAITING_SHIPMENT
  SKU 1738193103496144545 has 2313 left
  topic 999 is new: 132 bytes kept for later
`
	var out strings.Builder
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestInterruptEndsIt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, new(strings.Builder)); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}

func TestFullQueueTellsThePlatformToComeAgain(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := make(jobs).Put(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}
