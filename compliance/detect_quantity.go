package compliance

// price is what a price in a text says. The currency is empty where only the
// market tells.
type price struct {
	amount   float64
	currency string
}

// parsePrice reads the first price in a text; signs that several currencies
// share are read as the market's.
func parsePrice(text, market string) (price, bool) {
	d := &detector{src: text, sc: &scratch{seen: make([]uint64, 1)}}
	d.read(hasWide)
	for i := range d.text {
		if !isDigit(d.text[i]) || i > 0 && isDigit(d.text[i-1]) {
			continue
		}
		if p, _, _, ok := d.price(i); ok {
			if p.currency == "" || p.currency == "?" {
				p.currency = d.marketCurrency(market)
			}
			return p, true
		}
	}
	return price{}, false
}

// marketCurrency is the currency that an ambiguous sign means in a market.
func (d *detector) marketCurrency(market string) string {
	yen, dollar := false, false
	for _, r := range string(d.text) {
		yen, dollar = yen || r == '¥' || r == '￥', dollar || r == '$'
	}
	switch {
	case yen && market != "CN":
		return "JPY"
	case dollar && market != "MX" && market != "SG":
		return "USD"
	default:
		return marketCurrencies[market]
	}
}

// marketCurrencies are the currencies of the markets.
var marketCurrencies = map[string]string{
	"US": "USD", "GB": "GBP", "ID": "IDR", "TH": "THB", "VN": "VND", "MY": "MYR", "PH": "PHP", "SG": "SGD", "MX": "MXN", "BR": "BRL",
	"ES": "EUR", "IE": "EUR", "DE": "EUR", "FR": "EUR", "IT": "EUR", "GR": "EUR", "JP": "JPY", "KR": "KRW", "SA": "SAR", "CN": "CNY",
}

// amount reads a number with its thousands and decimals, and gives its end.
func (d *detector) amount(i int) (value float64, end int) {
	var seps [8]byte
	var lens [9]int
	n := 0
	end = i
	for {
		from := end
		for end < len(d.text) && isDigit(d.text[end]) {
			end++
		}
		lens[n] = end - from
		c := d.at(end)
		if n == len(seps) || c != '.' && c != ',' && c != '\'' && c != ' ' || !isDigit(d.at(end+1)) {
			break
		}
		three := isDigit(d.at(end+2)) && isDigit(d.at(end+3)) && !isDigit(d.at(end+4))
		if (c == ' ' || c == '\'') && (!three || lens[0] > 3 || n > 0 && seps[n-1] != c) || n > 0 && seps[n-1] != c && !three && n > 1 && seps[n-1] != seps[0] { //nolint:gosec // G602: n is at most len(seps)
			break
		}
		seps[n], n = c, n+1
		end++
	}
	decimals := 0
	if n > 0 && lens[n] != 3 && seps[n-1] != ' ' { //nolint:gosec // G602: n is at most len(seps)
		decimals = lens[n]
	} else if n == 1 && lens[1] == 3 && (lens[0] == 1 && d.text[i] == '0' || lens[0] > 3) {
		decimals = 3
	} else if n > 1 && seps[n-1] != seps[0] { //nolint:gosec // G602: n is at most len(seps)
		decimals = lens[n]
	}
	digits := 0
	for _, c := range d.text[i:end] {
		if isDigit(c) && digits < 18 {
			value, digits = value*10+float64(c-'0'), digits+1
		}
	}
	for range decimals {
		value /= 10
	}
	return value, end
}

// large reads the multipliers behind a number: "3만 9천", "1.5 jt".
func (d *detector) large(value float64, end int) (float64, int) {
	for range 3 {
		u, after := d.unitAfter(end)
		if after == 0 || u.times == 0 {
			return value, end
		}
		value, end = value*u.times, after
		if next := d.blanks(after); isDigit(d.at(next)) && u.times >= 1e4 && next-after <= 1 {
			more, e := d.amount(next)
			if v, a := d.large(more, e); a > e {
				return value + v, a
			} else if c := d.currencyAfter(e); c > 0 {
				return value + more, e
			}
			return value, end
		}
	}
	return value, end
}

