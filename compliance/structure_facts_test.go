package compliance

import (
	"testing"
	"time"
)

func TestFactsAreHeldAgainstTexts(t *testing.T) {
	t.Parallel()
	supplement := Facts{Category: "health_supplements"}
	runStructure(t, []structureCase{
		{"from elsewhere", "MIS-008", one(ProductTitle, "Bag made in Italy", Facts{Origin: "CN"}), "medium"},
		{"from there", "MIS-008", one(ProductTitle, "Bag made in Italy", Facts{Origin: "IT"}), "none"},
		{"from who knows where", "MIS-008", one(ProductTitle, "Bag made in Italy", Facts{}), "none not checked"},
		{"from two places", "MIS-008", one(ProductTitle, "Bag made in Italy, our line in Shenzhen", Facts{}), "medium not checked"},
		{"edited and denied", "MIS-015", one(VideoCaption, "No filter, my real skin", Facts{Edited: new(true)}), "medium"},
		{"edited and not labeled", "MIS-015", one(VideoCaption, "My skin", Facts{Edited: new(true), EditLabelled: new(false)}), "medium"},
		{"not edited", "MIS-015", one(VideoCaption, "No filter, my real skin", Facts{Edited: new(false)}), "none"},
		{"edited or not", "MIS-015", one(VideoCaption, "No filter, my real skin", Facts{}), "low not checked"},
		{"the statement is missing", "HLT-007", in("US", ProductDescription, "Magnesium gummies", supplement), "high"},
		{"the statement is there", "HLT-007", in("US", ProductDescription, "These statements have NOT been evaluated by the Food and Drug Administration.", supplement), "none"},
		{"the statement of Vietnam", "HLT-007", in("VN", ProductDescription, "Sản phẩm này không phải là thuốc.", supplement), "none"},
		{"the statement of the Philippines", "HLT-007", in("PH", ProductDescription, "Vitamin C", supplement), "high"},
		{"the statement of Mexico", "HLT-007", in("MX", ProductDescription, "Este producto no es un medicamento", supplement), "none"}, //nolint:misspell // Spanish
		{"the statement of Thailand", "HLT-007", in("TH", ProductDescription, "ไม่มีผลในการป้องกันหรือรักษาโรค", supplement), "none"},
		{"no statement is asked of a bag", "HLT-007", in("US", ProductDescription, "Bag", Facts{Category: "luggage"}), "none"},
		{"the kind of goods is not known", "HLT-007", in("US", ProductDescription, "Magnesium gummies", Facts{}), "none not checked"},
		{"no number", "LOC-002", in("ID", ProductTitle, "Krim wajah", Facts{Category: "skincare", Registration: new("")}), "high"},
		{"a number of the shape", "LOC-002", in("ID", ProductTitle, "Krim wajah", Facts{Category: "skincare", Registration: new("NA18260000001")}), "none"},
		{"a number of another shape", "LOC-002", in("ID", ProductTitle, "Krim wajah", Facts{Category: "skincare", Registration: new("12345")}), "medium"},
		{"a number in the text", "LOC-002", in("TH", ProductTitle, "ครีมบำรุงผิว เลขที่ใบรับจดแจ้ง 10-1-6600000001", Facts{Category: "cosmetics"}), "none not checked"},
		{"a number that is not known", "LOC-002", in("MY", ProductTitle, "Krim muka", Facts{Category: "cosmetics"}), "none not checked"},
		{"a market without known shapes", "LOC-002", in("VN", ProductTitle, "Kem", Facts{Category: "cosmetics", Registration: new("123/26/CBMP")}), "none"},
		{"halal with a certificate", "LOC-003", in("MY", ProductTitle, "Sabun halal JAKIM", Facts{Halal: new("MS123")}), "none"},
		{"halal without a certificate", "LOC-003", in("MY", ProductTitle, "Sabun halal JAKIM", Facts{Halal: new("")}), "high"},
		{"halal or not", "LOC-003", in("ID", ProductTitle, "Kerupuk", Facts{Category: "food", Halal: new("")}), "medium"},
		{"not halal and said so", "LOC-003", in("ID", ProductTitle, "Kerupuk, tidak halal", Facts{Category: "food", Halal: new("")}), "none"},
		{"a child presents", "MIN-001", in("US", VideoCaption, "New serum", Facts{PersonUnder18: new(true)}), "block"},
		{"an adult presents", "MIN-001", in("GB", VideoCaption, "New serum", Facts{PersonUnder18: new(false)}), "none"},
		{"a child hosts", "MIN-005", in("US", LiveScript, "Welcome", Facts{PersonUnder18: new(true)}), "block"},
		{"knives without an age gate", "MIN-003", one(ProductTitle, "Chef knife", Facts{Category: "knives", AgeGate: new(false)}), "high"},
		{"knives with an age gate", "MIN-003", one(ProductTitle, "Chef knife", Facts{Category: "knives", AgeGate: new(true)}), "none"},
		{"knives for pupils", "MIN-003", one(ProductTitle, "Chef knife for teens", Facts{Category: "knives", AgeGate: new(true)}), "high"},
		{"pencils for pupils", "MIN-003", one(ProductTitle, "Pencil case, back to school", Facts{Category: "stationery"}), "none"},
		{"knives, gate not known", "MIN-003", one(ProductTitle, "Chef knife", Facts{Category: "knives"}), "none not checked"},
		{"a brand without authorisation", "IPR-005", one(ProductTitle, "Nordvik running shoes", Facts{Brand: "Nordvik", BrandAuthorised: new(false)}), "high"},
		{"what an accessory fits", "IPR-005", one(ProductTitle, "Case compatible with Nordvik phones", Facts{Brand: "Nordvik", BrandAuthorised: new(false)}), "none"},
		{"a brand with authorisation", "IPR-005", one(ProductTitle, "Nordvik running shoes", Facts{Brand: "Nordvik", BrandAuthorised: new(true)}), "none"},
		{"a still picture", "LIV-003", one(LiveScript, "Welcome", Facts{StillPicture: new(true)}), "medium"},
		{"five quiet minutes", "LIV-003", one(LiveScript, "Welcome", Facts{Silence: new(5 * time.Minute)}), "medium"},
		{"a quiet minute", "LIV-003", one(LiveScript, "Welcome", Facts{Silence: new(time.Minute)}), "none"},
		{"another product is pinned", "LIV-006", one(LiveScript, "Look at this air fryer everybody", Facts{Pinned: []string{"Phone case"}}), "medium"},
		{"the product is pinned", "LIV-006", one(LiveScript, "Look at these phone cases everybody", Facts{Pinned: []string{"Phone case"}}), "none"},
		{"Korean, another product is pinned", "LIV-006", one(LiveScript, "이 에어프라이어 정말 좋아요 보세요", Facts{Pinned: []string{"폰케이스"}}), "medium"},
		{"out of season", "SEN-004", in("MY", ProductTitle, "Snek", Facts{Category: "pork", Seasons: []string{"ramadan"}}), "low"},
		{"in season", "SEN-004", in("MY", ProductTitle, "Kurma", Facts{Category: "packaged_food", Seasons: []string{"ramadan"}}), "none"},
		{"no season", "SEN-004", in("MY", ProductTitle, "Snek", Facts{Category: "pork", Seasons: []string{}}), "none"},
		{"season not known", "SEN-004", in("MY", ProductTitle, "Snek", Facts{Category: "pork"}), "none not checked"},
		{"the platform sets the price", "ACC-005", Item{Mode: FullyManaged, Fields: []Field{{ProductTitle, "Bag, we ship in 24 hours"}}}, "medium"},
		{"no promise", "ACC-005", Item{Mode: FullyManaged, Fields: []Field{{ProductTitle, "Cotton, machine washable"}}}, "none"},
		{"the seller sets the price", "ACC-005", Item{Mode: SelfOperated, Fields: []Field{{ProductTitle, "Bag, we ship in 24 h"}}}, "none"},
	})
}

