package compliance

// issuer is a range of card numbers and their lengths.
type issuer struct {
	from, to int // of the first four digits
	lens     [4]int
}

var issuers = [...]issuer{
	{4000, 4999, [4]int{16, 13, 19}},     // Visa
	{5100, 5599, [4]int{16}},             // Mastercard
	{2221, 2720, [4]int{16}},             // Mastercard
	{3400, 3499, [4]int{15}},             // American Express
	{3700, 3799, [4]int{15}},             // American Express
	{3528, 3589, [4]int{16, 17, 18, 19}}, // JCB
	{3000, 3059, [4]int{14, 16, 17, 19}}, // Diners Club
	{3095, 3095, [4]int{14, 16, 19}},     // Diners Club
	{3600, 3699, [4]int{14, 16, 19}},     // Diners Club
	{3800, 3999, [4]int{14, 16, 19}},     // Diners Club
	{6011, 6011, [4]int{16, 19}},         // Discover
	{6440, 6599, [4]int{16, 19}},         // Discover, Elo, RuPay
	{6221, 6229, [4]int{16, 19}},         // UnionPay and Discover
	{6200, 6299, [4]int{16, 17, 18, 19}}, // UnionPay
	{8100, 8171, [4]int{16, 19}},         // UnionPay
	{5000, 5099, [4]int{16, 12, 13, 19}}, // Maestro, Elo
	{5600, 5899, [4]int{16, 12, 13, 19}}, // Maestro
	{6300, 6399, [4]int{16, 12, 13, 19}}, // Maestro, Hipercard
	{6700, 6799, [4]int{16, 12, 13, 19}}, // Maestro
	{6060, 6099, [4]int{16, 16, 16, 16}}, // Hipercard, RuPay
	{2200, 2204, [4]int{16, 19}},         // Mir
	{9792, 9792, [4]int{16}},             // Troy
	{2131, 2131, [4]int{15}},             // JCB
	{1800, 1800, [4]int{15}},             // JCB
}

// card judges groups of digits as the number of a payment card.
func (d *detector) card(a, b int, _ bool) bool {
	n := d.count(a, b)
	if n < 12 || n > 19 || d.at(d.groups[a].start-1) == '+' {
		return false
	}
	word := d.before(classCardWord, d.groups[a].start, 30)
	switch {
	case b-a == 1:
		if n < 14 && !word || n > 16 && !word {
			return false
		}
	case !d.cardShape(a, b):
		return false
	}
	if a > 0 && d.groups[a-1].end-d.groups[a-1].start == 4 && b-a > 1 && d.gap(a-1) == d.gap(a) || b < len(d.groups) && b-a > 1 && d.groups[b].end-d.groups[b].start == 4 && d.gap(b-1) == d.gap(a) {
		return false // a part of something longer
	}
	if d.at(d.groups[b-1].end) == '-' && isAlnum(d.at(d.groups[b-1].end+1)) || isLetter(d.at(d.groups[b-1].end)) {
		return false
	}
	var buf [32]byte
	digits := d.digits(a, b, &buf)
	if !issued(digits) && (!word || n < 15 || n > 16) || !luhn(digits) || d.before(classOrderWord, d.groups[a].start, 10) && !word && (b-a == 1 || n < 14) {
		return false
	}
	d.take(classCard, d.groups[a].start, d.groups[b-1].end)
	return true
}

// cardShape reports whether groups are those of a card, set apart all alike.
func (d *detector) cardShape(a, b int) bool {
	for k := a; k+1 < b; k++ {
		if g := d.gap(k); g != d.gap(a) || g != " " && g != "-" && g != "." && g != " - " && g != "  " {
			return false
		}
	}
	return d.shape(a, b, 4, 4, 4, 4) || d.shape(a, b, 4, 6, 5) || d.shape(a, b, 4, 6, 4) || d.shape(a, b, 4, 4, 4, 3) || d.shape(a, b, 4, 4, 4, 4, 3) || d.shape(a, b, 6, 13) ||
		d.shape(a, b, 4, 4, 4, 1) || d.shape(a, b, 4, 4, 4, 4, 1) || d.shape(a, b, 4, 4, 4) || d.shape(a, b, 4, 4, 4, 2) || d.shape(a, b, 8, 8) || d.shape(a, b, 4, 12)
}

// issued reports whether some issuer gives such numbers.
func issued(digits []byte) bool {
	head := 0
	for _, c := range digits[:4] {
		head = head*10 + int(c-'0')
	}
	for i := range issuers {
		s := &issuers[i]
		if head < s.from || head > s.to {
			continue
		}
		for _, n := range s.lens {
			if n == len(digits) {
				return true
			}
		}
	}
	return false
}

// luhn is the check of ISO/IEC 7812.
func luhn(digits []byte) bool {
	sum, same := 0, true
	for i := range digits {
		v := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
		same = same && digits[i] == digits[0]
	}
	return sum%10 == 0 && !same
}
