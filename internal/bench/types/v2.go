//go:build goexperiment.jsonv2

package types

import jsonv2 "encoding/json/v2"

const (
	build  = "GOEXPERIMENT=jsonv2"
	v1Name = "encoding/json over v2"
)

var more = []engine{{
	name:      "encoding/json/v2",
	unmarshal: func(b []byte, v any) error { return jsonv2.Unmarshal(b, v) },
}}
