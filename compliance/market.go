package compliance

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// What is known of markets, shops and categories is data with sources and
// dates, apart from the packs of words.

//go:embed market/*.json
var marketFiles embed.FS

// market is what is known of one market.
type market struct {
	Code      string   `json:"code"`
	Currency  string   `json:"currency"`
	Languages []string `json:"languages"`
	Shop      string   `json:"shop"` // "open", "claimed", "reported" or "none"
	Units     string   `json:"units"`
	Dates     string   `json:"dates"`
	Decimal   string   `json:"decimal"`
	EU        bool     `json:"eu"`
	Note      string   `json:"note"`
	Source    string   `json:"source"`

	Labels          []string `json:"labels"`           // that disclose advertising
	DoubtfulLabels  []string `json:"doubtful_labels"`  // in use, but not sure to be accepted
	LabelsConfirmed bool     `json:"labels_confirmed"` // by a source of the market

	Statement       []string       `json:"supplement_statement"`
	RegistrationFor []string       `json:"registration_for"` // kinds of goods that need a number
	Registration    []registration `json:"registration"`

	index int
}

// registration is the shape of a registration number. Shapes come from public
// descriptions, so a number of another shape is a warning only.
type registration struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Shape string `json:"shape"`
	shape *regexp.Regexp
}

type season struct {
	Name       string   `json:"name"`
	Markets    []string `json:"markets"`    // where goods are out of place then
	Categories []string `json:"categories"` // such goods
}

// category is a kind of goods.
type category struct {
	Parent  string   `json:"parent"`
	Kind    string   `json:"kind"`     // "cosmetics", "food", "supplement", "medicine" or ""
	Rules   []string `json:"rules"`    // that forbid it
	AgeGate bool     `json:"age_gate"` // for adults

	name  string
	index int
}

// markets are the tables; they do not change once they are read.
type markets struct {
	Schema  int               `json:"schema"`
	Version string            `json:"version"`
	Sources map[string]Source `json:"sources"`
	List    []*market         `json:"markets"`
	Seasons []season          `json:"seasons"`

	by    map[string]*market
	plain [256][]string // labels that are no tags, of all markets, by their first byte in lower case
	shops shopTables
	words *wordTables
}

type shopTables struct {
	Schema     int                  `json:"schema"`
	Modes      []modeRow            `json:"modes"`
	Categories map[string]*category `json:"categories"`
	Rows       []eligibleRow        `json:"rows"`
	Entities   []entityRow          `json:"entities"`
	Accounts   []accountRow         `json:"accounts"`
	Probation  probationRow         `json:"probation"`
}

type modeRow struct {
	Mode     Mode     `json:"mode"`
	Seller   []string `json:"seller_controls"`
	Platform []string `json:"platform_controls"`
	Source   string   `json:"source"`
}

type eligibleRow struct {
	Market     string   `json:"market"`
	Mode       Mode     `json:"mode"`   // "": both
	Seller     string   `json:"seller"` // "local", "cross_border" or "": both
	Categories []string `json:"categories"`
	Status     Status   `json:"status"`
	Source     string   `json:"source"`
	Note       string   `json:"note"`
}

type entityRow struct {
	Market string `json:"market"`
	Name   string `json:"name"`
	Rule   string `json:"rule"`
	Value  int    `json:"value"`
	Note   string `json:"note"`
	Source string `json:"source"`
}

type accountRow struct {
	Name       string `json:"name"`
	Rule       string `json:"rule"`
	Note       string `json:"note"`
	Source     string `json:"source"`
	Max        int    `json:"max"`
	Min        int    `json:"min"`
	Hours      int    `json:"hours"`
	Days       int    `json:"days"`
	ElseMax    int    `json:"else_max"`
	ElseSource string `json:"else_source"`
}

