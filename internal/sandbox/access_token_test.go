package sandbox

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// service calls the token service.
func (k *caller) service(t testing.TB, what string, values ...string) *answer {
	t.Helper()
	q := url.Values{"app_key": {AppKey}, "app_secret": {AppSecret}}
	for name, v := range pairs(values) {
		q.Set(name, v)
	}
	return k.raw(t, "GET", "/api/v2/token/"+what+"?"+q.Encode())
}

func (k *caller) exchange(t testing.TB, code string) *answer {
	t.Helper()
	return k.service(t, "get", "auth_code", code, "grant_type", "authorized_code")
}

func (k *caller) renew(t testing.TB, token string) *answer {
	t.Helper()
	return k.service(t, "refresh", "refresh_token", token, "grant_type", "refresh_token")
}

func TestACodeBecomesTokensOnce(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	before := k.shop.Now().Unix()
	code := k.shop.AuthCode(Seller)
	a := k.exchange(t, code)
	data := a.object(t)
	if a.Message != "success" || number(data["user_type"]) != 0 || text(data["open_id"]) == "" || len(texts(data["granted_scopes"])) == 0 {
		t.Fatalf("answer %s", a.Body)
	}
	if got := number(data["access_token_expire_in"]) - before; got < 7*86400 || got > 7*86400+5 {
		t.Errorf("access token lives %d s, want 7 days as an absolute time", got)
	}
	k.token = text(data["access_token"])
	k.ok(t, get(getOrders, "ids", orderID(1)))
	if a := k.exchange(t, code); a.Code != 36004004 {
		t.Errorf("second use: %s", a.Body)
	}
	late := k.shop.AuthCode(Seller)
	k.shop.Skew(31 * time.Minute)
	if a := k.exchange(t, late); a.Code != 36004004 {
		t.Errorf("after 31 minutes: %s", a.Body)
	}
}

func TestRefreshTokensWorkOnceAndGiveNewOnes(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	old := k.shop.Issue(Seller)
	k.shop.ExpireToken()
	k.token = old.Access
	if a := k.do(t, get(getOrders, "ids", orderID(1))); a.Status != 401 || a.Code != 105002 {
		t.Errorf("expired: %d %s", a.Status, a.Body)
	}
	data := k.renew(t, old.Refresh).object(t)
	k.token = text(data["access_token"])
	k.ok(t, get(getOrders, "ids", orderID(1)))
	if a := k.renew(t, old.Refresh); a.Code != 36004005 {
		t.Errorf("refresh token used twice: %s", a.Body)
	}
	if got := k.shop.Writes("GET /api/v2/token/refresh"); got != 1 {
		t.Errorf("refreshes = %d, want 1", got)
	}
	k.shop.Skew(8 * 24 * time.Hour)
	if a := k.do(t, get(getOrders, "ids", orderID(1))); a.Code != 105002 {
		t.Errorf("after eight days: %s", a.Body)
	}
	k.shop.Skew(366 * 24 * time.Hour)
	if a := k.renew(t, text(data["refresh_token"])); a.Code != 36004001 {
		t.Errorf("after a year: %s", a.Body)
	}
}

func TestAWithdrawnAuthorizationIsOver(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	tok := k.shop.Issue(Seller)
	k.shop.Withdraw()
	k.token = tok.Access
	if a := k.do(t, get(getOrders, "ids", orderID(1))); a.Status != 401 || a.Code != 105001 {
		t.Errorf("call: %d %s", a.Status, a.Body)
	}
	if a := k.renew(t, tok.Refresh); a.Code != 36004005 {
		t.Errorf("refresh: %s", a.Body)
	}
	if a := k.exchange(t, k.shop.AuthCode(Seller)); a.Code != 0 {
		t.Errorf("a new authorization: %s", a.Body)
	}
}

func TestTheTokenServiceRefusesBadRequests(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	tests := map[string]struct {
		what   string
		values []string
		want   int
	}{
		"wrong secret":     {"get", []string{"app_secret", "x", "auth_code", "c", "grant_type", "authorized_code"}, 36009004},
		"wrong app":        {"get", []string{"app_key", "x", "auth_code", "c", "grant_type", "authorized_code"}, 36009004},
		"no code":          {"get", []string{"grant_type", "authorized_code"}, 36009004},
		"usual grant type": {"get", []string{"auth_code", "c", "grant_type", "authorization_code"}, 36009004},
		"unknown code":     {"get", []string{"auth_code", "c", "grant_type", "authorized_code"}, 36004004},
		"no refresh token": {"refresh", []string{"grant_type", "refresh_token"}, 36009004},
		"unknown token":    {"refresh", []string{"refresh_token", "c", "grant_type", "refresh_token"}, 36004005},
		"unknown path":     {"revoke", nil, 36009009},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.service(t, tt.what, tt.values...); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
	if a := k.raw(t, "POST", "/api/v2/token/get"); a.Code != 36009010 {
		t.Errorf("POST: %s", a.Body)
	}
}

func TestTheAuthorizationPageLeadsBackWithCodeAndState(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1, Redirect: "https://app.example.com/back?x=1"})
	tests := map[string]struct {
		page   string
		status int
		kind   int64
	}{
		"seller":                {sellerPage + "?service_id=" + ServiceID + "&state=a+b&auto=1", 302, 0},
		"partner":               {sellerPage + "?service_id=" + PartnerServiceID + "&state=a+b&auto=1", 302, 3},
		"creator":               {creatorPage + "?app_key=" + AppKey + "&state=a+b&auto=1", 302, 1},
		"creator with no state": {creatorPage + "?auto=1&app_key=" + AppKey, 400, 0},
		"unknown service":       {sellerPage + "?service_id=x", 400, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, header := k.fetch(t, k.url+tt.page)
			if status != tt.status {
				t.Fatalf("status %d, want %d", status, tt.status)
			}
			if tt.status != 302 {
				return
			}
			back, err := url.Parse(header.Get("Location"))
			if err != nil {
				t.Fatal(err)
			}
			q := back.Query()
			if back.Host != "app.example.com" || q.Get("state") != "a b" || q.Get("x") != "1" {
				t.Errorf("back to %s", back)
			}
			if got := number(k.exchange(t, q.Get("code")).object(t)["user_type"]); got != tt.kind {
				t.Errorf("user_type = %d, want %d", got, tt.kind)
			}
		})
	}
}

func TestOneCodeServesOneOfManyCallers(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	code := k.shop.AuthCode(Seller)
	codes := make([]int, 16)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() { codes[i] = k.exchange(t, code).Code })
	}
	wg.Wait()
	won := 0
	for _, c := range codes {
		if c == 0 {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d callers got tokens, want 1: %v", won, codes)
	}
}

func TestSecretsAreNotInTheLog(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	k.exchange(t, "the-code")
	k.ok(t, get(getOrders, "ids", orderID(1)))
	var names [][]string
	for _, r := range k.shop.Requests() {
		if s := r.Query.Encode(); strings.Contains(s, AppSecret) || strings.Contains(s, "the-code") || r.Query.Has("sign") {
			t.Errorf("query %s holds a secret", s)
		}
		names = append(names, []string{r.Route, r.Query.Get("ids")})
	}
	want := [][]string{{"GET /api/v2/token/get", ""}, {"GET " + getOrders, orderID(1)}}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}
