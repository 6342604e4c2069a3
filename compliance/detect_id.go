package compliance

import "strings"

// numberID judges groups of digits as the number of an identity or a taxpayer.
// Numbers without a check need a word that names them near by.
func (d *detector) numberID(a, b int, named bool) bool {
	n := d.count(a, b)
	start, end := d.groups[a].start, d.groups[b-1].end
	if n < 8 || n > 18 || d.at(start-1) == '+' || isLetter(d.at(start-1)) {
		return false
	}
	if b-a > 1 && (a > 0 && d.gap(a-1) == d.gap(a) || b < len(d.groups) && d.gap(b-1) == d.gap(a)) {
		return false // a part of something longer
	}
	var buf [32]byte
	s := d.digits(a, b, &buf)
	x := d.at(end)
	if n == 17 && b-a == 1 && (x == 'X' || x == 'x') && !isAlnum(d.at(end+1)) && chineseID(append(s, 'X')) {
		d.take(classPersonID, start, end+1)
		return true
	}
	if n == 17 && (x == 'X' || x == 'x') && !isAlnum(d.at(end+1)) && d.shape(a, b, 6, 8, 3) && chineseID(append(s, 'X')) {
		d.take(classPersonID, start, end+1)
		return true
	}
	if isLetter(x) {
		return false
	}
	if !d.idOf(a, b, s, named) {
		return false
	}
	d.take(classPersonID, start, end)
	return true
}

// idOf reports whether digits are the identity number of some country.
func (d *detector) idOf(a, b int, s []byte, named bool) bool {
	solid := b-a == 1
	switch len(s) {
	case 9:
		if solid && d.before(classIDWord, d.groups[a].start, 6) && (dutch(s) || d.oldVietnam(d.groups[a].start)) {
			return true
		}
		return d.shape(a, b, 3, 2, 4) && named && socialSecurity(s) || named && (solid || d.shape(a, b, 3, 3, 3)) && (greekTax(s) || portugueseTax(s) || socialSecurity(s) && solid)
	case 10:
		return named && (solid && (s[0] == '1' || s[0] == '2') && luhn(s) || d.shape(a, b, 2, 7, 1))
	case 11:
		if (d.shape(a, b, 3, 3, 3, 2) || solid && named) && cpf(s) {
			return true
		}
		return named && (solid || d.shape(a, b, 2, 3, 3, 3)) && (amka(s) || steuerID(s) || pesel(s))
	case 12:
		switch {
		case d.shape(a, b, 6, 2, 4) && (named || d.gap(a) == "-" && d.gap(a+1) == "-"), named && solid && malaysian(s):
			return malaysian(s)
		case d.shape(a, b, 4, 7, 1): // Philippines
			return named
		case named && (solid || d.shape(a, b, 4, 4, 4)):
			return myNumber(s) || s[0] == '0' && s[1] <= '9' || d.shape(a, b, 4, 4, 4)
		case named:
			return d.shape(a, b, 3, 3, 3, 3)
		}
		return false
	case 13:
		switch {
		case d.shape(a, b, 6, 7) && d.gap(a) != ".":
			return residentKorea(s, named)
		case d.shape(a, b, 1, 4, 5, 2, 1):
			return thaiID(s)
		case solid && named:
			return thaiID(s) || residentKorea(s, true)
		}
		return false
	case 14:
		if named && solid && (s[0] == '2' || s[0] == '3') && dayOf(s[3:5], s[5:7]) { // Egypt
			return true
		}
		return (d.shape(a, b, 2, 3, 3, 4, 2) || solid && named) && cnpj(s)
	case 15:
		switch {
		case (d.shape(a, b, 3, 4, 7, 1) || solid && named) && s[0] == '7' && s[1] == '8' && s[2] == '4': // Emirates
			return luhn(s)
		case d.shape(a, b, 2, 3, 3, 1, 3, 3): // Indonesia, taxes
			return d.gap(a) == "." && d.gap(a+3) == "-"
		}
		return (!solid || named) && nir(s) && (solid || d.shape(a, b, 1, 2, 2, 2, 3, 3, 2) || d.shape(a, b, 13, 2))
	case 16:
		if d.shape(a, b, 4, 4, 4, 4) {
			return named && (!luhn(s) || !issued(s) || d.before(classIDWord, d.groups[a].start, 4))
		}
		return named && nik(s) && (solid || d.shape(a, b, 6, 6, 4))
	case 18:
		return solid && chineseID(s) || d.shape(a, b, 6, 8, 4) && chineseID(s)
	default:
		return false
	}
}

// weighted is the sum of digits times weights.
func weighted(s []byte, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum
}

func number(s []byte) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// dayOf reports whether digits are the month and day of some date.
func dayOf(month, day []byte) bool {
	m, n := number(month), number(day)
	return m >= 1 && m <= 12 && n >= 1 && n <= 31
}

