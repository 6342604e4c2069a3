package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// FuzzRequest throws requests at the shop, rightly signed or not. It must not
// panic, must answer with an envelope, and must not accept a wrong signature.
func FuzzRequest(f *testing.F) {
	const jsonType = "application/json"
	f.Add("POST", searchOrders, "page_size=10&sort_order=ASC", jsonType, `{"order_status":"UNPAID","create_time_ge":1}`, true)
	f.Add("POST", searchOrders, "page_size=10&page_token=%2B%2F%2BMDAuMS4x", jsonType, `{}`, true)
	f.Add("GET", getOrders, "ids=[\"1\",2]", "", "", true)
	f.Add("GET", "/product/202407/listing_schemas", "category_ids=[1,2]", "", "", true)
	f.Add("POST", products, "", jsonType, newProduct, true)
	f.Add("PUT", "/product/202509/products/17290000000000000001", "", jsonType, newProduct, true)
	f.Add("POST", products+"/17290000000000000001/inventory/update", "", jsonType, `{"skus":[{"id":"1729000100000010000","inventory":[{"quantity":7}]}]}`, true)
	f.Add("POST", products+"/17290000000000000001/prices/update", "", jsonType, `{"skus":[{"id":"1729000100000010000","price":{"amount":"1"}}]}`, true)
	f.Add("POST", "/fulfillment/202309/packages/ship", "", jsonType, `{"packages":[{"id":"1152000000000000001","pickup_slot":{"start_time":1,"end_time":2}}]}`, true)
	f.Add("POST", images, "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\nBM\r\n--b--", true)
	f.Add("GET", "/api/v2/token/get", "app_key=a&app_secret=b&auth_code=c&grant_type=authorized_code", "", "", false)
	f.Add("GET", "/order//orders", "a=%zz&sign=x", "", "", false)
	shop, err := New(Options{Orders: 3})
	if err != nil {
		f.Fatal(err)
	}
	token := shop.Issue(Seller).Access
	f.Fuzz(func(t *testing.T, method, path, query, contentType, body string, signed bool) {
		q, err := url.ParseQuery(query)
		if err != nil {
			q = url.Values{}
		}
		if signed {
			q.Set("app_key", AppKey)
			q.Set("timestamp", strconv.FormatInt(time.Now().Unix(), 10))
			if rt, _ := shop.routes.match(method, path); rt != nil && rt.op != nil && rt.op.Shop {
				q.Set("shop_cipher", shop.Cipher())
			}
			q.Set("sign", Sign(AppSecret, path, q, contentType, []byte(body)))
			query = q.Encode()
		}
		r := &http.Request{
			Method: method, URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{},
			Body: http.NoBody, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		}
		r = r.WithContext(t.Context())
		if body != "" {
			r.Body = readCloser{strings.NewReader(body)}
		}
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("X-Tts-Access-Token", token)
		w := httptest.NewRecorder()
		shop.ServeHTTP(w, r)
		if !strings.HasPrefix(path, "/sandbox") && path != sellerPage && path != olderPage && path != creatorPage {
			var e answer
			if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil || e.RequestID == "" {
				t.Errorf("answer %q, %v: want an envelope", w.Body, errors.Join(err))
			}
			if !signed && e.Code == 0 {
				t.Errorf("unsigned request accepted: %s", w.Body)
			}
		}
	})
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
