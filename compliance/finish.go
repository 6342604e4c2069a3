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

// finish makes the tries and lets each pattern wait for its rarest class.
func (b *builder) finish() {
	b.lex.words, b.lex.entries = tree(b.texts)
	b.lex.inner, b.lex.inners = tree(b.inner)
	b.lex.voice, b.lex.voices = tree(b.voice)
	b.hides()
	b.lex.anchored = make([][]int32, len(b.lex.names))
	for i := range b.lex.patterns {
		best, least := 0, 1<<30
		for j, s := range b.lex.patterns[i].steps {
			size := 0
			for _, c := range s.classes {
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

func tree(texts map[string][]ref) (*trie, [][]ref) {
	names := slices.Sorted(maps.Keys(texts))
	refs := make([][]ref, len(names))
	for i, name := range names {
		refs[i] = texts[name]
	}
	return newTrie(names, func(i int) bool { return slices.ContainsFunc(refs[i], func(r ref) bool { return r.open }) }), refs
}
