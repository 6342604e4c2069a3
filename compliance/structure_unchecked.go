package compliance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// need is a fact that a rule cannot be judged without.
type need struct {
	rule  string
	fact  known
	needs string
	only  only
}

// only says when a fact is needed.
type only uint8

const (
	always only = iota
	whenPaid
	unlessUnpaid
	whenNumbered
	whenForAdults
)

// holds reports whether a fact is needed for an item.
func (o only) holds(s *structural) bool {
	switch o {
	case whenPaid:
		return is(s.it.Facts.Commercial, true)
	case unlessUnpaid:
		return !is(s.it.Facts.Commercial, false)
	case whenNumbered:
		return s.m != nil && s.cat != nil && slices.Contains(s.m.RegistrationFor, s.cat.Kind)
	case whenForAdults:
		return s.cat != nil && s.cat.AgeGate
	case always:
	}
	return true
}

// needs is what rules need, by rule.
var needs = [...]need{
	{"ACC-001", knowsAccounts | knowsStage, "Facts.Shop: Accounts and Stage", always},
	{"ACC-002", knowsOfficial, "Facts.Shop: Accounts", always},
	{"ACC-003", knowsMarket | knowsCategory, "Item.Market and Facts.Category", always},
	{"ACC-004", knowsEntity | knowsStockIn, "Facts.Shop: Entity and StockIn", always},
	{"ACC-005", knowsMode, "Item.Mode", always},
	{"ACC-006", knowsLimits, "Facts.Shop: ListingsToday or OrdersToday", always},
	{"ADS-001", knowsCommercial, "Facts.Commercial", always},
	{"ADS-001", knowsDisclosure, "Facts.DisclosureOn", whenPaid},
	{"ADS-004", knowsSample, "Facts.SampleReceived", always},
	{"ENG-005", knowsSent, "Facts.TimesSent", always},
	{"HLT-007", knowsCategory, "Facts.Category", always},
	{"IPR-004", knowsSound, "Facts.SoundLicensed", unlessUnpaid},
	{"IPR-005", knowsBrand, "Facts.Brand and Facts.BrandAuthorised", always},
	{"LIV-003", knowsPicture, "Facts.StillPicture or Facts.Silence", always},
	{"LIV-006", knowsPinned, "Facts.Pinned", always},
	{"LOC-001", knowsMarket, "Item.Market", always},
	{"LOC-002", knowsCategory, "Facts.Category", always},
	{"LOC-002", knowsRegistration, "Facts.Registration", whenNumbered},
	{"LOC-003", knowsHalal, "Facts.Halal", always},
	{"LOC-004", knowsMarket, "Item.Market", always},
	{"MIN-001", knowsUnder18, "Facts.PersonUnder18", always},
	{"MIN-003", knowsCategory, "Facts.Category", always},
	{"MIN-003", knowsAgeGate, "Facts.AgeGate", whenForAdults},
	{"MIN-005", knowsUnder18, "Facts.PersonUnder18", always},
	{"MIS-008", knowsOrigin, "Facts.Origin", always},
	{"MIS-015", knowsEdited, "Facts.Edited", always},
	{"MIS-016", knowsListing, "Facts.Listing", always},
	{"PRC-001", knowsStock, "Facts.StockLeft", always},
	{"PRC-002", knowsPromotion, "Facts.PromotionEnd", always},
	{"PRC-003", knowsReference, "Facts.ReferencePrice", always},
	{"PRC-006", knowsPrice, "Facts.Price", always},
	{"PRC-007", knowsLowest, "Facts.LowestPrice30Days", always},
	{"PRC-009", knowsMarket, "Item.Market", always},
	{"SEN-004", knowsSeasons, "Facts.Seasons", always},
}

// uncheckedCache keeps the lists of what was not checked: they depend on few
// things, so that most checks share one.
type uncheckedCache struct {
	lists atomic.Pointer[map[uncheckedKey][]Unchecked]
	mu    sync.Mutex // of those who add
}

type uncheckedKey struct {
	surfaces uint8
	market   uint8
	category uint8
	more     uint8 // what "only" depends on besides
	known    known
}

// mostLists bounds the cache; further lists are made anew each time.
const mostLists = 2048

