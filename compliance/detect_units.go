package compliance

import (
	"strings"
	"unicode/utf8"
)

// unit is what stands behind a number.
type unit struct {
	class    classID // of the number with its unit; 0: the number goes on
	currency string  // of prices
	times    float64 // what the number is multiplied by
	age      bool    // may be an age as well
}

// units are folded words behind numbers.
var units = unitTable()

func unitTable() map[string]unit {
	m := map[string]unit{}
	add := func(u unit, words string) {
		for w := range strings.SplitSeq(words, ",") {
			m[foldString(strings.TrimSpace(w))] = u
		}
	}
	for _, row := range measureWords {
		add(unit{class: row.class}, row.words)
	}
	add(unit{class: classDuration, age: true}, "tahun,thn,año,años,ano,anos,ans,jahre,jahr,jahren,năm,χρόνια,χρόνων,ετών,έτη,سنة,سنوات,عام,أعوام,anni") //nolint:misspell // words of texts
	for currency, words := range currencyWords {
		add(unit{class: classPrice, currency: currency}, words)
	}
	for times, words := range map[float64]string{
		1e3: "k,rb,ribu,nghìn,ngàn,천,千,mil,thousand,พัน,χιλ,χιλιάδες,ألف,tsd,tausend,mille", 1e4: "万,萬,만,หมื่น", 1e5: "แสน", 1e6: "jt,juta,triệu,tr,ล้าน,million,millions,millones,milhões,mio,百万,مليون,εκατ",
		1e8: "億,亿,억", 1e9: "miliar,tỷ,tỉ,billion,milyar,십억",
	} {
		add(unit{times: times}, words)
	}
	return m
}

var measureWords = [...]struct {
	class classID
	words string
}{
	{classPercent, "%,percent,per cent,persen,peratus,por ciento,por cento,prozent,pour cent,phần trăm,เปอร์เซ็นต์,퍼센트,프로,パーセント,τοις εκατό,بالمئة,بالمائة,pct"},
	{classDuration, "second,seconds,sec,secs,minute,minutes,min,mins,hour,hours,hr,hrs,h,day,days,week,weeks,wk,wks,month,months,mth,mths,year,years,yr,yrs,night,nights," +
		"segundo,segundos,minuto,minutos,hora,horas,día,días,semana,semanas,mes,meses,dia,dias,mês," +
		"detik,menit,jam,hari,minggu,pekan,bulan,saat,minit," +
		"วินาที,นาที,ชั่วโมง,ชม,วัน,สัปดาห์,อาทิตย์,เดือน,ปี,คืน," +
		"giây,phút,giờ,tiếng,ngày,tuần,tháng," +
		"초,분,시간,일,일만,주,주일,개월,달,년,년간,일간,주간," +
		"秒,秒钟,分钟,分鐘,分,小时,小時,个小时,時間,天,日,日间,日間,周,週,周间,週間,星期,个星期,礼拜,个月,個月,ヶ月,か月,カ月,ヵ月,ケ月,月,年,年间,年間,个月内," +
		"δευτερόλεπτα,λεπτά,λεπτό,ώρα,ώρες,ωρών,ημέρα,ημέρες,ημερών,μέρα,μέρες,εβδομάδα,εβδομάδες,μήνα,μήνας,μήνες,μηνών," +
		"sekunde,sekunden,minuten,stunde,stunden,std,tag,tage,tagen,woche,wochen,monat,monate,monaten," +
		"secondes,seconde,heure,heures,jour,jours,semaine,semaines,mois," +
		"ثانية,ثواني,دقيقة,دقائق,ساعة,ساعات,يوم,يوما,أيام,اسبوع,أسبوع,أسابيع,شهر,شهرا,أشهر,شهور,giorni,settimane,mesi,ore,araw,linggo,buwan"},
	{classWeight, "kg,kgs,kilo,kilos,kilogram,kilograms,kilogramm,kilogramo,kilogramos,quilo,quilos,g,gr,gram,grams,gramm,gramo,gramos,gramas,grammes,mg,mcg,µg,lb,lbs,pound weight,oz,ounce,ounces," + //nolint:misspell // words of texts
		"libras,kilolar,kí,kg/bulan,กก,กิโล,กิโลกรัม,โล,กรัม,ก,มก,ký,kí lô,cân,킬로,키로,킬로그램,그램,斤,公斤,千克,克,キロ,キログラム,グラム,κιλά,κιλό,κιλών,γρ,γραμμάρια,pfund,كيلو,كجم,كغ,كيلوجرام,كيلوغرام,جرام,غرام,غ"},
	{classLength, "mm,cm,dm,m,km,inch,inches,ft,feet,foot,yard,yards,metro,metros,centímetros,meter,meters,metre,metres,mètres,zentimeter,ซม,เซน,เซนติเมตร,เมตร,นิ้ว,มม,미터,센티,센치,인치,米,厘米,公分,毫米,寸,センチ,メートル,εκ,εκατοστά,cen,سم,متر,phân,mét"}, //nolint:misspell // words of texts
	{classVolume, "ml,l,cl,dl,liter,liters,litre,litres,litro,litros,lít,fl,gal,gallon,gallons,cc,มล,ลิตร,리터,밀리,毫升,升,ミリ,リットル,λίτρα,λίτρο,لتر,مل,มิลลิลิตร"},                                                                                 //nolint:misspell // words of texts
	{classAge, "yo,y/o,tuổi,세,살,岁,歳,才,嵗,ขวบ,χρονών,jährige,jähriger,jährigen,jährig,jaehrig"},
}

