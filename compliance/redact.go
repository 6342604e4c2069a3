package compliance

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Redact replaces what findings point at by asterisks, one for each rune, so
// that the text keeps its length in runes. Give it the findings that shall be
// hidden, such as those of area "privacy", and only those of this text: a report
// on several fields tells them apart by [Finding.Field]. Spans may overlap, lie
// in any order and reach beyond the text; findings on the item as a whole hide
// nothing.
func Redact(text string, findings []Finding) string {
	return RedactFunc(text, findings, func(_ Finding, hidden string) string {
		return strings.Repeat("*", utf8.RuneCountInString(hidden))
	})
}

// RedactFunc is [Redact] with a replacement of the caller's own, such as the
// rule in brackets. Where spans overlap it is called once, for all that they
// cover together, with the finding that begins first; of those that begin
// together with the longest. A nil replace does what [Redact] does.
func RedactFunc(text string, findings []Finding, replace func(f Finding, hidden string) string) string {
	if replace == nil {
		return Redact(text, findings)
	}
	type stretch struct{ start, end, finding int }
	var hidden []stretch
	for i := range findings {
		s := findings[i].Span
		start, end := max(s.Start, 0), min(s.End, len(text))
		if start >= end {
			continue
		}
		for start > 0 && !utf8.RuneStart(text[start]) {
			start--
		}
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
		hidden = append(hidden, stretch{start, end, i})
	}
	if len(hidden) == 0 {
		return text
	}
	slices.SortStableFunc(hidden, func(a, b stretch) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var out strings.Builder
	done := 0
	for i := 0; i < len(hidden); {
		h := hidden[i]
		for i++; i < len(hidden) && hidden[i].start < h.end; i++ {
			h.end = max(h.end, hidden[i].end)
		}
		out.WriteString(text[done:h.start])
		out.WriteString(replace(findings[h.finding], text[h.start:h.end]))
		done = h.end
	}
	out.WriteString(text[done:])
	return out.String()
}
