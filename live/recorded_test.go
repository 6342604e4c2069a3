package live_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/live"
)

// A host shows products in a room, looks at its figures, and the seller reads the
// reports. Recorded with the fake shop ("synthetic"), since the project has no
// live account; `go test ./live -run Recorded -record` records it anew.
func TestRecordedLive(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "live-synthetic", `"sellers":[{"shops":[{"market":"US","products":8,"orders":40}]}]`)
	ctx, host := t.Context(), live.New(s.As(tiktokshop.TokenCreator))
	room, err := host.Rooms.Get(ctx)
	s.Must(err)
	if room.Status != "LIVE" {
		t.Errorf("room %+v", room)
	}
	shown := func() (ids []string) {
		t.Helper()
		list, err := host.Products.List(ctx)
		s.Must(err)
		for _, p := range list.Products {
			ids = append(ids, p.ID)
		}
		return append(ids, "pinned "+list.PinnedProductID)
	}
	const one, two, eight = "1729000000000000001", "1729000000000000002", "1729000000000000008"
	added, err := host.Products.Add(ctx, &live.AddProductsRequest{ProductIDs: []string{eight, "12"}})
	if !tiktokshop.Partial(err) || len(added.Errors) != 1 || added.Errors[0].Code != 16015001 {
		t.Errorf("added %+v, %v", added, err)
	}
	s.Must(host.Products.MoveToTop(ctx, &live.MoveProductsToTopRequest{ProductIDs: []string{eight}}))
	s.Must(host.Products.Pin(ctx, eight))
	s.Refused(host.Products.Unpin(ctx, two), 16015001)
	s.Must(host.Products.Remove(ctx, &live.RemoveProductsRequest{ProductIDs: []string{one}}))
	if diff := cmp.Diff([]string{eight, two, "1729000000000000003", "1729000000000000004", "1729000000000000005", "1729000000000000007", "pinned " + eight}, shown()); diff != "" {
		t.Errorf("products of the room (-want +got):\n%s", diff)
	}
	s.Pass(10 * time.Minute)
	core, err := host.RoomStats.GetCore(ctx, room.ID)
	s.Must(err)
	traffic, err := host.RoomStats.ListTraffic(ctx, room.ID)
	s.Must(err)
	views := int64(0)
	for _, src := range traffic.TrafficPerformances {
		views += src.Source.WatchPV
	}
	if core.Stats.WatchPV != views || views == 0 || core.Stats.LocalGMV.Currency != "USD" {
		t.Errorf("core figures %+v, %d views by source", core.Stats, views)
	}
	_, err = host.RoomStats.GetAudience(ctx, "1")
	s.Refused(err, 66009302)
	reports := live.New(s.Seller()).Reports
	from, to := tiktokshop.DateOf(s.Start.AddDate(0, 0, -14), time.UTC), tiktokshop.DateOf(s.Start, time.UTC)
	n, last := 0, live.Session{}
	for m, err := range reports.ListSessionsAll(ctx, &live.ListSessionsRequest{StartDateGE: from, EndDateLT: to, PageSize: 2}) {
		s.Must(err)
		n++
		last = *m
	}
	viewers, minutes := int64(0), 0
	for minute, err := range reports.ListMinutesAll(ctx, last.ID, nil) {
		s.Must(err)
		minutes++
		viewers += minute.Traffic.Viewers
	}
	if n != 4 || minutes != 120 || viewers != last.InteractionPerformance.Viewers || viewers == 0 {
		t.Errorf("%d sessions, the last with %d viewers in %d minutes, want %d", n, viewers, minutes, last.InteractionPerformance.Viewers)
	}
}
