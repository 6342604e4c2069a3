package compliance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// fingerprint is the name and version of what tells a result from others when a
// text is checked again.
const fingerprint = "tiktokshopCompliance/v1"

// SARIF writes the report in the Static Analysis Results Interchange Format,
// version 2.1.0, which code hosts and CI tools show. uri names the file that a
// field came from, as a URI reference; nil names them "field-0", "field-1" and
// so on. Findings about the item as a whole (Field -1) have no place.
//
// High and Block are errors, Medium is a warning, Info and Low are notes; the
// severity itself stands in the properties of each result. Places are offsets in
// characters and bytes: a report does not hold the texts, so it cannot count
// lines. Fingerprints do not depend on places, so that a finding is known again
// when the text before it changes.
//
// The form: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
func (r Report) SARIF(uri func(field int) string) ([]byte, error) {
	if uri == nil {
		uri = func(field int) string { return "field-" + strconv.Itoa(field) }
	}
	driver := sarifDriver{Name: "tiktokshop-compliance", Version: r.PackVersion, Rules: []sarifRule{}}
	index := map[string]int{}
	results, seen := []sarifResult{}, map[string]int{}
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
			if i := slices.IndexFunc(f.Sources, func(s Source) bool { return s.URL != "" }); i >= 0 {
				rule.HelpURI = f.Sources[i].URL
			}
			driver.Rules = append(driver.Rules, rule)
		}
		out := f.sarif(at, uri)
		key := f.Rule + "\x00" + out.uri() + "\x00" + f.Evidence
		out.Fingerprints = map[string]string{fingerprint: hash(key, seen[key])}
		seen[key]++
		results = append(results, out)
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

// uri is where a result is, "" when it is about the item as a whole.
func (r *sarifResult) uri() string {
	if len(r.Locations) == 0 {
		return ""
	}
	return r.Locations[0].Physical.Artifact.URI
}

// hash tells the n-th of results that are alike.
func hash(key string, n int) string {
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(n)))
	return hex.EncodeToString(sum[:16])
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
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`

		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties"`
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
