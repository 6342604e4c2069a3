package sign

import (
	"bytes"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
)

func TestBothVariantsMakeTheSameSignature(t *testing.T) {
	t.Parallel()
	f, err := newFloor()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 1 << 10, 100 << 10} {
		body := bytes.Repeat([]byte("x"), size)
		want, err := f.hash(message(query(), body))
		if err != nil {
			t.Fatal(err)
		}
		if got := tiktokshop.Sign(secret, path, query(), body); got != string(want) {
			t.Errorf("%d bytes: Sign = %s, the hash alone %s", size, got, want)
		}
	}
}