// price reads a number as a price and gives its limits.
func (d *detector) price(i int) (p price, start, end int, ok bool) {
	value, bare := d.amount(i)
	value, end = d.large(value, bare)
	p.amount, start = value, i
	if n := d.currencyBefore(i); n > 0 {
		start = i - n
		for k := start; k < i; k++ {
			if c := currencyOf(d.text[start : k+1]); c != "" {
				p.currency = c
			}
		}
		if p.currency == "" {
			for _, r := range string(d.text[start:i]) {
				if c := signOf(r); c != "" {
					p.currency = c
					break
				}
			}
		}
		return p, start, end, true
	}
	u, after := d.unitAfter(end)
	switch {
	case after > 0 && u.class == classPrice:
		p.currency = u.currency
		return p, start, after, true
	case (d.at(end) == '.' || d.at(end) == ',') && d.at(end+1) == '-' && !isAlnum(d.at(end+2)):
		return p, start, end + 2, true
	case end > bare && value >= 1000 && after == 0 && d.text[bare] != 'K':
		return p, start, end, true
	default:
		return p, i, bare, false
	}
}

// quantity judges a number as an amount of something and gives the place behind.
func (d *detector) quantity(i int) int {
	if len(d.groups) >= 3 && d.datelike(0, 3) {
		d.emit(classDate, i, d.groups[2].end)
		return d.groups[2].end
	}
	if p, start, end, ok := d.price(i); ok {
		if p.amount == 0.01 || p.amount == 1 && (p.currency == "KRW" || p.currency == "IDR" || p.currency == "VND") {
			d.emit(classBait, start, end)
		}
		if end < len(d.text) && (d.text[end] == '-' || d.text[end] == '~') && isDigit(d.at(end+1)) {
			if _, _, e, more := d.price(end + 1); more {
				end = e
			}
		}
		d.emit(classPrice, start, end)
		return end
	}
	value, end := d.amount(i)
	tail := end
	if next := d.rangeTo(end); next > 0 {
		if v, e := d.amount(next); d.hasUnit(e) {
			value, tail = v, e
		}
	}
	u, after := d.unitAfter(tail)
	switch {
	case after > 0 && u.class == classDuration && value >= 1900 && value < 2100 && tail-i == 4:
		d.emit(classDate, i, after)
		return after
	case after > 0 && u.class != noClass:
		if u.class == classPercent && value >= 80 && value <= 100 {
			d.emit(classDiscount, i, after)
		}
		d.emit(u.class, i, after)
		if u.age || u.class == classDuration && d.old(after) {
			d.emit(classAge, i, after)
		}
		return after
	case tail-i <= 2 && d.at(tail) == '+' && value >= 1 && value <= 25 && !isAlnum(d.at(tail+1)):
		d.emit(classAge, i, tail+1)
	}
	if value == 0.01 && !letterOrDigit(d.at(end)) {
		d.emit(classBait, i, end)
	}
	d.emit(classNumber, i, end)
	return end
}

// rangeTo is where the second number of "3-5" begins, 0 if there is none.
func (d *detector) rangeTo(end int) int {
	i := end
	if d.at(i) == ' ' {
		i++
	}
	switch {
	case d.at(i) == '-' || d.at(i) == '~':
		i++
	case i > end && d.at(i) == 't' && d.at(i+1) == 'o':
		i += 2
	default:
		return 0
	}
	if d.at(i) == ' ' {
		i++
	}
	if isDigit(d.at(i)) {
		return i
	}
	return 0
}

func (d *detector) hasUnit(end int) bool {
	u, after := d.unitAfter(end)
	return after > 0 && u.class != noClass
}

// old reports whether "old" stands behind a number of years.
func (d *detector) old(after int) bool {
	i := after
	for d.at(i) == ' ' || d.at(i) == '-' {
		i++
	}
	return i+3 <= len(d.text) && (lowerIs(d.text[i:i+3], "old") || lowerIs(d.text[i:min(i+3, len(d.text))], "alt")) && !isLetter(d.at(i+3))
}
