package compliance

import (
	"slices"
	"testing"
)

// The money of each market is at home there and strange elsewhere.
func TestTheCurrencyOfEveryMarketIsItsOwn(t *testing.T) {
	t.Parallel()
	c := full(t)
	strange := func(market, currency string) bool {
		rep := c.Check(in(market, Ad, currency+" 120", Facts{}))
		return slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "PRC-009" })
	}
	for _, m := range c.market.List {
		if strange(m.Code, m.Currency) {
			t.Errorf("%s is strange in %s", m.Currency, m.Code)
		}
		if other := "GBP"; m.Currency != other && !strange(m.Code, other) {
			t.Errorf("%s is at home in %s", other, m.Code)
		}
	}
}

func TestEveryShapeOfRegistrationNumbersIsKnown(t *testing.T) {
	t.Parallel()
	c := full(t)
	examples := map[string]string{
		"BPOM notification": "NA18260000001", "BPOM MD/ML": "MD 123456789012", "notification number": "10-1-6600000001",
		"food serial": "10-1-12345-1-0001", "KKLIU": "KKLIU 1234/2026", "MAL": "MAL20261234T", "NOT": "NOT260100001K",
	}
	category := map[string]string{"cosmetics": "skincare", "food": "packaged_food", "medicine": "medicine"}
	for _, m := range c.market.List {
		for _, r := range m.Registration {
			if !slices.Contains(m.RegistrationFor, r.Kind) {
				t.Errorf("%s: a shape for %s, which needs no number", m.Code, r.Kind)
			}
			for number, wrong := range map[string]bool{examples[r.Name]: false, "X-1": true} {
				rep := c.Check(in(m.Code, ProductTitle, "ABC", Facts{Category: category[r.Kind], Registration: &number}))
				if got := slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "LOC-002" }); got != wrong {
					t.Errorf("%s %s %q: found %v", m.Code, r.Name, number, got)
				}
			}
		}
	}
}

// A title in a language of the market fits, one in a language of others does
// not.
func TestEveryMarketReadsItsLanguages(t *testing.T) {
	t.Parallel()
	c := full(t)
	titles := map[string]string{
		"en": "Women bag with the soft cotton", "es": "Bolso de mujer con el algodón", "pt": "Bolsa feminina com algodão para você", "id": "Tas wanita untuk sepatu dan baju",
		"ms": "Beg wanita untuk kasut dan baju", "vi": "Túi nữ màu đẹp chất lượng", "th": "กระเป๋าผู้หญิงใบใหญ่", "ko": "여성용 캔버스 가방", "zh": "女士手提包质量很好", "ja": "レディースバッグです",
		"el": "Γυναικεία τσάντα με τιμή", "ar": "حقيبة نسائية كبيرة", "de": "Damen Tasche mit viel Platz", "fr": "Sac pour femme avec étui", "it": "Borsa donna con custodia", "tl": "Ang bag na ito para sa babae",
	}
	for _, m := range c.market.List {
		for lang, title := range titles {
			rep := c.Check(in(m.Code, ProductTitle, title, Facts{}))
			found := slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "LOC-001" })
			fits := slices.ContainsFunc(m.Languages, func(l string) bool { return langBit(l) != everyLang && near(langBit(l))&langBit(lang) != 0 })
			if found == fits {
				t.Errorf("%s, title in %s: found %v", m.Code, lang, found)
			}
		}
	}
}

func TestSeasonsKeepTheirGoodsOut(t *testing.T) {
	t.Parallel()
	c := full(t)
	if want := []string{"ramadan", "eid", "tet", "lunar_new_year", "songkran", "vesak", "christmas", "black_friday", "mourning_period"}; !slices.Equal(c.Seasons(), want) {
		t.Errorf("seasons %v, want %v", c.Seasons(), want)
	}
	for _, s := range c.market.Seasons {
		for _, m := range s.Markets {
			for _, category := range s.Categories {
				rep := c.Check(in(m, ProductTitle, "ABC", Facts{Category: category, Seasons: []string{s.Name}}))
				if !slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "SEN-004" }) {
					t.Errorf("%s %s %s: nothing found", s.Name, m, category)
				}
			}
		}
	}
}
