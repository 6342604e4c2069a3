package shop

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
)

func open(c *tiktokshop.Client) any { return New(c) }

// Payloads that nobody here wrote: captures of live shops, documented examples.
func TestAnswersFromOutsideDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	conform.CheckAnswers(t, "shop", open)
}

func TestRequestsFromOutsideAreSentAsWritten(t *testing.T) {
	t.Parallel()
	conform.CheckRequests(t, "shop", open)
}

// A live product search carried keys the schema lacks, nulls and gaps.
func TestLiveProductSearchKeepsItsValues(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile(filepath.Join("..", "..", "shared", "fixtures", "product", "search-products-202502-1.json"))
	if err != nil {
		conform.NoFixtures(t, err)
	}
	a := &conform.Answer{Body: string(body)}
	c, err := a.Client()
	if err != nil {
		t.Fatal(err)
	}
	var raw json.RawMessage
	page, err := New(c).Products.Search(t.Context(), &SearchProductsRequest{PageSize: 10}, tiktokshop.KeepRaw(&raw))
	if err != nil || len(page.Products) == 0 || page.Products[0].ID == "" || page.Products[0].Title == "" || len(raw) == 0 {
		t.Errorf("page %+v, error %v", page, err)
	}
}
