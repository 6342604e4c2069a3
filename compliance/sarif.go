package compliance

import (
	"encoding/json"
	"strconv"
)

// SARIF writes the report in the Static Analysis Results Interchange Format,
// version 2.1.0, which code hosts and CI tools show. uri names the file that a
// field came from; nil names them "field-0", "field-1" and so on. Findings about
// the item as a whole (Field -1) have no place.
func (r Report) SARIF(uri func(field int) string) ([]byte, error) {
	if uri == nil {
		uri = func(field int) string { return "field-" + strconv.Itoa(field) }
	}
	driver := sarifDriver{Name: "tiktokshop-compliance", Version: r.PackVersion, Rules: []sarifRule{}}
	index := map[string]int{}
	results := []sarifResult{}
	for i := range r.Findings {
		f := &r.Findings[i]
		at, ok := index[f.Rule]
		if !ok {
			at = len(driver.Rules)
			index[f.Rule] = at
			rule := sarifRule{ID: f.Rule, Short: sarifText{f.Message}, Properties: map[string]any{"area": f.Area}}
			if f.Suggestion != "" {
				rule.Help = &sarifText{f.Suggestion}
			}
			if len(f.Sources) > 0 {
				rule.HelpURI = f.Sources[0].URL
			}
			driver.Rules = append(driver.Rules, rule)
		}
		results = append(results, f.sarif(at, uri))
	}
	notes := []sarifNote{}
	for _, n := range r.NotChecked {
		notes = append(notes, sarifNote{Level: "note", Message: sarifText{"not checked: " + n.Rule + " needs " + n.Needs}})
	}
	return json.Marshal(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: results,
			Invocations: []sarifInvocation{{Successful: true, Notes: notes}},
			Properties:  map[string]any{"decision": r.Decision.String()},
		}},
	})
}

func (f *Finding) sarif(rule int, uri func(field int) string) sarifResult {
	out := sarifResult{
		RuleID: f.Rule, RuleIndex: rule, Level: f.Severity.sarif(), Message: sarifText{f.Message + ": " + f.Why},
		Properties: map[string]any{"severity": f.Severity.String(), "area": f.Area},
	}
	if f.Field < 0 {
		return out
	}
	region := sarifRegion{
		CharOffset: f.Span.RuneStart, CharLength: f.Span.RuneEnd - f.Span.RuneStart,
		ByteOffset: f.Span.Start, ByteLength: f.Span.End - f.Span.Start,
	}
	if f.Evidence != "" {
		region.Snippet = &sarifText{f.Evidence}
	}
	out.Locations = []sarifLocation{{sarifPhysical{sarifArtifact{uri(f.Field)}, region}}}
	return out
}

// sarif is the level of a severity.
func (s Severity) sarif() string {
	switch {
	case s >= High:
		return "error"
	case s == Medium:
		return "warning"
	default:
		return "note"
	}
}

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
		Properties  map[string]any    `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string         `json:"id"`
		Short      sarifText      `json:"shortDescription"`
		Help       *sarifText     `json:"help,omitempty"`
		HelpURI    string         `json:"helpUri,omitempty"`
		Properties map[string]any `json:"properties"`
	}
	sarifInvocation struct {
		Successful bool        `json:"executionSuccessful"`
		Notes      []sarifNote `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNote struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID     string          `json:"ruleId"`
		RuleIndex  int             `json:"ruleIndex"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
		Locations  []sarifLocation `json:"locations,omitempty"`
		Properties map[string]any  `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		CharOffset int        `json:"charOffset"`
		CharLength int        `json:"charLength"`
		ByteOffset int        `json:"byteOffset"`
		ByteLength int        `json:"byteLength"`
		Snippet    *sarifText `json:"snippet,omitempty"`
	}
)
