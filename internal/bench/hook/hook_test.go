package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"os"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
)

func TestBothVariantsAgree(t *testing.T) {
	t.Parallel()
	body := event()
	if len(body) != 1<<10 {
		t.Errorf("the event has %d bytes, want 1024", len(body))
	}
	mac := hmac.New(sha256.New, []byte(secret))
	for sig, want := range map[string]bool{
		tiktokshop.SignWebhook(appKey, secret, body): true, strings.Repeat("0", 64): false, "": false,
	} {
		byHand, sdk := pooled(mac, body, sig) == nil, tiktokshop.VerifyWebhook(appKey, secret, body, sig) == nil
		if byHand != want || sdk != want {
			t.Errorf("signature %q: by hand %v, VerifyWebhook %v, want %v", sig, byHand, sdk, want)
		}
	}
	e, err := tiktokshop.ParseEvent(body)
	if err != nil || e.Misfit != "" {
		t.Errorf("event = %+v, error %v", e, err)
	}
}

// BenchmarkTable prints the section alone: go test -run '^$' -bench Table -benchtime 1x ./hook.
func BenchmarkTable(b *testing.B) {
	for range b.N {
		table, err := Measure(41)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := table.WriteTo(os.Stdout); err != nil {
			b.Fatal(err)
		}
	}
}
