package sandbox

import (
	"strconv"
	"testing"
	"time"
)

func TestWhatNobodyNeedsIsForgotten(t *testing.T) {
	t.Parallel()
	s, err := New(Options{Orders: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	token := s.Issue(Seller)
	for range 2000 {
		s.AuthCode(Seller)
		if token, err = s.Renew(token.Refresh); err != nil {
			t.Fatal(err)
		}
		s.Advance(5 * 24 * time.Hour)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.access.tokens) + len(s.access.codes) + len(s.access.renewals); n > 1100 {
		t.Errorf("%d tokens and codes are kept", n)
	}
	if s.access.tokens[token.Access] == nil {
		t.Error("the newest token is forgotten")
	}
	for i := range maxKeys + 10 {
		s.remember(strconv.Itoa(i), nil)
	}
	_, first := s.keys["0"]
	_, last := s.keys[strconv.Itoa(maxKeys)]
	if len(s.keys) != maxKeys || len(s.keyLine) != maxKeys || first || !last {
		t.Errorf("%d keys, %d in line, the first %v, the last %v", len(s.keys), len(s.keyLine), first, last)
	}
}
