package affiliate

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
)

// The platform wants the key of the first page with every further one.
func TestSearchAllSendsTheSearchKeyBack(t *testing.T) {
	t.Parallel()
	var keys []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			SearchKey string `json:"search_key"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		keys = append(keys, body.SearchKey)
		next := ""
		if len(keys) < 3 {
			next = strconv.Itoa(len(keys))
		}
		_, _ = fmt.Fprintf(w, `{"code":0,"data":{"creators":[{"username":"a"}],"next_page_token":%q,"search_key":"key"}}`, next)
	}))
	defer srv.Close()
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: "app-key-for-tests", AppSecret: "app-secret-for-tests", BaseURL: srv.URL,
		Tokens: tiktokshop.StaticToken("access-token-for-tests"), Limits: tiktokshop.NoLimits(),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range New(c).MarketplaceCreators.SearchAll(t.Context(), &SearchMarketplaceCreatorsRequest{PageSize: 12}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"", "key", "key"}, keys); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}
