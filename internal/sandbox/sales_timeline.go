package sandbox

import (
	"cmp"
	"slices"
)

// timeline keeps things in order of a time that changes: every change adds an
// entry at the end, older ones of the same thing are skipped.
type timeline[T marked] struct {
	ticks  []tick[T]
	serial int
	live   int  // entries that are not outdated
	mixed  bool // the order is broken: sorted when read next
}

// marked things know their newest entry.
type marked interface {
	entry() *int
}

type tick[T marked] struct {
	at int64
	n  int
	it T
}

func (o *order) entry() *int  { return &o.mark }
func (p *parcel) entry() *int { return &p.mark }

// put notes the time of a thing, in place of the one before.
func (l *timeline[T]) put(it T, at int64) {
	mark := it.entry()
	if *mark <= 0 {
		l.live++
	}
	l.serial++
	*mark = l.serial
	if n := len(l.ticks); n > 0 && l.ticks[n-1].at > at {
		l.mixed = true
	}
	l.ticks = append(l.ticks, tick[T]{at: at, n: l.serial, it: it})
	if len(l.ticks) > 2*l.live+256 {
		l.ticks = slices.DeleteFunc(l.ticks, func(t tick[T]) bool { return *t.it.entry() != t.n })
	}
}

// sorted are the entries, oldest first; some are outdated.
func (l *timeline[T]) sorted() []tick[T] {
	if l.mixed {
		l.ticks = slices.DeleteFunc(l.ticks, func(t tick[T]) bool { return *t.it.entry() != t.n })
		slices.SortFunc(l.ticks, func(a, b tick[T]) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.n, b.n)) })
		l.mixed = false
	}
	return l.ticks
}

// drop forgets a thing.
func (l *timeline[T]) drop(it T) {
	if mark := it.entry(); *mark != 0 {
		*mark = -1
		l.live--
	}
}

// rows are the entries for a search.
func (l *timeline[T]) rows() rows[T] {
	ticks := l.sorted()
	return rows[T]{
		n: len(ticks), live: l.live,
		at:    func(i int) (int64, int) { return ticks[i].at, ticks[i].n },
		it:    func(i int) T { return ticks[i].it },
		valid: func(i int) bool { return *ticks[i].it.entry() == ticks[i].n },
	}
}
