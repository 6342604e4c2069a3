package sandbox

import (
	"embed"
	"fmt"
	"maps"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Bounds of what a scenario may ask for.
const (
	maxScenario     = 1 << 20 // bytes
	maxSpeed        = 1e6
	maxShops        = 200
	maxPeople       = 1000
	maxProducts     = 20_000
	maxOrders       = 1_000_000
	maxOrdersPerDay = 100_000
	maxPerSecond    = 1e6
	maxText         = 200
)

// ParseScenario reads a scenario from JSON. It takes nothing it does not know:
// the error is of type Problems and names every problem with its path.
func ParseScenario(raw []byte) (*Scenario, error) {
	if len(raw) > maxScenario {
		return nil, Problems{fmt.Sprintf("the scenario has %d bytes, at most %d are taken", len(raw), maxScenario)}
	}
	sc := &Scenario{}
	p := decodeStrict(raw, sc)
	if !p.has(notJSON) {
		sc.check(&p)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return sc, nil
}

//go:embed scenarios/*.json
var scenarioFiles embed.FS

// Scenarios are the names of the ready scenarios.
func Scenarios() []string {
	var names []string
	files, _ := scenarioFiles.ReadDir("scenarios")
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".json"))
	}
	return names
}

// ReadyScenario is the JSON of a ready scenario.
func ReadyScenario(name string) ([]byte, error) {
	raw, err := scenarioFiles.ReadFile(path.Join("scenarios", path.Base(name)+".json"))
	if err != nil {
		return nil, fmt.Errorf("there is no ready scenario %q; there are %s", shorten(name, 40), strings.Join(Scenarios(), ", "))
	}
	return raw, nil
}

// steps are the steps by the names that scenarios use.
func (t *Tempo) steps() map[string]*time.Duration {
	steps := map[string]*time.Duration{}
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		if d, ok := reflect.TypeAssert[*time.Duration](v.Field(i).Addr()); ok {
			steps[strings.ToLower(v.Type().Field(i).Name)] = d
		}
	}
	return steps
}

// check adds what is wrong with the values.
func (sc *Scenario) check(p *Problems) {
	if sc.Version != ScenarioVersion && !p.has("version") {
		p.add("version", "want %d, not %d", ScenarioVersion, sc.Version)
	}
	p.text("name", sc.Name)
	if y := sc.Start.Year(); !sc.Start.IsZero() && (y < 2020 || y > 2100) {
		p.add("start", "want a time from 2020 to 2100, not %s", sc.Start.Format(time.RFC3339))
	}
	if sc.Speed != nil {
		within(p, "speed", *sc.Speed, 0, maxSpeed)
	}
	steps := (&Tempo{}).steps()
	for _, name := range slices.Sorted(maps.Keys(sc.Tempo)) {
		if steps[name] == nil {
			p.add(join("tempo", name), "there is no such step; there are %s", strings.Join(slices.Sorted(maps.Keys(steps)), ", "))
		} else if d := sc.Tempo[name]; d < 0 {
			p.add(join("tempo", name), "want a span that is not negative, not %v", time.Duration(d))
		}
	}
	sc.checkSellers(p)
	sc.checkPeople(p)
	sc.checkApps(p)
	for i := range sc.Faults {
		sc.Faults[i].check(p, fmt.Sprintf("faults[%d]", i))
	}
	sc.Limits.check(p)
}

func (sc *Scenario) checkSellers(p *Problems) {
	shops, orders, products := 0, 0, 0
	for i := range sc.Sellers {
		v := &sc.Sellers[i]
		at := fmt.Sprintf("sellers[%d]", i)
		p.text(at+".name", v.Name)
		if len(v.Shops) == 0 && !p.has(at+".shops") {
			p.add(at+".shops", "want a list with at least one shop")
		}
		for j := range v.Shops {
			t := &v.Shops[j]
			t.check(p, fmt.Sprintf("%s.shops[%d]", at, j))
			shops++
			if t.Orders != nil {
				orders += max(min(*t.Orders, maxOrders), 0)
			}
			if t.Products != nil {
				products += max(min(*t.Products, maxProducts), 0)
			}
		}
	}
	for what, n := range map[string][2]int{"shops": {shops, maxShops}, "orders": {orders, maxOrders}, "products": {products, 5 * maxProducts}} {
		if n[0] > n[1] {
			p.add("sellers", "they have %d %s together, at most %d are taken", n[0], what, n[1])
		}
	}
}

func (t *ScenarioShop) check(p *Problems, at string) {
	p.text(at+".name", t.Name)
	if t.Market == "" && !p.has(at+".market") {
		p.add(at+".market", "it is missing; want one of %s", marketNames())
	}
	p.market(at+".market", t.Market)
	p.oneOf(at+".seller_type", t.SellerType, "LOCAL", "CROSS_BORDER")
	p.oneOf(at+".mode", t.Mode, selfOperated, fullyManaged)
	if t.Products != nil {
		within(p, at+".products", *t.Products, 0, maxProducts)
	}
	if t.Orders != nil {
		within(p, at+".orders", *t.Orders, 0, maxOrders)
		if t.Products != nil && *t.Products == 0 && *t.Orders > 0 {
			p.add(at+".orders", "there is nothing to order: want products above 0")
		}
	}
	within(p, at+".orders_per_day", t.OrdersPerDay, 0, maxOrdersPerDay)
	if t.AutoShip < 0 {
		p.add(at+".auto_ship", "want a span that is not negative, not %v", time.Duration(t.AutoShip))
	}
}

