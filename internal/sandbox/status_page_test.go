package sandbox

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheStatusPageShowsWhatThereIs(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3, Scenario: scenario(t, `{"version":1,"sellers":[{"shops":[{"market":"TH","name":"<b>Shop</b>"}]}]}`)})
	k.ok(t, get("/authorization/202309/shops"))
	k.raw(t, "GET", "/<script>alert(1)</script>")
	k.shop.Fault(Fault{Route: "GET /authorization/202309/shops", Times: -1, Body: "</table><script>"})
	page := k.tell(t, "GET", "?refresh=5", "")
	for _, want := range []string{
		"&lt;b&gt;Shop&lt;/b&gt;", "THB", "AWAITING_SHIPMENT", "/authorization/202309/shops", "&lt;script&gt;alert(1)", `http-equiv="refresh" content="5"`,
		"36009009", `<html lang="en">`, `href="/sandbox/control"`,
	} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if page.Status != 200 || strings.Contains(page.Body, "<script") || strings.Contains(page.Body, "<b>Shop") || strings.Contains(page.Body, "ROW_access-token") {
		t.Errorf("the page with status %d holds what it must not:\n%s", page.Status, page.Body)
	}
	if csp := page.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("Content-Security-Policy is %q", csp)
	}
	if strings.Contains(k.tell(t, "GET", "", "").Body, "http-equiv=\"refresh\"") {
		t.Error("the page reloads itself unasked")
	}
	if got := k.tell(t, "PUT", "", ""); got.Status != 405 {
		t.Errorf("PUT: %d", got.Status)
	}
}

func TestTheStatusPageMovesTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: -1})
		began := k.shop.Now()
		form := func(body string, headers ...string) told {
			return k.tell(t, "POST", "", body, append(headers, "Content-Type", "application/x-www-form-urlencoded")...)
		}
		if got := form("advance=2h"); got.Status != http.StatusSeeOther || got.Header.Get("Location") != controlPath || k.shop.Now().Sub(began) != 2*time.Hour {
			t.Errorf("%d to %q, %v passed", got.Status, got.Header.Get("Location"), k.shop.Now().Sub(began))
		}
		for _, bad := range []string{"", "advance=", "advance=-1h", "advance=soon", "advance=9000d", "advance=%zz"} {
			if got := form(bad); got.Status != 400 || !strings.Contains(got.Body, "Time was not moved") {
				t.Errorf("%q: %d", bad, got.Status)
			}
		}
		if got := form("advance=2h", "Sec-Fetch-Site", "cross-site"); got.Status != 403 || k.shop.Now().Sub(began) != 2*time.Hour {
			t.Errorf("from another site: %d, %v passed", got.Status, k.shop.Now().Sub(began))
		}
	})
}
