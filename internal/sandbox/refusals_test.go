package sandbox

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// refused is a request and the answer it must get.
type refused struct {
	send    request
	status  int
	code    int
	message string // part of it
}

// wrongCredentials are requests of somebody the shop cannot trust, or to somewhere else.
func wrongCredentials(k *caller) map[string]refused {
	creator, now := k.shop.Issue(Creator).Access, k.shop.Now()
	return map[string]refused{
		"unknown path":              {get("/order/202309/nonsense/at/all"), 404, 36009009, "no such path"},
		"no version in the path":    {get("/nonsense"), 404, 36009009, "no such path"},
		"wrong method":              {request{method: "GET", path: searchOrders}, 405, 36009010, "method GET"},
		"unknown version":           {post("/order/209912/orders/search", "{}"), 400, 36009014, "version 209912"},
		"superseded version":        {get("/order/202309/orders", "ids", "1"), 400, 36009014, "version 202309"},
		"app key missing":           {post(searchOrders, "{}", pageOf("app_key", "-")...), 400, 36009004, "app_key"},
		"app key unknown":           {post(searchOrders, "{}", pageOf("app_key", "other")...), 400, 36009004, "app_key"},
		"timestamp missing":         {post(searchOrders, "{}", pageOf("timestamp", "-")...), 400, 36009004, "timestamp"},
		"timestamp in milliseconds": {post(searchOrders, "{}", pageOf("timestamp", "1700000000000")...), 400, 36009004, "timestamp"},
		"timestamp too old":         {request{method: "GET", path: "/authorization/202309/shops", at: now.Add(-301 * time.Second)}, 400, 36009004, "timestamp"},
		"timestamp too far ahead":   {request{method: "GET", path: "/authorization/202309/shops", at: now.Add(time.Hour)}, 400, 36009004, "timestamp"},
		"sign missing":              {request{method: "GET", path: "/authorization/202309/shops", sign: "-"}, 400, 36009004, "sign"},
		"sign wrong":                {request{method: "GET", path: "/authorization/202309/shops", sign: strings.Repeat("0", 64)}, 401, 106001, "sign"},
		"parameter after signing":   {request{method: "GET", path: getOrders, query: pairs([]string{"ids", "1"}), rawQuery: "&x=1"}, 401, 106001, "sign"},
		"token missing":             {request{method: "GET", path: "/authorization/202309/shops", token: "-"}, 401, 36009004, "x-tts-access-token"},
		"token unknown":             {request{method: "GET", path: "/authorization/202309/shops", token: "other"}, 401, 36009004, "access token"},
		"creator on a shop route":   {request{method: "GET", path: "/authorization/202309/shops", token: creator}, 401, 101000, "creator"},
		"seller on a partner route": {get("/authorization/202405/category_assets"), 401, 101000, "seller"},
		"cipher missing":            {request{method: "GET", path: getOrders, cipher: "-", query: pairs([]string{"ids", "1"})}, 400, 106013, "shop_cipher"},
		"cipher foreign":            {request{method: "GET", path: getOrders, cipher: "other", query: pairs([]string{"ids", "1"})}, 401, 101000, "shop_cipher"},
		"cipher not wanted":         {request{method: "GET", path: "/authorization/202309/shops", cipher: k.shop.Cipher()}, 400, 36009004, "unexpected"},
		"asset cipher not wanted":   {get("/authorization/202309/shops", "category_asset_cipher", k.shop.AssetCipher()), 400, 36009004, "unexpected"},
	}
}

// wrongParameters do not fit what the route declares.
func wrongParameters() map[string]refused {
	return map[string]refused{
		"parameter twice":        {request{method: "GET", path: getOrders, query: pairs([]string{"ids", "1"}), rawQuery: "&ids=1"}, 400, 36009004, "2 times"},
		"query not encoded":      {request{method: "GET", path: getOrders, rawQuery: "&a=%zz"}, 400, 36009004, "malformed"},
		"unknown parameter":      {post(searchOrders, "{}", pageOf("shop_id", "1")...), 400, 36009004, "unexpected"},
		"parameter of before":    {get("/fbt/202602/inbound_orders", "ids", "1", "order_ids", "1"), 400, 36009004, "unexpected query parameter ids"},
		"page size missing":      {post(searchOrders, "{}"), 400, 36009004, "page_size is a required field"},
		"page size not a number": {post(searchOrders, "{}", "page_size", "ten"), 400, 36009004, "integer"},
		"page size too large":    {post(searchOrders, "{}", "page_size", "101"), 400, 36009004, "out of range"},
		"page size zero":         {post(searchOrders, "{}", "page_size", "0"), 400, 36009004, "out of range"},
		"page token empty":       {post(searchOrders, "{}", pageOf("page_token", "")...), 400, 36009004, "empty"},
		"page token made up":     {post(searchOrders, "{}", pageOf("page_token", "abc")...), 400, 36009004, "page_token"},
		"sort order unknown":     {post(searchOrders, "{}", pageOf("sort_order", "UP")...), 400, 36009004, "sort_order"},
		"id list too long":       {get(getOrders, "ids", strings.Repeat("1,", 50)+"1"), 400, 36009004, "50"},
		"id list with a gap":     {get(getOrders, "ids", "1,,2"), 400, 36009004, "empty value"},
		"boolean in capitals":    {get(products+"/1", "return_draft_version", "True"), 400, 36009004, "true or false"},
	}
}

