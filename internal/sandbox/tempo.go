package sandbox

import "time"

// Tempo is how long the steps of the shops' life take. The zero value of a step
// means at once.
type Tempo struct {
	Audit    time.Duration // review of a listed product
	Hold     time.Duration // a paid order waits before it can be shipped, so that the buyer can cancel
	Pay      time.Duration // from the order to its payment
	Unpaid   time.Duration // an order not paid for is cancelled
	Collect  time.Duration // from the shipping arrangement to the carrier's pickup
	Transit  time.Duration // from pickup to delivery
	Complete time.Duration // from delivery to the end of the order
	Settle   time.Duration // from the end of the order to its statement
	Payout   time.Duration // from the statement to the payment
	Reply    time.Duration // of creators, buyers and the platform's staff, to anything asked
	Decide   time.Duration // the seller has so long to answer a request of a buyer; then the answer is yes
}

// defaultTempo is that of a real shop, though reviews take no time.
func defaultTempo() Tempo {
	const day = 24 * time.Hour
	return Tempo{
		Hold: time.Hour, Pay: 2 * time.Minute, Unpaid: 2 * day, Collect: 4 * time.Hour, Transit: 2 * day,
		Complete: 4 * day, Settle: day, Payout: day, Reply: 10 * time.Minute, Decide: 2 * day,
	}
}
