package tiktokshop

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTablesAreSorted(t *testing.T) {
	t.Parallel()
	if !slices.IsSortedFunc(codeKinds[:], func(a, b codeKind) int { return int(a.code) - int(b.code) }) {
		t.Error("codeKinds is not sorted by code: the search in it fails")
	}
	if len(codeKinds) != 872 {
		t.Errorf("%d codes, want the 872 of the platform's tables", len(codeKinds))
	}
}

func TestEveryCodeOfThePlatformHasItsKind(t *testing.T) {
	t.Parallel()
	var table struct {
		Codes []struct {
			Code  int    `json:"code"`
			Class string `json:"class"`
		} `json:"codes"`
	}
	sharedFile(t, "platform/errors.json", &table)
	classes := map[string]error{
		"refresh_and_retry_once": ErrTokenExpired, "reauthorize": ErrReauthorize, "back_off": ErrRateLimited, "back_off_long": ErrQuota,
		"retry_transient": ErrServer, "retry_conflict": ErrConflict, "never_permission": ErrPermission, "never_not_found": ErrNotFound,
		"never_fix_request": ErrInvalid, "inspect_message": ErrInvalid,
	}
	for _, c := range table.Codes {
		want := classes[c.Class]
		if c.Code == codeRetired {
			want = ErrRetired
		}
		if c.Code != 0 && !errors.Is(&Error{kind: kindOf(c.Code, 200, "")}, want) {
			t.Errorf("code %d is not %v", c.Code, want)
		}
	}
}

func TestErrorFixturesBecomeTheRightKind(t *testing.T) {
	t.Parallel()
	want := map[string]error{
		"get-shop-performance-202405-error-1": ErrInvalid, "get-authorized-shops-202309-error-1": ErrRetired, "get-statements-202309-error-1": ErrInvalid,
		"get-order-detail-202507-error-1": ErrInvalid, "get-order-list-202309-error-1": ErrInvalid, "create-product-202309-error-1": ErrInvalid,
		"deactivate-products-202309-error-1": ErrInvalid, "search-returns-202309-error-1": ErrInvalid, "token-refresh-error-1": ErrReauthorize,
	}
	files, err := filepath.Glob("../shared/fixtures/*/*-error-*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		sharedFile(t, "fixtures/index.json", new(any)) // skips, or fails where the data must be there
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		var out thingsResponse
		err = newTestClient(t, play(scripted{status: 200, body: string(body)})).Invoke(t.Context(), &readOp, nil, nil, &out)
		if want[name] == nil || !errors.Is(err, want[name]) {
			t.Errorf("%s is %v, want %v", name, err, want[name])
		}
		var env struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		}
		if e := asError(t, err); json.Unmarshal(body, &env) != nil || e.Code != env.Code || e.Message != env.Message {
			t.Errorf("%s: error has code %d and message %q", name, e.Code, e.Message)
		}
	}
}

func TestDocumentedErrorsHaveAKind(t *testing.T) {
	t.Parallel()
	var doc struct {
		Errors []struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	sharedFile(t, "fixtures/documented-errors.json", &doc)
	for _, e := range doc.Errors {
		if kindOf(e.Code, 200, e.Message) == kindNone {
			t.Errorf("code %d (%s) has no kind", e.Code, e.Message)
		}
	}
}

func TestInspectedMessages(t *testing.T) {
	t.Parallel()
	tests := map[string]error{
		"Invalid credentials. Invalid 'app_key' query parameter.": ErrInvalid,
		"PageSize is a required field":                            ErrInvalid,
		"The access_token is invalid":                             ErrReauthorize,
		"unexpected identifier shop_cipher":                       ErrInvalid,
	}
	for message, want := range tests {
		if got := kindOf(codeTimestamp, 401, message).err(); !errors.Is(got, want) {
			t.Errorf("%q is %v, want %v", message, got, want)
		}
	}
}

func TestRetiredVersionNamesTheNewest(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, play(refusal(codeRetired, "version is invalid")))
	for path, want := range map[string]string{
		"/order/202309/orders":                       "newest known: /order/202507/orders",
		"/order/202507/orders":                       "update the module",
		"/product/202309/products/1729/partial_edit": "newest known: /product/202509/products/{product_id}/partial_edit",
	} {
		method := "GET"
		if strings.HasSuffix(path, "edit") {
			method = "POST"
		}
		err := c.Do(t.Context(), Call{Method: method, Path: path}, nil)
		if !errors.Is(err, ErrRetired) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", path, err, want)
		}
	}
}