// wrongBodies do not fit either.
func wrongBodies() map[string]refused {
	return map[string]refused{
		"body not JSON":              {post(searchOrders, "order_status=UNPAID", pageOf()...), 400, 36009022, "JSON object"},
		"body an array":              {post(searchOrders, "[]", pageOf()...), 400, 36009022, "JSON object"},
		"body null":                  {post(searchOrders, "null", pageOf()...), 400, 36009022, "JSON object"},
		"two bodies":                 {post(searchOrders, "{}{}", pageOf()...), 400, 36009022, "more than one"},
		"body as a form":             {request{method: "POST", path: searchOrders, body: "{}", contentType: "application/x-www-form-urlencoded", query: pairs(pageOf())}, 400, 36009022, "content-type"},
		"body where none is taken":   {request{method: "GET", path: getOrders, body: `{"a":1}`, query: pairs([]string{"ids", "1"})}, 400, 36009004, "unexpected body"},
		"text for an integer":        {post(searchOrders, `{"create_time_ge":"1700000000"}`, pageOf()...), 400, 36009004, "create_time_ge has the wrong type"},
		"fraction for an integer":    {post(searchOrders, `{"create_time_ge":1.5}`, pageOf()...), 400, 36009004, "create_time_ge has the wrong type"},
		"number for a text":          {post(searchOrders, `{"buyer_user_id":7}`, pageOf()...), 400, 36009004, "buyer_user_id has the wrong type"},
		"text for a list":            {post(searchOrders, `{"warehouse_ids":"7"}`, pageOf()...), 400, 36009004, "warehouse_ids has the wrong type"},
		"number in a list of texts":  {post(searchOrders, `{"warehouse_ids":["1",2]}`, pageOf()...), 400, 36009004, "warehouse_ids[1] has the wrong type"},
		"text for a boolean":         {post(searchOrders, `{"is_buyer_request_cancel":"true"}`, pageOf()...), 400, 36009004, "is_buyer_request_cancel has the wrong type"},
		"status that does not exist": {post(searchOrders, `{"order_status":"SHIPPED"}`, pageOf()...), 400, 36009004, "order_status"},
		"list too long":              {post("/product/202309/products/activate", `{"product_ids":[`+strings.Repeat(`"1",`, 20)+`"1"]}`), 400, 36009004, "21 elements"},
		"number out of range":        {post("/product/202309/products/1/inventory/update", `{"skus":[{"id":"1","inventory":[{"quantity":100000}]}]}`), 400, 36009004, "quantity is out of range"},
	}
}

// wrongUploads are no pictures, or not sent as files.
func wrongUploads(t *testing.T) map[string]refused {
	t.Helper()
	return map[string]refused{
		"upload as JSON":            {post(images, `{"data":"x"}`), 400, 36009023, "multipart"},
		"upload without a boundary": {request{method: "POST", path: images, body: "x", contentType: "multipart/form-data"}, 400, 36009023, "boundary"},
		"upload that is cut off":    {request{method: "POST", path: images, body: "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\nabc", contentType: "multipart/form-data; boundary=b"}, 400, 36009022, "malformed"},
		"upload without the file":   {request{method: "POST", path: images, body: "--b\r\nContent-Disposition: form-data; name=\"use_case\"\r\n\r\nMAIN_IMAGE\r\n--b--\r\n", contentType: "multipart/form-data; boundary=b"}, 400, 36009004, "data is a required field"},
		"upload with another part":  {upload(t, "file", []byte("x")), 400, 36009004, "unexpected part"},
		"upload with a bad use":     {upload(t, "data", PNG(300, 300), "use_case", "POSTER"), 400, 36009004, "use_case"},
		"upload of no bytes":        {upload(t, "data", nil), 200, 12038002, "empty"},
		"upload of a text":          {upload(t, "data", []byte("hello")), 200, 12038002, "no picture"},
		"upload of a tiny picture":  {upload(t, "data", PNG(20, 20)), 200, 12038014, "20 x 20"},
		"body too large":            {post(searchOrders, `{"a":"`+strings.Repeat("x", maxBody)+`"}`, pageOf()...), 413, 36009021, "bytes"},
	}
}

func pageOf(more ...string) []string { return append([]string{"page_size", "10"}, more...) }

func TestRequestsThePlatformWouldRefuseAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 20})
	tests := wrongCredentials(k)
	maps.Copy(tests, wrongParameters())
	maps.Copy(tests, wrongBodies())
	maps.Copy(tests, wrongUploads(t))
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := k.do(t, tt.send)
			want, got := []any{tt.status, tt.code, tt.message}, []any{a.Status, a.Code, a.Message}
			if strings.Contains(a.Message, tt.message) {
				got[2] = tt.message
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("answer %s (-want +got):\n%s", a.Body, diff)
			}
			if a.RequestID == "" || a.Header.Get("Date") == "" {
				t.Errorf("request id %q, Date %q: want both", a.RequestID, a.Header.Get("Date"))
			}
		})
	}
}
