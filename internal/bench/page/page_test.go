package page_test

import (
	"encoding/json"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/page"
)

func TestOrdersDifferAndComeOutTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first, err := page.Orders(20, page.Full)
	if err != nil {
		t.Fatal(err)
	}
	second, err := page.Orders(20, page.Full)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, o := range first {
		if o != second[i] {
			t.Errorf("order %d differs from run to run", i)
		}
		if seen[o] {
			t.Errorf("order %d occurs twice", i)
		}
		seen[o] = true
	}
}

func TestOrdersHaveTheSizeAskedFor(t *testing.T) {
	t.Parallel()
	for _, size := range []int{page.Small, page.Full} {
		orders, err := page.Orders(10, size)
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range orders {
			if len(o) < size*85/100 || len(o) > size*115/100 {
				t.Errorf("order %d has %d bytes, want %d within 15 %%", i, len(o), size)
			}
		}
	}
}

func TestAnswerIsTheEnvelopeOfThePlatform(t *testing.T) {
	t.Parallel()
	orders, err := page.Orders(3, page.Small)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Code int `json:"code"`
		Data struct {
			Orders        []json.RawMessage `json:"orders"`
			NextPageToken string            `json:"next_page_token"`
			TotalCount    int               `json:"total_count"`
		} `json:"data"`
	}
	if err := json.Unmarshal(page.Answer(orders, "next"), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Data.Orders) != 3 || got.Data.TotalCount != 3 || got.Data.NextPageToken != "next" || got.Code != 0 {
		t.Errorf("answer = %+v, want 3 orders, the token and code 0", got)
	}
}
