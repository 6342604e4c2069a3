package call

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/server"
)

func TestMain(m *testing.M) {
	if served, err := server.Serve(context.Background()); served {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func TestEveryVariantReadsThePage(t *testing.T) {
	t.Parallel()
	s, err := server.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { // not in Cleanup: by then the context has ended, and the server with it
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, p := range server.Pages {
		variants, err := calls(t.Context(), s.URL(p), p.Orders)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variants {
			if err := v.Do(); err != nil {
				t.Errorf("%s, %s: %v", p, v.Name, err)
			}
		}
	}
}
