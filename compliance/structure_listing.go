package compliance

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// listing compares captions and scripts with the listing they speak of.
func (s *structural) listing(r *ListingRecord) {
	for i := range s.it.Fields {
		if s.rule("MIS-016", s.it.Fields[i].Surface) == nil {
			continue
		}
		if is(r.FreeShipping, false) {
			if from, to, ok := s.has(i, "free_shipping"); ok {
				s.add("MIS-016", i, from, to, 0, "the listing does not ship free to all")
			}
		}
		if r.WarrantyMonths != nil {
			s.warranty(i, *r.WarrantyMonths)
		}
		if len(r.Colors) > 0 {
			s.colors(i, r.Colors)
		}
		if len(r.Sizes) > 0 {
			s.sizes(i, r.Sizes)
		}
		if r.Brand != "" {
			s.otherBrand(i, r.Brand)
		}
		s.quantities(i, r)
	}
}

// warranty compares the months of a warranty. The words stand within a few of
// each other.
func (s *structural) warranty(i, months int) {
	from, to, ok := s.has(i, "warranty")
	if !ok {
		return
	}
	start, end, _ := findAny(s.folded(i), s.c.market.words.classes["warranty"])
	text := s.sc.whole.text
	lo, hi := max(0, start-28), min(len(text), end+28)
	said := s.months(text[lo:hi])
	if said > 0 && said != months {
		s.add("MIS-016", i, from, to, 0, fmt.Sprintf("the text promises %d months of warranty, the listing %d", said, months))
	}
}

// months reads a time such as "2 years" or "dos años"; 0 is none.
func (s *structural) months(text []byte) int {
	w := s.c.market.words
	n := 0
	for len(text) > 0 {
		size := tokenSize(text)
		word := string(text[:size])
		text = text[size:]
		switch {
		case word[0] >= '0' && word[0] <= '9':
			n, _ = firstNumber(word, 0, len(word))
			for unit, months := range w.months { // scripts without blanks
				if rest := strings.TrimLeft(string(text), " -"); strings.HasPrefix(rest, unit) && wordEnd([]byte(rest), len(unit)) && n < 1000 {
					return n * months
				}
			}
		case w.numbers[word] > 0:
			n = w.numbers[word]
		case n > 0 && w.months[word] > 0:
			return n * w.months[word]
		}
	}
	return 0
}

// tokenSize is the length of the word or the digits a folded text begins with, 1
// rune when it begins with neither.
func tokenSize(text []byte) int {
	r, size := utf8.DecodeRune(text)
	k := kindOf(r)
	if k == other || k == breaker {
		return size
	}
	for size < len(text) {
		r, n := utf8.DecodeRune(text[size:])
		if next := kindOf(r); next != k && next != mark {
			break
		}
		size += n
	}
	return size
}

// colors compares the colors a text names with those that can be bought. It
// says nothing when one of these is not known to it.
func (s *structural) colors(i int, have []string) {
	w := s.c.market.words
	var ids []string
	for _, color := range have {
		text, known := []byte(foldString(color)), false
		for id, words := range w.colors {
			if _, _, ok := findAny(text, words); ok {
				ids, known = append(ids, id), true
			}
		}
		if !known {
			return
		}
	}
	for _, id := range sortedKeys(w.colors) {
		if slices.Contains(ids, id) {
			continue
		}
		if from, to, ok := s.hasAny(i, w.colors[id]); ok {
			s.add("MIS-016", i, from, to, Medium, "the listing has no such color: "+strings.Join(have, ", "))
			return
		}
	}
}

func sortedKeys(m map[string][][]byte) []string {
	out := make([]string, 0, len(m))
	for key := range m {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// sizes compares the size a text names with those that can be bought.
func (s *structural) sizes(i int, have []string) {
	start, end, ok := findAny(s.folded(i), s.c.market.words.classes["size"])
	if !ok {
		return
	}
	text := s.sc.whole.text
	at := end
	for at < len(text) && (text[at] == ' ' || text[at] == ':') {
		at++
	}
	stop := at
	for stop < len(text) && letterOrDigit(text[stop]) && text[stop] < utf8.RuneSelf {
		stop++
	}
	size := string(text[at:stop])
	if size == "" || len(size) > 4 || size[0] > '9' && strings.Trim(size, "xsml") != "" {
		return
	}
	if !slices.ContainsFunc(have, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), size) }) {
		from, to := s.sc.whole.source(s.it.Fields[i].Text, start, stop)
		s.add("MIS-016", i, from, to, 0, "the listing has no such size: "+strings.Join(have, ", "))
	}
}