func TestContentIsComparedWithItsListing(t *testing.T) {
	t.Parallel()
	with := func(r ListingRecord) Facts { return Facts{Listing: &r} }
	runStructure(t, []structureCase{
		{"longer warranty", "MIS-016", one(VideoCaption, "Incluye dos años de garantía", with(ListingRecord{WarrantyMonths: new(6)})), "high"},
		{"same warranty", "MIS-016", one(VideoCaption, "Incluye seis meses de garantía", with(ListingRecord{WarrantyMonths: new(6)})), "none"},
		{"same warranty in years", "MIS-016", one(VideoCaption, "2 years warranty", with(ListingRecord{WarrantyMonths: new(24)})), "none"},
		{"Korean warranty", "MIS-016", one(VideoCaption, "무상보증 2년 보증", with(ListingRecord{WarrantyMonths: new(12)})), "high"},
		{"free shipping", "MIS-016", one(VideoCaption, "Gratis ongkir ke seluruh Indonesia", with(ListingRecord{FreeShipping: new(false)})), "high"},
		{"another color", "MIS-016", one(VideoCaption, "Now in blue", with(ListingRecord{Colors: []string{"red", "negro"}})), "medium"},
		{"a color it has", "MIS-016", one(VideoCaption, "Now in black", with(ListingRecord{Colors: []string{"red", "negro"}})), "none"},
		{"colors with names of their own", "MIS-016", one(VideoCaption, "Now in blue", with(ListingRecord{Colors: []string{"midnight"}})), "none"},
		{"another size", "MIS-016", one(VideoCaption, "Get size XXL now", with(ListingRecord{Sizes: []string{"S", "M"}})), "high"},
		{"a size it has", "MIS-016", one(VideoCaption, "Get size M now", with(ListingRecord{Sizes: []string{"S", "M"}})), "none"},
		{"more pieces", "MIS-016", one(VideoCaption, "You get 6 pcs", with(ListingRecord{Pieces: new(4)})), "high"},
		{"another volume", "MIS-016", one(VideoCaption, "500 ml bottle", with(ListingRecord{Title: "Bottle 350 ml"})), "medium"},
		{"the same volume", "MIS-016", one(VideoCaption, "0.5 l bottle", with(ListingRecord{Title: "Bottle 500 ml"})), "none"},
		{"no listing", "MIS-016", one(VideoCaption, "500 ml bottle", Facts{}), "none not checked"},
	})
}

func TestACategoryThatDisagreesLowersFindingsAboutGoods(t *testing.T) {
	t.Parallel()
	c := full(t)
	severity := func(category string) Severity {
		for _, f := range c.Check(one(ProductTitle, "Dry red wine 750 ml", Facts{Category: category})).Findings {
			if f.Rule == "REG-001" {
				return f.Severity
			}
		}
		return 0
	}
	if severity("") == 0 {
		t.Fatal("no pack knows wine")
	}
	if got := severity("alcohol"); got != severity("") {
		t.Errorf("agreeing category: %s", got)
	}
	if got := severity("kitchen"); got != Medium {
		t.Errorf("another category: %s, want medium", got)
	}
}
