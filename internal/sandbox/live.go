package sandbox

// rooms holds LIVE rooms and figures of a shop.
type rooms struct{}

func (r *rooms) orderMoved(t *store, o *order, from string) {}

func liveHandlers() map[string]handler {
	return map[string]handler{}
}
