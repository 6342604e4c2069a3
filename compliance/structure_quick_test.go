package compliance

import "testing"

func TestQuickSeesHowATextIsBuilt(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, text := range []string{
		"Taza #a1 #b2 #c3 #d4 #e5 #f6 #g7 #h8 #i9 #j10 #k11", "CHEAPEST SHOULDER HANDBAG", "Mug !!!! here", "\u7206\u6b3e\u7206\u6b3e\u7206\u6b3e\u5305",
		"Use by 03/04/26", "\u305f\u3063\u305f\u306e$12\u3067\u3059", "Mug 90% off", "Mug #collab",
	} {
		for _, s := range surfaces {
			if rep := c.Check(one(s, text, Facts{})); len(rep.Findings) > 0 && !c.Quick(text) {
				t.Errorf("%s %q: %s, and Quick says nothing", s, text, rep.Findings[0].Rule)
			}
		}
	}
}

func TestQuickOfACleanTextAllocatesNothing(t *testing.T) { //nolint:paralleltest // counts what the process allocates
	countsAllocations(t)
	c := full(t)
	clean := "A mug for tea. It holds 300 ml."
	if c.Quick(clean) {
		t.Errorf("%q is not clean", clean)
	}
	if n := testing.AllocsPerRun(100, func() { c.Quick(clean) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
