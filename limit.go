package tiktokshop

import "github.com/tiktokshop-go/tiktokshop/internal/limit"

// Limits holds back calls so that the platform need not refuse them. It counts
// by app, shop and route. A refusal halves the rate of its route and holds all
// its callers back; the rate climbs again while calls succeed. Share one Limits
// between the clients of an app. Several processes share the platform's limit
// too: give each NewLimits of its part. Limits is safe for many goroutines.
type Limits struct{ l *limit.Limits }

// NewLimits starts at perSecond calls a second for each app, shop and route and
// never exceeds it. Less than 0.1 counts as 0.1.
func NewLimits(perSecond float64) *Limits { return &Limits{limit.Fixed(perSecond)} }

// NoLimits never holds a call back: for tests and measurements. What the
// platform refuses is still waited for.
func NoLimits() *Limits { return &Limits{limit.Off()} }
