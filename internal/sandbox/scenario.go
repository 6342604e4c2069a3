package sandbox

import (
	"time"
)

// ScenarioVersion is the version of the form of scenarios.
const ScenarioVersion = 1

// Scenario says what a sandbox holds and how it behaves. See ParseScenario for
// its JSON. The zero value is one shop with sample data.
type Scenario struct {
	Version  int               `json:"version,omitzero"`
	Name     string            `json:"name,omitzero"`     // for people
	Seed     uint64            `json:"seed,omitzero"`     // of random choices: equal seeds make equal runs
	Start    time.Time         `json:"start,omitzero"`    // the sandbox's time at the beginning; left out: now
	Speed    *float64          `json:"speed,omitzero"`    // seconds that pass while one passes outside; left out: 1
	Tempo    map[string]Span   `json:"tempo,omitzero"`    // lengths of steps, by the names of Tempo in lower case
	Sellers  []ScenarioSeller  `json:"sellers,omitzero"`  // left out: one with a shop in the US
	Creators []ScenarioCreator `json:"creators,omitzero"` // left out: one
	Partners []ScenarioPartner `json:"partners,omitzero"` // left out: one
	Apps     []App             `json:"apps,omitzero"`     // beside the sample app, which is always there
	Faults   []FaultSpec       `json:"faults,omitzero"`
	Limits   ScenarioLimits    `json:"limits,omitzero"`
	Webhooks ScenarioWebhooks  `json:"webhooks,omitzero"`
}

// ScenarioSeller is a seller with shops.
type ScenarioSeller struct {
	Name  string         `json:"name,omitzero"`
	Shops []ScenarioShop `json:"shops,omitzero"`
}

// ScenarioShop is one shop.
type ScenarioShop struct {
	Name         string `json:"name,omitzero"`
	Market       string `json:"market,omitzero"`         // region, such as "GB"
	SellerType   string `json:"seller_type,omitzero"`    // LOCAL or CROSS_BORDER
	Mode         string `json:"mode,omitzero"`           // SELF_OPERATED or FULLY_MANAGED, which take different routes; left out: all routes are taken
	Products     *int   `json:"products,omitzero"`       // left out: 24
	Orders       *int   `json:"orders,omitzero"`         // of the past two months; left out: the 250 samples, or as many as Options say
	OrdersPerDay int    `json:"orders_per_day,omitzero"` // that made-up buyers place from now on
	AutoShip     Span   `json:"auto_ship,omitzero"`      // the seller ships by itself so long after it can; left out: never
}

// ScenarioCreator is a creator.
type ScenarioCreator struct {
	Name      string `json:"name,omitzero"`
	Market    string `json:"market,omitzero"`
	Followers int    `json:"followers,omitzero"`
}

// ScenarioPartner is a partner.
type ScenarioPartner struct {
	Name   string `json:"name,omitzero"`
	Market string `json:"market,omitzero"`
}

// ScenarioLimits are how many calls are taken.
type ScenarioLimits struct {
	PerSecond float64      `json:"per_second,omitzero"` // of each app, shop and route
	PerHour   int          `json:"per_hour,omitzero"`   // of each shop
	Answer    string       `json:"answer,omitzero"`     // to calls beyond: http_429, or http_200 with the code in the body
	Routes    []RouteLimit `json:"routes,omitzero"`     // exceptions; the first that fits a call counts
}

// RouteLimit is the limit of some calls. What is left out fits every call.
type RouteLimit struct {
	Route     string  `json:"route,omitzero"` // "METHOD /path/{template}"
	App       string  `json:"app,omitzero"`   // app key
	Shop      string  `json:"shop,omitzero"`  // cipher, id or name
	PerSecond float64 `json:"per_second,omitzero"`
}

// ScenarioWebhooks says where events go.
type ScenarioWebhooks struct {
	URL    string `json:"url,omitzero"`    // of the sample app
	Topics []int  `json:"topics,omitzero"` // left out: all
}

// setClock moves a new clock to the beginning of the story.
func (sc *Scenario) setClock(c *clock) {
	if !sc.Start.IsZero() {
		c.shown = sc.Start
	}
	if sc.Speed != nil {
		c.speed = *sc.Speed
	}
}

// setTempo changes the steps that the scenario names.
func (sc *Scenario) setTempo(t *Tempo) {
	steps := t.steps()
	for name, d := range sc.Tempo {
		if step, ok := steps[name]; ok {
			*step = time.Duration(d)
		}
	}
}
