package compliance

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// structureCase is an item and what structure says of one rule.
type structureCase struct {
	name string
	rule string
	item Item
	want string // severity, "none" when nothing is found, with "not checked" behind it when so reported
}

func one(s Surface, text string, f Facts) Item { return in("", s, text, f) }

func in(market string, s Surface, text string, f Facts) Item {
	return Item{Market: market, Fields: []Field{{s, text}}, Facts: f}
}

func runStructure(t *testing.T, cases []structureCase) {
	t.Helper()
	c := full(t)
	for _, k := range cases {
		t.Run(k.rule+" "+k.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(k.item)
			got := "none"
			why := ""
			for _, f := range rep.Findings {
				if f.Rule == k.rule {
					got, why = f.Severity.String(), f.Why
				}
			}
			if slices.ContainsFunc(rep.NotChecked, func(u Unchecked) bool { return u.Rule == k.rule }) {
				got += " not checked"
			}
			if got != k.want {
				t.Errorf("got %q, want %q (%s)", got, k.want, why)
			}
		})
	}
}

func TestDisclosureIsJudgedByLabelAndFacts(t *testing.T) {
	t.Parallel()
	paid := Facts{Commercial: new(true), DisclosureOn: new(false), SoundLicensed: new(true)}
	long := strings.Repeat("a lovely mug for the kitchen ", 4)
	runStructure(t, []structureCase{
		{"is found when the post is paid and says nothing", "ADS-001", in("US", VideoCaption, "New mug", paid), "high"},
		{"is stricter in Korea", "ADS-001", in("KR", VideoCaption, "새 머그", paid), "block"},
		{"needs to know who pays", "ADS-001", in("US", VideoCaption, "New mug", Facts{}), "none not checked"},
		{"needs to know the switch when the post is paid", "ADS-001", in("US", VideoCaption, "New mug", Facts{Commercial: new(true)}), "none not checked"},
		{"is settled by the switch", "ADS-001", in("US", VideoCaption, "New mug", Facts{Commercial: new(true), DisclosureOn: new(true)}), "none"},
		{"is settled by a tag", "ADS-001", in("US", VideoCaption, "#ad New mug, use my code MIA10", paid), "none"},
		{"is settled by a word in front", "ADS-001", in("DE", VideoCaption, "Werbung: mein Code LEA10", paid), "none"},
		{"is settled by a word in brackets", "ADS-001", in("KR", VideoCaption, "[광고] 제 코드 MINA10", paid), "none"},
		{"shows in words alone", "ADS-001", in("US", VideoCaption, "New mug, use my code MIA10", Facts{}), "high not checked"},
		{"is taken back when nobody pays", "ADS-001", in("US", VideoCaption, "New mug, use my code MIA10", Facts{Commercial: new(false)}), "none"},
		{"comes too late", "ADS-002", in("US", VideoCaption, long+"#ad", paid), "medium"},
		{"hides among the last of many tags", "ADS-002", in("US", VideoCaption, "Mug #tea #home #cozy #love #ad", paid), "medium"},
		{"is too weak", "ADS-002", in("GB", VideoCaption, "Mug #collab", paid), "medium"},
		{"is one of another market", "ADS-003", in("FR", VideoCaption, "#ad J'adore ce sac", paid), "medium"},
		{"is one of the market", "ADS-003", in("FR", VideoCaption, "Publicité - J'adore ce sac", paid), "none"},
		{"is not sure to be accepted", "ADS-003", in("TH", VideoCaption, "#ad ชอบมาก", paid), "low"},
		{"is known by its language", "ADS-003", one(VideoCaption, "#ad 제 추천템이에요", Facts{}), "medium"},
		{"of a market without a table counts", "ADS-003", in("CA", VideoCaption, "#ad New mug", paid), "none"},
		{"gives another rule where the market's table differs", "ADS-002", in("MX", VideoCaption, "#iklan Mochila", paid), "medium"},
		{"a gift is no purchase", "ADS-004", in("US", VideoCaption, "Bought it myself, love it", Facts{SampleReceived: new(true)}), "high"},
		{"a purchase is one", "ADS-004", in("US", VideoCaption, "I bought this myself, love it", Facts{SampleReceived: new(false)}), "none"},
		{"music is licensed or not", "IPR-004", in("US", VideoCaption, "New mug", Facts{Commercial: new(true), SoundLicensed: new(false), DisclosureOn: new(false)}), "medium"},
	})
}

// Each market's own labels settle the question there.
func TestEveryLabelOfEveryMarketIsAccepted(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, m := range c.market.List {
		for _, text := range m.Labels {
			rep := c.Check(in(m.Code, VideoCaption, text+": 10", Facts{Commercial: new(true), DisclosureOn: new(false)}))
			for _, f := range rep.Findings {
				if strings.HasPrefix(f.Rule, "ADS-00") {
					t.Errorf("%s %q: %s %s", m.Code, text, f.Rule, f.Why)
				}
			}
		}
		for _, text := range m.DoubtfulLabels {
			rep := c.Check(in(m.Code, VideoCaption, text+" 10", Facts{Commercial: new(true), DisclosureOn: new(false)}))
			if !slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "ADS-003" && f.Severity == Low }) {
				t.Errorf("%s %q: no doubt", m.Code, text)
			}
		}
	}
}

