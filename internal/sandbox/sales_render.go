package sandbox

import (
	"cmp"
	"slices"
	"strconv"
)

// orderJSON is an order in the form of the operation that is called.
func (t *store) orderJSON(o *order, c *call) []byte {
	if o.fields != nil {
		return encode(o.fields)
	}
	w := t.orderWire(o, c.now.Unix())
	if c.rt.op.Name == "shop.Orders.Search" {
		f := foundOrder{orderWire: w}
		if o.status == awaitingShipment {
			f.RecommendedShipping, f.Priority = o.released+oneDay/2, 100
		}
		return encode(f)
	}
	f := wholeOrder{orderWire: w}
	if !o.cod && o.paid > 0 {
		f.PaymentMethodCode, f.PaymentCardType = "pm_pi_ccdc_sample_c_d", "Debit"
		f.PaymentAuthCode = "AUTH" + strconv.Itoa(100000+o.n%900000)
	}
	if t.market.region == "BR" {
		f.Registry = "00.000.000/0001-91"
	}
	return encode(f)
}

func (t *store) orderWire(o *order, now int64) orderWire {
	email, nick := buyerEmail(o.buyer), "buyer"+strconv.Itoa(o.buyer)
	w := orderWire{
		ID: o.id, Status: o.status, OrderType: "NORMAL", CommercePlatform: "TIKTOK_SHOP", UserID: buyerID(o.buyer),
		BuyerEmail: email, BuyerNickname: nick, BuyerAvatar: "https://example.com/avatars/" + strconv.Itoa(o.buyer%100) + ".jpg",
		NeedUploadInvoice: "NO_NEED", ShippingType: o.shipping(), DeliveryType: "HOME_DELIVERY", FulfillmentType: "FULFILLMENT_BY_SELLER",
		WarehouseID: o.warehouse,
		IsCOD:       o.cod, IsSample: o.sample, IsOnHold: o.status == onHold, IsCancelAsked: o.asked(), HasMoved: o.moved,
		CreateTime: o.created, UpdateTime: o.updated, PaidTime: o.paid, RTSTime: o.arranged, CollectionTime: o.collected,
		DeliveryTime: o.delivered, CancelTime: o.cancelled, CancelReason: o.cancelReason, CancelInitiator: o.canceller,
		PaymentMethodName: paymentMethod(o), HandlingDuration: handlingWire{"2", "BUSINESS_DAY"},
		Payment: t.paymentWire(o), RecipientAddress: t.recipient(o, now),
	}
	w.DeliveryOptionID, w.DeliveryOptionName = o.option()
	if o.fbt {
		w.FulfillmentType = "FULFILLMENT_BY_TIKTOK"
	}
	if t.market.region == "BR" {
		w.CPF, w.CPFName, w.NeedUploadInvoice = cpfOf(o.buyer), personOf(t.market, o.buyer).name, t.invoiceNeed(o)
	}
	if x := o.extra; x != nil {
		w.BuyerMessage, w.SellerNote, w.RequestCancelTime = x.message, x.note, x.cancelAsked
		w.ExchangeSource, w.Replaced = x.exchangeOf, x.replacementOf
		w.IsExchange, w.IsReplacement = x.exchangeOf != "", x.replacementOf != ""
	}
	o.deadlines(&w)
	t.lineWires(o, &w)
	return w
}

// Deadlines, counted from the time when an order may be shipped.
const (
	oneDay         = 24 * 60 * 60
	shipWithin     = 2 * oneDay // else it is late
	cancelAfter    = 5 * oneDay // then the platform cancels
	collectWithin  = 4 * oneDay
	deliverWithin  = 10 * oneDay
	optionDelivery = 7 * oneDay
)

// deadlines fills the times by which something has to happen.
func (o *order) deadlines(w *orderWire) {
	if o.paid == 0 && !o.cod {
		return
	}
	from := cmp.Or(o.released, o.paid, o.created)
	w.RTSSLA, w.TTSSLA, w.ShippingDue = from+shipWithin, from+shipWithin+oneDay, from+shipWithin
	w.CollectionDue, w.DeliveryDue, w.DeliverySLA = from+collectWithin, from+deliverWithin, from+deliverWithin
	w.OptionDelivery = from + optionDelivery
	switch o.status {
	case onHold, awaitingShipment, partiallyShipping:
		w.CancelSLA = from + cancelAfter
	case awaitingCollection:
		w.PickUpCutOff = o.arranged + oneDay
	}
}

