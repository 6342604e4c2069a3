package tiktokshop

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPagesWalksAsLongAsThereIsMore(t *testing.T) {
	t.Parallel()
	type request struct {
		Status, PageToken string
	}
	boom := errors.New("boom")
	tests := map[string]struct {
		next map[string]string // token of a page to the token after it
		fail string            // the page that fails
		stop int               // items after which the caller stops
		want []string
		err  error
	}{
		"one page":              {want: []string{".0", ".1"}},
		"three pages":           {next: map[string]string{"": "a", "a": "b"}, want: []string{".0", ".1", "a.0", "a.1", "b.0", "b.1"}},
		"the caller stops":      {next: map[string]string{"": "a", "a": "b"}, stop: 3, want: []string{".0", ".1", "a.0"}},
		"error in the middle":   {next: map[string]string{"": "a", "a": "b"}, fail: "a", want: []string{".0", ".1"}, err: boom},
		"token repeated":        {next: map[string]string{"": "a", "a": "a"}, want: []string{".0", ".1", "a.0", "a.1"}, err: ErrPageLoop},
		"tokens in a circle":    {next: map[string]string{"": "a", "a": "b", "b": "a"}, want: []string{".0", ".1", "a.0", "a.1", "b.0", "b.1", "a.0", "a.1"}, err: ErrPageLoop},
		"error on the first":    {fail: "-", err: boom},
		"empty page in between": {next: map[string]string{"": "empty", "empty": "b"}, want: []string{".0", ".1", "b.0", "b.1"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := &request{Status: "NEW"}
			var got []string
			var gotErr error
			for item, err := range Pages(req, func(r *request, token string) ([]string, string, error) {
				if r == req || r.Status != "NEW" {
					t.Error("the request must be a copy")
				}
				r.PageToken = token
				switch {
				case tt.fail == "-" || tt.fail != "" && token == tt.fail:
					return nil, "", boom
				case token == "empty":
					return nil, tt.next[token], nil
				}
				return []string{token + ".0", token + ".1"}, tt.next[token], nil
			}) {
				if err != nil {
					gotErr = err
					continue
				}
				got = append(got, *item)
				if tt.stop > 0 && len(got) == tt.stop {
					break
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || !errors.Is(gotErr, tt.err) {
				t.Errorf("items (-want +got):\n%s error %v, want %v", diff, gotErr, tt.err)
			}
			if req.PageToken != "" {
				t.Error("the caller's request was changed")
			}
		})
	}
}

func TestPagesFindsLongCircles(t *testing.T) {
	t.Parallel()
	pages := 0
	var last error
	for _, err := range Pages(nil, func(_ *struct{}, token string) ([]int, string, error) {
		pages++
		n, _ := strconv.Atoi(token)
		return []int{n}, strconv.Itoa(n%1000 + 1), nil
	}) {
		last = err
	}
	if !errors.Is(last, ErrPageLoop) || pages > 5000 {
		t.Errorf("%d pages, error %v", pages, last)
	}
}

// What came with an error is handed out before it.
func TestPagesYieldsTheValueBesideAnError(t *testing.T) {
	t.Parallel()
	part := &DecodeError{Op: "x", Path: "y"}
	items := 0
	for item, err := range Pages(nil, func(*struct{}, string) ([]int, string, error) { return []int{1, 2}, "next", part }) {
		if item != nil {
			items++
		} else if !errors.Is(err, part) {
			t.Errorf("error is %v", err)
		}
	}
	if items != 2 {
		t.Errorf("%d items, want 2", items)
	}
}
