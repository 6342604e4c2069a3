package sandbox

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSignsAreThoseOfThePublishedVectors(t *testing.T) {
	t.Parallel()
	got := []string{
		Sign("e59af819cc", "/authorization/202309/shops",
			url.Values{"app_key": {"29a39d"}, "timestamp": {"1623812664"}, "sign": {"x"}, "access_token": {"y"}}, "application/json", nil),
		Sign("app_secret", "/test-api", url.Values{"foo": {"bar"}}, "", nil),
		Sign("app_secret", "/test-api", url.Values{"foo": {"bar"}}, `multipart/form-data; boundary="b"`, []byte("not signed")),
	}
	want := []string{
		"b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8",
		"d3cb7fe11ecae942802ceeca67e7cf10120cc12f1517d45fbc1c8cfe5413c80f",
		"d3cb7fe11ecae942802ceeca67e7cf10120cc12f1517d45fbc1c8cfe5413c80f",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("signs (-want +got):\n%s", diff)
	}
}

func TestPartnersNameTheirAsset(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	token := k.shop.Issue(Partner).Access
	tokens := map[string]string{"partner": token, "any": token}
	for _, op := range catalogue(t).Operations {
		if !op.Asset {
			continue
		}
		for _, cipher := range []string{"-", "of-another-partner"} {
			r := sample(t, k, op, tokens)
			r.query["category_asset_cipher"] = cipher
			if a := k.do(t, r); a.Status != 401 || a.Code != 101000 {
				t.Errorf("%s with cipher %s: %d %s", op.Name, cipher, a.Status, a.Body)
			}
		}
	}
}

func TestTheTimestampWindowIsFiveMinutesBackAndHalfAMinuteAhead(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	now := k.shop.Now()
	for _, d := range []time.Duration{-298 * time.Second, 0, 29 * time.Second} {
		k.ok(t, request{method: "GET", path: "/authorization/202309/shops", at: now.Add(d)})
	}
}

func TestAnotherClockIsToldByTheDateHeader(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	k.shop.Skew(time.Hour)
	a := k.do(t, request{method: "GET", path: "/authorization/202309/shops", at: time.Now()})
	if a.Code != 36009004 || !strings.Contains(a.Message, "timestamp") {
		t.Errorf("answer %s: want a refused timestamp", a.Body)
	}
	date, err := time.Parse(time.RFC1123, a.Header.Get("Date"))
	if ahead := time.Until(date); err != nil || ahead < 59*time.Minute {
		t.Errorf("Date %q is %v ahead, %v: want an hour", a.Header.Get("Date"), ahead, err)
	}
	k.ok(t, request{method: "GET", path: "/authorization/202309/shops", at: date})
}

func TestAScopeThatWasNotGrantedIsMissed(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1, Scopes: []string{"seller.authorization.info"}})
	k.ok(t, get("/authorization/202309/shops"))
	a := k.do(t, post(searchOrders, "{}", "page_size", "10"))
	if a.Status != 401 || a.Code != 105005 || !strings.Contains(a.Message, "seller.order.info") {
		t.Errorf("answer %d %s: want 401 and 105005 with the scope's name", a.Status, a.Body)
	}
}

func TestUnknownKeysOfABodyAreTolerated(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3})
	data := k.ok(t, post(searchOrders, `{"brand_new":{"a":[1]},"buyer_user_id":null}`, "page_size", "10"))
	if got := len(ids(data["orders"])); got != 3 {
		t.Errorf("orders = %d, want 3", got)
	}
}
