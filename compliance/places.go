package compliance

import (
	"slices"
	"unicode/utf8"
)

// surfaces are all surfaces.
var surfaces = [...]Surface{VideoCaption, LiveScript, ProductTitle, ProductDescription, ImageText, AffiliatePost, Ad, CommentMessage}

// anySurface stands for a surface that is not known: the rules of all hold.
const anySurface Surface = ""

// otherLangs are the languages of regions that have no table of their own and
// that rules of callers may name.
var otherLangs = map[string][]string{
	"AE": {"ar"}, "AT": {"de"}, "BE": {"fr", "nl"}, "CN": {"zh"}, "EG": {"ar"}, "IN": {"hi", "en"}, "NL": {"nl"}, "PL": {"pl"}, "PT": {"pt"}, "TW": {"zh"},
	"EU": {"de", "fr", "es", "it", "el", "en", "nl", "pl", "pt"},
}

// spot is where a rule holds.
type spot struct {
	langs   langSet // spoken in its markets
	sources []Source
}

// spotsOf prepares what checks ask of each rule.
func (c *Checker) spotsOf() []spot {
	out := make([]spot, len(c.lex.rules))
	for i := range c.lex.rules {
		r := &c.lex.rules[i]
		for _, market := range r.Markets {
			spoken := otherLangs[market]
			if m := c.market.by[market]; m != nil {
				spoken = m.Languages
			}
			for _, lang := range spoken {
				out[i].langs |= near(langBit(lang))
			}
		}
		for _, key := range r.Sources {
			if s, ok := c.sources[key]; ok {
				out[i].sources = append(out[i].sources, s)
			}
		}
	}
	return out
}

// holds reports whether a match counts on the surface and in the market of the
// text. Without a market, the rules of a market hold for texts in a language
// spoken there.
func (s *search) holds(m *match) bool {
	r := &s.c.lex.rules[m.rule]
	switch {
	case s.surface != anySurface && len(r.Surfaces) > 0 && !slices.Contains(r.Surfaces, s.surface):
		return false
	case len(r.Markets) == 0:
		return true
	case s.market != "":
		return slices.Contains(r.Markets, s.market)
	}
	langs := m.langs
	if s.declared != 0 {
		langs &= near(s.declared)
	}
	return langs&s.c.spots[m.rule].langs != 0
}

// surface is the surface as rules know it.
func (*Checker) surface(f Surface) Surface {
	if slices.Contains(surfaces[:], f) {
		return f
	}
	return anySurface
}

// places turns places of a text into spans, for places asked for in order.
type places struct {
	text        string
	base, runes int // a place passed before, and the runes up to it
}

// span is the span of a stretch, widened to whole characters. It looks at
// nothing outside the sentence that begins at base.
func (p *places) span(base, from, to int) Span {
	p.runes += utf8.RuneCountInString(p.text[p.base:base])
	p.base = base
	start := p.runes + utf8.RuneCountInString(p.text[base:from])
	return Span{from, to, start, start + utf8.RuneCountInString(p.text[from:to])}
}
