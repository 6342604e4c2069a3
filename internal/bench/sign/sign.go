// Package sign compares the SDK's signature with what no signature can avoid:
// two SHA-256 chains over a message that lies ready.
package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"net/url"
	"slices"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
)

const (
	secret = "0123456789abcdef0123456789abcdef01234567" // as long as the platform's
	path   = "/order/202309/orders/search"
)

func query() url.Values {
	return url.Values{
		"app_key": {"6abcdefgh1234"}, "timestamp": {"1700000000"}, "shop_cipher": {"GCP_cipher-for-measurements"},
		"page_size": {"100"}, "sort_field": {"create_time"}, "sort_order": {"ASC"},
	}
}

// message is what is hashed.
func message(q url.Values, body []byte) []byte {
	var keys []string
	for k := range q {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	m := []byte(secret + path)
	for _, k := range keys {
		m = append(append(m, k...), q.Get(k)...)
	}
	return append(append(m, body...), secret...)
}

// floor is HMAC-SHA256 with the keyed states computed beforehand. Without a
// copy, a map or a sort it is as fast as the hash allows.
type floor struct {
	inner, outer   hash.Hash
	keyedI, keyedO []byte
	sum            [sha256.Size]byte
	hex            [2 * sha256.Size]byte
}

func newFloor() (*floor, error) {
	f := &floor{inner: sha256.New(), outer: sha256.New()}
	var err error
	if f.keyedI, err = keyed(f.inner, 0x36); err != nil {
		return nil, err
	}
	f.keyedO, err = keyed(f.outer, 0x5c)
	return f, err
}

// keyed is the state of h after the secret's block.
func keyed(h hash.Hash, pad byte) ([]byte, error) {
	var block [sha256.BlockSize]byte
	copy(block[:], secret)
	for i := range block {
		block[i] ^= pad
	}
	h.Write(block[:])
	m, ok := h.(encoding.BinaryMarshaler)
	if !ok {
		return nil, fmt.Errorf("the state of %T cannot be kept", h)
	}
	return m.MarshalBinary()
}

// hash is the signature of a ready message, valid until the next call.
func (f *floor) hash(message []byte) ([]byte, error) {
	if err := restore(f.inner, f.keyedI); err != nil {
		return nil, err
	}
	f.inner.Write(message)
	sum := f.inner.Sum(f.sum[:0])
	if err := restore(f.outer, f.keyedO); err != nil {
		return nil, err
	}
	f.outer.Write(sum)
	hex.Encode(f.hex[:], f.outer.Sum(f.sum[:0]))
	return f.hex[:], nil
}

func restore(h hash.Hash, state []byte) error {
	u, ok := h.(encoding.BinaryUnmarshaler)
	if !ok {
		return fmt.Errorf("the state of %T cannot be set", h)
	}
	return u.UnmarshalBinary(state)
}

// Measure compares both for three sizes of body.
func Measure(cycles int) (goal.Table, error) {
	table := goal.Table{
		Title: "Signing",
		Note:  "Time against the bare hash; `Sign` keys its hash anew, calls of a client do so once.",
	}
	f, err := newFloor()
	if err != nil {
		return table, err
	}
	sizes := []struct {
		name    string
		bytes   int
		atMost  float64 // 0 for no goal
		objects float64
	}{
		{name: "no body", bytes: 0, atMost: 5, objects: 9},
		{name: "1 KB body", bytes: 1 << 10, objects: 9},
		{name: "100 KB body", bytes: 100 << 10, atMost: 1.1, objects: 9},
	}
	for _, s := range sizes {
		q, body := query(), bytes.Repeat([]byte("x"), s.bytes)
		ready := message(q, body)
		res, err := paired.Compare(paired.Plan{Cycles: cycles, Block: 30 * time.Millisecond},
			paired.Variant{Name: "hash alone", Do: func() error { _, err := f.hash(ready); return err }},
			paired.Variant{Name: "Sign", Do: func() error { tiktokshop.Sign(secret, path, q, body); return nil }})
		if err != nil {
			return table, err
		}
		got := res[1]
		text := fmt.Sprintf("%s, %d ns", got.Ratio, got.Time.Nanoseconds())
		if s.atMost == 0 {
			table.Rows = append(table.Rows, goal.Info(s.name+": time", text))
		} else {
			table.Rows = append(table.Rows, goal.AtMost(s.name+": time", text, got.Ratio.Median, s.atMost))
		}
		table.Rows = append(table.Rows,
			goal.AtMost(s.name+": objects", fmt.Sprintf("%.1f (%.0f bytes)", got.Allocs, got.Bytes), math.Round(got.Allocs), s.objects))
	}
	return table, nil
}
