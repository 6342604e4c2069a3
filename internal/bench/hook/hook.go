// Package hook compares how the SDK takes webhooks with code written by hand.
package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
)

const (
	secret = "0123456789abcdef0123456789abcdef01234567" // as long as the platform's
	appKey = "6abcdefgh1234"
)

// event is a delivery of 1 KB.
func event() []byte {
	const head = `{"type":1,"tts_notification_id":"7327112393057371910","shop_id":"7494049642642441621","timestamp":1644412885,` +
		`"data":{"order_id":"576486316948490001","order_status":"AWAITING_SHIPMENT","is_on_hold_order":false,"update_time":1644412885,"note":"`
	return []byte(head + strings.Repeat("n", 1<<10-len(head)-3) + `"}}`)
}

var errSignature = errors.New("signature does not match")

// pooled is the check by hand, with a hash that was keyed beforehand and
// belongs to one caller.
func pooled(mac hash.Hash, body []byte, authorization string) error {
	var sum, got [sha256.Size]byte
	mac.Reset()
	mac.Write([]byte(appKey))
	mac.Write(body)
	if n, err := hex.Decode(got[:], []byte(authorization)); err != nil || n != len(got) || !hmac.Equal(mac.Sum(sum[:0]), got[:]) {
		return errSignature
	}
	return nil
}

// answer is a ResponseWriter that keeps the status alone.
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) Write(b []byte) (int, error) { return len(b), nil }
func (a *answer) WriteHeader(status int)      { a.status = status }

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }

// deliver sends body to h and wants the status.
func deliver(h http.Handler, body []byte, authorization string, want int) func() error {
	return func() error {
		r := (&http.Request{
			Method: http.MethodPost, Header: http.Header{"Authorization": {authorization}},
			Body: nopCloser{bytes.NewReader(body)}, ContentLength: int64(len(body)),
		})
		a := answer{header: http.Header{}}
		if h.ServeHTTP(&a, r); a.status != want {
			return fmt.Errorf("status %d, want %d", a.status, want)
		}
		return nil
	}
}

// Measure compares the check with the bare one, and a refused delivery with one
// that is read.
func Measure(cycles int) (goal.Table, error) {
	table := goal.Table{Title: "Webhooks", Note: "An event of 1 KB, without the network."}
	body := event()
	good, bad := tiktokshop.SignWebhook(appKey, secret, body), strings.Repeat("0", 2*sha256.Size)
	mac := hmac.New(sha256.New, []byte(secret))
	plan := paired.Plan{Cycles: cycles, Block: 30 * time.Millisecond}

	check, err := paired.Compare(plan,
		paired.Variant{Name: "keyed beforehand", Do: func() error { return pooled(mac, body, good) }},
		paired.Variant{Name: "VerifyWebhook", Do: func() error { return tiktokshop.VerifyWebhook(appKey, secret, body, good) }})
	if err != nil {
		return table, err
	}
	h := &tiktokshop.WebhookHandler{AppKey: appKey, AppSecret: secret, Handle: func(context.Context, *tiktokshop.Event) error { return nil }}
	events, err := paired.Compare(plan,
		paired.Variant{Name: "handled", Do: deliver(h, body, good, http.StatusOK)},
		paired.Variant{Name: "refused", Do: deliver(h, body, bad, http.StatusUnauthorized)})
	if err != nil {
		return table, err
	}
	ratio := func(r paired.Result) string { return fmt.Sprintf("%s, %d ns", r.Ratio, r.Time.Nanoseconds()) }
	table.Rows = []goal.Row{
		goal.AtMost("VerifyWebhook to a hash keyed beforehand: time", ratio(check[1]), check[1].Ratio.Median, 2),
		goal.AtMost("bad signature to a handled event: time", ratio(events[1]), events[1].Ratio.Median, 0.35),
		goal.Info("handled event", fmt.Sprintf("%d ns, %.0f objects, %.0f bytes, %.0f a second", events[0].Time.Nanoseconds(), events[0].Allocs, events[0].Bytes, events[0].PerSecond())),
		goal.Info("bad signature", fmt.Sprintf("%.0f objects, %.0f bytes", events[1].Allocs, events[1].Bytes)),
	}
	return table, nil
}