var currencyWords = map[string]string{
	"USD": "usd,us$,dollar,dollars,dólares,dolar,bucks,달러,美元,美金,ドル,ดอลลาร์,đô,دولار,δολάρια",
	"EUR": "eur,€,euro,euros,ευρώ,유로,欧元,ユーロ,ยูโร,يورو", "GBP": "gbp,£,quid,파운드,英镑",
	"JPY": "jpy,円,yen,엔", "CNY": "cny,rmb,元,块,塊,块钱,人民币,yuan,위안,หยวน", "KRW": "krw,원,won,₩",
	"IDR": "idr,rupiah,rp,perak", "THB": "thb,บาท,฿,baht", "VND": "vnd,vnđ,đ,₫,đồng", "MYR": "myr,ringgit,rm", "PHP": "php,₱,piso", "SGD": "sgd",
	"MXN": "mxn,mx$", "BRL": "brl,reais,real", "SAR": "sar,ريال,ر.س,ريالا", "": "pesos,peso,$,¥,￥,kr", "TWD": "twd,nt$", "HKD": "hkd", "AUD": "aud", "CAD": "cad", "INR": "inr,₹,rupees", "CHF": "chf", "PLN": "pln,zł", "AED": "aed,درهم",
}

// unitAfter is the unit behind a place and where it ends; 0 if there is none.
func (d *detector) unitAfter(end int) (u unit, after int) {
	i := end
	for i < len(d.text) && d.text[i] == ' ' && i < end+2 {
		i++
	}
	if d.at(i) == '-' && isLetter(d.at(i+1)) { // "a 3-day course"
		i++
	}
	if i >= len(d.text) {
		return u, 0
	}
	if d.text[i] == '%' || d.text[i] == '$' {
		return units[string(d.text[i:i+1])], i + 1
	}
	var buf [32]byte
	out := buf[:0]
	first, _ := utf8.DecodeRune(d.text[i:])
	k := kindOf(first)
	if k == other && first < utf8.RuneSelf || k == digit {
		return u, 0
	}
	spaced := k == letter || k == arabic
	for at := i; at < len(d.text) && len(out) < 24; {
		r, size := utf8.DecodeRune(d.text[at:])
		if now := kindOf(r); spaced && now != letter && now != arabic && now != mark || !spaced && r < utf8.RuneSelf {
			break
		}
		at += size
		switch n := foldRune(r); {
		case n == 0:
			out = utf8.AppendRune(out, r)
		case len(out)+len(foldTexts[n]) < len(buf):
			out = append(out, foldTexts[n]...)
		}
		if !spaced {
			if got, ok := units[string(out)]; ok {
				u, after = got, at
			}
		}
	}
	if spaced {
		size := 0
		for at := i; at < len(d.text); at += size {
			var r rune
			r, size = utf8.DecodeRune(d.text[at:])
			if now := kindOf(r); now != letter && now != arabic && now != mark {
				break
			}
			after = at + size
		}
		got, ok := units[string(out)]
		if !ok {
			return unit{}, 0
		}
		u = got
	}
	return u, after
}