// paymentMethod is empty until the buyer has chosen one.
func paymentMethod(o *order) string {
	switch {
	case o.cod:
		return "Cash on delivery"
	case o.status == unpaid:
		return ""
	default:
		return "Sample card"
	}
}

func (t *store) paymentWire(o *order) paymentWire {
	var list, sellerOff, platformOff amount
	for i := range o.lines {
		l := &o.lines[i]
		list, sellerOff, platformOff = list+l.list, sellerOff+l.sellerOff, platformOff+l.platformOff
	}
	m := t.market
	zero := m.write(0)
	return paymentWire{
		Currency: m.currency, OriginalProductPrice: m.write(list), SellerDiscount: m.write(sellerOff), PlatformDiscount: m.write(platformOff),
		SubTotal: m.write(list - sellerOff - platformOff), ShippingFee: m.write(o.shippingFee),
		OriginalShippingFee: m.write(o.shippingFee + o.shippingOff), ShippingPlatformOff: m.write(o.shippingOff),
		ShippingSellerOff: zero, ShippingCofunded: zero, PaymentPlatformOff: zero,
		Tax: m.write(o.tax), ProductTax: m.write(o.tax), ShippingTax: zero, TotalAmount: m.write(o.paying()),
	}
}

// lineWires fills the lines and what the order shows of its packages.
func (t *store) lineWires(o *order, w *orderWire) {
	w.LineItems = make([]lineWire, len(o.lines))
	var seen []*parcel
	for i := range o.lines {
		w.LineItems[i] = t.lineWire(o, i)
		if p := o.lines[i].parcel; p != nil && !slices.Contains(seen, p) {
			seen, w.Packages = append(seen, p), append(w.Packages, idWire{p.id})
		}
	}
	for _, p := range seen {
		if w.TrackingNumber == "" && p.tracking != "" {
			w.TrackingNumber, w.ShippingProviderID, w.ShippingProvider = p.tracking, p.provider, providerName(p.provider)
		}
		switch p.form {
		case combinedForm:
			w.SplitOrCombineTag = "COMBINED"
		case splitForm:
			w.SplitOrCombineTag = "SPLIT"
		}
	}
}

func (t *store) lineWire(o *order, i int) lineWire {
	l, m := &o.lines[i], t.market
	look := t.look(l)
	w := lineWire{
		ID: l.id, ProductID: l.product.id, ProductName: look.title, SKUID: l.sku, SKUName: look.name, SKUImage: look.image, SKUType: "NORMAL",
		SellerSKU: look.sellerSKU, Currency: m.currency, OriginalPrice: m.write(l.list), SalePrice: m.write(l.paid()),
		SellerDiscount: m.write(l.sellerOff), PlatformDiscount: m.write(l.platformOff), DisplayStatus: l.status,
		CancelReason: l.cancelReason, CancelUser: l.canceller, HandlingDays: "2",
	}
	if tax := o.lineTax(i); tax > 0 {
		w.ItemTax = []taxWire{{"SALES_TAX", m.write(tax), rateText(t.taxRate())}}
	}
	if p := l.parcel; p != nil {
		w.PackageID, w.PackageStatus = p.id, p.status
		if p.tracking != "" {
			w.TrackingNumber, w.ProviderID, w.ProviderName, w.RTSTime = p.tracking, p.provider, providerName(p.provider), p.arranged
		}
	}
	return w
}

// look is what an order shows of a SKU.
type look struct{ title, name, sellerSKU, image string }

func (t *store) look(l *line) look {
	k := look{title: text(l.product.fields["title"]), name: "Default"}
	for _, img := range objects(l.product.fields["main_images"]) {
		k.image = t.box.baseURL + imagePath + text(img["uri"])
		break
	}
	for _, sku := range objects(l.product.fields["skus"]) {
		if text(sku["id"]) != l.sku {
			continue
		}
		k.sellerSKU = text(sku["seller_sku"])
		for i, a := range objects(sku["sales_attributes"]) {
			if i == 0 {
				k.name = ""
			} else {
				k.name += ", "
			}
			k.name += text(a["value_name"])
		}
	}
	return k
}
