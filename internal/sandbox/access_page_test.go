package sandbox

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// open is a visit of a page; form is nil for GET.
func (k *caller) open(t *testing.T, target string, form url.Values) (status int, body string, back url.Values) {
	t.Helper()
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(t.Context(), method, k.url+target, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := k.client.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if to := resp.Header.Get("Location"); to != "" {
		u, err := url.Parse(to)
		if err != nil {
			t.Fatal(err)
		}
		back = u.Query()
	}
	return resp.StatusCode, string(b), back
}

func TestTheAuthorizationPageNamesWhatIsAsked(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	tests := map[string]struct {
		link string
		want []string
		not  []string
	}{
		"seller": {
			sellerPage + "?service_id=" + w.app.Service + `&state="><script>`,
			[]string{"Second App asks for access", "Test Seller", "Second Seller", "Home (GB)", "Abroad (DE)", "seller.order.info", "Agree", "Refuse", "&lt;script&gt;"},
			[]string{"<script", "checkbox", "Remove access", "creator.showcase"},
		},
		"older form": {olderPage + "?app_key=" + w.app.Key, []string{"Second App", "Test Seller"}, []string{`name="state"`}},
		"creator": {
			creatorPage + "?app_key=" + AppKey + "&state=s",
			[]string{"Test App asks", "checkbox", "creator.showcase.read", "Remove access"}, []string{"seller.order.info"},
		},
		"creator of an app without access": {creatorPage + "?app_key=" + w.app.Key + "&state=s", []string{"Second App"}, []string{"Remove access"}},
		"partner":                          {sellerPage + "?service_id=" + w.app.PartnerService, []string{"partner.tap_campaign.read"}, []string{"seller.order.info"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, body, _ := w.open(t, strings.ReplaceAll(strings.ReplaceAll(tt.link, `"`, "%22"), "<", "%3C"), nil)
			if status != 200 {
				t.Fatalf("status %d: %s", status, body)
			}
			for _, s := range tt.want {
				if !strings.Contains(body, s) {
					t.Errorf("the page lacks %q", s)
				}
			}
			for _, s := range tt.not {
				if strings.Contains(body, s) {
					t.Errorf("the page holds %q", s)
				}
			}
		})
	}
}

func TestTheFormLeadsBack(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	link := sellerPage + "?service_id=" + w.app.Service
	form := func(values ...string) url.Values {
		f := url.Values{"service_id": {w.app.Service}}
		for name, v := range pairs(values) {
			f.Set(name, v)
		}
		return f
	}
	status, _, back := w.open(t, link, form("decision", "agree", "account", w.seller.openID, "state", " s&x "))
	if status != 302 || back.Get("state") != " s&x " || back.Get("shop_region") != "GB" || back.Get("app_key") != w.app.Key {
		t.Fatalf("%d, back with %v", status, back)
	}
	data := w.service(t, "get", "app_key", w.app.Key, "app_secret", w.app.Secret, "grant_type", "authorized_code", "auth_code", back.Get("code")).object(t)
	if data["open_id"] != w.seller.openID || data["seller_name"] != "Second Seller" || data["seller_base_region"] != "GB" {
		t.Errorf("tokens for %v, want those of the second seller", data)
	}
	if _, _, back := w.open(t, link, form("decision", "agree")); back.Has("state") || back.Get("shop_region") != "US" {
		t.Errorf("without state and account: %v", back)
	}
	if _, _, back := w.open(t, link, form("decision", "refuse", "state", "s")); cmp.Diff(url.Values{"code": {"null"}, "error": {"auth_denied"}, "state": {"s"}}, back) != "" {
		t.Errorf("refused: %v", back)
	}
	if _, _, back := w.open(t, link+"&auto=refuse", nil); cmp.Diff(url.Values{"code": {"null"}, "error": {"auth_denied"}}, back) != "" {
		t.Errorf("refused at once: %v", back)
	}
	for name, f := range map[string]url.Values{
		"no decision": form(), "unknown account": form("decision", "agree", "account", "x"),
		"account of another kind":  form("decision", "agree", "account", w.shop.first(Creator).openID),
		"sellers remove elsewhere": form("decision", "remove"),
	} {
		if status, _, back := w.open(t, link, f); status != 400 || back != nil {
			t.Errorf("%s: %d, %v", name, status, back)
		}
	}
	for _, state := range []string{"", "+s", "s%09"} {
		if status, _, _ := w.open(t, creatorPage+"?auto=1&app_key="+AppKey+"&state="+state, nil); status != 400 {
			t.Errorf("creator's state %q: %d", state, status)
		}
	}
}

func TestCreatorsLeaveScopesOutAndRemoveAccess(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	form := url.Values{"app_key": {AppKey}, "state": {"s"}, "decision": {"agree"}, "scope": {"creator.showcase.read", "of.nobody"}}
	status, body, _ := k.open(t, creatorPage, form)
	found := regexp.MustCompile(`<code>(.*)</code>`).FindStringSubmatch(body)
	if status != 200 || found == nil {
		t.Fatalf("%d %s", status, body)
	}
	data := k.exchange(t, found[1]).object(t)
	if diff := cmp.Diff([]string{"creator.showcase.read"}, texts(data["granted_scopes"])); diff != "" {
		t.Errorf("granted (-want +got):\n%s", diff)
	}
	data = k.renew(t, text(data["refresh_token"])).object(t)
	if len(texts(data["granted_scopes"])) != 1 {
		t.Errorf("a refresh changed the scopes to %v", data["granted_scopes"])
	}
	k.token = text(data["access_token"])
	denied := 0
	for _, op := range catalogue(t).Operations {
		if op.Token == "creator" && len(op.Scopes) > 0 && op.Scopes[0] != "creator.showcase.read" {
			denied++
			if a := k.do(t, sample(t, k, op, map[string]string{"creator": k.token})); a.Code != 105005 {
				t.Errorf("%s: %s, want 105005", op.Name, a.Body)
			}
		}
	}
	if denied == 0 {
		t.Error("no operation of creators has another scope")
	}
	form.Del("scope")
	if status, _, _ := k.open(t, creatorPage, form); status != 400 {
		t.Errorf("nothing ticked: %d", status)
	}
	form.Set("decision", "remove")
	for _, want := range []string{"The app&#39;s access was removed.", "The app had no access."} {
		if status, body, _ := k.open(t, creatorPage, form); status != 200 || !strings.Contains(body, want) {
			t.Errorf("removed: %d %s", status, body)
		}
	}
	if a := k.do(t, get("/affiliate_creator/202405/profiles")); a.Code == 0 {
		t.Errorf("call after removal: %s", a.Body)
	}
	if a := k.renew(t, text(data["refresh_token"])); a.Code != 36004005 {
		t.Errorf("refresh after removal: %s", a.Body)
	}
}

// FuzzAuthorize opens the page with anything: it must not panic, what was sent
// must not become markup, and a browser is only led to the app.
func FuzzAuthorize(f *testing.F) {
	f.Add(sellerPage, "service_id="+ServiceID+"&state=a", "")
	f.Add(sellerPage, "service_id="+PartnerServiceID+"&auto=1", "")
	f.Add(olderPage, "app_key="+AppKey+"&state=%3Cmark%3E", "")
	f.Add(creatorPage, "app_key="+AppKey+"&state=s", "decision=agree&scope=creator.showcase.read")
	f.Add(creatorPage, "app_key="+AppKey+"&state=s", "decision=remove&account=%22%3E%3Cmark%3E")
	f.Add(sellerPage, "service_id=%zz;", "decision=refuse&state=%0d%0aSet-Cookie:a")
	shop, err := New(Options{Orders: -1, Redirect: "https://app.example.com/back"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path, query, form string) {
		for _, sent := range []string{form, form + "&state=%3Cmark%3E%22%27"} {
			r := &http.Request{Method: "GET", URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{}, Body: http.NoBody}
			if form != "" {
				r.Method, r.Body = "POST", io.NopCloser(strings.NewReader(sent))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			w := httptest.NewRecorder()
			shop.authorize(w, r.WithContext(t.Context()))
			if strings.Contains(w.Body.String(), "<mark>") || strings.Contains(w.Body.String(), "<script") {
				t.Errorf("markup of the request in the page: %s", w.Body)
			}
			if to := w.Header().Get("Location"); to != "" && !strings.HasPrefix(to, "https://app.example.com/back?") {
				t.Errorf("led to %s", to)
			}
		}
	})
}
