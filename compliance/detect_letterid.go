package compliance

import (
	"bytes"
	"strings"
)

// letterID judges a token of letters and digits as an identity number.
func (d *detector) letterID(start, end int) int {
	if d.at(start-1) == '-' || d.at(start-1) == '#' || d.at(start-1) == '.' && isAlnum(d.at(start-2)) {
		return 0
	}
	if d.at(end) == '-' && isLetter(d.at(end+1)) && !isAlnum(d.at(end+2)) && end-start == 8 { // X1234567-L
		if t := append(append(make([]byte, 0, 9), d.text[start:end]...), d.at(end+1)); isUpper(t[0]) && spanishID(t) {
			return d.take(classPersonID, start, end+2)
		}
	}
	if d.at(end) == '-' && isAlnum(d.at(end+1)) {
		return 0
	}
	token := d.text[start:end]
	ok := false
	switch len(token) {
	case 9:
		ok = spanishID(token) || singaporeID(token) || isLower(token[0]) && d.around(classIDWord, start, end, 24) && singaporeID(bytes.ToUpper(token)) || (nino(token) || ppsn(token)) && d.around(classIDWord, start, end, 24)
	case 8:
		ok = (isUpper(token[0]) && allDigits(token[1:]) && hongKong(token[:1], token[1:7], token[7]) || ppsn(token)) && d.around(classIDWord, start, end, 24)
	case 10:
		ok = taiwanID(token) && d.around(classIDWord, start, end, 24)
	case 12, 13:
		ok = rfc(token) && d.around(classIDWord, start, end, 24)
	case 7:
		if isUpper(token[0]) && allDigits(token[1:]) && d.at(end) == '(' && d.at(end+2) == ')' && hongKong(token[:1], d.text[start+1:end], d.at(end+1)) {
			end, ok = end+3, true
		}
	case 16:
		ok = codiceFiscale(token)
	case 18:
		ok = curp(token)
	}
	if !ok {
		return 0
	}
	return d.take(classPersonID, start, end)
}

func allDigits(s []byte) bool {
	for _, c := range s {
		if !isDigit(c) {
			return false
		}
	}
	return len(s) > 0
}

// setOff is the end of digits whose letters are set off: "X-1234567-L" and
// "AB 123456 C", 0 if they are no such.
func (d *detector) setOff() int {
	if len(d.groups) != 1 {
		return 0
	}
	start, end := d.groups[0].start, d.groups[0].end
	sign := d.at(start - 1)
	if sign != '-' && sign != ' ' || !isUpper(d.at(start-2)) || isAlnum(d.at(start-3)) {
		return 0
	}
	last := end
	if d.at(last) == '-' || d.at(last) == ' ' {
		last++
	}
	if end-start != 7 || !isUpper(d.at(last)) || isAlnum(d.at(last+1)) || sign == ' ' && !d.around(classIDWord, start-2, last+1, 24) {
		return 0
	}
	var s [9]byte
	s[0], s[8] = d.at(start-2), d.at(last)
	copy(s[1:8], d.text[start:end])
	if !spanishID(s[:]) {
		return 0
	}
	return d.take(classPersonID, start-2, last+1)
}

// dashedDNI is the end of a Spanish number whose letter is set off, 0 if the
// digits are none.
func (d *detector) dashedDNI() int {
	if len(d.groups) != 1 && (len(d.groups) != 3 || !d.shape(0, 3, 2, 3, 3) || d.gap(0) != ".") || d.count(0, len(d.groups)) != 8 {
		return 0
	}
	end := d.groups[len(d.groups)-1].end
	if c := d.at(end); c == '-' || c == ' ' && d.around(classIDWord, d.groups[0].start, end, 24) {
		end++
	}
	var buf [32]byte
	if s := append(d.digits(0, len(d.groups), &buf), d.at(end)); isUpper(d.at(end)) && !isAlnum(d.at(end+1)) && spanishID(s) {
		return d.take(classPersonID, d.groups[0].start, end+1)
	}
	return 0
}

// spanishID is the check of DNI and NIE.
func spanishID(s []byte) bool {
	if len(s) != 9 || !isLetter(s[8]) {
		return false
	}
	var n [8]byte
	copy(n[:], s)
	switch n[0] &^ 0x20 {
	case 'X', 'Y', 'Z':
		n[0] = n[0]&^0x20 - 'X' + '0'
	}
	return allDigits(n[:]) && "TRWAGMYFPDXBNJZSQVHLCKE"[number(n[:])%23] == s[8]&^0x20 && !sameDigits(n[:])
}

// singaporeID is the check of NRIC and FIN.
func singaporeID(s []byte) bool {
	if strings.IndexByte("STFGM", s[0]) < 0 || !allDigits(s[1:8]) || !isUpper(s[8]) {
		return false
	}
	sum := weighted(s[1:8], 2, 7, 6, 5, 4, 3, 2)
	switch s[0] {
	case 'S', 'T':
		if s[0] == 'T' {
			sum += 4
		}
		return "JZIHGFEDCBA"[sum%11] == s[8]
	case 'F', 'G':
		if s[0] == 'G' {
			sum += 4
		}
		return "XWUTRQPNMLK"[sum%11] == s[8]
	default:
		return "KLJNPQRTUWX"[10-(sum+3)%11] == s[8]
	}
}

