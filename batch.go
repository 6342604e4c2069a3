package tiktokshop

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
	"github.com/tiktokshop-go/tiktokshop/internal/limit"
)

// Batch calls call with parts of at most size items, one after another, and
// merges the answers. It is the helper behind the methods that split long lists.
//
// Failures inside the answers are collected in one [*PartialFailure]. A part
// that fails as a whole ends the batch, since the next ones would mostly fail
// alike: its items and those not sent stand in the PartialFailure too, which
// wraps the error. When nothing was done at all the error is returned alone.
func Batch[T, R any](op string, items []T, size int, call func(part []T) (*R, error), merge func(into, part *R)) (*R, error) {
	var all *R
	var misfit *DecodeError
	failed := &PartialFailure{Op: op}
	if size <= 0 {
		size = max(len(items), 1)
	}
	for from := 0; from < len(items) || from == 0; from += size {
		part, err := call(items[from:min(from+size, len(items))])
		if inner, ok := errors.AsType[*PartialFailure](err); ok {
			failed.Errors = append(failed.Errors, inner.Errors...)
		}
		if odd, ok := errors.AsType[*DecodeError](err); ok && misfit == nil {
			misfit = odd
		}
		switch {
		case err == nil || Partial(err):
		case all == nil:
			return part, err
		default:
			failed.Err = err
			failed.Errors = append(failed.Errors, notDone(items[from:], err)...)
			return all, failed
		}
		if all == nil {
			all = part
		} else {
			merge(all, part)
		}
	}
	switch {
	case len(failed.Errors) > 0 && misfit != nil:
		return all, errors.Join(failed, misfit)
	case len(failed.Errors) > 0:
		return all, failed
	case misfit != nil:
		return all, misfit
	}
	return all, nil
}

// notDone names items that were not carried out, or not surely.
func notDone[T any](items []T, err error) []PartialError {
	list := make([]PartialError, len(items))
	for i, item := range items {
		detail, marshalErr := codec.Marshal(item)
		if marshalErr != nil {
			detail = json.RawMessage("null")
		}
		list[i] = PartialError{Message: err.Error(), Detail: detail}
	}
	return list
}

const shortestPause = 100 * time.Millisecond

// Poll asks check until it is done, waiting first and then ever longer, up to
// ten times as long, between the questions. It ends with the context, and with
// the first error that leaves no value; one beside a value, see [Partial], is
// returned with it when check is done.
func Poll[T any](ctx context.Context, first time.Duration, check func() (value T, done bool, err error)) (T, error) {
	first = max(first, shortestPause)
	for wait := first; ; wait = min(wait*3/2, 10*first) {
		v, done, err := check()
		if done && (err == nil || Partial(err)) {
			return v, err
		}
		if err == nil || Partial(err) {
			err = limit.Sleep(ctx, wait)
		}
		if err != nil {
			return *new(T), err
		}
	}
}

// Windows cuts the time from begin (inclusive) to end (exclusive) into windows
// of at most length, oldest first, for searches that cover only so much.
func Windows(begin, end time.Time, length time.Duration) iter.Seq2[Time, Time] {
	return func(yield func(from, to Time) bool) {
		for length > 0 && begin.Before(end) {
			next := begin.Add(length)
			if next.After(end) {
				next = end
			}
			if !yield(Time{begin}, Time{next}) {
				return
			}
			begin = next
		}
	}
}

// Between walks one search after another over windows of time, oldest first,
// and stops at the first error. It is the helper behind the methods that search
// longer than the platform allows at once.
func Between[T any](begin, end time.Time, length time.Duration, search func(from, to Time) iter.Seq2[*T, error]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		if begin.IsZero() || end.IsZero() {
			yield(nil, errors.New("search between: begin and end must both be set"))
			return
		}
		for from, to := range Windows(begin, end, length) {
			for item, err := range search(from, to) {
				if !yield(item, err) || err != nil {
					return
				}
			}
		}
	}
}
