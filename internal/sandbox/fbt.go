package sandbox

// fulfillment holds the goods of a shop in the platform's warehouses.
type fulfillment struct{}

func fbtHandlers() map[string]handler {
	return map[string]handler{}
}
