// Webhooks serves the address the platform delivers events to, on this machine,
// and plays the platform: it sends itself signed deliveries, one of them twice,
// one forged and one of a topic nobody knows yet, prints what happened, and ends:
//
//	go run ./examples/webhooks
//
// A program of yours keeps the part up to listen. It needs no account.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

// The app's, from Partner Center; a real program takes them from its environment.
const (
	appKey    = "app-key-of-the-example"
	appSecret = "app-secret-of-the-example" //nolint:gosec // no real one
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "webhooks:", err)
		os.Exit(1)
	}
}

// jobs takes the events off the handler's hands, so that the platform has its
// answer at once. One in memory loses what waits when the program ends: keep
// events that matter in a database, by their Raw.
type jobs chan *tiktokshop.Event

// Put waits for room; when there is none in time the platform delivers again.
func (j jobs) Put(ctx context.Context, e *tiktokshop.Event) error {
	select {
	case j <- e:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work does what takes long, such as fetching the order.
func work(out io.Writer, waiting jobs) {
	for e := range waiting {
		switch d := e.Data.(type) {
		case *tiktokshop.OrderStatusChange:
			fmt.Fprintf(out, "  order %s of shop %s is now %s\n", d.OrderID, e.ShopID, d.OrderStatus)
		case *tiktokshop.InventoryChanged:
			fmt.Fprintf(out, "  SKU %s has %d left\n", d.SKUID, d.QuantitySnapshotAfterChange.TotalAvailableQuantity)
		case *tiktokshop.SellerDeauthorization:
			fmt.Fprintf(out, "  shop %s left: delete its tokens\n", e.ShopID)
		case nil:
			fmt.Fprintf(out, "  topic %d is new: %d bytes kept for later\n", int(e.Type), len(e.Raw))
		default:
			fmt.Fprintf(out, "  %s needs nothing done\n", e.Type)
		}
	}
}

func run(ctx context.Context, out io.Writer) error {
	waiting := make(jobs, 100)
	srv := &http.Server{
		Handler: &tiktokshop.WebhookHandler{
			AppKey: appKey, AppSecret: appSecret,
			Queue: waiting,
			Seen:  &tiktokshop.MemorySeen{},
		},
		ReadTimeout: 5 * time.Second, // nobody may hold a connection by sending slowly
	}
	url, stopped, err := listen(ctx, srv)
	if err != nil {
		return err
	}
	err = play(ctx, out, url)
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = errors.Join(err, srv.Shutdown(shutdown), <-stopped)
	close(waiting)
	fmt.Fprintf(out, "%d events to work on:\n", len(waiting))
	work(out, waiting) // a server does this in a goroutine from the start
	return err
}

// listen serves on a free port of this machine; the channel tells when it ended.
func listen(ctx context.Context, srv *http.Server) (url string, stopped <-chan error, err error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	done := make(chan error, 1)
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			done <- err
		}
		close(done)
	}()
	return "http://" + l.Addr().String(), done, nil
}

// play sends what the platform would send, and worse.
func play(ctx context.Context, out io.Writer, url string) error {
	const (
		order  = `{"type":1,"tts_notification_id":"7327112393057371910","shop_id":"7494049642642441621","timestamp":1644412885,"data":{"order_id":"576486316948490001","order_status":"AWAITING_SHIPMENT","is_on_hold_order":false,"update_time":1644412885}}`
		stock  = `{"type":68,"tts_notification_id":"7663575541771153243","seller_open_id":"seller-1","timestamp":1784001969,"data":{"sku_id":1738193103496144545,"quantity_snapshot_after_change":{"total_available_quantity":2313}}}`
		future = `{"type":999,"tts_notification_id":"7663575541771153244","shop_id":"7494049642642441621","timestamp":1784001969,"data":{"news":true}}`
	)
	forged := strings.Replace(order, "576486316948490001", "576486316948490002", 1)
	for _, d := range []struct{ what, body, signature string }{
		{"an order", order, sign(order)},
		{"the same again", order, sign(order)},
		{"another order with the same signature", forged, sign(order)},
		{"no signature", order, ""},
		{"stock, its ids as numbers", stock, sign(stock)},
		{"a topic not known", future, sign(future)},
		{"no JSON, but signed", "hello", sign("hello")},
	} {
		status, err := deliver(ctx, url, d.body, d.signature)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-40s %s\n", d.what, status)
	}
	return nil
}

func sign(body string) string { return tiktokshop.SignWebhook(appKey, appSecret, []byte(body)) }

func deliver(ctx context.Context, url, body, signature string) (status string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", signature)
	resp, err := (&http.Client{Timeout: 3 * time.Second}).Do(req)
	if err != nil {
		return "", err
	}
	return resp.Status, resp.Body.Close()
}
