package compliance

import "unicode/utf8"

// detected are the classes that detectors fill, to be used in patterns. Packs
// may add words to them: "a week" is as good as "7 days".
var detected = [...]string{
	"@url", "@email", "@phone", "@card", "@iban", "@id", "@address", "@secret", "@handle",
	"@price", "@percent", "@duration", "@weight", "@length", "@volume", "@age", "@number", "@date", "@hashtag", "@mention",
	"@ownurl", "@chaturl", "@hidden", "@order", "@buyer", "@discount", "@approval", "@shopmail", "@bait",
	"@idword", "@phoneword", "@orderword", "@accountword", "@otpword", "@secretword", "@cardword", "@app", "@dotword", "@digitword", "@street", "@unit", "@toward",
}

// The ids of these classes, in the same order.
const (
	classURL = firstFree + iota
	classEmail
	classPhone
	classCard
	classIBAN // and other numbers of bank accounts
	classPersonID
	classAddress
	classSecret
	classHandle
	classPrice
	classPercent
	classDuration
	classWeight
	classLength
	classVolume
	classAge
	classNumber
	classDate
	classHashtag
	classMention
	classOwnURL   // of the platform itself
	classChatURL  // leads to a chat
	classHidden   // a contact that is written so that filters miss it
	classOrder    // number of an order or parcel
	classBuyer    // name after the number of an order
	classDiscount // percentage of 80 or more
	classApproval // number of an approval of health or drug authorities
	classShopMail // address of a shop, not of a person
	classBait     // price of next to nothing

	// Words of packs that detectors ask for.
	classIDWord
	classPhoneWord
	classOrderWord
	classAccountWord
	classOTPWord
	classSecretWord
	classCardWord
	classApp       // of messengers and networks, before a handle
	classDotWord   // says "dot"
	classDigitWord // says a digit
	classStreet
	classUnit   // flat, floor, block
	classToward // to a person: "ship to", "Ms"
)

// detector reads a sentence in a form of its own: usual width, digits of every
// script as ASCII, nothing that cannot be seen, but case and signs as they are.
type detector struct {
	view
	src    string
	sc     *scratch
	taken  [][2]int32 // what is found already, in order; nothing else is found there
	groups []group    // of digits, of the number at hand
	words  int        // hits that are words of packs; they come first
	noKey  [2]int     // a token that is no secret
}

// group are digits without anything between them.
type group struct{ start, end int }

// detect finds things that are no words in the sentence that lies in the view:
// addresses, numbers, prices and the like, with what words say beside them.
func (x *lexicon) detect(src string, seen traits, sc *scratch) {
	if sc.detectable(seen) {
		x.ripen(&sc.view, src, sc, helpful)
		detect(src, seen, sc)
	}
}

func detect(src string, seen traits, sc *scratch) {
	worded := sc.hasAny(spellers[:])
	d := &sc.det
	d.src, d.sc, d.taken, d.words, d.noKey = src, sc, d.taken[:0], len(sc.hits), [2]int{}
	d.read(seen)
	d.links()
	if worded {
		d.spelled()
	}
	d.numbers()
	d.street()
	d.src, d.sc = "", nil
}

// detectable reports whether a sentence may have what detectors find.
func (sc *scratch) detectable(seen traits) bool {
	return seen&hasDigit != 0 || sc.flags&spelling != 0 || seen&(hasAt|hasHash|hasDot|hasWide) != 0 && signals(sc.view.text)
}

// spellers are the classes of words that detectors start from.
var spellers = [...]classID{classDotWord, classDigitWord, classApp, classSecretWord}

// signals reports whether a folded text has a sign that detectors start from.
func signals(text []byte) bool {
	for i, c := range text {
		if c < utf8.RuneSelf && signalTable[c] {
			if c != '.' || i+1 < len(text) && i > 0 && (letterOrDigit(text[i+1]) && letterOrDigit(text[i-1]) || text[i+1] == ']' || text[i+1] == ')') {
				return true
			}
		}
	}
	return false
}

var signalTable = [utf8.RuneSelf]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true, '.': true, '@': true, '#': true,
}

