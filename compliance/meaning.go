package compliance

import "unicode/utf8"

// ref says what a word means.
type ref struct {
	class classID
	langs langSet
	exact string // in lower case with its accents, "" when it has none
	open  bool   // the ending is free
}

// refList are what words mean, one behind the other.
type refList struct {
	refs []ref
	at   []uint32 // by word: where its refs begin; one more at the end
}

func (l *refList) of(i int) []ref { return l.refs[l.at[i]:l.at[i+1]] }

// end ends the refs of a word.
func (l *refList) end() { l.at = append(l.at, uint32(len(l.refs))) } //nolint:gosec // G115: far fewer than 2^32

// meanings are what the words of a trie mean, by entry.
type meanings struct {
	refList

	brief   []brief // of the refs that patterns ask for
	briefAt []uint32
}

// brief is what a first look needs of a ref: its class, languages, whether its
// ending is free or it has accents, and which of the word's refs it is.
type brief uint64

const (
	briefOpen brief = 1 << iota
	briefAccents
	briefLangs = 2                       // bits below the languages
	briefIndex = briefLangs + len(langs) // below the index
	briefClass = briefIndex + 14         // below the class
	mostRefs   = 1<<14 - 1
)

func (b brief) class() classID { return classID(b >> briefClass) }
func (b brief) langs() langSet { return langSet(b>>briefLangs) & everyLang } //nolint:gosec // G115: made from one
func (b brief) index() int     { return int(b >> briefIndex & mostRefs) }
func (m *meanings) briefs(entry int32) []brief {
	return m.brief[m.briefAt[entry]:m.briefAt[entry+1]]
}

func (x *lexicon) meaningsOf(list *wordList) meanings {
	m := meanings{refList: list.refList, brief: make([]brief, 0, len(list.refs)), briefAt: make([]uint32, len(list.at))}
	for i := range list.texts {
		refs := list.of(i)
		for j := range refs {
			r := &refs[j]
			if r.class >= allowClass || !x.asked[r.class] {
				continue
			}
			b := brief(r.class)<<briefClass | brief(min(j, mostRefs))<<briefIndex | brief(r.langs)<<briefLangs
			if r.open {
				b |= briefOpen
			}
			if r.exact != "" && j <= mostRefs {
				b |= briefAccents
			}
			m.brief = append(m.brief, b)
		}
		m.briefAt[i+1] = uint32(len(m.brief)) //nolint:gosec // G115: far fewer than 2^32
	}
	return m
}

// meanings are those of a word.
func (x *lexicon) meanings(w *rawHit) *meanings {
	if w.inner {
		return &x.inners
	}
	return &x.entries
}

// mean notes the classes of the words that have some flags or have them not, as
// far as patterns ask for them and they have the accents they should have.
func (x *lexicon) mean(src string, seen traits, sc *scratch, flags, want wordFlags) {
	for i := range sc.raw {
		w := &sc.raw[i]
		if w.flags&flags != want {
			continue
		}
		m := x.meanings(w)
		wide := seen&hasWide != 0 && sc.view.text[w.at] < utf8.RuneSelf // letters of other scripts have no accents
		at := ""
		for _, b := range m.briefs(w.entry) {
			c, l := b.class(), b.langs()
			if !w.stop && b&briefOpen == 0 || l&sc.langs == 0 && c > classToward || sc.has(c) && l&^sc.tongues[c] == 0 {
				continue
			}
			if wide || b&briefAccents != 0 {
				if at == "" {
					from, to := sc.view.source(src, int(w.at), int(w.end))
					at = src[from:to]
				}
				if !sameAccents(at, &m.of(int(w.entry))[b.index()]) {
					continue
				}
			}
			sc.note(c, l)
		}
	}
}
