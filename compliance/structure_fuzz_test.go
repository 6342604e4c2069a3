package compliance

import (
	"testing"
	"time"
	"unicode/utf8"
)

// rich are facts that wake every check.
func rich(category, number, price string, n int) Facts {
	return Facts{
		Commercial: new(n%2 == 0), DisclosureOn: new(n%3 == 0), SampleReceived: new(true), SoundLicensed: new(false),
		Category: category, Brand: number, BrandAuthorised: new(false), Registration: &number, Halal: &number, Origin: "IT", AgeGate: new(false),
		Price: Money{price, ""}, ReferencePrice: Money{price, "EUR"}, LowestPrice30Days: Money{price, ""}, StockLeft: &n,
		PromotionEnd: time.Unix(int64(n), 0), At: time.Unix(0, 0), Edited: new(true), PersonUnder18: new(true), StillPicture: new(true),
		Pinned: []string{number, "Phone case"}, TimesSent: &n, Seasons: []string{"ramadan", number},
		Listing: &ListingRecord{Title: number + " 500 ml", Colors: []string{"red", number}, Sizes: []string{"M"}, Brand: "A", Pieces: &n, WarrantyMonths: &n, FreeShipping: new(false)},
		Shop:    &Listing{Entity: "CN", StockIn: number, Accounts: &Accounts{Official: &n, Channel: &n, OfficialName: number}, Days: &n, MatureOrders: &n, ListingsToday: &n},
	}
}

func FuzzStructure(f *testing.F) {
	c, err := New(WithBrands("Nordvik"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("#ad New mug, was $199 now $9 90% off", "US", "en", "alcohol", "NA18260000001", "9.99", 3)
	f.Add("爆款爆款爆款包包 ¥1,200 03/04/26", "JP", "", "cosmetics", "", "x", -1)
	f.Add("#\xff\xfe# 1.299,00€ 2 Jahre Garantie size XL", "DE", "de", "health_supplements", "\xff", "1e400", 1<<31)
	f.Add("ราคา 12 USD ส่งฟรี \u0e33\u200d", "TH", "xx", "", "10-1-6600000001", "-1", 0)
	f.Fuzz(func(t *testing.T, text, market, lang, category, number, price string, n int) {
		it := Item{Market: market, Mode: FullyManaged, Lang: lang, Facts: rich(category, number, price, n)}
		for _, s := range surfaces {
			it.Fields = append(it.Fields, Field{s, text})
		}
		for range 2 {
			for _, found := range c.Check(it).Findings {
				p := found.Span
				if found.Field < 0 {
					continue
				}
				if p.Start < 0 || p.Start > p.End || p.End > len(text) || p.RuneStart > p.RuneEnd ||
					p.RuneStart != utf8.RuneCountInString(text[:p.Start]) || p.RuneEnd != utf8.RuneCountInString(text[:p.End]) {
					t.Fatalf("%s: span %+v of %q", found.Rule, p, text)
				}
			}
			it.Facts = Facts{}
		}
		c.Eligible(Listing{Market: market, Mode: Mode(number), Category: category, Entity: market, StockIn: number, Price: Money{price, lang}, Registration: &number})
	})
}

// What is not checked costs nothing once its list is made.
func TestCleanTextsCostTwoAllocationsAtMost(t *testing.T) { //nolint:paralleltest // counts what the process allocates
	countsAllocations(t)
	c := full(t)
	for name, it := range map[string]Item{
		"a caption":                 one(VideoCaption, "A mug for tea. It holds 300 ml. It is blue. Enjoy it. Bye. See you.", Facts{}),
		"a title of a known market": in("DE", ProductTitle, "Tasse aus Keramik, 300 ml, mit Henkel", Facts{}),
		"facts that agree":          in("GB", VideoCaption, "A mug for 9.99 pounds", Facts{Price: Money{"9.99", "GBP"}, Category: "kitchen", Commercial: new(false)}),
	} {
		if rep := c.Check(it); len(rep.Findings) > 0 {
			t.Errorf("%s is not clean: %v", name, rep.Findings)
		}
		if n := testing.AllocsPerRun(100, func() { c.Check(it) }); n > 2 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestListsOfWhatIsNotCheckedAreSharedAndNeverChanged(t *testing.T) {
	t.Parallel()
	c := full(t)
	it := in("US", VideoCaption, "A mug", Facts{})
	a, b := c.Check(it).NotChecked, c.Check(it).NotChecked
	if len(a) == 0 || &a[0] != &b[0] {
		t.Error("two lists for the same question")
	}
	it.Lang = "tlh"
	odd := c.Check(it).NotChecked
	if len(odd) != len(a)+1 || odd[0].Rule != "*" || &odd[0] == &a[0] {
		t.Errorf("an unknown language: %v", odd)
	}
	for _, it := range []Item{
		in("ZZ", VideoCaption, "A mug", Facts{}), {Mode: "half", Fields: it.Fields}, one("wall", "A mug", Facts{}),
		one(VideoCaption, "A mug", Facts{Category: "moon dust"}), one(VideoCaption, "A mug", Facts{Seasons: []string{"monsoon"}}),
		one(VideoCaption, "A mug", Facts{Price: Money{Amount: "9,99"}}),
	} {
		list := c.Check(it).NotChecked
		if len(list) == 0 || list[0].Rule != "*" {
			t.Errorf("%+v: %v", it, list)
		}
	}
}
