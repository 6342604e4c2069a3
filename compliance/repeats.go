package compliance

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// What of a stream is kept to tell repeats.
const (
	maxMessage = 4096 // bytes of a message that are compared
	minMessage = 24   // letters and digits, below which people say the same by chance
	maxRecent  = 32   // messages of an author
	sketchSize = 32   // numbers a message is told by
	alike      = 26   // of them have to be equal: four fifths
	gram       = 5    // bytes that are looked at together

	maxScript = 256 // sentences of an author
	minLoop   = 6   // sentences in a row said before that make a loop
	minLooped = 200 // letters and digits in them
)

// message is what an author says up to End.
type message struct {
	text  []byte // its beginning
	base  int    // where it begins
	runes int
	begun bool
}

func (m *message) add(chunk string, base int, p *speaker) {
	if !m.begun {
		*m = message{base: base, runes: p.runes + utf8.RuneCountInString(p.text[:base-p.base]), begun: true}
	}
	m.text = append(m.text, chunk[:min(len(chunk), maxMessage-len(m.text))]...)
}

// sketch tells a message by the least hashes of its parts (MinHash): the share
// of equal numbers is about the share of parts in common.
type sketch struct {
	at   time.Time
	mins [sketchSize]uint32
}

// plainLetters are the letters and digits of a text, folded.
func plainLetters(v *view, text string) []byte {
	var out []byte
	for text != "" {
		n, _, _ := v.next(text, false)
		text = text[n:]
		out = appendLetters(out, v.text)
	}
	return out
}

func appendLetters(out, text []byte) []byte {
	for _, c := range text {
		if letterOrDigit(c) {
			out = append(out, c)
		}
	}
	return out
}

// sketchOf is the sketch of a message, false if that is too short.
func sketchOf(v *view, text string, at time.Time) (k sketch, ok bool) {
	letters := plainLetters(v, text)
	if len(letters) < minMessage {
		return k, false
	}
	k.at = at
	for i := range k.mins {
		k.mins[i] = 1<<32 - 1
	}
	for i := 0; i+gram <= len(letters); i++ {
		h := fnv(letters[i : i+gram])
		for j := range k.mins {
			h = h*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
			k.mins[j] = min(k.mins[j], uint32(h>>32))
		}
	}
	return k, true
}

// fnv is the 64-bit FNV-1a hash.
func fnv(text []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range text {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

func (k *sketch) like(o *sketch) bool {
	same := 0
	for i := range k.mins {
		if k.mins[i] == o.mins[i] {
			same++
		}
	}
	return same >= alike
}

// repeated judges the message that ended.
func (s *Stream) repeated(p *speaker, at time.Time) (Finding, bool) {
	const rule = "ENG-005"
	if s.o.Window < 0 || !p.message.begun {
		return Finding{}, false
	}
	sc := s.c.scratch()
	defer s.c.pool.Put(sc)
	k, ok := sketchOf(&sc.other, string(p.message.text), at)
	if !ok {
		return Finding{}, false
	}
	p.recent = slices.DeleteFunc(p.recent, func(o sketch) bool { return at.Sub(o.at) > s.o.Window })
	times := 1
	for i := range p.recent {
		if k.like(&p.recent[i]) {
			times++
		}
	}
	if len(p.recent) == maxRecent {
		p.recent = slices.Delete(p.recent, 0, 1)
	}
	p.recent = append(p.recent, k)
	if times < s.o.Repeats {
		return Finding{}, false
	}
	text := string(p.message.text)
	for !utf8.ValidString(text[max(0, len(text)-1):]) && len(text) == maxMessage { // cut between characters
		text = text[:len(text)-1]
	}
	return s.item(rule, Span{p.message.base, p.message.base + len(text), p.message.runes, p.message.runes + utf8.RuneCountInString(text)}, text,
		fmt.Sprintf("said %d times within %s, word for word or nearly so", times, s.o.Window))
}

// script is what an author of a LIVE said, by hashes of sentences.
type script struct {
	said    []uint64
	where   int // sentence that the last one repeated; -1 none
	run     int // sentences in a row that were said before in this order
	letters int // in them
	from    Span
	told    bool // of this run
}

// loop judges a sentence of a script: the same sentences in the same order, said
// again, are a recording.
func (s *Stream) loop(p *speaker, sentence string, v *view) (Finding, bool) {
	const rule = "LIV-001"
	if s.o.Surface != LiveScript || s.o.Window < 0 {
		return Finding{}, false
	}
	k := &p.script
	letters := appendLetters(nil, v.text)
	if len(letters) == 0 {
		return Finding{}, false
	}
	h := fnv(letters)
	span := Span{p.base, p.base + len(sentence), p.runes, p.runes + utf8.RuneCountInString(sentence)}
	switch next := k.where + 1; {
	case k.run > 0 && next < len(k.said) && k.said[next] == h:
		k.where, k.run, k.letters = next, k.run+1, k.letters+len(letters)
	default:
		k.where, k.run, k.letters, k.told = slices.Index(k.said, h), 0, len(letters), false
		if k.from = span; k.where >= 0 {
			k.run = 1
		}
	}
	if len(k.said) == maxScript {
		k.said = slices.Delete(k.said, 0, 1)
		k.where--
	}
	k.said = append(k.said, h)
	if k.told || k.run < minLoop || k.letters < minLooped {
		return Finding{}, false
	}
	k.told = true
	return s.item(rule, Span{k.from.Start, span.End, k.from.RuneStart, span.RuneEnd}, "",
		fmt.Sprintf("%d sentences in a row were said before in the same order", k.run))
}

// item is a finding that no pattern makes; false if there is no such rule here.
func (s *Stream) item(id string, span Span, text, why string) (Finding, bool) {
	at := slices.IndexFunc(s.c.lex.rules, func(r rule) bool { return r.ID == id })
	if at < 0 {
		return Finding{}, false
	}
	r := &s.c.lex.rules[at]
	if s.c.surface(s.o.Surface) != anySurface && len(r.Surfaces) > 0 && !slices.Contains(r.Surfaces, s.o.Surface) {
		return Finding{}, false
	}
	if s.o.Market != "" && len(r.Markets) > 0 && !slices.Contains(r.Markets, s.o.Market) {
		return Finding{}, false
	}
	severity, by := s.c.severity(r, s.o.Market)
	return Finding{
		Rule: r.ID, Area: r.Area, Severity: severity, Span: span, Evidence: s.c.evidence(r.Area, text, 0, len(text)), Message: r.Message, Suggestion: r.Suggestion,
		Sources: slices.Clone(s.c.spots[at].sources), Why: why + "; severity set by " + by,
	}, true
}
