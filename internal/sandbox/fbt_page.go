package sandbox

import (
	"cmp"
	"slices"
)

// place is where a thing stands in a list: a number, then an id.
type place struct {
	n  int64
	id string
}

func (p place) compare(q place) int { return cmp.Or(cmp.Compare(p.n, q.n), cmp.Compare(p.id, q.id)) }

// paged is one page of a list that is in the order of its places, and the token
// of the next. Like the pages of records it loses nothing to changes.
func paged[T any](c *call, list []T, at func(T) place, size int, token string) (page []T, next string, refused *refusal) {
	if token != "" {
		n, id, ok := c.openToken(token)
		if !ok {
			return nil, "", invalid("page_token is not one of this search: take next_page_token of the page before, with the same filters")
		}
		from := place{n, id}
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
func pagedInBody[T any](c *call, list []T, at func(T) place) (page []T, next string, refused *refusal) {
	token, size := text(c.body["page_token"]), int(number(c.body["page_size"]))
	delete(c.body, "page_token")
	delete(c.body, "page_size")
	if size <= 0 {
		size = 10
	}
	return paged(c, list, at, size, token)
}
