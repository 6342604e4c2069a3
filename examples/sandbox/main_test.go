package main

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

func TestAClientWorksWithWhatIsPrinted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-address", "127.0.0.1:0", "-orders", "12", "-seed", "3", "-speed", "60", "-scenario", "default"}, write)
		_ = write.CloseWithError(err)
		done <- err
	}()
	var printed strings.Builder
	buf := make([]byte, 4096)
	for !strings.Contains(printed.String(), "Ctrl-C") {
		n, err := read.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		printed.Write(buf[:n])
	}
	value := func(label string) string {
		for line := range strings.Lines(printed.String()) {
			if v, ok := strings.CutPrefix(line, label); ok {
				return strings.TrimSpace(v)
			}
		}
		t.Fatalf("no line %q in\n%s", label, printed.String())
		return ""
	}
	url := value("API and token service")
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: value("app key"), AppSecret: value("app secret"), BaseURL: url, AuthURL: url,
		Tokens: tiktokshop.StaticToken(value("seller's access token")),
	})
	if err != nil {
		t.Fatal(err)
	}
	page, err := shop.New(c.For(value("shop cipher"))).Orders.Search(ctx, &shop.SearchOrdersRequest{PageSize: 100})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Orders) != 12 {
		t.Errorf("%d orders, want 12", len(page.Orders))
	}
	if _, err := c.Exchange(ctx, value("auth code (30 min)")); err != nil {
		t.Error(err)
	}
	cancel()
	rest, err := io.ReadAll(read)
	if err != nil || !strings.Contains(string(rest), "2 requests, 1 of them changed something") {
		t.Errorf("at the end: %q, %v", rest, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestBadArgumentsAreRefused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-nonsense"}, {"surplus"}, {"-address", "0.0.0.0:0"}, {"-scenario", "no-such-file.json"}, {"-scenario", "main.go", "-address", "127.0.0.1:0"},
		{"-speed", "fast"}, {"-seed", "-1"},
	} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
