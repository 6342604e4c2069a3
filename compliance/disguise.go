package compliance

import "unicode/utf8"

// unmask searches a sentence once more as it reads when tricks are undone:
// letters of other scripts, digits for letters, letters set apart or repeated,
// words written together behind #. Only words that were changed count.
func (x *lexicon) unmask(src string, seen traits, sc *scratch) {
	u := unmasker{src: src, foreign: seen&hasForeign != 0, v: &sc.view, marks: sc.marks[:0]}
	if seen&hasSplit != 0 {
		u.glue(&sc.other)
	}
	glued := len(u.marks)
	u.run()
	words := 0
	for i := range u.marks {
		if u.marks[i].how&leet != 0 {
			words++
		}
	}
	if words >= 2 {
		u.heavy = true
		if u.marks = u.marks[:0]; glued > 0 {
			u.v = &sc.view
			u.glue(&sc.other)
		}
		u.run()
	}
	sc.marks = u.marks
	if len(u.marks) > 0 {
		x.guess(u.v, src, sc)
	}
}

// changed is a stretch of a view that does not read as the source does.
type changed struct {
	start, end int32 // in the view
	from, to   int32 // in the source
	how        disguise
	letters    int32 // that were set apart
}

type unmasker struct {
	src     string
	foreign bool // letters of other scripts may stand for Latin ones
	heavy   bool // several words have digits or signs for letters
	v       *view
	marks   []changed // in order
}

// run marks the words that hide others. Stretches that were glued are marked
// already.
func (u *unmasker) run() {
	glued := u.marks
	u.marks = nil
	if len(glued) == 0 {
		u.marks, glued = glued, nil
	}
	text := u.v.text
	for i := 0; i < len(text); {
		if len(glued) > 0 && i >= int(glued[0].start) {
			i = max(int(glued[0].end), i)
			u.marks, glued = append(u.marks, glued[0]), glued[1:]
			continue
		}
		limit := len(text)
		if len(glued) > 0 {
			limit = int(glued[0].start)
		}
		switch c := text[i]; {
		case c == '#':
			i = u.hashtag(i+1, limit)
		case wordByte(c):
			i = u.token(i, limit)
		default:
			i++
		}
	}
}

// mark notes a stretch of the view that was changed.
func (u *unmasker) mark(start, end, letters int, how disguise) {
	from, to := u.v.source(u.src, start, end)
	u.marks = append(u.marks, changed{
		start: int32(start), end: int32(end), from: int32(from), to: int32(to), how: how, letters: int32(letters), //nolint:gosec // G115: sentences are cut at maxSegment
	})
}

// wordByte reports whether a byte of a folded text can be of a disguised word.
func wordByte(c byte) bool { return letterOrDigit(c) || leetSign(c) || c == '|' || c == '+' }

func leetSign(c byte) bool { return c == '@' || c == '$' || c == '!' }

// tally is what a word is made of.
type tally struct {
	letters, latin, foreign, signs, doubles int
	run                                     bool // letters are said more often than words have them
	unspaced                                bool // of a script without blanks between words
	from, to                                int  // where letters are said three times
}

// count looks at a word up to its end.
func (u *unmasker) count(at, limit int) (end int, t tally) {
	text := u.v.text
	var last rune
	same := 0
	for end = at; end < limit; {
		r, size, isLetter := rune(text[end]), 1, true
		switch {
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(text[end:])
			k := kindOf(r)
			if k == other && r != '\u20ac' && r != '\u00a3' {
				return end, t
			}
			t.unspaced = t.unspaced || k == ideo || k == thai
			t.letters++
			if u.foreign && lookalikes[r] != 0 {
				t.foreign++
			}
		case isLower(text[end]):
			t.letters, t.latin = t.letters+1, t.latin+1
		case wordByte(text[end]):
			t.signs++
			isLetter = false
		default:
			return end, t
		}
		end += size
		if r != last {
			last, same = r, 0
			continue
		}
		same++
		t.doubles++
		t.run = t.run || isLetter && (same >= 2 || !t.unspaced && t.doubles >= 2 || r == 'a' || r == 'i' || r == 'u')
		if same >= 2 {
			if t.to == 0 {
				t.from = end - (same+1)*size
			}
			t.to = end
		}
	}
	return end, t
}

// token marks the word that begins at a place if it hides another, and gives
// the place behind it.
func (u *unmasker) token(at, limit int) int {
	end, t := u.count(at, limit)
	if end == at {
		return at + 1
	}
	how := plain
	if t.foreign > 0 && (t.latin > 0 || t.foreign == t.letters) {
		how |= lookalike
	}
	if t.signs > 0 && (t.letters >= 2 && t.signs <= t.letters+1 || u.heavy && (t.letters > 0 || t.signs == 1)) {
		how |= leet
	}
	all := t.doubles >= 2 && t.doubles*3 >= t.letters
	if t.run || all {
		how |= repeated
	}
	switch {
	case how == repeated && t.unspaced && !all && t.to > 0: // many words, of which few are changed
		u.mark(t.from, t.to, 0, how)
	case how != plain:
		u.mark(at, end, 0, how)
	}
	return end
}

// hashtag marks a tag, whose words are written together.
func (u *unmasker) hashtag(at, limit int) int {
	end := at
	for end < limit && (letterOrDigit(u.v.text[end]) || leetSign(u.v.text[end]) && u.v.text[end] != '!') {
		end++
	}
	if end-at >= 6 {
		u.mark(at, end, 0, compounded)
	}
	return max(end, at)
}
