package tiktokshop

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

func TestMemorySeenClaimsOnce(t *testing.T) {
	t.Parallel()
	var m MemorySeen
	var won atomic.Int32
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			if ok, err := m.Claim(t.Context(), "same"); ok && err == nil {
				won.Add(1)
			}
			key := strconv.Itoa(i)
			if ok, err := m.Claim(t.Context(), key); !ok || err != nil {
				t.Errorf("claim %s: %v, %v", key, ok, err)
			}
			if err := m.Release(t.Context(), key); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d callers claimed it, want 1", won.Load())
	}
}

func TestMemorySeenForgetsTheOldest(t *testing.T) {
	t.Parallel()
	m := NewMemorySeen(3)
	steps := []struct {
		release, claim string
		want           bool
	}{
		{claim: "a", want: true}, {claim: "b", want: true}, {claim: "c", want: true}, {claim: "a"}, {claim: "c"},
		{claim: "d", want: true}, {claim: "b"}, {claim: "c"}, {claim: "d"}, // a was forgotten
		{claim: "a", want: true}, {claim: "c"}, // b was
		{release: "d", claim: "d", want: true}, {claim: "a"}, {claim: "d"}, // d moved to c's place
		{claim: "e", want: true}, {claim: "d"}, // where d stood before
		{release: "nothing", claim: "d"},
	}
	for i, s := range steps {
		if s.release != "" {
			if err := m.Release(t.Context(), s.release); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := m.Claim(t.Context(), s.claim); got != s.want || err != nil {
			t.Errorf("step %d: claim %s = %v, %v, want %v", i, s.claim, got, err, s.want)
		}
	}
}

func TestMemorySeenIsBounded(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]int{0: 50_000, -1: 50_000, 7: 7} {
		m := NewMemorySeen(limit)
		for i := range 50_100 {
			if ok, err := m.Claim(t.Context(), strconv.Itoa(i)); !ok || err != nil {
				t.Fatal(i, ok, err)
			}
		}
		if len(m.slot) != want || len(m.ring) != want {
			t.Errorf("limit %d: %d keys in %d places, want %d", limit, len(m.slot), len(m.ring), want)
		}
	}
}
