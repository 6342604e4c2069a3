package sandbox

import (
	"math"
	"slices"
	"strconv"
	"time"
)

const (
	codeBadRange = 28001022
	codeNoData   = 28001007
	maxDailyDays = 366 // intervals of one answer
)

// span is a range of days, the end not part of it.
type span struct {
	from, to int
	daily    bool
}

func badRange(format string, args ...any) *refusal {
	return refuse(200, codeBadRange, "invalid request params; detail: "+format, args...)
}

// span reads the range of days that a report is asked for.
func (c *call) span() (span, *refusal) {
	from, ok := readDay(c.query.Get("start_date_ge"))
	to, ok2 := readDay(c.query.Get("end_date_lt"))
	if !ok || !ok2 {
		return span{}, badRange("start and end are days, such as 2026-01-31")
	}
	p := span{from: from, to: to, daily: c.query.Get("granularity") == "1D"}
	switch {
	case from >= to:
		return span{}, badRange("the end must be later than the start, for the end day is not part of the range")
	case from > c.store.today(c.now):
		return span{}, badRange("the range begins in the future")
	case p.daily && to-from > maxDailyDays:
		return span{}, badRange("%d days are too many for one answer", to-from)
	}
	return p, nil
}

func readDay(text string) (int, bool) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil || at.Year() < 2000 || at.Year() > 2200 {
		return 0, false
	}
	return int(at.Unix() / 86400), true
}

func (t *store) today(now time.Time) int { return dayNumber(now, t.dayZone()) }

// latest is the last day whose figures are ready: yesterday.
func (c *call) latest() string { return dayText(c.store.today(c.now) - 1) }

// ready is the part of the range that figures are there for.
func (c *call) ready(p span) span {
	p.to = min(p.to, c.store.today(c.now))
	return p
}

// intervals calls make for the days of the range, or once for all of it. Days
// without figures yet have no interval of their own.
func (c *call) intervals(p span, build func(whole, ready span) map[string]any) []map[string]any {
	out := []map[string]any{}
	add := func(whole span) {
		m := build(whole, c.ready(whole))
		m["start_date"], m["end_date"] = dayText(whole.from), dayText(whole.to)
		out = append(out, m)
	}
	if !p.daily {
		add(p)
		return out
	}
	for n := p.from; n < c.ready(p).to; n++ {
		add(span{from: n, to: n + 1})
	}
	return out
}

// bookDays are the summed days of a range that have orders, oldest first.
func (t *store) bookDays(p span) []*bookDay {
	b := t.readBook()
	var numbers []int
	for n := range b.days {
		if p.from <= n && n < p.to {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	out := make([]*bookDay, len(numbers))
	for i, n := range numbers {
		out[i] = b.days[n].sum(b.zone)
	}
	return out
}

// dayStart is when a day begins in the shop's time zone.
func (t *store) dayStart(n int) time.Time {
	at := time.Unix(int64(n)*86400, 0).UTC()
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, t.dayZone())
}

// length is the number of days of a range, at least one.
func (p span) length() int { return max(p.to-p.from, 1) }

// average is a sum of days as a figure of one day, rounded.
func (p span) average(sum int) int { return (sum + p.length()/2) / p.length() }

// purse writes amounts in the currency a report is asked in.
type purse struct {
	market *market
	usd    bool
}

func (c *call) purse() purse { return purse{c.store.market, c.query.Get("currency") == "USD"} }

// dollarsPer is the worth of a currency's unit in US dollars, as of no day in
// particular.
func dollarsPer(currency string) float64 {
	switch currency {
	case "EUR":
		return 1.08
	case "GBP":
		return 1.27
	case "IDR":
		return 0.000061
	case "MYR":
		return 0.22
	case "PHP":
		return 0.0175
	case "SGD":
		return 0.74
	case "THB":
		return 0.028
	case "VND":
		return 0.000039
	case "JPY":
		return 0.0067
	case "MXN":
		return 0.055
	case "BRL":
		return 0.18
	default:
		return 1
	}
}

// text writes an amount; reports have two decimals in every currency.
func (p purse) text(a amount) string {
	if p.usd && p.market.currency != "USD" {
		units := float64(a) / math.Pow10(p.market.decimals) * dollarsPer(p.market.currency)
		return markets[0].write(amount(math.Round(units * 100)))
	}
	if p.market.decimals == 0 {
		return p.market.write(a) + ".00"
	}
	return p.market.write(a)
}

func (p purse) money(a amount) map[string]any {
	currency := p.market.currency
	if p.usd {
		currency = "USD"
	}
	return map[string]any{"amount": p.text(a), "currency": currency}
}

// ratio writes a part of a whole: 0.0432.
func ratio(part, whole int) string {
	if whole == 0 {
		return "0.0000"
	}
	return strconv.FormatFloat(float64(part)/float64(whole), 'f', 4, 64)
}

// percentSign writes a part of a whole: 4.32%.
func percentSign(part, whole int) string {
	if whole == 0 {
		return "0.00%"
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 2, 64) + "%"
}

// each is an amount by number, rounded down; of nothing it is nothing.
func each(a amount, n int) amount {
	if n == 0 {
		return 0
	}
	return a / amount(n)
}
