package compliance

import (
	"encoding/json"
	"fmt"
	"slices"
)

// reportSchema is the version of the form of reports as JSON. It rises when a
// field changes its meaning or goes; fields may be added without.
const reportSchema = 1

// MarshalJSON writes the report with the version of its form, as "schema", in
// front. The same report always gives the same bytes.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	return json.Marshal(struct {
		Schema int `json:"schema"`
		plain
	}{reportSchema, plain(r)})
}

// UnmarshalJSON reads a report that MarshalJSON wrote. It refuses a form that it
// does not know.
func (r *Report) UnmarshalJSON(text []byte) error {
	type plain Report
	var in struct {
		Schema int `json:"schema"`
		plain
	}
	if err := json.Unmarshal(text, &in); err != nil {
		return fmt.Errorf("compliance: report: %w", err)
	}
	if in.Schema != reportSchema {
		return fmt.Errorf("compliance: report: schema %d, want %d", in.Schema, reportSchema)
	}
	*r = Report(in.plain)
	return nil
}

// UnmarshalText reads the name of a decision.
func (d *Decision) UnmarshalText(text []byte) error {
	i := slices.Index(decisionNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("decision %q: want pass, warn, review or refuse", text)
	}
	*d = Decision(i)
	return nil
}
