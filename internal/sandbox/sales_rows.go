package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
)

// rows is a list to search: in order of a time, oldest first. No two have the
// same time and tie, so that a page can begin after any of them.
type rows[T any] struct {
	n     int
	live  int // entries that are valid
	at    func(i int) (time int64, tie int)
	it    func(i int) T
	valid func(i int) bool // nil: all are
}

// search is what to find in rows.
type search[T any] struct {
	from, until int64          // the time by which the rows are sorted; zero: open
	keep        func(T) bool   // nil: everything
	count       func() int     // how many there are in all, when that is known; nil: they are counted
	show        func(T) []byte // JSON of one
}

// first is the place of the first entry at or after a time and tie.
func (r *rows[T]) first(at int64, tie int) int {
	return sort.Search(r.n, func(i int) bool {
		t, n := r.at(i)
		return t > at || t == at && n >= tie
	})
}

func (r *rows[T]) fits(i int, keep func(T) bool) bool {
	return (r.valid == nil || r.valid(i)) && (keep == nil || keep(r.it(i)))
}

// rowBytes is about how long an order is in an answer.
const rowBytes = 4 << 10

// found is one page of a search in the form of the answer.
func found[T any](c *call, r rows[T], q search[T]) (any, *refusal) {
	lo, hi := 0, r.n
	if q.from > 0 {
		lo = r.first(q.from, 0)
	}
	if q.until > 0 {
		hi = max(lo, r.first(q.until, 0))
	}
	total := q.total(&r, lo, hi)
	desc := c.query.Get("sort_order") != "ASC"
	if token := c.query.Get("page_token"); token != "" {
		at, tie, ok := c.openPlace(token)
		switch {
		case !ok:
			return nil, invalid("page_token is not one of this search: take next_page_token of the page before, with the same filters")
		case desc:
			hi = max(lo, min(hi, r.first(at, tie)))
		default:
			lo = min(hi, max(lo, r.first(at, tie+1)))
		}
	}
	var b bytes.Buffer
	size, shown, last, next := c.pageSize(), 0, 0, ""
	b.Grow(min(size, hi-lo)*rowBytes + 100)
	b.WriteString(`{"` + c.rt.op.ListField + `":[`)
	for k := range hi - lo {
		i := lo + k
		if desc {
			i = hi - 1 - k
		}
		if !r.fits(i, q.keep) {
			continue
		}
		if shown == size {
			at, tie := r.at(last)
			next = c.sealToken(at, strconv.Itoa(tie))
			break
		}
		if shown > 0 {
			b.WriteByte(',')
		}
		b.Write(q.show(r.it(i)))
		shown, last = shown+1, i
	}
	fmt.Fprintf(&b, `],"next_page_token":%s,"total_count":%d}`, encode(next), total)
	return json.RawMessage(b.Bytes()), nil
}

// total counts what the filters let through, without looking when it is known.
func (q *search[T]) total(r *rows[T], lo, hi int) int {
	whole := lo == 0 && hi == r.n
	switch {
	case whole && q.count != nil:
		return q.count()
	case whole && q.keep == nil:
		return r.live
	case q.keep == nil && r.valid == nil:
		return hi - lo
	}
	total := 0
	for i := lo; i < hi; i++ {
		if r.fits(i, q.keep) {
			total++
		}
	}
	return total
}

// openPlace reads the place in a page token.
func (c *call) openPlace(token string) (at int64, tie int, ok bool) {
	at, text, ok := c.openToken(token)
	if !ok {
		return 0, 0, false
	}
	tie, err := strconv.Atoi(text)
	return at, tie, err == nil
}
