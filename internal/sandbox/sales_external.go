package sandbox

// externalOrder ties an order to one in another system.
type externalOrder struct {
	platform string
	id       string
	lines    []externalLine
}

type externalLine struct{ id, origin string }
