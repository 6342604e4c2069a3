package main

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// transform hides a text. Every third letter is one that some variants change.
type transform struct {
	name string
	goal float64
	do   func(text string) string
}

// each replaces the letters for which a variant asks: share in ten.
func each(share int, change func(r rune, n int) string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		n := 0
		for i, r := range text {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				b.WriteRune(r)
				continue
			}
			n++
			h := fnv.New32a()
			_, _ = fmt.Fprintf(h, "%d %d", i, len(text))
			if h.Sum32()%10 < uint32(share) { //nolint:gosec // G115: 1 to 10
				b.WriteString(change(r, n))
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
}

func swap(from, to string) func(rune, int) string {
	m := map[rune]string{}
	targets := strings.Fields(to)
	for i, r := range []rune(strings.ReplaceAll(from, " ", "")) {
		m[r] = targets[i]
	}
	return func(r rune, _ int) string {
		if s, ok := m[unicode.ToLower(r)]; ok {
			return s
		}
		return string(r)
	}
}

func shift(upper, lower, digit rune) func(rune, int) string {
	return func(r rune, _ int) string {
		switch {
		case r >= 'A' && r <= 'Z':
			return string(upper + r - 'A')
		case r >= 'a' && r <= 'z':
			return string(lower + r - 'a')
		case r >= '0' && r <= '9' && digit != 0:
			return string(digit + r - '0')
		default:
			return string(r)
		}
	}
}

func after(s string) func(rune, int) string {
	return func(r rune, _ int) string { return string(r) + s }
}

func times(n int, which string) func(rune, int) string {
	return func(r rune, _ int) string {
		if which == "" || strings.ContainsRune(which, unicode.ToLower(r)) {
			return strings.Repeat(string(r), n)
		}
		return string(r)
	}
}

// apart sets the characters of each word apart; between words stands gap.
func apart(sep, gap string) func(string) string {
	return func(text string) string {
		var words []string
		for w := range strings.FieldsSeq(text) {
			var letters []string
			for _, r := range w {
				if n := len(letters); n > 0 && unicode.In(r, unicode.M) {
					letters[n-1] += string(r)
					continue
				}
				letters = append(letters, string(r))
			}
			words = append(words, strings.Join(letters, sep))
		}
		return strings.Join(words, gap)
	}
}

const vowels = "aeiou\u03b1\u03b5\u03b9\u03bf\u03c5"

var transforms = []transform{
	{"case upper", 0.9, strings.ToUpper},
	{"case mixed", 0.9, each(5, func(r rune, _ int) string { return string(unicode.ToUpper(r)) })},
	{"width all", 0.9, each(10, shift(0xFF21, 0xFF41, 0xFF10))},
	{"width some", 0.9, each(4, shift(0xFF21, 0xFF41, 0xFF10))},
	{"width math bold", 0.9, each(10, shift(0x1D400, 0x1D41A, 0x1D7CE))},
	{"width circled", 0.9, each(10, shift(0x24B6, 0x24D0, 0))},
	{"zero width all", 0.9, each(10, after("\u200b"))},
	{"zero width some", 0.9, each(3, after("\u200d"))},
	{"soft hyphen", 0.9, each(4, after("\u00ad"))},
	{"word joiner", 0.9, each(4, after("\u2060"))},
	{"combining", 0.9, each(4, after("\u0336"))},
	{"confusable Cyrillic all", 0.9, each(10, swap("aceopxyisjhk", "\u0430 \u0441 \u0435 \u043e \u0440 \u0445 \u0443 \u0456 \u0455 \u0458 \u04bb \u043a"))},
	{"confusable Cyrillic some", 0.9, each(4, swap("aceopxyis", "\u0430 \u0441 \u0435 \u043e \u0440 \u0445 \u0443 \u0456 \u0455"))},
	{"confusable Greek", 0.9, each(6, swap("aeioutvpkn", "\u03b1 \u03b5 \u03b9 \u03bf \u03c5 \u03c4 \u03bd \u03c1 \u03ba \u03b7"))},
	{"confusable small caps", 0.9, each(10, swap("abcdeghijklmnoprtuvwyz", "\u1d00 \u0299 \u1d04 \u1d05 \u1d07 \u0262 \u029c \u026a \u1d0a \u1d0b \u029f \u1d0d \u0274 \u1d0f \u1d18 \u0280 \u1d1b \u1d1c \u1d20 \u1d21 \u028f \u1d22"))},
	{"leet all", 0.8, each(10, swap("aeiost", "4 3 1 0 5 7"))},
	{"leet some", 0.8, each(5, swap("aeiost", "4 3 1 0 5 7"))},
	{"leet signs", 0.8, each(6, swap("aseil", "@ $ 3 ! 1"))},
	{"spacing words", 0.8, apart(" ", "   ")},
	{"spacing phrase", 0.8, apart(" ", " ")},
	{"spacing dots", 0.8, apart(".", " ")},
	{"spacing dashes", 0.8, apart("-", " ")},
	{"spacing stars", 0.8, apart("*", " ")},
	{"repetition three, some", 0.8, each(3, times(3, ""))},
	{"repetition vowels", 0.8, each(10, times(4, vowels))},
	{"repetition all", 0.8, each(10, times(3, ""))},
	{"repetition two", 0.8, each(10, times(2, ""))},
}

// obfuscation measures how much of what is found in plain texts is found when
// they are disguised: the whole text, or only the words that were found.
func (p *program) obfuscation() error {
	cases, err := readLines[text](filepath.Join(p.data, "commerce_policy_examples.dev.jsonl"))
	if err != nil {
		return err
	}
	type plain struct {
		text
		f compliance.Finding
	}
	var texts []plain
	for _, t := range cases {
		if !t.Found || !p.wants(t.Lang, t.Rule) {
			continue
		}
		for _, f := range p.findings(t) {
			if f.Rule == t.Rule && f.Span.End > f.Span.Start {
				texts = append(texts, plain{t, f})
				break
			}
		}
	}
	p.printf("obfuscation of %d texts found plainly: recall over plain recall, whole text and the found words\n", len(texts))
	for _, tr := range transforms {
		changed, whole, part := 0, 0, 0
		for _, t := range texts {
			words := tr.do(t.Text[t.f.Span.Start:t.f.Span.End])
			if words == t.Text[t.f.Span.Start:t.f.Span.End] {
				continue
			}
			changed++
			w, q := t.text, t.text
			w.Text, q.Text = tr.do(t.Text), t.Text[:t.f.Span.Start]+words+t.Text[t.f.Span.End:]
			if _, ok := p.check(w)[t.Rule]; ok {
				whole++
			} else if p.show && seen(t.ID) {
				p.printf("hidden %s %s %s %q was %q %s\n", tr.name, t.Rule, t.Lang, w.Text, t.f.Evidence, t.f.Why)
			}
			if _, ok := p.check(q)[t.Rule]; ok {
				part++
			}
		}
		note := ""
		if share(whole, changed) < tr.goal {
			note = "  below the goal"
		}
		p.printf("  %-26s %4d changed: whole %.2f, words %.2f, goal %.1f%s\n", tr.name, changed, share(whole, changed), share(part, changed), tr.goal, note)
	}
	return nil
}

// findings are those of a text on any surface.
func (p *program) findings(t text) (out []compliance.Finding) {
	if !utf8.ValidString(t.Text) {
		return nil
	}
	for _, s := range []compliance.Surface{compliance.ProductDescription, compliance.VideoCaption, compliance.LiveScript, compliance.AffiliatePost, compliance.CommentMessage, compliance.Ad} {
		out = append(out, p.checker.Check(compliance.Item{Lang: p.declared(t.Lang), Fields: []compliance.Field{{Surface: s, Text: t.Text}}}).Findings...)
	}
	return out
}
