package compliance

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// pad is how far behind the end of a searched text bytes have to be readable.
const pad = 9

// heads tells from the first bytes of a place whether a term may begin there. It
// says no to nearly all places of honest texts, so that the trie is seldom
// walked. What it says yes to may be wrong.
type heads struct {
	bits  []uint64        // of hashes
	shift uint8           // makes a hash an index of bits
	short [1 << 10]uint64 // bits of two bytes
}

// What a hash is of; each kind has bits of its own.
const (
	ofWord  = 0x1B873593CC9E2D51 // the first word, up to eight letters
	ofStem  = 0x85EBCA6BC2B2AE35 // four letters that a longer word begins with
	ofLong  = 0x27D4EB2F165667C5 // eight bytes, or nine where letters take three
	ofSome  = 0x9FB21C651E98DF25 // four bytes, or six
	ofShort = 0xD6E8FEB86659FD93 // three bytes
)

func newHeads(terms int) *heads {
	size := max(1<<12, 1<<bits.Len(uint(terms*32)))
	return &heads{bits: make([]uint64, size/64), shift: uint8(64 - bits.TrailingZeros(uint(size)))} //nolint:gosec // G115: at most 64
}

func (h *heads) set(x, of uint64) {
	n := (x ^ of) * 0x9E3779B97F4A7C15 >> h.shift
	h.bits[n>>6] |= 1 << (n & 63)
}

func (h *heads) has(x, of uint64) bool {
	n := (x ^ of) * 0x9E3779B97F4A7C15 >> h.shift
	return h.bits[n>>6]>>(n&63)&1 != 0
}

// mark notes a term; open says that its last word may go on.
func (h *heads) mark(term string, open bool) {
	var b [16]byte
	n := copy(b[:], term)
	x, y := binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[1:])
	run := 0
	for run < len(term) && isLower(term[run]) {
		run++
	}
	switch wide := term[0] >= 0xE0; {
	case run > 0 && open && run == len(term) && run < 4:
		h.short[x>>6&1023] |= 1 << (x & 63)
	case run > 0 && open && run == len(term) && run < 8:
		h.set(x&0xFFFFFFFF, ofStem)
	case run > 0 && run < 8 && len(term) >= 8: // a phrase
		h.set(x, ofLong)
	case run > 0 && run < 4 && len(term) > run && len(term) >= 4:
		h.set(x&0xFFFFFFFF, ofSome)
	case run > 0:
		h.set(x&firstBytes[min(run, 8)], ofWord)
	case wide && n >= 9:
		h.set(y, ofLong)
	case wide && n >= 6:
		h.set(x&firstBytes[6], ofSome)
	case wide:
		h.set(x&firstBytes[3], ofShort)
	case n >= 8:
		h.set(x, ofLong)
	case n >= 4:
		h.set(x&0xFFFFFFFF, ofSome)
	default:
		h.short[x>>6&1023] |= 1 << (x & 63)
	}
}

// firstBytes keep so many bytes of eight.
var firstBytes = [9]uint64{0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1, 1<<56 - 1, 1<<64 - 1}

// word reports whether a term may begin with the ASCII letters at a place, of
// which there are so many in a row.
func (h *heads) word(text []byte, at, run int) bool {
	x := binary.LittleEndian.Uint64(text[at : at+8])
	return h.has(x&firstBytes[min(run, 8)], ofWord) || run >= 4 && h.has(x&0xFFFFFFFF, ofStem) || run < 8 && h.has(x, ofLong) ||
		run < 4 && h.has(x&0xFFFFFFFF, ofSome) || h.short[x>>6&1023]>>(x&63)&1 != 0
}

// other reports whether a term may begin at a place with something else than
// an ASCII letter.
func (h *heads) other(text []byte, at int) bool {
	x := binary.LittleEndian.Uint64(text[at : at+8])
	switch c := text[at]; {
	case c >= 0xE0:
		return h.has(x&firstBytes[6], ofSome) || h.has(binary.LittleEndian.Uint64(text[at+1:at+pad]), ofLong) || h.has(x&firstBytes[3], ofShort)
	case c >= utf8.RuneSelf || !isLower(c):
		return h.has(x&0xFFFFFFFF, ofSome) || h.has(x, ofLong) || h.short[x>>6&1023]>>(x&63)&1 != 0
	default:
		return true
	}
}
