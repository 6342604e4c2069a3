package live_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/live"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func ExampleProductsService_Pin() {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	ctx := context.Background()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	creator := live.New(c.As(srv.Tokens(tiktokshop.TokenCreator)))
	fmt.Println("creator:", creator.Products.Pin(ctx, "1729000000000000001"))

	seller := live.New(c.As(srv.Tokens(tiktokshop.TokenSeller)))
	err = seller.Products.Pin(ctx, "1729000000000000001")
	fmt.Println("seller:", errors.Is(err, tiktokshop.ErrTokenKind), "after", len(srv.Requests()), "request")
	// Output:
	// creator: <nil>
	// seller: true after 1 request
}

func ExampleReportsService_ListMinutesAll() {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	reports := live.New(c.For(srv.Cipher)).Reports
	week := &live.ListSessionsRequest{
		StartDateGE: tiktokshop.DateOf(time.Now().AddDate(0, 0, -7), time.UTC),
		EndDateLT:   tiktokshop.DateOf(time.Now(), time.UTC),
		AccountType: live.AccountTypeOfficialAccounts,
	}
	sessions, err := reports.ListSessions(ctx, week)
	if err != nil || len(sessions.LiveStreamSessions) == 0 {
		log.Fatal("no sessions: ", err)
	}
	req := &live.ListMinutesRequest{Currency: live.ReportCurrencyUSD}
	for m, err := range reports.ListMinutesAll(ctx, sessions.LiveStreamSessions[0].ID, req) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("sold something:", m.Sales.GMV.Amount.Rat() != nil)
		break
	}
	// Output: sold something: true
}
