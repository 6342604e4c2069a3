//go:build race

package compliance

const raceDetector = true // sync.Pool then drops what it likes, so nothing can be said of allocations
