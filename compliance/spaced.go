package compliance

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// glue makes a view without what sets letters apart, and marks where.
func (u *unmasker) glue(out *view) {
	in := u.v
	out.reset()
	out.pieces = out.pieces[:0]
	u.v = out
	kept := 0 // what was copied
	for i := 0; i < len(in.text); {
		n := spacedRun(in.text, i)
		if n == 0 {
			i += runeLen(in.text[i])
			continue
		}
		out.take(in, kept, i)
		start := len(out.text)
		for range n {
			size := letterCluster(in.text[i:])
			out.take(in, i, i+size)
			i += size
			kept = i
			i += separators(in.text[i:])
		}
		i = kept
		how := spaced
		if u.foreign {
			how |= lookalike
		}
		u.mark(start, len(out.text), n, how)
	}
	out.take(in, kept, len(in.text))
	out.close()
}

// take appends a stretch of another view, with its ways back to the source.
func (v *view) take(in *view, from, to int) {
	i := sort.Search(len(in.pieces), func(i int) bool { return int(in.pieces[i].at) > from })
	for from < to {
		v.link(in.back(from))
		next := to
		if i < len(in.pieces) {
			next = min(next, int(in.pieces[i].at))
			i++
		}
		v.text = append(v.text, in.text[from:next]...)
		from = next
	}
}

// runeLen is the length of the rune that a byte begins.
func runeLen(c byte) int {
	switch {
	case c < 0xC0:
		return 1
	case c < 0xE0:
		return 2
	case c < 0xF0:
		return 3
	default:
		return 4
	}
}

// spacedRun is the number of letters set apart from each other that begin at a
// place, 0 if they are too few to mean something.
func spacedRun(text []byte, at int) int {
	size := letterCluster(text[at:])
	if size == 0 || separators(text[at+size:]) == 0 {
		return 0
	}
	r, _ := utf8.DecodeRune(text[at:])
	first := kindOf(r)
	if at > 0 && first != ideo {
		if last, _ := utf8.DecodeLastRune(text[:at]); kindOf(last) != other && kindOf(last) != breaker {
			return 0
		}
	}
	n := 0
	for {
		size := letterCluster(text[at:])
		if size == 0 {
			break
		}
		n++
		at += size
		gap := separators(text[at:])
		if gap == 0 {
			if at < len(text) && first != ideo && letterCluster(text[at:]) > 0 {
				n-- // the last one begins a word of its own
			}
			break
		}
		at += gap
	}
	if n < 2 || n < 3 && first != ideo && first != hangul {
		return 0
	}
	return n
}

// letterCluster is the length of one letter with its marks at the start of a
// folded text.
func letterCluster(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	size := 1
	if c := text[0]; c < utf8.RuneSelf {
		if k := kindTable[c]; k != letter && k != digit && !leetSign(c) {
			return 0
		}
	} else {
		r, n := utf8.DecodeRune(text)
		if kindOf(r) == other && r != '\u20ac' && r != '\u00a3' {
			return 0
		}
		size = n
	}
	for size < len(text) && text[size] >= utf8.RuneSelf {
		r, n := utf8.DecodeRune(text[size:])
		if kindOf(r) != mark {
			break
		}
		size += n
	}
	return size
}

// separators is the length of what sets letters apart: one to three signs.
func separators(text []byte) int {
	n := 0
	for range 3 {
		if n == len(text) || strings.IndexByte(" .*~|,:;+=^", text[n]) < 0 {
			break
		}
		n++
	}
	return n
}
