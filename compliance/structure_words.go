package compliance

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Structure needs few words, and most of them only when a fact asks for them:
// they are searched one by one, apart from the words of packs.

// wordReach is how many bytes of a field structure looks at for words. Counts of
// letters and tags cover all of it.
const wordReach = 1 << 16

type wordFile struct {
	Schema    int                 `json:"schema"`
	Classes   map[string][]string `json:"classes"`
	Events    []string            `json:"events"`
	Numbers   map[string]int      `json:"numbers"`
	Months    map[string]int      `json:"months"`
	Colors    map[string][]string `json:"colors"`
	Countries map[string][]string `json:"countries"`
	Voices    map[string][]string `json:"voices"`
}

// wordTables are the words in folded form.
type wordTables struct {
	classes   map[string][][]byte
	events    map[string]bool
	numbers   map[string]int
	months    map[string]int
	colors    map[string][][]byte
	countries map[string][][]byte
	voices    map[string]langSet
}

func (f *wordFile) fold() *wordTables {
	t := &wordTables{
		classes: foldLists(f.Classes), colors: foldLists(f.Colors), countries: foldLists(f.Countries),
		events: map[string]bool{}, numbers: map[string]int{}, months: map[string]int{}, voices: map[string]langSet{},
	}
	for _, w := range f.Events {
		t.events[foldString(w)] = true
	}
	for w, n := range f.Numbers {
		t.numbers[foldString(w)] = n
	}
	for w, n := range f.Months {
		t.months[foldString(w)] = n
	}
	for lang, words := range f.Voices {
		for _, w := range words {
			t.voices[strings.ToLower(w)] |= langBit(lang)
		}
	}
	return t
}

func foldLists(lists map[string][]string) map[string][][]byte {
	out := map[string][][]byte{}
	for name, words := range lists {
		for _, w := range words {
			out[name] = append(out[name], []byte(foldString(w)))
		}
	}
	return out
}

// findAny is the first place of any of some words in a folded text.
func findAny(text []byte, words [][]byte) (start, end int, ok bool) {
	start = len(text)
	for _, w := range words {
		if at := findWord(text[:min(len(text), start+len(w))], text, w); at >= 0 && (at < start || !ok) {
			start, end, ok = at, at+len(w), true
		}
	}
	return start, end, ok
}

// findWord is the first place of a word, as a word of its own, in the beginning
// of a text.
func findWord(head, text, word []byte) int {
	for from := 0; from < len(head); {
		at := bytes.Index(head[from:], word)
		if at < 0 {
			return -1
		}
		at += from
		if wordStart(text, at) && wordEnd(text, at+len(word)) {
			return at
		}
		from = at + 1
	}
	return -1
}

// wordStart reports whether a word may begin at a place of a folded text.
func wordStart(text []byte, at int) bool {
	if at == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRune(text[:at])
	first, _ := utf8.DecodeRune(text[at:])
	switch kindOf(first) {
	case letter:
		k := kindOf(before)
		return k != letter && k != mark
	case digit:
		return kindOf(before) != digit
	default:
		return true
	}
}

// folded is the beginning of a field as it is searched. It holds until another
// field is asked for.
func (s *structural) folded(field int) []byte {
	if s.holds != field+1 {
		src := s.it.Fields[field].Text
		end := len(src)
		if end > wordReach {
			end = wordReach
			for end > wordReach-utf8.UTFMax && !utf8.RuneStart(src[end]) {
				end--
			}
		}
		s.sc.whole.foldAll(&s.sc.other, src[:end])
		s.holds = field + 1
	}
	return s.sc.whole.text
}

// has reports whether a field has a word of a class, and where in its source.
func (s *structural) has(field int, class string) (from, to int, ok bool) {
	return s.hasAny(field, s.c.market.words.classes[class])
}

func (s *structural) hasAny(field int, words [][]byte) (from, to int, ok bool) {
	text := s.folded(field)
	start, end, ok := findAny(text, words)
	if !ok || start == end {
		return 0, 0, false
	}
	from, to = s.sc.whole.source(s.it.Fields[field].Text, start, end)
	return from, to, true
}

// near reports whether a word of a class stands within some bytes of a place of
// the source, before or behind it, in the same line.
func (s *structural) near(field, from, to, distance int, class string) bool {
	src := s.it.Fields[field].Text
	lo, hi := max(0, from-distance), min(len(src), to+distance)
	for lo > 0 && lo < from && !utf8.RuneStart(src[lo]) {
		lo++
	}
	for hi < len(src) && !utf8.RuneStart(src[hi]) {
		hi--
	}
	if i := strings.LastIndexByte(src[lo:from], '\n'); i >= 0 {
		lo += i + 1
	}
	if i := strings.IndexByte(src[to:hi], '\n'); i >= 0 {
		hi = to + i
	}
	if hi <= lo {
		return false
	}
	s.holds = 0
	s.sc.whole.foldAll(&s.sc.other, src[lo:hi])
	_, _, ok := findAny(s.sc.whole.text, s.c.market.words.classes[class])
	return ok
}

// foldAll fills the view with all sentences of src, each folded in part.
func (v *view) foldAll(part *view, src string) {
	v.reset()
	for from := 0; from < len(src); {
		end, _, _ := part.next(src[from:], false)
		at := int32(len(v.text)) //nolint:gosec // G115: at most wordReach
		for _, p := range part.pieces {
			v.pieces = append(v.pieces, piece{p.at + at, p.from + int32(from)})
		}
		v.text = append(v.text, part.text...)
		from += end
	}
	v.close()
}

func isLetter(c byte) bool { return traitTable[c] == aLetter }
