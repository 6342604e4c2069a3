package compliance

import (
	"slices"
	"strconv"
	"strings"
)

// inline finds classes for the words written in patterns. Words that stand in
// the same lists and no others share a class: there are far fewer of these than
// words, and a word in a text is still one hit.
type inline struct {
	lists map[string]int   // by language and text of the list
	in    map[string][]int // by language and word: the lists it stands in, in order
}

// inlineOf looks through the patterns of packs.
func inlineOf(packs []*Pack) *inline {
	x := &inline{lists: map[string]int{}, in: map[string][]int{}}
	for _, p := range packs {
		for _, m := range []map[string][]string{p.Patterns, p.Unless, p.Lower} {
			for _, texts := range m {
				for _, text := range texts {
					x.read(p.Lang, text)
				}
			}
		}
	}
	for _, in := range x.in {
		slices.Sort(in)
	}
	return x
}

// read notes the lists of a pattern, which are what stands in quotes.
func (x *inline) read(lang, text string) {
	for i, list := range strings.Split(text, "\"") {
		key := lang + "\"" + list
		if _, ok := x.lists[key]; ok || i%2 == 0 {
			continue
		}
		n := len(x.lists)
		x.lists[key] = n
		for word := range strings.SplitSeq(list, "|") {
			word = inlineKey(lang, word)
			if in := x.in[word]; !slices.Contains(in, n) {
				x.in[word] = append(in, n)
			}
		}
	}
}

// class is the name of the class of a word.
func (x *inline) class(lang, word string) string {
	name := []byte("\"" + lang)
	for _, n := range x.in[inlineKey(lang, word)] {
		name = strconv.AppendInt(append(name, ' '), int64(n), 10)
	}
	return string(name)
}

func inlineKey(lang, word string) string { return lang + "\"" + strings.TrimSpace(word) }
