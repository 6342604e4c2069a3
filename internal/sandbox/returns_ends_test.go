package sandbox

import (
	"testing"
	"time"
)

func TestRequestsEndInManyWays(t *testing.T) {
	t.Parallel()
	hours := func(n int) func(*testing.T, *caller, *claim) {
		return func(_ *testing.T, k *caller, _ *claim) { elapse(k, time.Duration(n)*time.Hour) }
	}
	say := func(decision string) func(*testing.T, *caller, *claim) {
		return func(t *testing.T, k *caller, q *claim) { k.ok(t, decide(q, decision)) }
	}
	tests := map[string]struct {
		kind, reason string
		steps        []func(*testing.T, *caller, *claim)
		status       string
		refunded     int // percent of what was paid, without shipping
	}{
		"refund granted":              {refundOnly, missingReason, steps(say(approveRefund), hours(1)), returnComplete, 100},
		"refund not answered":         {refundOnly, missingReason, steps(hours(49)), returnComplete, 100},
		"refund rejected":             {refundOnly, missingReason, steps(say(rejectRefund), hours(100)), returnRejected, 0},
		"return not answered":         {returnRefund, unwanted, steps(hours(500)), returnComplete, 100},
		"goods rejected":              {returnRefund, unwanted, steps(say(approveReturn), hours(60), say(rejectParcel), hours(100)), parcelRejected, 0},
		"return rejected":             {returnRefund, unwanted, steps(say(rejectReturn)), returnRejected, 0},
		"replacement granted":         {replacement, damagedReason, steps(say(approveNew)), replaceComplete, 0},
		"replacement refused":         {replacement, damagedReason, steps(say(rejectNew)), replaceRejected, 0},
		"refund, no replacement":      {replacement, damagedReason, steps(say(refundNew)), replaceRefunded, 100},
		"buyer keeps the goods":       {returnRefund, damagedReason, steps(keepItem, hours(1)), returnComplete, 100},
		"withdrawn":                   {returnRefund, unwanted, steps(say(approveReturn), withdraw, hours(500)), returnWithdrawn, 0},
		"part accepted":               {refundOnly, missingReason, steps(offerTen, answered(true), hours(1)), returnComplete, 25},
		"part refused, then all":      {refundOnly, missingReason, steps(offerTen, answered(false), noOffer, say(approveRefund), hours(1)), returnComplete, 100},
		"platform decides for buyer":  {refundOnly, missingReason, steps(say(rejectRefund), dispute(true), hours(1)), returnComplete, 100},
		"platform decides for seller": {refundOnly, missingReason, steps(say(rejectRefund), dispute(false), hours(1)), returnRejected, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := start(t, Options{Orders: -1})
			o := buy(t, k, 1, delivered)
			q := ask(t, k, o, nil, tt.kind, tt.reason)
			for _, step := range tt.steps {
				step(t, k, q)
			}
			if w := shown(t, k, q); w["return_status"] != tt.status {
				t.Errorf("status %v, want %s", w["return_status"], tt.status)
			}
			for i := range o.lines {
				l := &o.lines[i]
				want := l.paid() * amount(tt.refunded) / 100
				if tt.refunded == 25 { // of goods, tax and shipping together
					if l.refunded <= 0 || l.refunded >= l.paid()/2 {
						t.Errorf("%d of %d given back for a part", l.refunded, l.paid())
					}
				} else if l.refunded != want {
					t.Errorf("%d of %d given back, want %d", l.refunded, l.paid(), want)
				}
			}
			if tt.refunded == 25 && q.refund().total() != 1000 {
				t.Errorf("%d given back, want the 1000 offered", q.refund().total())
			}
		})
	}
}

func steps(steps ...func(*testing.T, *caller, *claim)) []func(*testing.T, *caller, *claim) {
	return steps
}

func keepItem(t *testing.T, k *caller, q *claim) {
	k.ok(t, post(claimAnswers+q.id+"/approve", `{"decision":"APPROVE_REFUND","buyer_keep_item":true}`))
}

func withdraw(t *testing.T, k *caller, q *claim) {
	inShop(k, func(s *store) {
		if !s.buyerWithdraws(q) {
			t.Error("cannot be withdrawn")
		}
	})
}

func offerTen(t *testing.T, k *caller, q *claim) {
	path := claimAnswers + q.id + "/approve"
	wantCode(t, k.do(t, post(path, `{"decision":"OFFER_PARTIAL_REFUND"}`)), 36009004)
	wantCode(t, k.do(t, post(path, `{"decision":"OFFER_PARTIAL_REFUND","partial_refund":{"amount":"10","currency":"EUR"}}`)), 25011032)
	wantCode(t, k.do(t, post(path, `{"decision":"OFFER_PARTIAL_REFUND","partial_refund":{"amount":"1000","currency":"USD"}}`)), 25011032)
	k.ok(t, post(path, `{"decision":"OFFER_PARTIAL_REFUND","partial_refund":{"amount":"10","currency":"USD"}}`))
	if w := shown(t, k, q); w["return_status"] != awaitingBuyer || w["seller_proposed_return_type"] != "PARTIAL_REFUND" {
		t.Errorf("after the offer: %v", w)
	}
	wantCode(t, k.do(t, decide(q, approveRefund)), 25007007)
}

func noOffer(t *testing.T, k *caller, q *claim) {
	wantCode(t, k.do(t, post(claimAnswers+q.id+"/approve", `{"decision":"OFFER_PARTIAL_REFUND","partial_refund":{"amount":"9","currency":"USD"}}`)), 25011032)
}

func answered(yes bool) func(*testing.T, *caller, *claim) {
	return func(_ *testing.T, k *caller, q *claim) {
		inShop(k, func(s *store) {
			if !s.answerOffer(q, yes) || s.answerOffer(q, yes) {
				q.status = "answered twice"
			}
		})
	}
}

func dispute(buyerIsRight bool) func(*testing.T, *caller, *claim) {
	return func(t *testing.T, k *caller, q *claim) {
		inShop(k, func(s *store) { s.buyerDisputes(q) })
		wantCode(t, k.do(t, decide(q, approveRefund)), 25011010)
		inShop(k, func(s *store) {
			if !s.arbitrate(q, buyerIsRight) || s.arbitrate(q, buyerIsRight) || s.buyerDisputes(q) {
				t.Error("decided twice")
			}
		})
		want := map[bool]string{true: forBuyer, false: forSeller}[buyerIsRight]
		if w := shown(t, k, q); w["arbitration_status"] != want {
			t.Errorf("arbitration %v, want %s", w["arbitration_status"], want)
		}
	}
}
