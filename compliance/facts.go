package compliance

import "time"

// Facts are what the texts do not say. Nil, empty and zero mean not known: a
// rule that needs what is not known makes no finding of it and is reported as
// not checked. What is known to be no, none or nothing is said so:
//
//	Facts{Commercial: new(true), DisclosureOn: new(false), Registration: new(""), StockLeft: new(0)}
//
// Facts that contradict a text make findings (a price in the text below Price),
// facts that bear it out take findings back or lower them to [Info] (a stock of
// three and "only 3 left").
type Facts struct {
	// Who pays.
	Commercial     *bool // the post is paid, gifted or earns commission
	DisclosureOn   *bool // the platform's own switch for commercial content is on
	SampleReceived *bool // the creator got the product for nothing
	SoundLicensed  *bool // the music may be used for commercial content

	// The product.
	Category        string  // one of [Checker.Categories]
	Brand           string  // brand of the product
	BrandAuthorised *bool   // the shop may sell the brand
	Registration    *string // number of the notification or registration; new("") is none
	Halal           *string // number of the halal certificate; new("") is none
	Origin          string  // ISO 3166 region where it was made, such as "IT"
	AgeGate         *bool   // the listing is shown to adults only

	// Its price.
	Price             Money     // lowest price it can be bought for now
	ReferencePrice    Money     // price before the reduction, as it was really asked
	LowestPrice30Days Money     // lowest price of the 30 days before the reduction
	StockLeft         *int      // pieces that can be sold
	PromotionStart    time.Time // of the reduction or offer
	PromotionEnd      time.Time
	At                time.Time // when the texts are shown

	// The pictures and the stream.
	Edited        *bool          // filters, retouching or made by AI
	EditLabelled  *bool          // the platform's label for that is on
	PersonUnder18 *bool          // a person below 18 presents
	StillPicture  *bool          // the stream shows a picture that does not move
	Silence       *time.Duration // longest time of the stream in which nobody spoke
	Pinned        []string       // titles of the products pinned in the stream
	TimesSent     *int           // how often the same message was sent within ten minutes
	Seasons       []string       // of [Checker.Seasons], that the texts fall into; empty but not nil: none

	Listing *ListingRecord // the listing that captions and scripts speak of
	Shop    *Listing       // what [Checker.Eligible] asks; Market, Mode, Category, Registration, Halal and Price may be left to the item
}

// Money is an amount in a currency. The zero value is not known.
type Money struct {
	Amount   string `json:"amount"`   // decimal with a point and without thousands, such as "1299.90"
	Currency string `json:"currency"` // ISO 4217, such as "EUR"; empty: the market's
}

// ListingRecord is what a listing says of its product. Empty and nil mean not
// known.
type ListingRecord struct {
	Title          string
	Colors         []string // all that can be bought, in any of the languages of the packs
	Sizes          []string // all that can be bought, such as "XL" or "42"
	Brand          string
	Pieces         *int  // in one package
	WarrantyMonths *int  // 0: none
	FreeShipping   *bool // to every buyer of the market
}

// known says which facts are known, one bit each.
type known uint64

const (
	knowsMarket known = 1 << iota
	knowsMode
	knowsCategory
	knowsCommercial
	knowsDisclosure
	knowsSample
	knowsSound
	knowsBrand
	knowsRegistration
	knowsHalal
	knowsOrigin
	knowsAgeGate
	knowsPrice
	knowsReference
	knowsLowest
	knowsStock
	knowsPromotion
	knowsEdited
	knowsUnder18
	knowsPicture
	knowsPinned
	knowsSent
	knowsSeasons
	knowsListing
	knowsEntity
	knowsStockIn
	knowsAccounts
	knowsOfficial
	knowsStage
	knowsLimits
	knowsEverything known = 1<<iota - 1
)

// knownOf says which facts of an item are known.
func knownOf(it *Item) known {
	f := &it.Facts
	var k known
	for _, fact := range [...]struct {
		bit known
		yes bool
	}{
		{knowsMode, it.Mode == SelfOperated || it.Mode == FullyManaged},
		{knowsCategory, f.Category != ""},
		{knowsCommercial, f.Commercial != nil},
		{knowsDisclosure, f.DisclosureOn != nil},
		{knowsSample, f.SampleReceived != nil},
		{knowsSound, f.SoundLicensed != nil},
		{knowsBrand, f.BrandAuthorised != nil},
		{knowsRegistration, f.Registration != nil},
		{knowsHalal, f.Halal != nil},
		{knowsOrigin, f.Origin != ""},
		{knowsAgeGate, f.AgeGate != nil},
		{knowsPrice, f.Price.known()},
		{knowsReference, f.ReferencePrice.known()},
		{knowsLowest, f.LowestPrice30Days.known()},
		{knowsStock, f.StockLeft != nil},
		{knowsPromotion, !f.PromotionEnd.IsZero()},
		{knowsEdited, f.Edited != nil},
		{knowsUnder18, f.PersonUnder18 != nil},
		{knowsPicture, f.StillPicture != nil || f.Silence != nil},
		{knowsPinned, len(f.Pinned) > 0},
		{knowsSent, f.TimesSent != nil},
		{knowsSeasons, f.Seasons != nil},
		{knowsListing, f.Listing != nil},
	} {
		if fact.yes {
			k |= fact.bit
		}
	}
	if s := f.Shop; s != nil {
		k |= knownOfShop(s)
	}
	return k
}

func knownOfShop(s *Listing) known {
	var k known
	for _, fact := range [...]struct {
		bit known
		yes bool
	}{
		{knowsMode, s.Mode == SelfOperated || s.Mode == FullyManaged},
		{knowsCategory, s.Category != ""},
		{knowsEntity, s.Entity != ""},
		{knowsStockIn, s.StockIn != ""},
		{knowsAccounts, s.Accounts != nil},
		{knowsOfficial, s.Accounts != nil && s.Accounts.OfficialEntity != ""},
		{knowsStage, s.stage() != ""},
		{knowsLimits, s.ListingsToday != nil || s.OrdersToday != nil},
	} {
		if fact.yes {
			k |= fact.bit
		}
	}
	return k
}
