package api

import (
	_ "embed"
	"encoding/csv"
	"strings"
)

//go:embed untyped.csv
var untyped string

// UntypedRoute is a route without a method, since its fields are not known in
// full: it is called by Client.Do.
type UntypedRoute struct {
	Method, Path, Title string
	LaterVersionOf      string // a route that has a method, "" if there is none
	Query, Body, Answer string // the names known, with spaces between
	Certainty           string // how sure the source is
}

// Untyped lists the routes without a method.
func Untyped() ([]UntypedRoute, error) {
	rows, err := csv.NewReader(strings.NewReader(untyped)).ReadAll()
	if err != nil {
		return nil, err
	}
	var all []UntypedRoute
	for _, r := range rows[1:] { // the first names the columns
		all = append(all, UntypedRoute{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]})
	}
	return all, nil
}
