package tiktokshop

import (
	"errors"
	"iter"
)

// ErrPageLoop ends a walk when the platform hands out a page token it was given
// before: going on would never end.
var ErrPageLoop = errors.New("the platform repeated a page token; the walk would not end")

// Pages walks all pages of a paged operation. It is the helper behind every
// method that ends in All.
//
// fetch is called with a copy of req, nil meaning the zero request, and the
// token of the page, empty for the first one. It returns the items of the page
// and the token of the next, empty at the end. Pages yields pointers into the
// page's slice, stops at the first error and yields it once, after the items
// that came with it.
func Pages[R, T any](req *R, fetch func(req *R, token string) (items []T, next string, err error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		err := walk(func(token string) (next string, err error) {
			page := new(R)
			if req != nil {
				*page = *req
			}
			items, next, err := fetch(page, token)
			for i := range items {
				if !yield(&items[i], nil) {
					return "", errStopped
				}
			}
			return next, err
		})
		if err != nil && err != errStopped { //nolint:errorlint // our own, never wrapped
			yield(nil, err)
		}
	}
}

var errStopped = errors.New("the caller has seen enough")

// walk follows page tokens. It stands apart from Pages so that it is compiled
// once and not for every type.
func walk(page func(token string) (next string, err error)) error {
	token, saved := "", ""
	for n, mark := 1, 1; ; n++ {
		next, err := page(token)
		if err != nil || next == "" {
			return err
		}
		if next == token || next == saved {
			return ErrPageLoop
		}
		token = next
		if n == mark { // Brent: one kept token, ever farther apart, finds a circle of any length
			saved, mark = next, 2*mark
		}
	}
}