type probationRow struct {
	Market        string `json:"market"` // that ListingsAfter is known of
	MinDays       int    `json:"min_days"`
	MinOrders     int    `json:"min_orders"`
	ListingsAfter int    `json:"listings_after"`
	Source        string `json:"source"`
}

// readMarkets reads the built-in tables.
func readMarkets() (*markets, error) {
	t := &markets{by: map[string]*market{}}
	words := wordFile{}
	for _, f := range []struct {
		name string
		into any
	}{{"markets.json", t}, {"eligibility.json", &t.shops}, {"words.json", &words}} {
		text, err := marketFiles.ReadFile("market/" + f.name)
		if err != nil {
			return nil, err
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(f.into); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	t.words = words.fold()
	return t, t.index()
}

// index makes the tables quick to search and finds what is wrong with them.
func (t *markets) index() error {
	var problems []error
	source := func(where, key string) {
		if _, ok := t.Sources[key]; !ok {
			problems = append(problems, fmt.Errorf("%s: there is no source %q", where, key))
		}
	}
	for i, m := range t.List {
		m.index = i + 1
		t.by[m.Code] = m
		source(m.Code, m.Source)
		for _, text := range m.Labels {
			if of := &t.plain[text[0]|0x20]; text[0] != '#' && !slices.Contains(*of, text) {
				*of = append(*of, text)
			}
		}
		for j := range m.Registration {
			var err error
			if m.Registration[j].shape, err = regexp.Compile(m.Registration[j].Shape); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", m.Code, err))
			}
		}
	}
	for i, name := range slices.Sorted(maps.Keys(t.shops.Categories)) {
		c := t.shops.Categories[name]
		c.name, c.index = name, i+1
		if c.Parent != "" && t.shops.Categories[c.Parent] == nil {
			problems = append(problems, fmt.Errorf("category %s: there is no parent %q", name, c.Parent))
		}
	}
	for i := range t.shops.Rows {
		r := &t.shops.Rows[i]
		source(r.Market, r.Source)
		if r.Status.order() < 0 {
			problems = append(problems, fmt.Errorf("row %d: status %q is not known", i, r.Status))
		}
	}
	for i := range t.shops.Entities {
		source(t.shops.Entities[i].Name, t.shops.Entities[i].Source)
	}
	for i := range t.shops.Accounts {
		source(t.shops.Accounts[i].Name, t.shops.Accounts[i].Source)
	}
	source("probation", t.shops.Probation.Source)
	if len(t.List) > 60 || len(t.shops.Categories) > 120 {
		problems = append(problems, errors.New("more markets or categories than there is room for"))
	}
	return errors.Join(problems...)
}

// within reports whether a category is another one or a part of it.
func (t *markets) within(name, of string) bool {
	for range 8 {
		if name == of {
			return true
		}
		c := t.shops.Categories[name]
		if c == nil || c.Parent == "" {
			return false
		}
		name = c.Parent
	}
	return false
}

// sourcesOf are the sources by their keys, each once.
func (t *markets) sourcesOf(keys ...string) []Source {
	var out []Source
	for i, key := range keys {
		if s, ok := t.Sources[key]; ok && !slices.Contains(keys[:i], key) {
			s.Key = key
			out = append(out, s)
		}
	}
	return out
}

// Categories are the categories that rules and markets know, by name. Other
// names are not an error: what depends on them is not checked.
func (c *Checker) Categories() []string {
	return slices.Sorted(maps.Keys(c.market.shops.Categories))
}

// Markets are the regions that have tables of their own, by code.
func (c *Checker) Markets() []string { return slices.Sorted(maps.Keys(c.market.by)) }

// Seasons are the names that [Facts].Seasons may have.
func (c *Checker) Seasons() []string {
	var out []string
	for _, s := range c.market.Seasons {
		out = append(out, s.Name)
	}
	return out
}

// marketOf is the market of a code, nil when nothing is known of it.
func (c *Checker) marketOf(code string) *market { return c.market.by[strings.ToUpper(code)] }
