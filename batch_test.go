package tiktokshop

import (
	"context"
	"errors"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBatchSplitsAndMerges(t *testing.T) {
	t.Parallel()
	type answer struct{ IDs []string }
	ids := []string{"1", "2", "3", "4", "5"}
	down := &Error{Op: "x", kind: kindServer, Message: "down"}
	tests := map[string]struct {
		ids    []string
		fails  map[string]error // by the first id of a part
		want   []string         // merged
		sent   int
		failed []string // details of the failures
		is     error
	}{
		"empty list is one call": {sent: 1},
		"three parts":            {ids: ids, want: ids, sent: 3},
		"failures inside": {
			ids: ids, fails: map[string]error{"3": &PartialFailure{Errors: []PartialError{{Detail: []byte(`"4"`)}}}},
			want: ids, sent: 3, failed: []string{`"4"`},
		},
		"odd answer":      {ids: ids, fails: map[string]error{"1": &DecodeError{Op: "x", Path: "y"}}, want: ids, sent: 3},
		"a part fails":    {ids: ids, fails: map[string]error{"3": down}, want: ids[:2], sent: 2, failed: []string{`"3"`, `"4"`, `"5"`}, is: ErrServer},
		"the first fails": {ids: ids, fails: map[string]error{"1": down}, sent: 1, is: ErrServer},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := 0
			got, err := Batch("x", tt.ids, 2, func(part []string) (*answer, error) {
				sent++
				var err error
				if len(part) > 0 {
					err = tt.fails[part[0]]
				}
				if err != nil && !Partial(err) {
					return nil, err
				}
				return &answer{append([]string(nil), part...)}, err
			}, func(into, part *answer) { into.IDs = append(into.IDs, part.IDs...) })
			var ids, failed []string
			if got != nil {
				ids = got.IDs
			}
			if p, ok := errors.AsType[*PartialFailure](err); ok {
				for _, e := range p.Errors {
					failed = append(failed, string(e.Detail))
				}
			}
			if diff := cmp.Diff(tt.want, ids) + cmp.Diff(tt.failed, failed); diff != "" || sent != tt.sent || (tt.is != nil) != errors.Is(err, ErrServer) {
				t.Errorf("%d calls, error %v (-want +got):\n%s", sent, err, diff)
			}
		})
	}
}

func TestPollWaitsEverLonger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start, asked := time.Now(), 0
		got, err := Poll(t.Context(), time.Second, func() (int, bool, error) {
			asked++
			return asked, asked == 12, nil
		})
		if took := time.Since(start); err != nil || got != 12 || took < 40*time.Second || took > 90*time.Second {
			t.Errorf("asked %d times in %v: %v", got, took, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, err := Poll(ctx, time.Second, func() (int, bool, error) { return 0, false, nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
	})
}

func TestWindowsCoverTheTimeOnce(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	end := begin.Add(70 * 24 * time.Hour)
	at, n := begin, 0
	for from, to := range Windows(begin, end, 30*24*time.Hour) {
		if !from.Equal(at) || !to.After(from.Time) {
			t.Errorf("window %v to %v after %v", from, to, at)
		}
		at, n = to.Time, n+1
	}
	if n != 3 || !at.Equal(end) {
		t.Errorf("%d windows up to %v", n, at)
	}
	for range Windows(end, begin, time.Hour) {
		t.Error("a window of nothing")
	}
	for range Windows(begin, end, 0) {
		t.Error("a window without length")
	}
}

func TestBetweenWantsBothEnds(t *testing.T) {
	t.Parallel()
	for _, err := range Between(time.Time{}, time.Now(), time.Hour, func(_, _ Time) iter.Seq2[*int, error] {
		t.Error("searched")
		return nil
	}) {
		if err == nil {
			t.Error("no error")
		}
	}
}
