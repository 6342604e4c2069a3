package compliance

import (
	"fmt"
	"maps"
	"slices"
)

// hides notes for each rule which rules say less about the same place. Rules
// that are not there are passed over: their pack may be left out.
func (b *builder) hides() {
	x := b.lex
	x.hides = make([][]int32, len(x.rules))
	for i := range x.rules {
		for _, id := range x.rules[i].Hides {
			if n := b.rules[id]; n != 0 {
				x.hides[i] = append(x.hides[i], n-1)
			}
		}
	}
	state := make([]uint8, len(x.rules)) // 1: on the way, 2: done
	var visit func(i int32) bool
	visit = func(i int32) bool {
		if state[i] != 0 {
			return state[i] == 2
		}
		state[i] = 1
		for _, j := range x.hides[i] {
			if !visit(j) {
				return false
			}
		}
		state[i] = 2
		return true
	}
	for i := range x.rules {
		if !visit(int32(i)) {
			b.problems = append(b.problems, fmt.Errorf("rule %s hides rules that hide it", x.rules[i].ID))
			return
		}
	}
}

// finish makes what is searched with.
func (b *builder) finish() {
	b.hides()
	b.anchor()
	b.lex.words, b.lex.entries = b.lex.tree(b.base[0].with(b.texts))
	b.lex.inner, b.lex.inners = b.lex.tree(b.base[1].with(b.inner))
	b.lex.voice, b.lex.voices = b.lex.tree(b.base[2].with(b.voice))
}

// anchor lets each pattern wait for its rarest class.
func (b *builder) anchor() {
	b.lex.anchored, b.lex.asked = make([][]int32, len(b.lex.names)), make([]bool, len(b.lex.names))
	for i := range b.lex.patterns {
		if l := b.lex.patterns[i].langs; l != everyLang {
			b.lex.langs |= l
		}
		best, least := 0, 1<<30
		for j, s := range b.lex.patterns[i].steps {
			size := 0
			for _, c := range s.classes {
				b.lex.asked[c] = true
				size += b.sizes[c]
				if c >= classPrice && c <= classHashtag && c != classPercent {
					size += 1 << 16 // numbers are everywhere, phone numbers are not
				}
			}
			if size < least {
				best, least = j, size
			}
		}
		for _, c := range b.lex.patterns[i].steps[best].classes {
			b.lex.anchored[c] = append(b.lex.anchored[c], int32(i))
		}
	}
}

// wordList are words in order, with what each means.
type wordList struct {
	texts []string
	refList
}

// take appends words of another list.
func (l *wordList) take(from *wordList, first, behind int) {
	l.texts = append(l.texts, from.texts[first:behind]...)
	for i := first; i < behind; i++ {
		l.refs = append(l.refs, from.of(i)...)
		l.end()
	}
}

// with is a list with more words.
func (l *wordList) with(more map[string][]ref) *wordList {
	if len(more) == 0 {
		return l
	}
	size := len(l.texts) + len(more)
	out := &wordList{make([]string, 0, size), refList{make([]ref, 0, len(l.refs)+2*len(more)), make([]uint32, 1, size+1)}}
	next := 0
	for _, text := range slices.Sorted(maps.Keys(more)) {
		n, there := slices.BinarySearch(l.texts[next:], text)
		out.take(l, next, next+n)
		next += n
		if there {
			out.refs = append(out.refs, l.of(next)...)
			next++
		}
		out.texts, out.refs = append(out.texts, text), append(out.refs, more[text]...)
		out.end()
	}
	out.take(l, next, len(l.texts))
	return out
}

// tree makes the trie of a list, and what its words mean.
func (x *lexicon) tree(l *wordList) (*trie, meanings) {
	return newTrie(l.texts, func(i int) (f wordFlags) {
		refs := l.of(i)
		for j := range refs {
			f |= x.flags(&refs[j])
		}
		return f
	}), x.meaningsOf(l)
}

// flags are those of a word by one of its meanings.
func (x *lexicon) flags(r *ref) (f wordFlags) {
	if r.open {
		f |= openWord
	}
	if r.class < allowClass && len(x.anchored[r.class]) > 0 {
		f |= waitedFor
	}
	if r.class >= classIDWord && r.class <= classToward {
		f |= helpful
	}
	if slices.Contains(spellers[:], r.class) {
		f |= spelling
	}
	return f
}
