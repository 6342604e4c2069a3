// Package types compares decoding into the SDK's types with decoding into plain
// fields, on pages of distinct orders that hold every field.
package types

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/page"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/plain"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

const orders = 100

type answer[T any] struct {
	Code      int    `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"request_id"`
	Data      T      `json:"data"`
}

// engine is a way of decoding JSON.
type engine struct {
	name      string
	unmarshal func([]byte, any) error
}

var v1 = engine{name: v1Name, unmarshal: json.Unmarshal}

// Measure compares the types with each decoder this program was built with.
func Measure(cycles int) (goal.Table, error) {
	table := goal.Table{
		Title: "Types, built with " + build,
		Note:  "Time to decode a page of 100 orders into the SDK's types, against plain fields.",
	}
	list, err := page.Orders(orders, page.Full)
	if err != nil {
		return table, err
	}
	text := page.Answer(list, "")
	for _, e := range append([]engine{v1}, more...) {
		res, err := paired.Compare(paired.Plan{Cycles: cycles, Block: 40 * time.Millisecond},
			paired.Variant{Name: "plain fields", Do: func() error { return decodePlain(e, text) }},
			paired.Variant{Name: "SDK types", Do: func() error { return decodeTyped(e, text) }})
		if err != nil {
			return table, err
		}
		base, got := res[0], res[1]
		table.Rows = append(table.Rows,
			goal.AtMost(e.name+": time", fmt.Sprintf("%s, %.1f ms", got.Ratio, got.Time.Seconds()*1e3), got.Ratio.Median, 1.15),
			goal.Info(e.name+": objects", fmt.Sprintf("%.0f, plain %.0f", got.Allocs, base.Allocs)),
			goal.Info(e.name+": bytes", fmt.Sprintf("%.0f KB, plain %.0f KB", got.Bytes/1e3, base.Bytes/1e3)))
	}
	return table, nil
}

func decodePlain(e engine, text []byte) error {
	var a answer[plain.SearchOrdersResponse]
	err := e.unmarshal(text, &a)
	return enough(len(a.Data.Orders), err)
}

func decodeTyped(e engine, text []byte) error {
	var a answer[shop.SearchOrdersResponse]
	err := e.unmarshal(text, &a)
	return enough(len(a.Data.Orders), err)
}

func enough(n int, err error) error {
	if err == nil && n != orders {
		err = fmt.Errorf("%d orders, want %d", n, orders)
	}
	return err
}
