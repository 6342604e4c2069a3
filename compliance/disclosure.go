package compliance

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// early is within how many runes a label has to stand.
const early = 80

// weakLabels are tags that do not say plainly that a post is paid.
var weakLabels = [...]string{
	"#sp", "#spon", "#collab", "#collaboration", "#ambassador", "#brandambassador", "#partner", "#partnership", "#gifted", "#pr_sample", "#thanks",
	"#colab", "#colaboracion", "#colaboración", "#embajadora", "#parceria", "#recebidos", "#kolaborasi", "#kerjasama", "#endorse",
	"#협력", "#파트너", "#콜라보", "#앰버서더", "#合作", "#推广大使", "#タイアップ", "#コラボ", "#アンバサダー", "#kooperation", "#zusammenarbeit",
	"#merci", "#partenariat", "#collaborationrémunérée", "#συνεργασία", "#hợptác", "#cộngtác", "#ร่วมงาน", "#พาร์ทเนอร์", "#شراكة", "#تعاون",
}

// labelKind is what a label is worth in the market.
type labelKind int

const (
	noLabel  labelKind = iota
	accepted           // says what it has to
	doubtful           // in use in the market, but not sure to be accepted
	foreign            // accepted elsewhere
	weak               // nowhere
)

type label struct {
	kind     labelKind
	from, to int
	late     bool // behind the beginning or among the last of many tags
}

// disclosed judges whether a post says that it is an advertisement, and how.
func (s *structural) disclosed(i int, l *look) {
	f := &s.it.Fields[i]
	best := s.label(i, l)
	facts := &s.it.Facts
	switch {
	case best.kind == accepted && !best.late:
		s.drop("ADS-001", i)
		s.drop("ADS-002", i)
		s.drop("ADS-003", i)
		return
	case is(facts.DisclosureOn, true), is(facts.Commercial, false):
		s.drop("ADS-001", i)
		return
	case best.kind == accepted:
		s.drop("ADS-001", i)
		s.add("ADS-002", i, best.from, best.to, 0, "the label stands behind the first 80 characters or among the last of many tags")
	case best.kind == doubtful:
		s.drop("ADS-001", i)
		s.add("ADS-003", i, best.from, best.to, Low, "the label is in use in "+f.market(s.m)+" but not sure to be accepted")
	case best.kind == foreign:
		s.drop("ADS-001", i)
		if s.m == nil || s.rule("ADS-003", f.Surface) != nil {
			s.add("ADS-003", i, best.from, best.to, 0, "the label is one of other markets, not of "+f.market(s.m))
		} else {
			s.add("ADS-002", i, best.from, best.to, 0, "the label is in another language than the market's")
		}
	case best.kind == weak:
		s.drop("ADS-001", i)
		s.add("ADS-002", i, best.from, best.to, 0, "the tag does not say plainly that the post is paid")
	case is(facts.Commercial, true) && is(facts.DisclosureOn, false):
		s.drop("ADS-001", i)
		s.add("ADS-001", i, 0, 0, 0, "the post is commercial, the platform's switch is off, and no label stands in the first 80 characters")
	}
	if is(facts.Commercial, true) && is(facts.SoundLicensed, false) {
		s.add("IPR-004", i, 0, 0, 0, "the post is commercial, its music is not licensed for that")
	}
}

func (f *Field) market(m *market) string {
	if m == nil {
		return "the markets of its language"
	}
	return m.Code
}

// label is the best label of a field.
func (s *structural) label(i int, l *look) label {
	src := s.it.Fields[i].Text
	var best label
	take := func(found label) {
		if found.kind != noLabel && (best.kind == noLabel || found.kind < best.kind || found.kind == best.kind && best.late && !found.late) {
			best = found
		}
	}
	n := 0
	if l.tags > 0 {
		eachTag(src, func(from, to int) bool {
			n++
			late := runes(src[:from]) >= early || l.tags > 4 && n > 2 && n > l.tags-3
			take(label{s.worth(i, src[from:to]), from, to, late})
			return n < 60
		})
	}
	if from, to := s.plainLabel(src); to > 0 {
		take(label{s.worth(i, src[from:to]), from, to, runes(src[:from]) >= early})
	}
	return best
}

// plainLabel finds a label that is no tag: at the beginning of the text, or in
// brackets near it.
func (s *structural) plainLabel(src string) (from, to int) {
	head := src[:min(len(src), early*utf8.UTFMax)]
	start := 0
	for start < len(head) && strings.IndexByte(" \n\t([{<*|!", head[start]) >= 0 {
		start++
	}
	if end := s.labelAt(src, start); end > 0 {
		return start, end
	}
	for _, bracket := range [...]string{"(", "[", "|", "\u3010", "\uff08"} {
		at := strings.Index(head, bracket)
		if at < 0 {
			continue
		}
		start := at + len(bracket)
		for start < len(src) && src[start] == ' ' {
			start++
		}
		if end := s.labelAt(src, start); end > 0 {
			return start, end
		}
	}
	return 0, 0
}

// labelAt is where a plain label that begins at a place ends, 0 if there is
// none. Short ones need a sign behind them: "Ad:" is a label, "Ad astra" not.
func (s *structural) labelAt(src string, at int) int {
	if at >= len(src) || src[at] == '#' {
		return 0
	}
	for _, text := range s.c.market.plain[src[at]|0x20] {
		if len(src)-at < len(text) || !strings.EqualFold(src[at:at+len(text)], text) {
			continue
		}
		rest := src[at+len(text):]
		if letterFollows(rest) {
			continue
		}
		if rest == "" || len(text) > 6 && strings.Contains(text, " ") || strings.ContainsRune(":|-)]}>/.,\u3011\uff09\uff1a\u2013\u2014", firstRune(strings.TrimLeft(rest, " "))) {
			return at + len(text)
		}
	}
	return 0
}

// worth is what a label is worth for a field.
func (s *structural) worth(i int, text string) labelKind {
	same := func(l string) bool { return sameLabel(l, text) }
	elsewhere := false
	for _, m := range s.c.market.List {
		if slices.ContainsFunc(m.Labels, same) {
			if m == s.m {
				return accepted
			}
			elsewhere = true
		}
	}
	switch {
	case s.m != nil && slices.ContainsFunc(s.m.DoubtfulLabels, same):
		return doubtful
	case slices.ContainsFunc(weakLabels[:], same):
		return weak
	case !elsewhere:
		return noLabel
	case s.m != nil && len(s.m.Labels) > 0:
		return foreign
	case s.m != nil || s.it.Market != "":
		return accepted // no table of the market's labels
	}
	return s.worthInLanguage(i, same)
}

// sameLabel compares labels: a tag is worth what its words are.
func sameLabel(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	a, b = strings.TrimPrefix(a, "#"), strings.TrimLeft(b, "#\uff03")
	return strings.EqualFold(a, b) || strings.Contains(a, " ") && strings.EqualFold(strings.ReplaceAll(a, " ", ""), b)
}

// worthInLanguage is what a label is worth in the markets of a text's language
// when the market is not known.
func (s *structural) worthInLanguage(i int, same func(string) bool) labelKind {
	set := s.lang(i)
	kind := accepted
	for _, m := range s.c.market.List {
		if len(m.Labels) == 0 || set == 0 || !slices.ContainsFunc(m.Languages, func(l string) bool { return langBit(l)&set != 0 }) {
			continue
		}
		if slices.ContainsFunc(m.Labels, same) {
			return accepted
		}
		kind = foreign
	}
	return kind
}
