package main

import (
	"strings"
	"testing"
)

func TestEveryTryIsASpanBelowTheCallers(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 ||
		!strings.Contains(lines[0], "shop.Orders.Search below true: Error") || !strings.Contains(lines[0], "error.type=server") ||
		!strings.Contains(lines[1], "shop.Orders.Search below true: Unset") || !strings.Contains(lines[1], "http.request.resend_count=1") ||
		!strings.HasPrefix(lines[2], "nightly order sync below false") {
		t.Errorf("spans:\n%s", out.String())
	}
}
