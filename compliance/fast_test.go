package compliance

import "testing"

func TestRunesTakenAsTheyAreFoldToThemselves(t *testing.T) {
	t.Parallel()
	for r := rune(0x80); r < 0x10000; r++ {
		b := append([]byte(string(r)), 0x80, 0x80)
		if b[0] < 0xE0 {
			b[2] = 'x'
		}
		if simpleRune(b[0], b[1], b[2]) != 0 && (foldRune(r) != 0 || fullStop(r) || new(view).compose(r)) {
			t.Errorf("%U is no simple rune", r)
		}
	}
}

func TestHeadsKnowEveryTerm(t *testing.T) {
	t.Parallel()
	var texts []string
	b := newBuilder()
	packs, err := BuiltinPacks()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		for _, words := range p.Classes {
			b.addWords(p, firstFree, words)
		}
	}
	for text := range b.texts {
		texts = append(texts, text)
	}
	texts = append(texts, "ad", "the best", "in bio", "to w", "\u0e02\u0e32\u0e22", "\u6cbb", "\u03b1\u03b2", "100%", "\u0634\u0641\u0627")
	h := newHeads(len(texts))
	for i, text := range texts {
		h.mark(text, i%2 == 0)
	}
	for i, text := range texts {
		for _, behind := range []string{" ", ".", "1", "\u0e02", "s "} {
			if behind == "s " && i%2 == 1 {
				continue
			}
			v := append([]byte(text+behind), make([]byte, pad)...)
			run := 0
			for isLower(v[run]) {
				run++
			}
			if ok := run > 0 && h.word(v, 0, run) || run == 0 && h.other(v, 0); !ok {
				t.Errorf("%q before %q is not known", text, behind)
			}
		}
	}
}
