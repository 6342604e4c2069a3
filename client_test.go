package tiktokshop

import (
	"net/http"
	"strings"
	"testing"
)

func TestNewNamesEveryBadField(t *testing.T) {
	t.Parallel()
	good := Config{AppKey: testKey, AppSecret: testSecret}
	tests := map[string]struct {
		change func(*Config)
		want   []string // parts of the error; none for success
	}{
		"defaults":        {change: func(*Config) {}},
		"empty":           {change: func(c *Config) { *c = Config{} }, want: []string{"AppKey is empty", "AppSecret is empty"}},
		"blank secret":    {change: func(c *Config) { c.AppSecret = " \t" }, want: []string{"AppSecret is empty"}},
		"opaque secret":   {change: func(c *Config) { c.AppSecret = "\x00é" }},
		"negative":        {change: func(c *Config) { c.Attempts, c.MaxWait = -1, -1 }, want: []string{"Attempts is negative", "MaxWait is negative"}},
		"http":            {change: func(c *Config) { c.BaseURL = "http://open-api.example" }, want: []string{"BaseURL must be https"}},
		"http loopback":   {change: func(c *Config) { c.BaseURL, c.AuthURL = "http://127.0.0.1:8080", "http://localhost:1/" }},
		"http loopback 6": {change: func(c *Config) { c.BaseURL = "http://[::1]:8080" }},
		"no URL":          {change: func(c *Config) { c.BaseURL, c.AuthURL = "open-api", "::" }, want: []string{"BaseURL is malformed", "AuthURL is malformed"}},
		"path":            {change: func(c *Config) { c.BaseURL = "https://a.example/v1" }, want: []string{"BaseURL has a path"}},
		"query":           {change: func(c *Config) { c.BaseURL = "https://a.example/?x=1" }, want: []string{"BaseURL is malformed"}},
		"user":            {change: func(c *Config) { c.AuthURL = "https://a:b@a.example" }, want: []string{"AuthURL is malformed"}},
		"other scheme":    {change: func(c *Config) { c.BaseURL = "ftp://127.0.0.1" }, want: []string{"must be https"}},
		"user agent":      {change: func(c *Config) { c.UserAgent = "a\r\nb" }, want: []string{"UserAgent holds a control character"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := good
			tt.change(&cfg)
			c, err := New(cfg)
			if (err == nil) != (len(tt.want) == 0) || (c == nil) != (err != nil) {
				t.Fatalf("client %v, error %v", c, err)
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error lacks %q: %v", w, err)
				}
			}
		})
	}
}

func TestCiphersGoOnlyWhereTheyAreTaken(t *testing.T) {
	t.Parallel()
	asset := Operation{Name: "test.Campaigns.List", Method: "GET", Path: "/a/202309/b", Effect: Read, Asset: true}
	none := Operation{Name: "test.Sellers.Get", Method: "GET", Path: "/a/202309/c", Effect: Read}
	p := play(ok(`{}`))
	c := newTestClient(t, p)
	bound := c.For("shop-1").ForAsset("asset-1")
	for i, call := range []struct {
		c           *Client
		op          *Operation
		shop, asset string
	}{
		{bound, &readOp, "shop-1", ""},
		{bound, &asset, "", "asset-1"},
		{bound, &none, "", ""},
		{bound.For("shop-2"), &readOp, "shop-2", ""},
		{bound.As(StaticToken("other")), &readOp, "", ""}, // another account has other shops
		{bound.For(""), &readOp, "", ""},
		{c, &readOp, "", ""}, // copies leave the original alone
	} {
		if err := call.c.Invoke(t.Context(), call.op, nil, nil, nil); err != nil {
			t.Fatal(err)
		}
		q := p.requests()[i].req.URL.Query()
		if q.Get("shop_cipher") != call.shop || q.Get("category_asset_cipher") != call.asset {
			t.Errorf("call %d sends %v", i, q)
		}
	}
}

func TestUsersHTTPClientIsNotChanged(t *testing.T) {
	t.Parallel()
	user := &http.Client{}
	newTestClient(t, nil, func(c *Config) { c.HTTPClient = user })
	if user.CheckRedirect != nil || user.Transport != nil || user.Timeout != 0 {
		t.Errorf("the user's client became %+v", user)
	}
	calls, uploads := httpClients(nil)
	transport, ok := calls.Transport.(roundTripper).RoundTripper.(*http.Transport)
	if !ok || transport.MaxIdleConnsPerHost < 64 || calls.Timeout != tryTimeout || uploads.Timeout != uploadTimeout {
		t.Errorf("own clients %+v and %+v", calls, uploads)
	}
}
