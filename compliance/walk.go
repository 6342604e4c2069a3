package compliance

import "unicode/utf8"

// walkAttached looks for a word behind the short words that Arabic writes
// together with the next: and, so, with, like, for, the.
func (s *scanner) walkAttached(at int) {
	for range 3 {
		r, size := utf8.DecodeRune(s.v.text[at:])
		if at+size >= len(s.v.text) {
			return
		}
		next, more := utf8.DecodeRune(s.v.text[at+size:])
		switch {
		case r == 'ا' && next == 'ل', r == 'ل' && next == 'ل':
			at += size + more
		case r == 'و', r == 'ف', r == 'ب', r == 'ك', r == 'ل', r == 'س':
			at += size
		default:
			return
		}
		if at >= len(s.v.text) {
			return
		}
		if s.words.heads.other(s.v.text, at) {
			s.walk(s.words, at)
		}
	}
}

// walkInner finds the words that may begin inside another.
func (s *scanner) walkInner(at int) {
	s.inners = true
	s.walk(s.inner, at)
	s.inners = false
}

// walk finds the words that begin at a place.
func (s *scanner) walk(t *trie, at int) {
	id := t.root(s.v.text, at)
	if id == 0 {
		return
	}
	text := s.v.text
	for end := at + 2; id != 0 && end <= len(text); end++ {
		n := &t.nodes[id]
		if n.size > 0 {
			if !t.goesOn(n, text[end:]) {
				return
			}
			end += int(n.size)
		}
		if n.leaf >= 0 {
			s.take(n, at, end)
		}
		if n.count == 0 || end == len(text) {
			return
		}
		id = t.child(n, text[end])
	}
}

// take notes a word if it ends where words end. What it means is looked up when
// that matters: see ripen.
func (s *scanner) take(n *node, at, end int) {
	stop := wordEnd(s.v.text, end)
	if !stop && n.flags&openWord == 0 {
		return
	}
	if s.listens {
		for _, r := range s.voices.of(int(n.leaf)) {
			s.sc.heard(r.langs)
		}
		return
	}
	s.sc.flags |= n.flags
	s.sc.raw = append(s.sc.raw, rawHit{entry: n.leaf, at: int16(at), end: int16(end), stop: stop, inner: s.inners, flags: n.flags}) //nolint:gosec // G115: sentences are cut at maxSegment
}
