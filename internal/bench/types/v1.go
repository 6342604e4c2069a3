//go:build !goexperiment.jsonv2

package types

const (
	build  = "the default"
	v1Name = "encoding/json"
)

var more []engine
