package compliance

import "slices"

// fewFindings is up to how many findings are looked through one by one. An item
// may have thousands of fields, each of which asks.
const fewFindings = 64

// keep adds a finding to the report.
func (s *structural) keep(f Finding) {
	if s.kept != nil {
		key := asked{f.Rule, f.Field}
		s.kept[key] = append(s.kept[key], int32(len(s.rep.Findings))) //nolint:gosec // G115: far fewer
	}
	s.rep.Findings = append(s.rep.Findings, f)
}

// places are the places of the findings of a rule in a field, when there are
// many findings.
func (s *structural) places(id string, field int) []int32 {
	if s.kept == nil {
		s.kept = map[asked][]int32{}
		for i := range s.rep.Findings {
			key := asked{s.rep.Findings[i].Rule, s.rep.Findings[i].Field}
			s.kept[key] = append(s.kept[key], int32(i))
		}
	}
	return s.kept[asked{id, field}]
}

// found reports whether a rule has a finding in a field already.
func (s *structural) found(id string, field int) bool {
	if s.kept == nil && len(s.rep.Findings) <= fewFindings {
		return slices.ContainsFunc(s.rep.Findings, func(f Finding) bool { return f.Rule == id && f.Field == field })
	}
	return len(s.places(id, field)) > 0
}

// drop takes the findings of a rule in a field back.
func (s *structural) drop(id string, field int) {
	if s.kept == nil && len(s.rep.Findings) <= fewFindings {
		s.rep.Findings = slices.DeleteFunc(s.rep.Findings, func(f Finding) bool { return f.Rule == id && f.Field == field })
		return
	}
	for _, i := range s.places(id, field) {
		s.rep.Findings[i].Rule = "" // purge takes it away
	}
	delete(s.kept, asked{id, field})
}

// purge takes away what was dropped.
func (s *structural) purge() {
	if s.kept != nil {
		s.rep.Findings = slices.DeleteFunc(s.rep.Findings, func(f Finding) bool { return f.Rule == "" })
		s.kept = nil
	}
}