// currencyAfter is the end of a currency behind a place, 0 if there is none.
func (d *detector) currencyAfter(end int) int {
	if u, after := d.unitAfter(end); after > 0 && u.class == classPrice {
		return after
	}
	return 0
}

// currencyBefore is how many bytes before a place a currency begins, 0 if there
// is none.
func (d *detector) currencyBefore(start int) int {
	end := start
	for end > 0 && d.text[end-1] == ' ' && start-end < 1 {
		end--
	}
	if end > 0 && d.text[end-1] == '.' && lowerIs(d.text[max(end-3, 0):end-1], "rp") {
		return start - (end - 3)
	}
	from := end
	for from > 0 && end-from < 4 {
		c := d.text[from-1]
		if c == '$' && from == end || isLetter(c) && (from == end || d.text[from] == '$' || isLetter(d.text[from])) {
			from--
			continue
		}
		break
	}
	if from == end {
		if r, size := utf8.DecodeLastRune(d.text[:end]); r != '$' && signOf(r) != "" {
			return start - (end - size)
		}
		return 0
	}
	if from > 0 && isAlnum(d.text[from-1]) {
		return 0
	}
	if currencyOf(d.text[from:end]) == "" {
		if d.text[end-1] == '$' {
			return start - (end - 1)
		}
		return 0
	}
	return start - from
}

// signOf is the currency of a sign, "?" where it depends on the market.
func signOf(r rune) string {
	switch r {
	case '$', '¥', '￥':
		return "?"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	case '₩', '￦':
		return "KRW"
	case '₫':
		return "VND"
	case '฿':
		return "THB"
	case '₱':
		return "PHP"
	case '₹':
		return "INR"
	case '﷼':
		return "SAR"
	default:
		return ""
	}
}

// currencyOf is the currency of what stands before a number.
func currencyOf(s []byte) string {
	var up [4]byte
	if len(s) == 0 || len(s) > len(up) {
		return ""
	}
	for i, c := range s {
		if c >= 'a' && c <= 'z' {
			c -= 0x20
		}
		up[i] = c
	}
	switch string(up[:len(s)]) {
	case "$":
		return "?"
	case "RP", "IDR":
		return "IDR"
	case "RM", "MYR":
		return "MYR"
	case "R$", "BRL":
		return "BRL"
	case "S$", "SGD":
		return "SGD"
	case "US$", "USD", "U$":
		return "USD"
	case "MX$", "MXN":
		return "MXN"
	case "NT$", "TWD":
		return "TWD"
	case "HK$", "HKD":
		return "HKD"
	case "A$", "AU$", "AUD":
		return "AUD"
	case "C$", "CA$", "CAD":
		return "CAD"
	case "EUR", "GBP", "THB", "VND", "PHP", "JPY", "CNY", "KRW", "SAR", "CHF", "AED", "INR", "PLN":
		return isoCodes[string(up[:3])]
	case "RMB":
		return "CNY"
	default:
		return ""
	}
}

var isoCodes = map[string]string{
	"EUR": "EUR", "GBP": "GBP", "THB": "THB", "VND": "VND", "PHP": "PHP", "JPY": "JPY", "CNY": "CNY", "KRW": "KRW", "SAR": "SAR", "CHF": "CHF", "AED": "AED", "INR": "INR", "PLN": "PLN",
}
