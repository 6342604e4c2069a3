package compliance

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// detections gives what detectors find in a text, as "class=text".
func detections(c *Checker, text string, classes ...string) []string {
	sc := c.scratch()
	defer c.pool.Put(sc)
	var out []string
	eachSentence(c, text, sc, func(from, words int) {
		for _, h := range sc.hits[words:] {
			for _, name := range classes {
				if c.lex.names[h.class] == name {
					out = append(out, name[1:]+"="+text[from+int(h.start):from+int(h.end)])
				}
			}
		}
	})
	return out
}

// eachSentence runs the detectors. The first hits are words.
func eachSentence(c *Checker, text string, sc *scratch, look func(from, words int)) {
	for from := 0; from < len(text); {
		end, seen, _ := sc.view.next(text[from:], false)
		sentence := text[from : from+end]
		sc.clear(c.lex, everyLang)
		seen |= c.lex.scan(&sc.view, sc)
		c.lex.ripen(&sc.view, sentence, sc, 0)
		words := len(sc.hits)
		if sc.detectable(seen) {
			detect(sentence, seen, sc)
		}
		look(from, words)
		from += end
	}
}

var personalClasses = []string{"@phone", "@email", "@card", "@iban", "@id", "@secret", "@url", "@ownurl", "@chaturl", "@hidden", "@handle", "@order", "@approval", "@address"}