func sameDigits(s []byte) bool {
	for _, c := range s {
		if c != s[0] {
			return false
		}
	}
	return true
}

// cpf is the check of Brazil's taxpayer number.
func cpf(s []byte) bool {
	first := weighted(s, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	second := weighted(s, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return int(s[9]-'0') == first && int(s[10]-'0') == second && !sameDigits(s)
}

// cnpj is the check of Brazil's company number.
func cnpj(s []byte) bool {
	check := func(sum int) int {
		if r := sum % 11; r >= 2 {
			return 11 - r
		}
		return 0
	}
	return int(s[12]-'0') == check(weighted(s, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) &&
		int(s[13]-'0') == check(weighted(s, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) && !sameDigits(s)
}

// residentKorea is the check of Korea's registration number. Those given since
// October 2020 have none, and need a word that names them.
func residentKorea(s []byte, named bool) bool {
	if !dayOf(s[2:4], s[4:6]) || s[6] == '0' || s[6] == '9' {
		return false
	}
	return named || (11-weighted(s, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11)%10 == int(s[12]-'0')
}

// thaiID is the check of Thailand's identity number.
func thaiID(s []byte) bool {
	return s[0] != '0' && (11-weighted(s, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%10 == int(s[12]-'0') && !sameDigits(s)
}

// chineseID is the check of China's resident number: region, birthday, ISO 7064.
func chineseID(s []byte) bool {
	year := number(s[6:10])
	if s[0] < '1' || s[0] > '9' || year < 1900 || year > 2099 || !dayOf(s[10:12], s[12:14]) {
		return false
	}
	return "10X98765432"[weighted(s, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11] == s[17]
}

// malaysian has a birthday and the code of a state.
func malaysian(s []byte) bool {
	state := number(s[6:8])
	return dayOf(s[2:4], s[4:6]) && state >= 1 && state <= 99 && state != 17 && state != 18 && state != 19 && state != 20 && state != 69 && state != 70
}

// nik is Indonesia's: region, birthday with 40 added for women, serial.
func nik(s []byte) bool {
	region, day := number(s[:2]), number(s[6:8])
	if day > 40 {
		day -= 40
	}
	return region >= 11 && region <= 99 && day >= 1 && day <= 31 && number(s[8:10]) >= 1 && number(s[8:10]) <= 12
}

// nir is the check of France's social security number.
func nir(s []byte) bool {
	month := number(s[3:5])
	return (s[0] >= '1' && s[0] <= '4' || s[0] == '7' || s[0] == '8') && (month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50) &&
		97-number(s[:13])%97 == number(s[13:15])
}

// amka is the check of Greece's social security number: birthday and Luhn.
func amka(s []byte) bool { return dayOf(s[2:4], s[:2]) && luhn(s) }

// greekTax is the check of Greece's taxpayer number.
func greekTax(s []byte) bool {
	return weighted(s, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(s[8]-'0') && !sameDigits(s)
}

// portugueseTax is the check of Portugal's taxpayer number.
func portugueseTax(s []byte) bool {
	check := 11 - weighted(s, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if check >= 10 {
		check = 0
	}
	return check == int(s[8]-'0') && !sameDigits(s)
}

// steuerID is the check of Germany's taxpayer number, ISO 7064 mod 11, 10.
func steuerID(s []byte) bool {
	p := 10
	for _, c := range s[:10] {
		sum := (int(c-'0') + p) % 10
		if sum == 0 {
			sum = 10
		}
		p = sum * 2 % 11
	}
	return s[0] != '0' && (11-p)%10 == int(s[10]-'0')
}

// dutch is the check of the Netherlands' number.
func dutch(s []byte) bool {
	return (weighted(s, 9, 8, 7, 6, 5, 4, 3, 2)-int(s[8]-'0'))%11 == 0 && !sameDigits(s)
}

// oldVietnam reports a word for the identity card of Vietnam, whose old numbers
// have no check, or for a passport.
func (d *detector) oldVietnam(start int) bool {
	at := d.back(start)
	near := strings.ToLower(d.src[max(0, at-24):at])
	for _, w := range [...]string{"cmnd", "cccd", "căn cước", "nhân dân", "passport"} {
		if strings.Contains(near, w) {
			return true
		}
	}
	return false
}

// pesel is the check of Poland's number: birthday and weights.
func pesel(s []byte) bool {
	month := number(s[2:4]) % 20
	return month >= 1 && month <= 12 && weighted(s, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)%10 == 0
}

// myNumber is the check of Japan's individual number.
func myNumber(s []byte) bool {
	r := weighted(s, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	if r <= 1 {
		return s[11] == '0' && !sameDigits(s)
	}
	return int(s[11]-'0') == 11-r
}

// socialSecurity is the structure of the US number.
func socialSecurity(s []byte) bool {
	area := number(s[:3])
	return area != 0 && area != 666 && area < 900 && number(s[3:5]) != 0 && number(s[5:]) != 0
}