// read makes the text that is searched.
func (d *detector) read(seen traits) {
	d.reset()
	if seen&hasWide == 0 {
		d.text = append(d.text, d.src...)
		return
	}
	for i := 0; i < len(d.src); {
		c := d.src[i]
		if c < utf8.RuneSelf {
			d.text = append(d.text, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(d.src[i:])
		plain := plainRune(r)
		switch {
		case plain == r:
			d.text = append(d.text, d.src[i:i+size]...)
		case plain < 0:
			d.link(i + size)
		default:
			d.link(i)
			d.text = append(d.text, byte(plain)) //nolint:gosec // G115: ASCII
			d.link(i + size)
		}
		i += size
	}
}

// plainRune is the ASCII character that a rune stands for, the rune itself if
// there is none, -1 for nothing.
func plainRune(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000, r == 0xA0, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F:
		return ' '
	case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xFE58, r == 0xFE63:
		return '-'
	case r == 0x66A:
		return '%'
	case r == 0x66B:
		return '.'
	case r == 0x66C:
		return ','
	case r == 0x20E3: // keycap
		return -1
	case r < 0x370, r >= 0x2070 && r < 0x20A0, r >= 0x3040 && r < 0xFE00:
		if r >= 0x80 && foldRune(r) == 1 {
			return -1
		}
		return r
	}
	n := foldRune(r)
	if n == 1 {
		return -1
	}
	if text := foldTexts[n]; n > 1 && len(text) == 1 && (text[0] >= '0' && text[0] <= '9' || r >= 0x2100 && letterOrDigit(text[0])) {
		return rune(text[0])
	}
	return r
}

// emit adds what was found.
func (d *detector) emit(class classID, start, end int) {
	from, to := d.source(d.src, start, end)
	d.sc.add(hit{start: int32(from), end: int32(to), class: class, langs: everyLang}) //nolint:gosec // G115: texts are cut at maxText
}

// take is emit for what nothing else may be found in.
func (d *detector) take(class classID, start, end int) int {
	d.emit(class, start, end)
	d.claim(start, end)
	return end
}

func (d *detector) claim(start, end int) {
	d.taken = append(d.taken, [2]int32{int32(start), int32(end)}) //nolint:gosec // G115
}

// skip is the end of what is taken at a place, 0 if it is free.
func (d *detector) skip(at int) int {
	for _, t := range d.taken {
		if int(t[0]) <= at && at < int(t[1]) {
			return int(t[1])
		}
	}
	return 0
}

// before reports whether a word of a class ends at most so many bytes before a
// place, after at most so many behind it.
func (d *detector) before(class classID, at, reach int) bool {
	return d.nearest(class, at, reach) >= 0
}

// nearest is how many bytes before a place a word of a class ends, -1 if none
// does within reach.
func (d *detector) nearest(class classID, at, reach int) int {
	if !d.sc.has(class) {
		return -1
	}
	best := -1
	place := d.back(at)
	for i := range d.sc.hits[:d.words] {
		h := &d.sc.hits[i]
		if gap := place - int(h.end); h.class == class && gap >= 0 && gap <= reach && (best < 0 || gap < best) {
			best = gap
		}
	}
	return best
}

// around is before, or the same behind.
func (d *detector) around(class classID, start, end, reach int) bool {
	if d.before(class, start, reach) {
		return true
	}
	if !d.sc.has(class) {
		return false
	}
	place := d.back(end-1) + 1
	for i := range d.sc.hits[:d.words] {
		h := &d.sc.hits[i]
		if gap := int(h.start) - place; h.class == class && gap >= 0 && gap <= reach {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// isAlnum reports an ASCII letter or digit.
func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }

// at is the byte at a place, zero outside.
func (d *detector) at(i int) byte {
	if i < 0 || i >= len(d.text) {
		return 0
	}
	return d.text[i]
}

// blanks is the place behind blanks.
func (d *detector) blanks(i int) int {
	for i < len(d.text) && (d.text[i] == ' ' || d.text[i] == '\t') {
		i++
	}
	return i
}