// nino is the structure of the United Kingdom's number.
func nino(s []byte) bool {
	return len(s) == 9 && isUpper(s[0]) && isUpper(s[1]) && strings.IndexByte("DFIQUV", s[0]) < 0 && strings.IndexByte("DFIOQUV", s[1]) < 0 &&
		allDigits(s[2:8]) && s[8] >= 'A' && s[8] <= 'D'
}

// ninoPairs judges "AB 12 34 56 C" and "AB 123456 C" by its digits.
func (d *detector) ninoPairs() int {
	pairs := d.shape(0, len(d.groups), 2, 2, 2) && d.gap(0) == " "
	if !pairs && !d.shape(0, len(d.groups), 6) {
		return 0
	}
	start, end := d.groups[0].start, d.groups[len(d.groups)-1].end
	if d.at(start-1) != ' ' || d.at(end) != ' ' || isAlnum(d.at(start-4)) || isAlnum(d.at(end+2)) {
		return 0
	}
	s := [9]byte{d.at(start - 3), d.at(start - 2)}
	at := 2
	for _, g := range d.groups {
		at += copy(s[at:], d.text[g.start:g.end])
	}
	if s[8] = d.at(end + 1); nino(s[:]) && (pairs || d.around(classIDWord, start-3, end+2, 24)) {
		return d.take(classPersonID, start-3, end+2)
	}
	return 0
}

// ppsn is the check of Ireland's number.
func ppsn(s []byte) bool {
	if !allDigits(s[:7]) || !isUpper(s[7]) || len(s) == 9 && !isUpper(s[8]) {
		return false
	}
	sum := weighted(s, 8, 7, 6, 5, 4, 3, 2)
	if len(s) == 9 && s[8] >= 'A' && s[8] <= 'I' {
		sum += int(s[8]-'A'+1) * 9
	}
	return "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == s[7]
}

// taiwanID is the check of Taiwan's number.
func taiwanID(s []byte) bool {
	if !isUpper(s[0]) || !allDigits(s[1:]) || strings.IndexByte("1289", s[1]) < 0 {
		return false
	}
	head := 10 + strings.IndexByte("ABCDEFGHJKLMNPQRSTUVXYWZIO", s[0])
	return (head/10+head%10*9+weighted(s[1:], 8, 7, 6, 5, 4, 3, 2, 1, 1))%10 == 0
}

// rfc is the structure of Mexico's taxpayer number: letters, a day, three more.
func rfc(s []byte) bool {
	n := len(s) - 9
	for i, c := range s {
		if i < n && !isUpper(c) || i >= n && i < n+6 && !isDigit(c) || !isAlnum(c) {
			return false
		}
	}
	return dayOf(s[n+2:n+4], s[n+4:n+6])
}

// hongKong is the check of Hong Kong's identity number with one letter.
func hongKong(letters, digits []byte, last byte) bool {
	sum := 36*9 + int(letters[0]-'A'+10)*8 + weighted(digits, 7, 6, 5, 4, 3, 2)
	check := (11 - sum%11) % 11
	return check == 10 && last == 'A' || check < 10 && int(last)-'0' == check
}

// curp is the structure and the check of Mexico's number.
func curp(s []byte) bool {
	for i, c := range s[:16] {
		if (i >= 4 && i <= 9) != isDigit(c) || !isDigit(c) && !isUpper(c) {
			return false
		}
	}
	if !dayOf(s[6:8], s[8:10]) || strings.IndexByte("HMX", s[10]) < 0 || !isDigit(s[17]) {
		return false
	}
	const order = "0123456789ABCDEFGHIJKLMN\x00OPQRSTUVWXYZ" // the gap is Ñ
	sum := 0
	for i, c := range s[:17] {
		sum += strings.IndexByte(order, c) * (18 - i)
	}
	return (10-sum%10)%10 == int(s[17]-'0')
}

// codiceFiscale is the structure and the check of Italy's number.
func codiceFiscale(s []byte) bool {
	const form = "AAAAAA99A99A999A"
	for i := range form {
		if c := s[i]; form[i] == 'A' && !isLetter(c) || form[i] == '9' && !isDigit(c) && strings.IndexByte("LMNPQRSTUV", c) < 0 {
			return false
		}
	}
	odd := [...]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i, c := range s[:15] {
		v := int(c - '0')
		if isLetter(c) {
			v = int(c&^0x20 - 'A')
		}
		if i%2 == 0 {
			sum += odd[v]
		} else {
			sum += v
		}
	}
	return byte(sum%26)+'A' == s[15]&^0x20
}
