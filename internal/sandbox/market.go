package sandbox

import (
	"math/big"
	"strconv"
	"strings"
)

// market is a country the platform sells in.
type market struct {
	region   string // ISO 3166
	currency string // ISO 4217
	decimals int    // of amounts
	locale   string
	zone     string // IANA name
}

// markets are those of the platform's list of endpoints and locales (2025-12).
var markets = [...]market{
	{"US", "USD", 2, "en-US", "America/Los_Angeles"},
	{"GB", "GBP", 2, "en-GB", "Europe/London"},
	{"IE", "EUR", 2, "en-IE", "Europe/Dublin"},
	{"DE", "EUR", 2, "de-DE", "Europe/Berlin"},
	{"FR", "EUR", 2, "fr-FR", "Europe/Paris"},
	{"IT", "EUR", 2, "it-IT", "Europe/Rome"},
	{"ES", "EUR", 2, "es-ES", "Europe/Madrid"},
	{"ID", "IDR", 0, "id-ID", "Asia/Jakarta"},
	{"MY", "MYR", 2, "ms-MY", "Asia/Kuala_Lumpur"},
	{"PH", "PHP", 2, "en-PH", "Asia/Manila"},
	{"SG", "SGD", 2, "en-SG", "Asia/Singapore"},
	{"TH", "THB", 2, "th-TH", "Asia/Bangkok"},
	{"VN", "VND", 0, "vi-VN", "Asia/Ho_Chi_Minh"},
	{"JP", "JPY", 0, "ja-JP", "Asia/Tokyo"},
	{"MX", "MXN", 2, "es-MX", "America/Mexico_City"},
	{"BR", "BRL", 2, "pt-BR", "America/Sao_Paulo"},
}

// marketOf is the market of a region; the first stands for unknown ones.
func marketOf(region string) *market {
	for i := range markets {
		if markets[i].region == region {
			return &markets[i]
		}
	}
	return &markets[0]
}

// amount is money in the smallest unit of a market's currency: cents, or whole
// rupiah, dong and yen.
type amount int64

// write is an amount as the platform writes it: "12.30", "12000", "-0.05".
func (m *market) write(a amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	digits := strconv.FormatInt(int64(a), 10)
	if m.decimals == 0 {
		return sign + digits
	}
	if n := m.decimals + 1 - len(digits); n > 0 {
		digits = strings.Repeat("0", n) + digits
	}
	at := len(digits) - m.decimals
	return sign + digits[:at] + "." + digits[at:]
}

// read takes an amount as text or number, rounded to the market's decimals. It
// reports false for anything else, negative amounts and absurd ones.
func (m *market) read(v any) (amount, bool) {
	s := text(v)
	if s == "" || len(s) > 20 || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0, false
	}
	for range m.decimals {
		r.Mul(r, big.NewRat(10, 1))
	}
	n, ok := new(big.Int).SetString(r.FloatString(0), 10)
	if !ok || !n.IsInt64() || n.Int64() > 1e14 {
		return 0, false
	}
	return amount(n.Int64()), true
}

// share is so many basis points (0.01 %) of an amount, rounded half up.
func (a amount) share(basisPoints int) amount {
	return amount((int64(a)*int64(basisPoints) + 5000) / 10000)
}
