package compliance

import (
	"fmt"
	"slices"
	"time"
)

// quiet is how long nobody may speak in a stream.
const quiet = 5 * time.Minute

// facts judges what facts show, with and without words.
func (s *structural) facts() {
	f := &s.it.Facts
	if is(f.PersonUnder18, true) {
		s.addItem("MIN-001", 0, "a person below 18 presents")
		for i := range s.it.Fields {
			if s.it.Fields[i].Surface == LiveScript {
				s.add("MIN-005", i, 0, 0, 0, "a person below 18 presents in a stream")
			}
		}
	}
	if is(f.Edited, true) {
		if from, to, i := s.anywhere("MIS-015", "no_edit"); i >= 0 {
			s.add("MIS-015", i, from, to, 0, "the text denies what was done to the pictures")
		} else if is(f.EditLabelled, false) {
			s.addItem("MIS-015", 0, "the pictures are edited and the label for that is off")
		}
	}
	if is(f.SampleReceived, true) {
		if from, to, i := s.anywhere("ADS-004", "own_purchase"); i >= 0 {
			s.add("ADS-004", i, from, to, 0, "the creator got the product for nothing")
		}
	}
	if is(f.BrandAuthorised, false) && f.Brand != "" {
		s.brand(f.Brand)
	}
	if f.StillPicture != nil && *f.StillPicture {
		s.addItem("LIV-003", 0, "the stream shows a picture that does not move")
	} else if f.Silence != nil && *f.Silence >= quiet {
		s.addItem("LIV-003", 0, fmt.Sprintf("nobody speaks for %s", f.Silence.Round(time.Second)))
	}
	if f.TimesSent != nil && *f.TimesSent > mostSent {
		s.addItem("ENG-005", 0, fmt.Sprintf("the same message was sent %d times within ten minutes", *f.TimesSent))
	}
	if s.mode() == FullyManaged {
		s.managed()
	}
	if s.cat != nil {
		s.regulated()
		s.ageGate()
		s.season()
	}
	for i := range s.it.Fields {
		if len(f.Pinned) > 0 && s.it.Fields[i].Surface == LiveScript {
			s.pinned(i)
		}
	}
	if f.Listing != nil {
		s.listing(f.Listing)
	}
}

// anywhere finds a word of a class in a field that a rule is about; the field is
// -1 when there is none.
func (s *structural) anywhere(id, class string) (from, to, field int) {
	for i := range s.it.Fields {
		if s.rule(id, s.it.Fields[i].Surface) == nil {
			continue
		}
		if from, to, ok := s.has(i, class); ok {
			return from, to, i
		}
	}
	return 0, 0, -1
}

// brand looks for the name of a brand that the shop may not sell. Saying what
// an accessory fits is allowed.
func (s *structural) brand(name string) {
	word := []byte(foldString(name))
	if len(word) < 2 || s.own(name) {
		return
	}
	for i := range s.it.Fields {
		from, to, ok := s.hasAny(i, [][]byte{word})
		if !ok || s.near(i, max(0, from-22), from, 0, "compatible") {
			continue
		}
		s.add("IPR-005", i, from, to, 0, "the shop has no authorisation for the brand")
	}
}

// managed looks for promises that are the platform's to make.
func (s *structural) managed() {
	for i := range s.it.Fields {
		if s.rule("ACC-005", s.it.Fields[i].Surface) == nil {
			continue
		}
		if from, to, ok := s.has(i, "seller_promise"); ok {
			s.add("ACC-005", i, from, to, 0, "in a fully managed shop the platform sets price, delivery and service")
			continue
		}
		src := s.it.Fields[i].Text
		eachAmount(src[:min(len(src), wordReach)], s.m, func(a amount) bool {
			if a.money != "" {
				s.add("ACC-005", i, a.start, a.end, 0, "in a fully managed shop the platform sets the price")
			}
			return a.money == ""
		})
	}
}

