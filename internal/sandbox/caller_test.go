package sandbox

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// caller sends requests that are right unless a test spoils them.
type caller struct {
	shop   *Sandbox
	url    string
	client *http.Client
	token  string

	key, secret string // of the app; "" means the sample one
}

func start(t *testing.T, opts Options) *caller {
	t.Helper()
	shop, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	srv := InMemory(shop)
	t.Cleanup(func() { checkDeliveries(t, shop) })
	t.Cleanup(srv.Close)
	return &caller{shop: shop, url: srv.URL, client: srv.Client, token: shop.Issue(Seller).Access}
}

// newCaller calls a server that has a port.
func newCaller(shop *Sandbox, url string) *caller {
	return &caller{shop: shop, url: url, client: &http.Client{Transport: &http.Transport{}}, token: shop.Issue(Seller).Access}
}

// request is what a test wants to send. The zero value is signed and complete
// apart from method and path.
type request struct {
	method, path string
	query        map[string]string // a value "-" leaves the parameter out
	rawQuery     string            // added as it is, after signing
	body         string
	contentType  string
	token        string // "-" sends none
	at           time.Time
	sign         string
	cipher       string // "-" sends none
}

type answer struct {
	Status    int             `json:"-"`
	Header    http.Header     `json:"-"`
	Body      []byte          `json:"-"`
	Code      int             `json:"code"`
	Message   string          `json:"message"`
	RequestID string          `json:"request_id"`
	Data      json.RawMessage `json:"data"`
}

func (a *answer) object(t testing.TB) map[string]any {
	t.Helper()
	var m map[string]any
	d := json.NewDecoder(bytes.NewReader(a.Data))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		t.Fatalf("data %s: %v", a.Data, err)
	}
	return m
}

// mySign is written from the published algorithm, apart from the shop's own.
func mySign(secret, path string, q url.Values, contentType, body string) string {
	keys := []string{}
	for k := range q {
		if k != "sign" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	parts := []string{path}
	for _, k := range keys {
		parts = append(parts, k, q[k][0])
	}
	if !strings.HasPrefix(contentType, "multipart/form-data") {
		parts = append(parts, body)
	}
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(secret + strings.Join(parts, "") + secret))
	return hex.EncodeToString(h.Sum(nil))
}

func (k *caller) build(t testing.TB, r request) *http.Request {
	t.Helper()
	at := r.at
	if at.IsZero() {
		at = k.shop.Now()
	}
	q := url.Values{"app_key": {cmp.Or(k.key, AppKey)}, "timestamp": {strconv.FormatInt(at.Unix(), 10)}}
	switch {
	case r.cipher == "-":
	case r.cipher != "":
		q.Set("shop_cipher", r.cipher)
	case takesShop(k.shop, r):
		q.Set("shop_cipher", k.shop.Cipher())
	}
	for name, v := range r.query {
		q.Set(name, v)
		if v == "-" {
			q.Del(name)
		}
	}
	if r.contentType == "" && r.body != "" {
		r.contentType = "application/json"
	}
	q.Set("sign", mySign(cmp.Or(k.secret, AppSecret), r.path, q, r.contentType, r.body))
	if r.sign != "" {
		q.Set("sign", r.sign)
	}
	if r.sign == "-" {
		q.Del("sign")
	}
	req, err := http.NewRequestWithContext(t.Context(), r.method, k.url+r.path+"?"+q.Encode()+r.rawQuery, strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	if r.token == "" {
		r.token = k.token
	}
	if r.token != "-" {
		req.Header.Set("X-Tts-Access-Token", r.token)
	}
	return req
}

func takesShop(s *Sandbox, r request) bool {
	rt, _ := s.routes.match(r.method, r.path)
	return rt != nil && rt.op != nil && rt.op.Shop
}

func (k *caller) try(t testing.TB, r request) (*answer, error) {
	t.Helper()
	return k.send(t, k.build(t, r))
}

// raw sends a request as it is.
func (k *caller) raw(t testing.TB, method, target string) *answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, k.url+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := k.send(t, req)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (k *caller) send(t testing.TB, req *http.Request) (*answer, error) {
	t.Helper()
	resp, err := k.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	a := &answer{Status: resp.StatusCode, Header: resp.Header, Body: b}
	if json.Valid(b) {
		if err := json.Unmarshal(b, a); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
	}
	a.Header = resp.Header
	return a, nil
}

func (k *caller) do(t testing.TB, r request) *answer {
	t.Helper()
	a, err := k.try(t, r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.method, r.path, err)
	}
	return a
}

// ok is do for a request that must succeed.
func (k *caller) ok(t testing.TB, r request) map[string]any {
	t.Helper()
	a := k.do(t, r)
	if a.Code != 0 || a.Status != 200 {
		t.Fatalf("%s %s: %d, %s", r.method, r.path, a.Status, a.Body)
	}
	return a.object(t)
}

// fetch follows a link in an answer.
func (k *caller) fetch(t testing.TB, link string) (status int, header http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := k.client.Transport.RoundTrip(req) // redirects are for the test to see
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode, resp.Header
}

func get(path string, query ...string) request {
	return request{method: "GET", path: path, query: pairs(query)}
}

func post(path, body string, query ...string) request {
	return request{method: "POST", path: path, body: body, query: pairs(query)}
}

func pairs(list []string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(list); i += 2 {
		m[list[i]] = list[i+1]
	}
	return m
}

// upload sends a picture.
func upload(t testing.TB, part string, content []byte, texts ...string) request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile(part, "picture.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	for name, v := range pairs(texts) {
		if err := w.WriteField(name, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return request{method: "POST", path: images, body: b.String(), contentType: w.FormDataContentType()}
}

func ids(list any) []string {
	out := []string{}
	for _, m := range objects(list) {
		out = append(out, text(m["id"]))
	}
	return out
}

const (
	searchOrders = "/order/202309/orders/search"
	getOrders    = "/order/202507/orders"
	products     = "/product/202309/products"
	images       = "/product/202309/images/upload"
)