func TestPricesAreComparedWithFacts(t *testing.T) {
	t.Parallel()
	eur := func(s string) Money { return Money{s, "EUR"} }
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	runStructure(t, []structureCase{
		{"below the listing's", "PRC-006", in("US", VideoCaption, "Grab it for $9", Facts{Price: Money{"9.99", "USD"}}), "high"},
		{"rounded up", "PRC-006", in("US", VideoCaption, "Grab it for $10", Facts{Price: Money{"9.99", ""}}), "none"},
		{"under what is above", "PRC-006", in("US", VideoCaption, "Under $10", Facts{Price: Money{"9.99", "USD"}}), "none"},
		{"what is saved is no price", "PRC-006", in("US", VideoCaption, "Save $5 today", Facts{Price: Money{"9.99", "USD"}}), "none"},
		{"German numbers", "PRC-006", in("DE", Ad, "Nur 1.299,00 \u20ac", Facts{Price: eur("1349.00")}), "high"},
		{"German numbers that agree", "PRC-006", in("DE", Ad, "Nur 1.299,00 \u20ac", Facts{Price: eur("1299.00")}), "none"},
		{"Indonesian thousands", "PRC-006", in("ID", VideoCaption, "Cuma 29rb", Facts{Price: Money{"39000", "IDR"}}), "high"},
		{"Korean won", "PRC-006", in("KR", VideoCaption, "단돈 9,900원", Facts{Price: Money{"12900", "KRW"}}), "high"},
		{"unknown", "PRC-006", in("KR", VideoCaption, "단돈 9,900원", Facts{}), "none not checked"},
		{"no number", "PRC-006", in("US", VideoCaption, "Grab it for $9", Facts{Price: Money{"cheap", "USD"}}), "none not checked"},
		{"the text names the listing's", "PRC-006", one(VideoCaption, "Grab it for $9, product page $9.99", Facts{}), "high not checked"},
		{"another currency", "PRC-009", in("TH", ProductTitle, "กระเป๋า 12 USD", Facts{}), "medium"},
		{"another currency beside the local one", "PRC-009", in("TH", ProductTitle, "กระเป๋า 12 USD (399 บาท)", Facts{}), "none"},
		{"the dollar of Mexico", "PRC-009", in("MX", ProductTitle, "Bolsa $299", Facts{}), "none"},
		{"the dollar in Germany", "PRC-009", in("DE", ProductTitle, "Tasche $29", Facts{}), "medium"},
		{"the yen of Japan", "PRC-009", in("JP", ProductTitle, "バッグ ¥1,200", Facts{}), "none"},
		{"told by the language", "PRC-009", one(ProductTitle, "たったの$12です", Facts{}), "low not checked"},
		{"told by who is spoken to", "PRC-009", one(ProductTitle, "Seulement 12 $ pour la France", Facts{}), "low not checked"},
		{"no price at all", "PRC-009", one(ProductTitle, "Dollar-sign pendant necklace", Facts{}), "none not checked"},
		{"steep", "PRC-003", in("US", Ad, "90% off today", Facts{}), "medium not checked"},
		{"borne out", "PRC-003", in("US", Ad, "90% off today", Facts{Price: Money{"10", ""}, ReferencePrice: Money{"100", ""}}), "info"},
		{"steep by two prices", "PRC-003", in("DE", Ad, "Statt 199 € jetzt 9 €", Facts{}), "high not checked"},
		{"a price before that was not asked", "PRC-003", in("DE", Ad, "Statt 50 € jetzt 40 €", Facts{ReferencePrice: eur("45")}), "high"},
		{"cotton is no reduction", "PRC-003", in("US", Ad, "95% cotton", Facts{}), "none not checked"},
		{"reduced without the price before", "PRC-007", in("FR", Ad, "Soldes -40%", Facts{}), "low not checked"},
		{"reduced with it", "PRC-007", in("FR", Ad, "-40%, prix le plus bas des 30 derniers jours : 29,90 €", Facts{}), "none not checked"},
		{"reduced from the lowest", "PRC-007", in("FR", Ad, "Soldes -40%", Facts{Price: eur("30"), LowestPrice30Days: eur("50")}), "none"},
		{"reduced less than said", "PRC-007", in("FR", Ad, "Soldes -40%", Facts{Price: eur("30"), LowestPrice30Days: eur("35")}), "high"},
		{"outside the EU", "PRC-007", in("GB", Ad, "40% off", Facts{}), "none"},
		{"scarce", "PRC-001", in("US", VideoCaption, "Only 3 left!", Facts{}), "medium not checked"},
		{"scarce indeed", "PRC-001", in("US", VideoCaption, "Only 3 left!", Facts{StockLeft: new(3)}), "info"},
		{"not scarce", "PRC-001", in("US", VideoCaption, "Only 3 left!", Facts{StockLeft: new(412)}), "medium"},
		{"urgent", "PRC-002", in("US", VideoCaption, "Ends tonight!", Facts{}), "medium not checked"},
		{"urgent indeed", "PRC-002", in("US", VideoCaption, "Ends tonight!", Facts{PromotionStart: at.Add(-time.Hour), PromotionEnd: at.Add(9 * time.Hour), At: at}), "info"},
		{"not urgent", "PRC-002", in("US", VideoCaption, "Ends tonight!", Facts{PromotionStart: at, PromotionEnd: at.Add(900 * time.Hour), At: at}), "medium"},
	})
}