// regulated judges the statement and the number that a category needs in the
// market.
func (s *structural) regulated() {
	kind := s.cat.Kind
	if s.m == nil || kind == "" {
		return
	}
	if kind == "supplement" && len(s.m.Statement) > 0 && !s.stated() {
		for _, surface := range [...]Surface{ProductDescription, Ad, VideoCaption, LiveScript, ImageText} {
			if i := slices.IndexFunc(s.it.Fields, func(f Field) bool { return f.Surface == surface }); i >= 0 {
				s.add("HLT-007", i, 0, 0, 0, "no text has the statement that "+s.m.Code+" asks of supplements")
				break
			}
		}
	}
	s.registration(kind)
	if s.m.Code == "ID" && (kind == "food" || kind == "cosmetics") && s.it.Facts.Halal != nil && *s.it.Facts.Halal == "" && !s.says("no_halal") {
		s.addItem("LOC-003", Medium, "food, drink and cosmetics have to state whether they are halal, and no text says that it is not")
	}
	if s.it.Facts.Halal != nil && *s.it.Facts.Halal == "" {
		if from, to, i := s.anywhere("LOC-003", "halal"); i >= 0 && !s.says("no_halal") {
			s.add("LOC-003", i, from, to, 0, "there is no certificate")
		}
	}
}

// stated reports whether any text has the market's statement for supplements;
// without a market that of any.
func (s *structural) stated() bool {
	for _, m := range s.c.market.List {
		if s.m != nil && m != s.m {
			continue
		}
		for _, statement := range m.Statement {
			word := []byte(foldString(statement))
			for i := range s.it.Fields {
				if _, _, ok := s.hasAny(i, [][]byte{word}); ok {
					return true
				}
			}
		}
	}
	return false
}

// registration judges the number that a kind of goods needs.
func (s *structural) registration(kind string) {
	number := s.it.Facts.Registration
	if !slices.Contains(s.m.RegistrationFor, kind) || s.written(kind) {
		return
	}
	switch {
	case number == nil:
	case *number == "":
		s.addItem("LOC-002", 0, s.m.Code+" asks a registration number of "+kind+", and there is none")
	case !s.shapedFor(kind, *number):
		s.addItem("LOC-002", Medium, "the registration number has not the shape that is known for "+kind+" in "+s.m.Code)
	}
}

// shapedFor reports whether a number has a shape of the market's for a kind of
// goods; where no shape is known any does.
func (s *structural) shapedFor(kind, number string) bool {
	some := false
	for i := range s.m.Registration {
		r := &s.m.Registration[i]
		if r.Kind != kind && kind != "supplement" {
			continue
		}
		if some = true; r.shape.MatchString(number) {
			return true
		}
	}
	return !some
}

// shaped reports whether a number has any shape of the market's.
func (s *structural) shaped(number string) bool {
	return s.m != nil && slices.ContainsFunc(s.m.Registration, func(r registration) bool { return r.shape.MatchString(number) })
}

// written reports whether a text has a number of the market's shape.
func (s *structural) written(kind string) bool {
	for i := range s.it.Fields {
		src := s.it.Fields[i].Text
		src = src[:min(len(src), wordReach)]
		for j := range s.m.Registration {
			if r := &s.m.Registration[j]; (r.Kind == kind || kind == "supplement") && r.shape.MatchString(src) {
				return true
			}
		}
	}
	return false
}

// ageGate judges goods for adults.
func (s *structural) ageGate() {
	if !s.cat.AgeGate {
		return
	}
	if from, to, i := s.anywhere("MIN-003", "youth"); i >= 0 {
		s.add("MIN-003", i, from, to, 0, "goods for adults, and words for the young")
		return
	}
	if is(s.it.Facts.AgeGate, false) && !s.says("age_statement") {
		s.addItem("MIN-003", 0, "goods for adults without an age gate or a statement of the age")
	}
}

// season judges goods that are out of place in a season of the market.
func (s *structural) season() {
	if s.m == nil {
		return
	}
	for _, name := range s.it.Facts.Seasons {
		for i := range s.c.market.Seasons {
			n := &s.c.market.Seasons[i]
			if n.Name == name && slices.Contains(n.Markets, s.m.Code) &&
				slices.ContainsFunc(n.Categories, func(c string) bool { return s.c.market.within(s.cat.name, c) }) {
				s.addItem("SEN-004", 0, s.cat.name+" is out of place in "+s.m.Code+" at the time of "+name)
			}
		}
	}
}
