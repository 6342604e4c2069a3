package sandbox

// promotions holds prices that change for a time.
type promotions struct{}

func promotionHandlers() map[string]handler {
	return map[string]handler{}
}
