package compliance

import (
	"strings"
	"unicode/utf8"
)

// amount is a number in a text with what it counts.
type amount struct {
	start, end int // in the source, with sign and unit
	value      float64
	money      string // code of the currency, "?" when the sign has several, "" for none
	sign       string // as written
	percent    bool
	dim        byte // 'w' weight in grams, 'v' volume in milliliters, 'l' length in millimeters, 't' degrees; 0: none
	imperial   bool
}

// currencySign is a way to write a currency.
type currencySign struct {
	text string
	code string // "?" when several currencies have it
	side byte   // 'l' before, 'r' behind, 'b' both
	word bool   // ends where words end
}

var currencySigns = [...]currencySign{
	{"US$", "USD", 'b', false}, {"MX$", "MXN", 'b', false}, {"AU$", "AUD", 'b', false}, {"CA$", "CAD", 'b', false}, {"R$", "BRL", 'b', false}, {"S$", "SGD", 'b', false}, {"A$", "AUD", 'b', false}, {"C$", "CAD", 'b', false}, {"HK$", "HKD", 'b', false}, {"NT$", "TWD", 'b', false},
	{"$", "$", 'b', false}, {"€", "EUR", 'b', false}, {"£", "GBP", 'b', false}, {"₱", "PHP", 'b', false}, {"฿", "THB", 'b', false}, {"₫", "VND", 'b', false}, {"₩", "KRW", 'b', false}, {"¥", "¥", 'b', false}, {"￥", "¥", 'b', false},
	{"บาท", "THB", 'r', false}, {"đ", "VND", 'r', true}, {"đồng", "VND", 'r', true}, {"원", "KRW", 'r', false}, {"円", "JPY", 'r', false}, {"元", "¥", 'r', false}, {"달러", "$", 'r', false}, {"ドル", "$", 'r', false}, {"美元", "USD", 'r', false}, {"dollars", "$", 'r', true}, {"dólares", "$", 'r', true}, {"euros", "EUR", 'r', true}, {"euro", "EUR", 'r', true}, {"pesos", "$", 'r', true}, {"reais", "BRL", 'r', true}, {"rupiah", "IDR", 'r', true}, {"ringgit", "MYR", 'r', true}, {"ريال", "SAR", 'r', true},
	{"dollar", "$", 'r', true}, {"dolares", "$", 'r', true}, {"dolar", "$", 'r', true}, {"dólar", "$", 'r', true}, {"đô", "$", 'r', true}, {"ดอลลาร์", "$", 'r', false}, {"δολάρια", "$", 'r', true}, {"دولار", "$", 'r', true},
	{"ευρώ", "EUR", 'r', true}, {"유로", "EUR", 'r', false}, {"ユーロ", "EUR", 'r', false}, {"欧元", "EUR", 'r', false}, {"ยูโร", "EUR", 'r', false}, {"baht", "THB", 'r', true}, {"yen", "JPY", 'r', true}, {"엔", "JPY", 'r', false}, {"日元", "JPY", 'r', false}, {"yuan", "CNY", 'r', true}, {"人民币", "CNY", 'r', false}, {"위안", "CNY", 'r', false},
	{"RM", "MYR", 'l', true}, {"Rp.", "IDR", 'l', true}, {"Rp", "IDR", 'l', true},
	{"USD", "USD", 'b', true}, {"EUR", "EUR", 'b', true}, {"GBP", "GBP", 'b', true}, {"CAD", "CAD", 'b', true}, {"AUD", "AUD", 'b', true}, {"IDR", "IDR", 'b', true}, {"SGD", "SGD", 'b', true}, {"THB", "THB", 'b', true}, {"VND", "VND", 'b', true}, {"MYR", "MYR", 'b', true}, {"PHP", "PHP", 'b', true}, {"SAR", "SAR", 'b', true}, {"MXN", "MXN", 'b', true}, {"BRL", "BRL", 'b', true}, {"JPY", "JPY", 'b', true}, {"KRW", "KRW", 'b', true}, {"CNY", "CNY", 'b', true}, {"RMB", "CNY", 'b', true},
}

// dollars are the currencies that are written with the dollar sign alone.
var dollars = [...]string{"USD", "CAD", "AUD", "SGD", "MXN", "ARS", "COP", "CLP"}

