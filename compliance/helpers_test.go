package compliance

import (
	"strings"
	"sync"
	"testing"
)

// testPack is small and does not change with the built-in packs.
const testPack = `{"schema":1,"name":"test","version":"1","lang":"en",
"sources":{"src":{"publisher":"Regulator","title":"Rules","url":"https://example.com/rules"}},
"rules":[
 {"id":"HLT-001","title":"Cure","area":"health","severity":"high","message":"claims a cure","suggestion":"Say less.","sources":["src"],"stricter":{"ID":"block"}},
 {"id":"HLT-002","title":"Drug","area":"health","severity":"medium","message":"names a drug","suggestion":"Leave it out.","surfaces":["ad"]},
 {"id":"MIS-001","title":"Sure","area":"misleading","severity":"medium","message":"promises","suggestion":"Do not.","hides":["MIS-002"],"surfaces":["video_caption"]},
 {"id":"MIS-002","title":"Result","area":"misleading","severity":"low","message":"speaks of results","suggestion":"Do not."},
 {"id":"TH-001","title":"Thai law","area":"ads","severity":"high","message":"barred in Thailand","suggestion":"Do not.","markets":["TH"]},
 {"id":"IPR-002","title":"Dupe","area":"ip","severity":"high","message":"names a brand","suggestion":"Do not."},
 {"id":"IPR-006","title":"Hidden brand","area":"ip","severity":"high","message":"hides a brand","suggestion":"Do not."},
 {"id":"ENG-005","title":"Spam","area":"engagement","severity":"low","message":"says the same","suggestion":"Do not."},
 {"id":"LIV-001","title":"Loop","area":"live","severity":"block","message":"plays a recording","suggestion":"Do not.","surfaces":["live_script"]}],
"classes":{"@":["the","this","and","you"],"cure":["cur(e|es|ed)","heal*"],"disease":["cancer","diabet*","high blood pressure"],"negation":["not","doesn't"],
 "brand":["Nike","Louis Vuitton"],"drug":["aspirin"]},
"patterns":{"HLT-001":["{cure} ~4 {disease}"],"HLT-002":["{drug}"],"MIS-001":["\"guaranteed results\""],"MIS-002":["\"results\""],
 "IPR-002":["\"dupe\" ..3 {brand}"],"IPR-006":["!{brand}"]},
"unless":{"HLT-001":["{negation} ..2 {cure}"]},
"lower":{"HLT-001":["\"said\" ~5 {cure}"]},
"allow":{"*":["cancer research"],"MIS-002":["search results"]},
"cases":[{"rule":"HLT-001","text":"It cures cancer.","found":true},{"rule":"HLT-001","text":"It does not cure cancer.","found":false}]}`

const thaiPack = `{"schema":1,"name":"test-th","version":"2","lang":"th","classes":{"sure":["\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19","\u0e2b\u0e32\u0e22"]},
"patterns":{"TH-001":["{sure}"],"MIS-002":["\"\u0e1c\u0e25\u0e25\u0e31\u0e1e\u0e18\u0e4c\""]}}`

const koreanPack = `{"schema":1,"name":"test-ko","version":"1","lang":"ko","classes":{"cure":["\uce58\ub8cc","*\uc644\uce58"]},"patterns":{"HLT-001":["{cure}"]}}`

func parse(t testing.TB, texts ...string) (packs []*Pack) {
	t.Helper()
	for _, text := range texts {
		p, err := ParsePack([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		packs = append(packs, p)
	}
	return packs
}

// checker is one of the test packs alone.
func checker(t testing.TB, opts ...Option) *Checker {
	t.Helper()
	c, err := New(append([]Option{WithoutBuiltin(), WithPacks(parse(t, testPack, thaiPack, koreanPack)...)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// found are the rules and evidence of a report, one line.
func found(fs []Finding) string {
	var out []string
	for i := range fs {
		out = append(out, fs[i].Rule+" "+fs[i].Evidence)
	}
	return strings.Join(out, "; ")
}

func caption(text string) Item {
	return Item{Lang: "en", Fields: []Field{{VideoCaption, text}}}
}

var builtinChecker = sync.OnceValues(func() (*Checker, error) { return New() })

// full is the checker of the built-in packs, one for all tests.
func full(t testing.TB) *Checker {
	t.Helper()
	c, err := builtinChecker()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// countsAllocations skips a test where allocations cannot be counted.
func countsAllocations(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("sync.Pool keeps less with the race detector")
	}
}