// personalCases checks what of personal data and contacts is found in texts.
func personalCases(t *testing.T, cases map[string]string) {
	t.Helper()
	c := full(t)
	for text, want := range cases {
		if diff := cmp.Diff(want, strings.Join(detections(c, text, personalClasses...), " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestDetectorsFindPhoneNumbersExactly(t *testing.T) {
	t.Parallel()
	personalCases(t, map[string]string{
		// Phone numbers as they are written in the markets.
		"Ring +44 7700 900123, ok": "phone=+44 7700 900123",
		"on 07700 900123.":         "phone=07700 900123",
		"(212) 555-0187 or so":     "phone=(212) 555-0187",
		"at 212-555-0187":          "phone=212-555-0187",
		"WA 0812-3456-7890 ya":     "phone=0812-3456-7890",
		"WA0812-3456-7890":         "phone=0812-3456-7890",
		"โทร 081-234-5678 ค่ะ":     "phone=081-234-5678",
		"gọi 0901 234 567 nhé":     "phone=0901 234 567",
		"Hubungi +60 12-345 6789":  "phone=+60 12-345 6789",
		"text 0917 123 4567":       "phone=0917 123 4567",
		"call 9123 4567":           "phone=9123 4567",
		"llama al 55 1234 5678":    "phone=55 1234 5678",
		"(11) 91234-5678 é meu":    "phone=(11) 91234-5678",
		"móvil 612 345 678":        "phone=612 345 678",
		"087 123 4567":             "phone=087 123 4567",
		"0151 23456789 oder":       "phone=0151 23456789",
		"030/1234567":              "phone=030/1234567",
		"06 12 34 56 78":           "phone=06 12 34 56 78",
		"347 123 4567":             "phone=347 123 4567",
		"τηλ. 6971234567":          "phone=6971234567",
		"携帯は090-1234-5678です":       "phone=090-1234-5678",
		"携帯は０９０－１２３４－５６７８です":       "phone=０９０－１２３４－５６７８",
		"전화 010-1234-5678번":        "phone=010-1234-5678",
		"اتصل ٠٥٥١٢٣٤٥٦٧ الآن":     "phone=٠٥٥١٢٣٤٥٦٧",
		"手机13812345678请":           "phone=13812345678",
		"+46 (0)8 928 571 38 fax":  "phone=+46 (0)8 928 571 38",
		"0812\u200b3456\u200b7890": "phone=0812\u200b3456\u200b7890",
		// What is none.
		"EAN 4006381333931":     "order=4006381333931",
		"Artikelnummer 0815-47": "",
		"0.25 mm, 10:30, 1-2":   "",
		"Rp1.250.000.000":       "",
		"2026-11-22 12:00:00":   "",
		"22.11.2026":            "",
		"4905 4399 1927 5666":   "",
		"242.751.541-05":        "",
		"23112564D":             "",
		"12,345,678,901":        "",
	})
}

func TestDetectorsFindNumbersOfAccountsAndPeopleExactly(t *testing.T) {
	t.Parallel()
	personalCases(t, map[string]string{
		"card 4111 1111 1111 1111 exp 12/27": "card=4111 1111 1111 1111",
		"3782 822463 10005":                  "card=3782 822463 10005",
		"5555-5555-5555-4444!":               "card=5555-5555-5555-4444",
		"４１１１ １１１１ １１１１ １１１１":                "card=４１１１ １１１１ １１１１ １１１１",
		"41111111111111111":                  "",
		"4111 1111 1111 1111 1111":           "",
		"IBAN DE89 3704 0044 0532 0130 00.":  "iban=DE89 3704 0044 0532 0130 00",
		"GB82WEST12345698765432":             "iban=GB82WEST12345698765432",
		"DE89 3704 0044 0532 0130 01":        "",
		"No rek BCA 000 111 2222 a.n. Demo":  "iban=000 111 2222",
		// Identity numbers.
		"CPF 529.982.247-25":      "id=529.982.247-25",
		"CNPJ 11.222.333/0001-81": "id=11.222.333/0001-81",
		"900101-1234568 확인":       "id=900101-1234568",
		"주민번호 201101-3234567":     "id=201101-3234567",
		"身份证11010519491231002X号":  "id=11010519491231002X",
		"S1234567D":               "id=S1234567D",
		"12345678Z":               "id=12345678Z",
		"X1234567L":               "id=X1234567L",
		"SSN 219-09-9999":         "id=219-09-9999",
		"219-09-9999":             "",
		"HEGG560427MVZRRL04":      "id=HEGG560427MVZRRL04",
		"RSSMRA85T10A562S":        "id=RSSMRA85T10A562S",
		"NINO AB 12 34 56 C":      "id=AB 12 34 56 C",
		"NIK 3201014507900001":    "id=3201014507900001",
		"880101-14-5678":          "id=880101-14-5678",
		"HKID A123456(3)":         "id=A123456(3)",
		"CCCD 001090012345":       "id=001090012345",
		"รหัส 1-1017-00230-70-8":  "id=1-1017-00230-70-8",
	})
}

func TestDetectorsFindSecretsAndLinksExactly(t *testing.T) {
	t.Parallel()
	personalCases(t, map[string]string{
		"OTP 482913 now":                "secret=482913",
		"482913 is your OTP":            "secret=482913",
		"key AKIAIOSFODNN7EXAMPLE!":     "secret=AKIAIOSFODNN7EXAMPLE",
		"password: hunter2!":            "secret=hunter2",
		"Use code GLOW20 at checkout":   "",
		"code 482913":                   "",
		"token=a8F3kq9ZpL2mX7vB4nR1 ok": "secret=a8F3kq9ZpL2mX7vB4nR1",
		// Links.
		"see www.shop.example, now":         "url=www.shop.example",
		"(https://a.example.com/x?y=1).":    "url=https://a.example.com/x?y=1",
		"자사몰 glow.example.co.kr에서":          "url=glow.example.co.kr",
		"vt.tiktok.com/ZS8abc/":             "ownurl=vt.tiktok.com/ZS8abc/",
		"t.me/glowdeals":                    "chaturl=t.me/glowdeals",
		"glowbarn[.]com":                    "hidden=glowbarn[.]com",
		"tiendaluz punto com":               "hidden=tiendaluz punto com",
		"El punto de cruz":                  "",
		"Node.js, e.g. 2.5ml, v1.2.3, U.S.": "",
		"great.It is new":                   "",
		"a.b@c.example.com,":                "email=a.b@c.example.com",
		"ａ＠ｂ．ｃｏｍ":                           "email=ａ＠ｂ．ｃｏｍ",
		"laden (at) beispiel (dot) de":      "hidden=laden (at) beispiel (dot) de email=laden (at) beispiel (dot) de",
		"me at shop dot com":                "hidden=me at shop dot com email=me at shop dot com",
		"line id: glow_demo":                "handle=glow_demo",
		"a fine line along":                 "",
		"공일공 영영영영 영영영영":                     "hidden=공일공 영영영영 영영영영",
		"one, two, three, press":            "",
		"Order 5771238890":                  "order=5771238890",
		"NA18260000001":                     "approval=NA18260000001",
		"10-1-6600000001":                   "approval=10-1-6600000001",
	})
}

func TestDetectorsReadQuantities(t *testing.T) {
	t.Parallel()
	c := full(t)
	classes := []string{"@price", "@percent", "@discount", "@duration", "@weight", "@length", "@volume", "@age", "@date", "@hashtag", "@mention", "@bait"}
	for text, want := range map[string]string{
		"only $9.99 today":      "price=$9.99",
		"Rp 29.000 aja":         "price=Rp 29.000",
		"Rp. 29.000":            "price=Rp. 29.000",
		"9,90 € statt":          "price=9,90 €",
		"R$ 1.299,00":           "price=R$ 1.299,00",
		"12,900원":               "price=12,900원",
		"2만원 할인":                "price=2만원",
		"29rb":                  "price=29rb",
		"1,5 jt rupiah":         "price=1,5 jt rupiah",
		"399 บาท":               "price=399 บาท",
		"99.000đ":               "price=99.000đ",
		"¥1,200":                "price=¥1,200",
		"￥１２００":                 "price=￥１２００",
		"95% off":               "discount=95% percent=95%",
		"50 percent":            "percent=50 percent",
		"９８％":                   "discount=９８％ percent=９８％",
		"in 7 days":             "duration=7 days",
		"3-5 days":              "duration=3-5 days",
		"3天见效":                  "duration=3天",
		"2주 만에":                 "duration=2주",
		"7 hari":                "duration=7 hari",
		"1 tuần":                "duration=1 tuần",
		"24h":                   "duration=24h",
		"30 วัน":                "duration=30 วัน",
		"10 kg":                 "weight=10 kg",
		"5斤":                    "weight=5斤",
		"8 กก.":                 "weight=8 กก",
		"2.5ml":                 "volume=2.5ml",
		"120 cm":                "length=120 cm",
		"for 3 year olds":       "duration=3 year",
		"12 tuổi":               "age=12 tuổi",
		"12 ans":                "duration=12 ans age=12 ans",
		"12세":                   "age=12세",
		"18+":                   "age=18+",
		"22.11.2026":            "date=22.11.2026",
		"#glowup @mia.demo":     "mention=@mia.demo hashtag=#glowup",
		"1個@500円です":             "price=500円",
		"Preis 0,01 €":          "bait=0,01 € price=0,01 €",
		"iPhone15 Pro, 4K, B12": "",
	} {
		if diff := cmp.Diff(want, strings.Join(detections(c, text, classes...), " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestParsePriceReadsAmountsOfTheMarkets(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ text, market, want string }{
		{"1.299,00 €", "DE", "1299.00 EUR"}, {"£1,299.00", "GB", "1299.00 GBP"}, {"$12", "US", "12.00 USD"}, {"$12", "MX", "12.00 MXN"}, {"$12", "SG", "12.00 SGD"},
		{"$12", "JP", "12.00 USD"}, {"Rp1.250.000", "ID", "1250000.00 IDR"}, {"29rb", "ID", "29000.00 IDR"}, {"1,5 jt", "ID", "1500000.00 IDR"}, {"99k", "VN", "99000.00 VND"},
		{"1 triệu 2", "VN", "1000000.00 VND"}, {"3만 9천원", "KR", "39000.00 KRW"}, {"1.5万円", "JP", "15000.00 JPY"}, {"¥199", "CN", "199.00 CNY"}, {"¥199", "JP", "199.00 JPY"},
		{"฿1,290", "TH", "1290.00 THB"}, {"1 299,50 €", "FR", "1299.50 EUR"}, {"٩٩ ريال", "SA", "99.00 SAR"}, {"12 USD", "TH", "12.00 USD"},
	} {
		p, ok := parsePrice(tc.text, tc.market)
		if got := fmt.Sprintf("%.2f %s", p.amount, p.currency); !ok || got != tc.want {
			t.Errorf("parsePrice(%q, %s) = %s, %v, want %s", tc.text, tc.market, got, ok, tc.want)
		}
	}
}

func TestDetectorsDoNotAllocateOnHonestTexts(t *testing.T) { //nolint:paralleltest // counts what the process allocates
	countsAllocations(t)
	c := full(t)
	text := "Cotton shirt, 100 % organic, 2 colors, from 29.90 EUR. Versand in 2-3 Tagen. 面料柔软，尺码齐全。"
	sc := &scratch{}
	n := testing.AllocsPerRun(100, func() {
		eachSentence(c, text, sc, func(int, int) {})
	})
	if n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{
		"+44 7700 900123 a@b.com DE89 3704 0044 0532 0130 00", "line id: x_y 4111 1111 1111 1111", "password: a1b2c3", "dot com", "x dot com", "one two three four five six seven",
		"3만 9천원 Rp 29.000 18+ 3-5 days", "1.2.3.4 [.] (.) @ # .", "공일공 1\u200b2", "12 Sample Street, Apt 4, SW1A 0AA", "\xff1\xfe@\x80.com",
	} {
		f.Add(s)
	}
	c := full(f)
	f.Fuzz(func(t *testing.T, text string) {
		sc := &scratch{}
		eachSentence(c, text, sc, func(from, _ int) {
			for _, h := range sc.hits {
				start, end := from+int(h.start), from+int(h.end)
				if h.start < 0 || start >= end || end > len(text) {
					t.Fatalf("%s at %d:%d in %q", c.lex.names[h.class], start, end, text)
				}
				if utf8.ValidString(text) && (!utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end])) {
					t.Fatalf("%s at %d:%d of %q cuts a rune", c.lex.names[h.class], start, end, text)
				}
			}
		})
		parsePrice(text, "ID")
	})
}
