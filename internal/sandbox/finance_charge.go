package sandbox

// tariff is what the platform takes in a market, in basis points of what the
// seller earns with the goods. The rates are made up, though of the usual size.
type tariff struct {
	referral    int    // referral_fee_amount
	commission  int    // platform_commission_amount
	transaction int    // transaction_fee_amount
	perItem     amount // fee_per_item_sold_amount
	refundFee   int    // of the referral fee that is given back: refund_administration_fee_amount
	tax         int    // of all these fees
	taxName     string // wire name of that tax
}

func (m *market) tariff() tariff {
	switch m.region {
	case "US":
		return tariff{referral: 600, refundFee: 2000}
	case "GB", "IE", "DE", "FR", "IT", "ES":
		return tariff{commission: 900}
	case "ID":
		return tariff{commission: 650, transaction: 180, tax: 1100, taxName: "vat_amount"}
	case "MY":
		return tariff{commission: 500, transaction: 350, tax: 800, taxName: "sst_amount"}
	case "SG":
		return tariff{commission: 400, transaction: 300, tax: 900, taxName: "gst_amount"}
	case "TH":
		return tariff{commission: 428, transaction: 321, tax: 700, taxName: "vat_amount"}
	case "PH":
		return tariff{commission: 500, transaction: 224, tax: 1200, taxName: "vat_amount"}
	case "VN":
		return tariff{commission: 400, transaction: 500, tax: 1000, taxName: "vat_amount"}
	case "JP":
		return tariff{commission: 700, tax: 1000, taxName: "vat_amount"}
	case "MX":
		return tariff{commission: 600, tax: 1600, taxName: "iva_amount"}
	case "BR":
		return tariff{commission: 600, perItem: 200}
	default:
		return tariff{commission: 600}
	}
}

// charge is the account of one line: what the seller earns with it and what the
// platform takes. Costs are negative, as in answers.
type charge struct {
	gross, sellerOff                      amount
	grossBack, sellerBack                 amount
	paidShip, shipBack, carrier, wayBack  amount // of the shipping cost
	subsidy                               amount
	referral, commission, transaction     amount
	perItem, refundFee, affiliate, feeTax amount

	// For information: money between buyer and platform.
	platformOff, platformBack, tax, taxBack, payment, refund amount
}

func (a charge) revenue() amount { return a.gross + a.sellerOff + a.grossBack + a.sellerBack }

func (a charge) shipping() amount { return a.paidShip + a.shipBack + a.carrier + a.wayBack + a.subsidy }

func (a charge) fees() amount {
	return a.referral + a.commission + a.transaction + a.perItem + a.refundFee + a.affiliate + a.feeTax
}

func (a charge) sums() sums {
	return sums{revenue: a.revenue(), shipping: a.shipping(), fees: a.fees()}
}

// each applies f to the pairs of fields of two charges.
func (a charge) each(b charge, f func(x, y amount) amount) charge {
	return charge{
		gross: f(a.gross, b.gross), sellerOff: f(a.sellerOff, b.sellerOff), grossBack: f(a.grossBack, b.grossBack),
		sellerBack: f(a.sellerBack, b.sellerBack), paidShip: f(a.paidShip, b.paidShip), shipBack: f(a.shipBack, b.shipBack),
		carrier: f(a.carrier, b.carrier), wayBack: f(a.wayBack, b.wayBack), subsidy: f(a.subsidy, b.subsidy),
		referral: f(a.referral, b.referral), commission: f(a.commission, b.commission), transaction: f(a.transaction, b.transaction),
		perItem: f(a.perItem, b.perItem), refundFee: f(a.refundFee, b.refundFee), affiliate: f(a.affiliate, b.affiliate),
		feeTax: f(a.feeTax, b.feeTax), platformOff: f(a.platformOff, b.platformOff), platformBack: f(a.platformBack, b.platformBack),
		tax: f(a.tax, b.tax), taxBack: f(a.taxBack, b.taxBack), payment: f(a.payment, b.payment), refund: f(a.refund, b.refund),
	}
}

func (a charge) plus(b charge) charge { return a.each(b, func(x, y amount) amount { return x + y }) }

func (a charge) minus(b charge) charge { return a.each(b, func(x, y amount) amount { return x - y }) }

// chargeOf is the account of a line of which some has gone back to the buyer.
// It depends on nothing else, so what later refunds change is a difference of
// two charges, and all that is ever booked of a line adds up to its last one.
func (t *store) chargeOf(o *order, at int, back refundParts) charge {
	l, f := &o.lines[at], t.market.tariff()
	paid := max(l.paid(), 0)
	a := charge{
		gross: l.list, sellerOff: -l.sellerOff, platformOff: l.platformOff, tax: o.portion(o.tax, at), taxBack: -back.tax,
		paidShip: o.portion(o.shippingFee, at), shipBack: -back.ship, wayBack: -back.post,
	}
	a.payment = paid + a.tax + a.paidShip
	a.refund = -back.total()
	a.subsidy = o.portion(o.shippingOff, at)
	if !o.seller {
		a.carrier = -a.paidShip - a.subsidy
	}
	if back.sub > 0 && paid > 0 {
		part, whole := uint64(back.sub), uint64(paid)
		sellerBack, platformBack := scale(l.sellerOff, part, whole), scale(l.platformOff, part, whole)
		a.sellerBack, a.platformBack = sellerBack, -platformBack
		a.grossBack = -(back.sub + sellerBack + platformBack)
	}
	earned := a.revenue()
	a.referral, a.commission, a.transaction = -earned.share(f.referral), -earned.share(f.commission), -earned.share(f.transaction)
	if earned > 0 {
		a.perItem = -f.perItem
	}
	a.refundFee = -((l.list - l.sellerOff).share(f.referral) + a.referral).share(f.refundFee)
	a.affiliate = -(paid - back.sub).share(l.commissionRate)
	a.feeTax = -(-a.referral - a.commission - a.transaction - a.perItem - a.refundFee).share(f.tax)
	return a
}

// entryCharge is the account of a line within an entry.
func (t *store) entryCharge(e *entry, at int) charge {
	if !e.adjustment {
		return t.chargeOf(e.order, at, backAt(e.to, at))
	}
	return t.chargeOf(e.order, at, backAt(e.to, at)).minus(t.chargeOf(e.order, at, backAt(e.from, at)))
}

func backAt(list []refundParts, at int) refundParts {
	if list == nil {
		return refundParts{}
	}
	return list[at]
}

// entrySum is what an entry comes to; what follows a settled order is one
// amount, an adjustment.
func (t *store) entrySum(e *entry) (sum sums) {
	for at := range e.order.lines {
		sum = sum.plus(t.entryCharge(e, at).sums())
	}
	if e.adjustment {
		return sums{adjustment: sum.settlement()}
	}
	return sum
}