func (sc *Scenario) checkPeople(p *Problems) {
	if len(sc.Creators) > maxPeople {
		p.add("creators", "there are %d, at most %d are taken", len(sc.Creators), maxPeople)
	}
	if len(sc.Partners) > maxPeople {
		p.add("partners", "there are %d, at most %d are taken", len(sc.Partners), maxPeople)
	}
	for i, c := range sc.Creators {
		at := fmt.Sprintf("creators[%d]", i)
		p.text(at+".name", c.Name)
		p.market(at+".market", c.Market)
		within(p, at+".followers", c.Followers, 0, 1e9)
	}
	for i, c := range sc.Partners {
		at := fmt.Sprintf("partners[%d]", i)
		p.text(at+".name", c.Name)
		p.market(at+".market", c.Market)
	}
}

func (sc *Scenario) checkApps(p *Problems) {
	if len(sc.Apps) > maxPeople {
		p.add("apps", "there are %d, at most %d are taken", len(sc.Apps), maxPeople)
	}
	taken := map[string]string{AppKey: "the sample app", ServiceID: "the sample app", PartnerServiceID: "the sample app"}
	for i, a := range sc.Apps {
		at := fmt.Sprintf("apps[%d]", i)
		p.text(at+".name", a.Name)
		for _, f := range [...]struct{ name, v string }{
			{"app_key", a.Key}, {"app_secret", a.Secret}, {"service_id", a.Service}, {"partner_service_id", a.PartnerService},
		} {
			path := join(at, f.name)
			p.text(path, f.v)
			if strings.ContainsAny(f.v, " \t\r\n&=?#%+") {
				p.add(path, "want text without spaces and & = ? # %% +")
			}
			if owner, ok := taken[f.v]; ok && f.v != "" && f.name != "app_secret" {
				p.add(path, "%s has this one", owner)
			}
			taken[f.v] = at
		}
		p.url(at+".redirect_url", a.Redirect)
		p.hook(at+".webhook_url", a.Webhook)
		p.topics(at+".topics", a.Topics)
	}
	p.hook("webhooks.url", sc.Webhooks.URL)
	p.topics("webhooks.topics", sc.Webhooks.Topics)
	if len(sc.Webhooks.Topics) > 0 && sc.Webhooks.URL == "" {
		p.add("webhooks.url", "it is missing")
	}
}

func (l *ScenarioLimits) check(p *Problems) {
	within(p, "limits.per_second", l.PerSecond, 0, maxPerSecond)
	within(p, "limits.per_hour", l.PerHour, 0, 1e9)
	p.oneOf("limits.answer", l.Answer, answer429, answer200)
	for i, r := range l.Routes {
		at := fmt.Sprintf("limits.routes[%d]", i)
		p.route(at+".route", r.Route)
		p.text(at+".app", r.App)
		p.text(at+".shop", r.Shop)
		within(p, at+".per_second", r.PerSecond, 0, maxPerSecond)
	}
}

// has reports whether something was found at the path already.
func (p *Problems) has(path string) bool {
	return slices.ContainsFunc(*p, func(s string) bool { return strings.HasPrefix(s, path+": ") })
}

// under reports whether something was found below the path already.
func (p *Problems) under(path string) bool {
	return slices.ContainsFunc(*p, func(s string) bool {
		return path == "" || strings.HasPrefix(s, path+".") || strings.HasPrefix(s, path+": ")
	})
}

func (p *Problems) text(path, v string) {
	if len(v) > maxText {
		p.add(path, "it has %d bytes, at most %d are taken", len(v), maxText)
	}
}

func (p *Problems) market(path, v string) {
	if v != "" && marketOf(v).region != v {
		p.add(path, "%q is no market; want one of %s", shorten(v, 40), marketNames())
	}
}

func (p *Problems) oneOf(path, v string, values ...string) {
	if v != "" && !slices.Contains(values, v) {
		p.add(path, "want %s, not %q", strings.Join(values, " or "), shorten(v, 40))
	}
}

func (p *Problems) route(path, v string) {
	if method, rest, ok := strings.Cut(v, " "); v != "" && (!ok || method == "" || !strings.HasPrefix(rest, "/")) {
		p.add(path, `want a method and a path, such as "GET /order/202507/orders", not %q`, shorten(v, 60))
	}
}

func (p *Problems) url(path, v string) {
	if u, err := url.Parse(v); v != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(v) > 2000) {
		p.add(path, "want an address that begins with http:// or https://, not %q", shorten(v, 60))
	}
}

// hook is url for the address of a webhook.
func (p *Problems) hook(path, v string) {
	if v == "" {
		return
	}
	if err := checkAddress(v); err != nil {
		p.add(path, "%v; on this machine http://127.0.0.1:8080/webhooks and the like are taken too", err)
	}
}

func (p *Problems) topics(path string, topics []int) {
	names, _ := topicNames()
	for i, topic := range topics {
		if names[topic] == "" {
			p.add(fmt.Sprintf("%s[%d]", path, i), "there is no topic %d", topic)
		}
	}
}

func within[T int | float64](p *Problems, path string, v, low, high T) {
	if v < low || v > high {
		p.add(path, "want %v to %v, not %v", low, high, v)
	}
}

func marketNames() string {
	names := []string{}
	for i := range markets {
		names = append(names, markets[i].region)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