func TestTextsAreJudgedByHowTheyAreBuilt(t *testing.T) {
	t.Parallel()
	runStructure(t, []structureCase{
		{"many tags", "ENG-002", one(VideoCaption, "Taza #a1 #b2 #c3 #d4 #e5 #f6 #g7 #h8 #i9 #j10 #k11", Facts{}), "low"},
		{"few tags", "ENG-002", one(VideoCaption, "Taza nueva #cocina #hogar", Facts{}), "none"},
		{"mostly tags", "ENG-002", one(VideoCaption, "Taza #cocina #hogar #mesa #comida #desayuno #casa", Facts{}), "low"},
		{"a tag of an event", "ENG-002", one(VideoCaption, "Taza nueva #worldcup", Facts{}), "low"},
		{"capitals", "ENG-003", one(ProductTitle, "CHEAPEST SHOULDER HANDBAG", Facts{}), "low"},
		{"short forms are no capitals", "ENG-003", one(ProductTitle, "USB-C LED lamp TV PC", Facts{}), "none"},
		{"scripts without capitals", "ENG-003", one(ProductTitle, "캔버스 크로스백, 조절 끈", Facts{}), "none"},
		{"the same word", "ENG-003", one(ProductTitle, "Bag women bag canvas bag", Facts{}), "low"},
		{"the same words without blanks", "ENG-003", one(ProductTitle, "爆款爆款爆款女包", Facts{}), "low"},
		{"emoji", "ENG-003", one(ProductTitle, "Bag \U0001F525\U0001F525 new \U0001F4A5\U0001F381", Facts{}), "low"},
		{"signs", "ENG-003", one(ProductTitle, "Bag !!!! new", Facts{}), "low"},
		{"a sentence again and again", "ENG-005", one(LiveScript, strings.Repeat("Come and visit our little shop! ", 5), Facts{TimesSent: new(1)}), "low"},
		{"the same text in several fields", "ENG-005", Item{Fields: []Field{{VideoCaption, "Come and visit us soon."}, {LiveScript, "Come and visit us soon."}, {CommentMessage, "Come and visit us soon."}}, Facts: Facts{TimesSent: new(1)}}, "none"},
		{"sent often", "ENG-005", one(CommentMessage, "Check our shop!", Facts{TimesSent: new(40)}), "low"},
		{"a date with two readings", "LOC-004", one(ProductDescription, "Use by 03/04/26", Facts{}), "low not checked"},
		{"a plain date", "LOC-004", one(ProductDescription, "Use by 3 April 2026", Facts{}), "none not checked"},
		{"a date with one reading", "LOC-004", in("DE", ProductDescription, "Haltbar bis 25/12/26", Facts{}), "none"},
		{"inches only", "LOC-004", in("DE", ProductDescription, "Tischdecke 60 inches", Facts{}), "low"},
		{"inches and centimeters", "LOC-004", in("DE", ProductDescription, "Tischdecke 60 inches (152 cm)", Facts{}), "none"},
		{"inches at home", "LOC-004", in("US", ProductDescription, "Table cloth 60 inches", Facts{}), "none"},
		{"another script", "LOC-001", in("DE", ProductTitle, "女士手提包 大容量", Facts{}), "medium"},
		{"another language", "LOC-001", in("GB", ProductTitle, "Tas wanita", Facts{}), "medium"},
		{"another language where it matters more", "LOC-001", in("ID", ProductTitle, "Women bag with the new strap for you", Facts{}), "high"},
		{"the market's language", "LOC-001", in("DE", ProductTitle, "Damenhandtasche mit viel Platz", Facts{}), "none"},
		{"the market's script", "LOC-001", in("JP", ProductTitle, "レディースバッグ", Facts{}), "none"},
		{"Chinese in Japan", "LOC-001", in("JP", ProductTitle, "这款手提包质量很好", Facts{}), "medium"},
		{"a brand name only", "LOC-001", in("TH", ProductTitle, "Nordvik", Facts{}), "none"},
		{"no market", "LOC-001", one(ProductTitle, "Tas wanita", Facts{}), "none not checked"},
	})
}
