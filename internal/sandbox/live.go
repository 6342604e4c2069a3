package sandbox

import "time"

// stage holds the LIVE rooms of all hosts. Rooms are not tied to one shop: a
// creator shows what several shops sell.
type stage struct {
	rooms  []*room // in the order they were planned
	byID   map[string]*room
	media  map[string]string // uploads for reviews: kind by URI
	serial int               // numbers rooms
	pause  time.Duration     // between purchases in a room that starts, on average; negative: nobody buys, 0: ten minutes
}

// rooms holds the figures of a shop that come from its orders, and what buyers
// said about its products.
type rooms struct {
	book    daybook
	reviews reviews
	boxes   map[string]unboxing // opened blind boxes, by order line
}

// orderMoved lets a LIVE room know what was bought in it.
func (r *rooms) orderMoved(t *store, o *order, from string) {
	if from != "" || o.from == nil || o.from.kind != leadLive {
		return
	}
	if m := t.box.stage.byID[o.from.content]; m != nil {
		m.sold(t, o)
	}
}

func (r *rooms) refunded(t *store, o *order) { r.book.refunded(t, o) }

func liveHandlers() map[string]handler {
	return map[string]handler{
		"live.Rooms.Get":          (*Sandbox).getLiveRoom,
		"live.Products.List":      (*Sandbox).listLiveProducts,
		"live.Products.Add":       (*Sandbox).addLiveProducts,
		"live.Products.Remove":    (*Sandbox).removeLiveProducts,
		"live.Products.MoveToTop": (*Sandbox).raiseLiveProducts,
		"live.Products.Pin":       (*Sandbox).pinLiveProduct,
		"live.Products.Unpin":     (*Sandbox).unpinLiveProduct,

		"live.RoomStats.GetCore":               (*Sandbox).roomCore,
		"live.RoomStats.ListGMVTrends":         (*Sandbox).roomSales,
		"live.RoomStats.ListInteractionTrends": (*Sandbox).roomInteractions,
		"live.RoomStats.ListViewTrends":        (*Sandbox).roomViews,
		"live.RoomStats.ListProducts":          (*Sandbox).roomProducts,
		"live.RoomStats.ListTraffic":           (*Sandbox).roomTraffic,
		"live.RoomStats.GetAudience":           (*Sandbox).roomAudience,

		"live.Reports.GetOverview":  (*Sandbox).livesOverview,
		"live.Reports.ListSessions": (*Sandbox).listSessions,
		"live.Reports.ListMinutes":  (*Sandbox).listMinutes,
		"live.Reports.ListProducts": (*Sandbox).listSessionProducts,

		"live.BlindBoxes.SubmitResults": (*Sandbox).submitBlindBoxes,
		"shop.Reviews.UploadMedia":      (*Sandbox).uploadReviewMedia,
		"shop.Reviews.Import":           (*Sandbox).importReviews,

		"shop.Analytics.GetShop":           (*Sandbox).shopFigures,
		"shop.Analytics.GetShopHours":      (*Sandbox).shopHours,
		"shop.Analytics.ListProducts":      (*Sandbox).productFigures,
		"shop.Analytics.GetProduct":        (*Sandbox).oneProductFigures,
		"shop.Analytics.ListSKUs":          (*Sandbox).skuFigures,
		"shop.Analytics.GetSKU":            (*Sandbox).oneSKUFigures,
		"shop.Analytics.GetVideoOverview":  (*Sandbox).videosOverview,
		"shop.Analytics.ListVideos":        (*Sandbox).videoFigures,
		"shop.Analytics.GetVideo":          (*Sandbox).oneVideoFigures,
		"shop.Analytics.ListVideoProducts": (*Sandbox).videoProductFigures,

		"shop.Bestsellers.ListCreators": (*Sandbox).bestCreators,
		"shop.Bestsellers.ListLives":    (*Sandbox).bestLives,
		"shop.Bestsellers.ListProducts": (*Sandbox).bestProducts,
		"shop.Bestsellers.ListVideos":   (*Sandbox).bestVideos,
	}
}