// byFirst and byLast list the signs and measures that begin, or end, with a byte.
var (
	signsByFirst    = index(len(currencySigns), func(i int) (byte, bool) { return currencySigns[i].text[0], currencySigns[i].side != 'l' })
	signsByLast     = index(len(currencySigns), func(i int) (byte, bool) { t := currencySigns[i].text; return t[len(t)-1], currencySigns[i].side != 'r' })
	measuresByFirst = index(len(measures), func(i int) (byte, bool) { return measures[i].text[0] | 0x20, true })
)

func index(n int, key func(i int) (byte, bool)) (t [256][]uint8) {
	for i := range n {
		if c, ok := key(i); ok {
			t[c] = append(t[c], uint8(i))
		}
	}
	return t
}

// isIn reports whether an amount may be in a currency.
func (a *amount) isIn(currency string) bool {
	switch a.money {
	case "$":
		for _, d := range dollars {
			if d == currency {
				return true
			}
		}
		return false
	case "¥":
		return currency == "JPY" || currency == "CNY"
	default:
		return a.money == currency
	}
}

type measure struct {
	text     string
	dim      byte
	factor   float64
	imperial bool
}

var measures = [...]measure{
	{"fl oz", 'v', 29.57, true}, {"fl. oz", 'v', 29.57, true}, {"ounces", 'w', 28.35, true}, {"ounce", 'w', 28.35, true}, {"oz", 'w', 28.35, true}, {"pounds", 'w', 453.6, true}, {"lbs", 'w', 453.6, true}, {"lb", 'w', 453.6, true}, {"gallons", 'v', 3785, true}, {"gallon", 'v', 3785, true}, {"inches", 'l', 25.4, true}, {"inch", 'l', 25.4, true}, {"feet", 'l', 304.8, true}, {"ft", 'l', 304.8, true}, {"yards", 'l', 914.4, true}, {"yard", 'l', 914.4, true}, {"\u00b0F", 't', 1, true},
	{"ml", 'v', 1, false}, {"cl", 'v', 10, false}, {"litros", 'v', 1000, false}, {"liter", 'v', 1000, false}, {"litre", 'v', 1000, false}, {"l", 'v', 1000, false}, {"kg", 'w', 1000, false}, {"mg", 'w', 0.001, false}, {"gr", 'w', 1, false}, {"g", 'w', 1, false}, {"mm", 'l', 1, false}, {"cm", 'l', 10, false}, {"m", 'l', 1000, false}, {"\u00b0C", 't', 1, false}, //nolint:misspell // words of texts
	{"มล", 'v', 1, false}, {"กรัม", 'w', 1, false}, {"毫升", 'v', 1, false}, {"克", 'w', 1, false},
}

// eachAmount calls yield for the numbers of a text that are not part of a word,
// until it says false.
func eachAmount(src string, m *market, yield func(amount) bool) {
	for i := 0; i < len(src); {
		c := src[i]
		if c < '0' || c > '9' {
			i++
			continue
		}
		a := amount{start: i}
		var decimals string
		a.end = numberEnd(src, i)
		digits := src[i:a.end]
		i = a.end
		a.left(src)
		a.right(src, m)
		i = max(i, a.end)
		if a.money != "" {
			decimals = "." // three digits behind a sign are thousands
			if m != nil {
				decimals = m.Decimal
			}
			a.value *= numberValue(digits, decimals, true)
		} else {
			if m != nil {
				decimals = m.Decimal
			}
			a.value *= numberValue(digits, decimals, false)
		}
		if !yield(a) {
			return
		}
	}
}

// numberEnd is where the number that begins at a place ends.
func numberEnd(src string, at int) int {
	for end := at; ; {
		for end < len(src) && src[end] >= '0' && src[end] <= '9' {
			end++
		}
		if end+1 >= len(src) || src[end] != '.' && src[end] != ',' || src[end+1] < '0' || src[end+1] > '9' || end-at > 24 {
			return end
		}
		end++
	}
}

// numberValue is the value of digits with points and commas. Three digits behind the
// only sign are thousands in prices, and elsewhere unless the sign is the
// market's for decimals.
func numberValue(digits, decimal string, price bool) float64 {
	last := strings.LastIndexAny(digits, ".,")
	whole, part := digits, ""
	if last >= 0 {
		behind := len(digits) - last - 1
		other := strings.ContainsRune(digits[:last], rune('.'+','-digits[last]))
		again := strings.IndexByte(digits, digits[last]) < last
		thousands := again || behind == 3 && !other && (price || digits[last:last+1] != decimal)
		if !thousands {
			whole, part = digits[:last], digits[last+1:]
		}
	}
	v, scale := 0.0, 1.0
	for _, c := range []byte(whole) {
		if c >= '0' && c <= '9' {
			v = v*10 + float64(c-'0')
		}
	}
	for _, c := range []byte(part) {
		scale /= 10
		v += float64(c-'0') * scale
	}
	return v
}

