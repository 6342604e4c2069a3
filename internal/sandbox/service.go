package sandbox

// desk holds the conversations of a shop with its buyers.
type desk struct{}

func serviceHandlers() map[string]handler {
	return map[string]handler{}
}
