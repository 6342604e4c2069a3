package compliance

import "strings"

// ibanLengths are the lengths of IBANs by country.
const ibanLengths = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 " +
	"GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 " +
	"PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"

// ibanLength is the length of the IBANs of a country, 0 if it has none.
func ibanLength(a, b byte) int {
	if !isLetter(a) || !isLetter(b) {
		return 0
	}
	a, b = a&^0x20, b&^0x20
	for i := 0; i+4 <= len(ibanLengths); i += 5 {
		if ibanLengths[i] == a && ibanLengths[i+1] == b {
			return int(ibanLengths[i+2]-'0')*10 + int(ibanLengths[i+3]-'0')
		}
	}
	return 0
}

// iban judges the token at a place, and the groups behind it, as an IBAN. What
// looks like one and fails the check is nothing else either.
func (d *detector) iban(start int) int {
	if !isDigit(d.at(start+2)) || !isDigit(d.at(start+3)) {
		return 0
	}
	want := ibanLength(d.at(start), d.at(start+1))
	if want == 0 {
		return 0
	}
	n, mod, end := 0, 0, start
	grouped, size, long := false, 0, 0
	for i := start; i < len(d.text) && n < want; i++ {
		c := d.text[i]
		switch {
		case isAlnum(c):
			n, size, end = n+1, size+1, i+1
			long = max(long, size)
		case (c == ' ' || c == '-' || c == '.') && isAlnum(d.at(i+1)) && (size == 4 || n == 2 || strings.IndexByte(" -.", c) >= 0 && size >= 2):
			grouped, size = true, 0
		default:
			i = len(d.text)
		}
	}
	if n < want || isAlnum(d.at(end)) {
		return 0
	}
	for turn := range 2 { // the first four characters count last
		seen := 0
		for i := start; i < end; i++ {
			c := d.text[i]
			if !isAlnum(c) {
				continue
			}
			if seen++; (seen <= 4) == (turn == 0) {
				continue
			}
			if isDigit(c) {
				mod = (mod*10 + int(c-'0')) % 97
			} else {
				mod = (mod*100 + int(c&^0x20-'A') + 10) % 97
			}
		}
	}
	odd := grouped && long > 4 && !d.before(classAccountWord, start, 30) // hardly an IBAN
	if mod == 1 && (!odd || d.at(start+4) == ' ') {
		return d.take(classIBAN, start, end)
	}
	if odd {
		return 0
	}
	digits := 0
	for _, c := range d.text[start+4 : end] {
		if isDigit(c) {
			digits++
		}
	}
	if digits < 8 {
		return 0
	}
	d.claim(start, end)
	return end
}