// otherBrand looks for another of the caller's brands than the listing's.
func (s *structural) otherBrand(i int, brand string) {
	for _, name := range s.c.brands {
		word := foldString(name)
		if word == "" || strings.EqualFold(name, brand) {
			continue
		}
		if from, to, ok := s.hasAny(i, [][]byte{[]byte(word)}); ok && !s.near(i, max(0, from-22), from, 0, "compatible") {
			s.add("MIS-016", i, from, to, Medium, "the brand of the listing is "+brand)
			return
		}
	}
}

// quantities compares pieces, weights and volumes. It is silent where the title
// has none or several of a kind.
func (s *structural) quantities(i int, r *ListingRecord) {
	var inTitle [2]amount // weight, volume
	var many [2]bool
	kind := func(a amount) int { return strings.IndexByte("wv", a.dim) }
	eachAmount(r.Title, s.m, func(a amount) bool {
		if k := kind(a); a.dim != 0 && k >= 0 {
			many[k] = many[k] || inTitle[k].end > 0
			inTitle[k] = a
		}
		return true
	})
	src := s.it.Fields[i].Text
	var wrong amount
	var said [2]bool
	eachAmount(src[:min(len(src), wordReach)], s.m, func(a amount) bool {
		if k := kind(a); a.dim != 0 && k >= 0 && inTitle[k].end > 0 && !many[k] {
			if want := inTitle[k].value; a.value > want*1.03 || a.value < want*0.97 {
				wrong = a
			} else {
				said[k] = true
			}
		}
		if a.dim == 0 && a.money == "" && !a.percent && r.Pieces != nil && int(a.value) != *r.Pieces && s.near(i, a.start, a.end, 12, "pieces") {
			s.add("MIS-016", i, a.start, a.end, 0, fmt.Sprintf("the listing has %d in a package", *r.Pieces))
		}
		return true
	})
	if wrong.end > 0 && !said[kind(wrong)] {
		s.add("MIS-016", i, wrong.start, wrong.end, Medium, "the title of the listing has another weight or volume")
	}
}

// pinned judges whether a script speaks of a product that is pinned: some word
// of a title has to be said.
func (s *structural) pinned(i int) {
	text := s.folded(i)
	words := 0
	for rest := text; len(rest) > 0; {
		size := tokenSize(rest)
		if r, _ := utf8.DecodeRune(rest); kindOf(r) != other {
			words++
			if k := kindOf(r); k == ideo || k == thai {
				words += size / 6
			}
		}
		rest = rest[size:]
	}
	if words < 4 {
		return
	}
	some := false
	for _, title := range s.it.Facts.Pinned {
		folded := []byte(foldString(title))
		for rest := folded; len(rest) > 0; {
			size := tokenSize(rest)
			word := rest[:size]
			rest = rest[size:]
			r, _ := utf8.DecodeRune(word)
			switch k := kindOf(r); {
			case k == letter && (len(word) > 3 || len(word) > 2 && s.c.market.words.voices[string(word)] == 0):
				some = true
				if at := findStem(text, word[:max(3, len(word)*3/4)]); at {
					return
				}
			case k == ideo || k == thai || k == hangul || k == arabic:
				some = true
				if bytes.Contains(text, word[:min(len(word), 6)]) || bytes.Contains(text, word[max(0, len(word)-6):]) {
					return
				}
			}
		}
	}
	if some {
		s.add("LIV-006", i, 0, len(s.it.Fields[i].Text), 0, "the script says no word of the titles of the pinned products")
	}
}

// findStem reports whether a text has a word that begins so.
func findStem(text, stem []byte) bool {
	for from := 0; ; {
		at := bytes.Index(text[from:], stem)
		if at < 0 {
			return false
		}
		if at += from; wordStart(text, at) {
			return true
		}
		from = at + 1
	}
}
