//go:build !race

package compliance

const raceDetector = false