// left looks for a currency before a number.
func (a *amount) left(src string) {
	head := strings.TrimRight(src[max(0, a.start-12):a.start], " \u00a0")
	if head == "" {
		return
	}
	for _, i := range signsByLast[head[len(head)-1]] {
		g := &currencySigns[i]
		if !strings.HasSuffix(head, g.text) {
			continue
		}
		before := head[:len(head)-len(g.text)]
		if g.word && before != "" && isLetter(before[len(before)-1]) {
			continue
		}
		a.money, a.sign = g.code, g.text
		a.start -= len(src[max(0, a.start-12):a.start]) - len(before)
		return
	}
}

// right looks for a multiplier, a currency, a unit or a per cent sign behind a
// number.
func (a *amount) right(src string, m *market) {
	a.value = 1
	tail, at := skipBlank(src, a.end)
	if tail == "" {
		return
	}
	switch tail[0] {
	case 'r', 'j', 'k', 'K', '%', 0xEB, 0xE4, 0xEF:
		if a.times(tail, at, m); a.percent {
			return
		}
	}
	if tail, at = skipBlank(src, a.end); tail == "" {
		return
	}
	for _, i := range signsByFirst[tail[0]] {
		g := &currencySigns[i]
		if !strings.HasPrefix(tail, g.text) || g.word && !hasWord(tail, g.text) {
			continue
		}
		if a.money == "" || a.money == "$" {
			a.money, a.sign, a.end = g.code, g.text, at+len(g.text)
		}
		return
	}
	if a.money == "" {
		a.unit(tail, at)
	}
}

// times reads a multiplier or a per cent sign.
func (a *amount) times(tail string, at int, m *market) {
	switch {
	case hasWord(tail, "rb"), hasWord(tail, "ribu"):
		a.value, a.end = 1000, at+2+2*b2i(hasWord(tail, "ribu"))
		a.orIn("IDR")
	case hasWord(tail, "jt"), hasWord(tail, "juta"):
		a.value, a.end = 1e6, at+2+2*b2i(hasWord(tail, "juta"))
		a.orIn("IDR")
	case (hasWord(tail, "k") || hasWord(tail, "K")) && m != nil && (m.Currency == "VND" || m.Currency == "IDR"):
		a.value, a.end = 1000, at+1
		a.orIn(m.Currency)
	case strings.HasPrefix(tail, "\ub9cc"), strings.HasPrefix(tail, "\u4e07"):
		a.value, a.end = 10000, at+3
	case strings.HasPrefix(tail, "%"), strings.HasPrefix(tail, "\uff05"):
		a.percent = true
		_, size := utf8.DecodeRuneInString(tail)
		a.end = at + size
	}
}

func (a *amount) orIn(currency string) {
	if a.money == "" {
		a.money, a.sign = currency, currency
	}
}

func (a *amount) unit(tail string, at int) {
	for _, i := range measuresByFirst[tail[0]|0x20] {
		u := &measures[i]
		if len(tail) >= len(u.text) && strings.EqualFold(tail[:len(u.text)], u.text) && (u.text[0] >= utf8.RuneSelf || !letterFollows(tail[len(u.text):])) {
			a.dim, a.imperial, a.value, a.end = u.dim, u.imperial, a.value*u.factor, at+len(u.text)
			return
		}
	}
}

// hasWord reports whether a text begins with a word.
func hasWord(s, word string) bool {
	return strings.HasPrefix(s, word) && !letterFollows(s[len(word):])
}

func letterFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	k := kindOf(r)
	return s != "" && (k == letter || k == digit)
}

func skipBlank(src string, at int) (tail string, from int) {
	tail = src[at:]
	switch {
	case strings.HasPrefix(tail, " "), strings.HasPrefix(tail, "-"):
		return tail[1:], at + 1
	case strings.HasPrefix(tail, "\u00a0"):
		return tail[2:], at + 2
	default:
		return tail, at
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
