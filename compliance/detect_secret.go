package compliance

import (
	"bytes"
	"math/bits"
	"strings"
)

// keyShape is how the keys of a service begin, and how long they are at least.
type keyShape struct {
	prefix string
	rest   int
}

var keyShapes = [...]keyShape{
	{"AKIA", 16}, {"ASIA", 16}, {"AIza", 30}, {"ghp_", 30}, {"gho_", 30}, {"ghu_", 30}, {"ghs_", 30}, {"ghr_", 30}, {"github_pat_", 22}, {"glpat-", 18},
	{"sk_live_", 8}, {"sk_test_", 8}, {"rk_live_", 8}, {"pk_live_", 8}, {"sk-", 20}, {"whsec_", 16}, {"xoxb-", 16}, {"xoxp-", 16}, {"xoxa-", 16}, {"xoxs-", 16},
	{"ya29.", 20}, {"SG.", 30}, {"hf_", 24}, {"npm_", 30}, {"shpat_", 24}, {"shpss_", 24}, {"dop_v1_", 30}, {"EAAC", 40}, {"eyJ", 30}, {"TTP_", 20}, {"ROW_", 20},
}

// keyAt is the end of a secret that the token around a place is, 0 if it is none.
func (d *detector) keyAt(at int) int {
	if d.noKey[0] <= at && at < d.noKey[1] {
		return 0
	}
	start, end := at, at
	for start > 0 && keyByte(d.text[start-1]) {
		start--
	}
	for end < len(d.text) && keyByte(d.text[end]) {
		end++
	}
	d.noKey = [2]int{start, end} // a token has many numbers; it is read once
	token := bytes.TrimRight(d.text[start:end], ".=")
	if len(token) < 16 {
		return 0
	}
	end = start + len(token)
	if cut := bytes.LastIndexAny(token, "=:"); cut > 0 {
		start, token = start+cut+1, token[cut+1:]
	}
	for i := range keyShapes {
		k := &keyShapes[i]
		if len(token) < len(k.prefix)+k.rest || string(token[:len(k.prefix)]) != k.prefix {
			continue
		}
		if k.prefix == "eyJ" && bytes.Count(token, dots) < 1 || (k.prefix == "AKIA" || k.prefix == "ASIA") && len(token) != 20 {
			continue
		}
		return d.take(classSecret, start, end)
	}
	if len(token) >= 16 && d.before(classSecretWord, start, 12) && mixed(token) {
		return d.take(classSecret, start, end)
	}
	return 0
}

func keyByte(c byte) bool { return isAlnum(c) || strings.IndexByte("_-.+/=", c) >= 0 }

// mixed reports whether a token looks drawn at random: letters and digits, and
// many different ones.
func mixed(token []byte) bool {
	var kinds [2]uint64
	digits, letters, turns := 0, 0, 0
	for i, c := range token {
		kinds[c>>6&1] |= 1 << (c & 63)
		if isDigit(c) {
			digits++
		} else if isLetter(c) {
			letters++
		}
		if i > 0 && isDigit(c) != isDigit(token[i-1]) {
			turns++
		}
	}
	distinct := bits.OnesCount64(kinds[0]) + bits.OnesCount64(kinds[1])
	return digits > 0 && letters > 0 && turns >= 2 && distinct*3 >= min(len(token), 30)
}

// password finds what stands behind "password:" and the like.
func (d *detector) password(h hit) {
	i := d.blanks(d.place(h.end))
	switch {
	case d.at(i) == ':' || d.at(i) == '=':
		i++
	case bytes.HasPrefix(d.text[i:], []byte("是")) || bytes.HasPrefix(d.text[i:], []byte("は")):
		i += 3
	case bytes.HasPrefix(d.text[i:], []byte("is ")):
		i += 3
	case bytes.HasPrefix(d.text[i:], []byte("Bearer ")) || bytes.HasPrefix(d.text[i:], []byte("\"")):
	default:
		if d.before(classSecretWord, i, 2) && i+20 < len(d.text) {
			break
		}
		return
	}
	i = d.blanks(i)
	for d.at(i) == '"' || d.at(i) == '\'' {
		i++
	}
	end := i
	for end < len(d.text) && d.text[end] > ' ' && d.text[end] < 0x7F && strings.IndexByte("\"',;<>", d.text[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte(".!?)", d.text[end-1]) >= 0 && end-i < 20 {
		end--
	}
	token := d.text[i:end]
	digits, letters, signs := 0, 0, 0
	for _, c := range token {
		switch {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
		default:
			signs++
		}
	}
	colon := d.at(d.blanks(d.place(h.end))) == ':' || d.at(d.blanks(d.place(h.end))) == '='
	if len(token) < 6 || len(token) > 200 || d.skip(i) > 0 {
		return
	}
	if mixed(token) && len(token) >= 16 || colon && digits > 0 && letters+signs > 0 {
		d.take(classSecret, i, end)
	}
}
