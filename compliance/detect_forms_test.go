package compliance

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDetectorsKnowTheFormsOfPhoneNumbers(t *testing.T) {
	t.Parallel()
	personalCases(t, map[string]string{
		// Brackets and signs.
		"Anna (+44 7700 900123) again":  "phone=+44 7700 900123",
		"(+84) 912 345 678":             "phone=(+84) 912 345 678",
		"+(1) 212 555 0187":             "phone=+(1) 212 555 0187",
		"(212).555.0187":                "phone=(212).555.0187",
		"WA+62 812-3456-7890":           "phone=+62 812-3456-7890",
		"TEL 03(1234)5678":              "phone=03(1234)5678",
		"(11) 9 1234-5678":              "phone=(11) 9 1234-5678",
		"(11) 9.1234-5678":              "phone=(11) 9.1234-5678",
		"(11) 912345678":                "phone=(11) 912345678",
		"089 / 123 456 78":              "phone=089 / 123 456 78",
		"212-555-0187 ext. 45, Leeds":   "phone=212-555-0187 ext. 45",
		"(212) 555-0187 ext 45 or":      "phone=(212) 555-0187 ext 45",
		"212-555-0187 x123":             "phone=212-555-0187 x123",
		"06/12/34/56/78":                "phone=06/12/34/56/78",
		"0-2123-4567":                   "phone=0-2123-4567",
		"1800 123 456 or 1-300-12-3456": "phone=1800 123 456 phone=1-300-12-3456",
		// The code of a country without a sign.
		"86-13812345678":        "phone=86-13812345678",
		"62 812 3456 7890":      "phone=62 812 3456 7890",
		"55 11 91234-5678":      "phone=55 11 91234-5678",
		"6012-345 6789":         "phone=6012-345 6789",
		"(852) 6123 4567":       "phone=(852) 6123 4567",
		"84 912 345 678 views":  "",
		"63-15 23-97 15-83":     "",
		"(6011 7484 8004 4875)": "",
		// Landlines of Spain and Portugal, mobiles of Greece and Italy.
		"91 123 45 67 y 21 123 4567": "phone=91 123 45 67 phone=21 123 4567",
		"6971 234 567":               "phone=6971 234 567",
		"347 12 34 567":              "phone=347 12 34 567",
		"55-1234-5678":               "phone=55-1234-5678",
		"986 250 847 mm":             "",
		"Score 0.0071262450":         "",
		"092.426.956-13":             "",
		// Words before and behind.
		"416 60 039 office":                           "phone=416 60 039",
		"☎️ 1588-9296 / 📞: 81234567":                  "phone=1588-9296 phone=81234567",
		"📱 128-256-512 GB, LH-0982-2356":              "",
		"LH: 84 912 345 678":                          "phone=84 912 345 678",
		"mi número es 55 1234 5678":                   "phone=55 1234 5678",
		"colis d'Anne : 07 97 14 22":                  "order=07 97 14 22",
		"colis de l'amie : 0797142206, merci":         "phone=0797142206",
		"kode promo 0985-0119-7903":                   "order=0985-0119-7903",
		"+20 100 1234567 - 400 255 6382":              "phone=+20 100 1234567 phone=400 255 6382",
		"416-380-9265 / 4111 1111 1111 1111":          "card=4111 1111 1111 1111 phone=416-380-9265",
		"086 693 7162 / 4111111111111111":             "card=4111111111111111 phone=086 693 7162",
		"650209-1228670 / 11.222.333/0001-81":         "id=11.222.333/0001-81",
		"小李：0901 234 567，4111 1111 1111 1111":         "phone=0901 234 567 card=4111 1111 1111 1111",
		"0901 234 567，18.050.721/0003-33, 1,234,567":  "phone=0901 234 567 id=18.050.721/0003-33",
		"DE89370400440532013000 - 06 12 34 56 78 / 2": "iban=DE89370400440532013000 phone=06 12 34 56 78",
	})
}

func TestDetectorsKnowTheFormsOfOtherNumbers(t *testing.T) {
	t.Parallel()
	personalCases(t, map[string]string{
		"NIE X-1234567-L":                  "id=X-1234567-L",
		"X1234567-L":                       "id=X1234567-L",
		"NIE X 1234567 L":                  "id=X 1234567 L",
		"National Insurance AB 123456 C":   "id=AB 123456 C",
		"身份证110105 19491231 002X号":         "id=110105 19491231 002X",
		"身分證A123456789":                    "id=A123456789",
		"PPSN 1234567T":                    "id=1234567T",
		"RFC GODE561231GR8":                "id=GODE561231GR8",
		"PESEL 44051401359":                "id=44051401359",
		"CMND 956744749":                   "id=956744749",
		"Product id no 956744749":          "order=956744749",
		"BSN 111222333":                    "id=111222333",
		"NPWP 09.254.294.3-407.000":        "id=09.254.294.3-407.000",
		"784-1990-1234567-6":               "id=784-1990-1234567-6",
		"الرقم القومي 29001011234567":      "id=29001011234567",
		"PhilSys 1234-5678901-2":           "id=1234-5678901-2",
		"NRIC s1234567d":                   "id=s1234567d",
		"NIK 320101 450790 0001":           "id=320101 450790 0001",
		"MyKad 880101 14 5678":             "id=880101 14 5678",
		"4111  1111  1111  1111":           "card=4111  1111  1111  1111",
		"3782 8224 6310 005":               "card=3782 8224 6310 005",
		"card number 3522235032377454":     "card=3522235032377454",
		"3522235032377454":                 "",
		"追跡番号 5038 0205 3770":              "order=5038 0205 3770",
		"mail ana@example.travel":          "email=ana@example.travel",
		"tom@example.photography, or tim":  "email=tom@example.photography",
		"icon@2x.png and photo@large.jpeg": "",
		"รัชดา ซอย 4 📞 จองโต๊ะ": "",
	})
}

func TestCheckPointsAtPersonalDataAlone(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, tc := range []struct{ lang, text, want string }{
		{"en", "The buyer's mia.210@example.net is on the slip", "PRI-001 mia.210@example.net"},
		{"en", "You said your email is mia@example.net. Is that right?", "PRI-001 mia@example.net"},
		{"en", "The buyer's +44 7700 900688 is on the slip", "PRI-002 +44 7700 900688"},
		{"en", "Call me on +44 7700 900688 later", "DIV-003 +44 7700 900688"},
		{"pt", "Ligue para (11) 93733-5922 amanhã", "DIV-003 (11) 93733-5922"},
		{"en", "my driver's license number is 2270-66-1551", "PRI-005 2270-66-1551"},
		{"de", "anna@example.com und mia@example.org", "PRI-001 anna@example.com, PRI-001 mia@example.org"},
		{"de", "Konto DE89370400440532013000 bitte überweisen", "PRI-004 DE89370400440532013000"},
		{"ms", "No. KP: 740519-03-8569", "PRI-005 740519-03-8569"},
		{"en", "Suzuki Swift 2018", ""},
	} {
		rep := c.Check(Item{Lang: tc.lang, Fields: []Field{{Surface: CommentMessage, Text: tc.text}}})
		var got []string
		for _, f := range rep.Findings {
			if f.Area == "privacy" || slices.Contains([]string{"DIV-003", "DIV-004"}, f.Rule) {
				got = append(got, f.Rule+" "+tc.text[f.Span.Start:f.Span.End])
			}
		}
		if diff := cmp.Diff(tc.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tc.text, diff)
		}
	}
}
