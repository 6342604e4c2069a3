package sandbox

import "time"

// soldVideo is a video that brought the shop orders.
type soldVideo struct {
	id      string
	creator string          // open id
	first   int64           // time of the first order
	known   *video          // nil: only orders tell of it
	goods   map[string]bool // products
}

// clip is what a video did on some days.
type clip struct {
	*soldVideo
	sum   takings
	goods map[string]*takings // by product, also of those not sold then
}

// saw notes the video that an order came from.
func (b *daybook) saw(o *order) {
	from := sourceOf(o)
	if from.kind != leadVideo {
		return
	}
	v := b.videos[from.content]
	if v == nil {
		v = &soldVideo{id: from.content, creator: o.from.creator, first: o.created, goods: map[string]bool{}}
		b.videos[v.id] = v
	}
	v.first = min(v.first, o.created)
	for i := range o.lines {
		v.goods[o.lines[i].product.id] = true
	}
}

// clips are the videos that show products of the shop or ever brought orders,
// each with its figures of some days. Most videos have none on a day.
func (t *store) clips(p span) map[string]*clip {
	all := map[string]*clip{}
	for _, v := range t.box.creators.posted {
		if v.store == t && v.status == videoOut {
			all[v.id] = &clip{
				soldVideo: &soldVideo{id: v.id, creator: v.by.openID, first: v.postedAt, known: v},
				goods:     map[string]*takings{v.product: {}},
			}
		}
	}
	for id, v := range t.readBook().videos {
		v.known = t.box.creators.videos[id]
		c := &clip{soldVideo: v, goods: make(map[string]*takings, len(v.goods))}
		if v.known != nil {
			c.goods[v.known.product] = &takings{}
		}
		for product := range v.goods {
			c.goods[product] = &takings{}
		}
		all[id] = c
	}
	for _, d := range t.bookDays(p) {
		for w, a := range d.soldItems {
			if w.kind == leadVideo && w.sku == "" {
				all[w.content].goods[w.product].add(a)
			}
		}
		for from, a := range d.sources {
			if from.kind == leadVideo {
				all[from.content].sum.add(a)
			}
		}
	}
	return all
}

// clipTraffic is how people took a video on some days.
type clipTraffic struct{ views, impressions, clicks, likes, comments, shares, followers int }

// traffic makes the viewers of a video from its orders: some watch every day
// since it was posted, and of three hundred one buys.
func (v *clip) traffic(t *store, p span) clipTraffic {
	views, seed := 280*v.sum.orders, textSeed(v.id)
	daily := 160.0
	if v.known != nil {
		daily = 12 // late ones; most come in the first days
		views = max(int(v.known.views(t.dayStart(p.to))-v.known.views(t.dayStart(p.from))), 25*v.sum.orders)
	}
	for n := max(p.from, dayNumber(time.Unix(v.posted(), 0), t.dayZone())); n < p.to; n++ {
		views += int(daily * (0.2 + hashNoise(seed, n)))
	}
	clicks := views/22 + v.sum.orders
	return clipTraffic{
		views: views, impressions: views*4/5 + clicks, clicks: clicks,
		likes: views / 14, comments: views / 160, shares: views / 220, followers: views / 300,
	}
}

// posted is when the video went online: some hours before its first order.
func (v *soldVideo) posted() int64 {
	if v.known != nil {
		return v.known.postedAt
	}
	return v.first - 3600*(6+int64(30*hashNoise(textSeed(v.id), 1)))
}

// caption is the text of the video.
func (v *soldVideo) caption() string {
	if v.known != nil {
		return v.known.caption
	}
	return "Video " + idTail(v.id)
}

// account is whose account the video belongs to, as reports filter by it.
func (v *soldVideo) account(t *store) string {
	switch {
	case v.creator == "" || v.creator == t.seller.openID:
		return officialAccount
	case t == t.box.stores[0] && v.creator == t.box.first(Creator).openID:
		return marketingAccount
	default:
		return affiliateAccount
	}
}