// unchecked says which rules could not be judged.
func (s *structural) unchecked() {
	key := uncheckedKey{known: s.known, surfaces: s.surfaces()}
	switch {
	case s.m != nil:
		key.market = uint8(s.m.index) //nolint:gosec // G115: at most 60
	case s.it.Market != "":
		key.market = 255
	}
	if s.cat != nil {
		key.category = uint8(s.cat.index) //nolint:gosec // G115: at most 120
	}
	if c := s.it.Facts.Commercial; c != nil && *c {
		key.more = 1
	}
	cache := &s.c.notChecked
	lists := cache.lists.Load()
	if lists != nil {
		if list, ok := (*lists)[key]; ok {
			s.rep.NotChecked = s.withShop(s.strange(list))
			return
		}
	}
	list := s.missing()
	s.rep.NotChecked = s.withShop(s.strange(list))
	cache.mu.Lock()
	defer cache.mu.Unlock()
	old := cache.lists.Load()
	next := map[uncheckedKey][]Unchecked{key: list}
	if old != nil {
		if len(*old) >= mostLists {
			return
		}
		maps.Copy(next, *old)
	}
	cache.lists.Store(&next)
}

func (s *structural) surfaces() (set uint8) {
	for i := range s.it.Fields {
		if n := slices.Index(surfaces[:], s.it.Fields[i].Surface); n >= 0 {
			set |= 1 << n
		}
	}
	return set
}

// missing lists what the rules of the item's surfaces and market lack.
func (s *structural) missing() []Unchecked {
	var list []Unchecked
	for i := range needs {
		n := &needs[i]
		if s.known&n.fact == n.fact || !n.only.holds(s) {
			continue
		}
		if !slices.ContainsFunc(s.it.Fields, func(f Field) bool { return known8(f.Surface) && s.rule(n.rule, f.Surface) != nil }) {
			continue
		}
		list = append(list, Unchecked{Rule: n.rule, Needs: n.needs})
	}
	return slices.Clip(list)
}

func known8(s Surface) bool { return slices.Contains(surfaces[:], s) }

// strange puts in front what the item has that nothing is known of. The list
// given is shared and stays as it is.
func (s *structural) strange(list []Unchecked) []Unchecked {
	var odd []Unchecked
	add := func(what string) { odd = append(odd, Unchecked{Rule: "*", Needs: what}) }
	if s.it.Market != "" && s.m == nil {
		add(fmt.Sprintf("Item.Market: nothing is known of %q; send an ISO 3166 region such as \"ID\", or none for the rules of every market where the text's language is spoken", s.it.Market))
	}
	if s.it.Mode != "" && s.it.Mode != SelfOperated && s.it.Mode != FullyManaged {
		add(fmt.Sprintf("Item.Mode: %q is neither %q nor %q", s.it.Mode, SelfOperated, FullyManaged))
	}
	if s.it.Lang != "" && langBit(s.it.Lang) == 0 {
		add(fmt.Sprintf("Item.Lang: %q is none of %s; send none to let the texts tell, as was done", s.it.Lang, strings.Join(langs[:], ", ")))
	}
	if l := langBit(s.it.Lang); s.it.Lang != "" && l != 0 && s.c.lex.langs != 0 && l&s.c.lex.langs == 0 {
		add(fmt.Sprintf("Item.Lang: no pack has words of %q; names, English words and detectors were used", s.it.Lang))
	}
	if name := s.category(); name != "" && s.cat == nil {
		add(fmt.Sprintf("Facts.Category: nothing is known of %q", name))
	}
	if p := s.it.Facts.Price; p.Amount != "" && !p.known() {
		add(fmt.Sprintf("Facts.Price.Amount: %q is no decimal such as \"9.99\"", p.Amount))
	}
	for _, name := range s.it.Facts.Seasons {
		if !slices.ContainsFunc(s.c.market.Seasons, func(n season) bool { return n.Name == name }) {
			add(fmt.Sprintf("Facts.Seasons: nothing is known of %q", name))
		}
	}
	for i := range s.it.Fields {
		if n := len(s.it.Fields[i].Text); n > wordReach {
			add(fmt.Sprintf("Field %d: %d bytes; only the first %d were held against the facts, the market's money and its units", i, n, wordReach))
		}
		if f := &s.it.Fields[i]; !known8(f.Surface) {
			add(fmt.Sprintf("Field.Surface: %q is none of %s; the rules of all of them were applied", f.Surface, strings.Trim(fmt.Sprint(surfaces), "[]")))
		}
	}
	if len(odd) > 0 {
		return append(odd, list...)
	}
	return list
}
