package sandbox

// managed holds what a shop in fully managed mode agrees with the platform.
type managed struct{}

func managedHandlers() map[string]handler {
	return map[string]handler{}
}
