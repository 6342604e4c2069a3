package sandbox

import (
	"cmp"
	"slices"
	"time"
)

// timedStep is a status and how long it takes to get there.
type timedStep struct {
	to   string
	wait time.Duration
}

// stepThrough does one step after another, each in its time, until do says
// that it is over.
func (s *Sandbox) stepThrough(steps []timedStep, do func(to string) bool) {
	if len(steps) == 0 {
		return
	}
	s.after(steps[0].wait, func(time.Time) {
		if do(steps[0].to) {
			s.stepThrough(steps[1:], do)
		}
	})
}

// listPlace is where a thing stands in a list: a number, then an id.
type listPlace struct {
	n  int64
	id string
}

func (p listPlace) compare(q listPlace) int {
	return cmp.Or(cmp.Compare(p.n, q.n), cmp.Compare(p.id, q.id))
}

// paged is one page of a list that is in the order of its places, and the token
// of the next. Like the pages of records it loses nothing to changes.
func paged[T any](c *call, list []T, at func(T) listPlace, size int, token string) (page []T, next string, refused *refusal) {
	if token != "" {
		n, id, ok := c.openToken(token)
		if !ok {
			return nil, "", invalid("page_token is not one of this search: take next_page_token of the page before, with the same filters")
		}
		from := listPlace{n, id}
		i := slices.IndexFunc(list, func(e T) bool { return at(e).compare(from) > 0 })
		if i < 0 {
			return nil, "", nil
		}
		list = list[i:]
	}
	if len(list) <= size {
		return list, "", nil
	}
	list = list[:size]
	last := at(list[size-1])
	return list, c.sealToken(last.n, last.id), nil
}

// pagedInBody is paged for routes whose bodies hold token and size; both are no
// filters, so they leave the body.
func pagedInBody[T any](c *call, list []T, at func(T) listPlace) (page []T, next string, refused *refusal) {
	token, size := text(c.body["page_token"]), int(number(c.body["page_size"]))
	delete(c.body, "page_token")
	delete(c.body, "page_size")
	if size <= 0 {
		size = 10
	}
	if token == "1" {
		token = "" // the documented form of the first page
	}
	return paged(c, list, at, size, token)
}
