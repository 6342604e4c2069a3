package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// site is a warehouse of a shop.
type site struct {
	id, name string
	kind     string // SALES_WAREHOUSE or RETURN_WAREHOUSE
	first    bool   // the default
	person   int    // number of the made-up person who lives there
	said     map[string]any
}

const (
	salesSite  = "SALES_WAREHOUSE"
	returnSite = "RETURN_WAREHOUSE"
)

// sites are the shop's warehouses: two that sell and one for returns, and what
// was added.
func (t *store) sites() []*site {
	if t.sales.places == nil {
		id := t.warehouse()
		t.sales.places = []*site{
			{id: id, name: "Main warehouse", kind: salesSite, first: true, person: -1},
			{id: id[:len(id)-1] + "2", name: "Second warehouse", kind: salesSite, person: -2},
			{id: id[:len(id)-1] + "3", name: "Returns", kind: returnSite, person: -3},
		}
	}
	return t.sales.places
}

// warehouse is the id of the default one.
func (t *store) warehouse() string { return t.warehouseID() }

func (t *store) site(id string) *site {
	for _, w := range t.sites() {
		if w.id == id {
			return w
		}
	}
	return nil
}

// warehouseOf is where a package is sent from.
func (t *store) warehouseOf(p *parcel) *site {
	if len(p.orders) > 0 {
		if w := t.site(p.orders[0].warehouse); w != nil {
			return w
		}
	}
	return t.sites()[0]
}

func (s *Sandbox) listWarehouses(c *call) (any, *refusal) {
	list := []map[string]any{}
	for _, w := range c.store.sites() {
		list = append(list, map[string]any{
			"id": w.id, "name": w.name, "type": w.kind, "sub_type": "DOMESTIC_WAREHOUSE", "effect_status": "ENABLED", "is_default": w.first,
			"entity_id": "73953668651" + w.id[len(w.id)-8:], "address": c.store.siteAddress(w),
		})
	}
	return project(c.rt.op.Response, map[string]any{"warehouses": list}), nil
}

// siteAddress is what was said about a warehouse, else a made-up address.
func (t *store) siteAddress(w *site) map[string]any {
	p := personOf(t.market, w.person)
	a := p.address()
	m := map[string]any{
		"contact_person": p.name, "first_name": p.first, "last_name": p.last, "phone_number": hidePhone(p.phone), "region": p.home.country,
		"region_code": t.market.region, "postal_code": p.postal, "full_address": a.FullAddress, "address_line1": a.AddressLine1,
		"address_line2": a.AddressLine2, "address_line3": "", "address_line4": "",
		"geolocation": map[string]any{"latitude": "0.00000", "longitude": "0.00000"},
	}
	for i, name := range []string{"state", "city", "distict", "town"} {
		if m[name] = ""; i < len(p.levels) {
			m[name] = p.levels[i]
		}
	}
	if w.said == nil {
		return m
	}
	said := object(w.said["address"])
	for from, to := range map[string]string{
		"address_line_1": "address_line1", "address_line_2": "address_line2", "address_line_3": "address_line3", "address_line_4": "address_line4",
		"city": "city", "district": "distict", "postcode": "postal_code", "region": "region", "state": "state",
	} {
		m[to] = text(said[from])
	}
	for _, name := range []string{"contact_person", "first_name", "last_name", "first_name_local_script", "last_name_local_script"} {
		m[name] = text(w.said[name])
	}
	m["phone_number"], m["town"] = hidePhone(text(w.said["phone_number"])), ""
	m["full_address"] = strings.Join([]string{text(said["region"]), text(said["state"]), text(said["city"]), text(said["address_line_1"])}, ", ")
	return m
}

func (s *Sandbox) listGlobalWarehouses(*call) (any, *refusal) {
	list := []map[string]any{}
	for _, t := range s.stores {
		for _, w := range t.sites() {
			if w.kind == salesSite {
				list = append(list, map[string]any{"id": w.id, "name": w.name, "ownership": "SELLER"})
			}
		}
	}
	return map[string]any{"global_warehouses": list}, nil
}

func (s *Sandbox) createWarehouse(c *call) (any, *refusal) {
	t := c.store
	in, refused := t.checkSite(c, "")
	if refused != nil {
		return nil, refused
	}
	w := &site{id: fmt.Sprintf("74699756%011d", s.next()), kind: salesSite, person: -1}
	t.sales.places = append(t.sites(), w)
	t.describe(w, in)
	c.applied = true
	return map[string]any{"warehouse_id": w.id, "error_list": []any{}}, nil
}

func (s *Sandbox) updateWarehouse(c *call) (any, *refusal) {
	t := c.store
	w := t.site(c.ids.Get("warehouse_id"))
	if w == nil {
		return map[string]any{"error_list": []map[string]any{{"code": 11034009, "message": "warehouse not exist"}}}, nil
	}
	in, refused := t.checkSite(c, w.id)
	if refused != nil {
		return nil, refused
	}
	t.describe(w, in)
	c.applied = true
	return map[string]any{"error_list": []any{}}, nil
}

// checkSite wants a name no other warehouse has, and an address.
func (t *store) checkSite(c *call, id string) (map[string]any, *refusal) {
	in := object(c.body["warehouse"])
	for _, name := range []string{"name", "address", "phone_number"} {
		if isEmpty(in[name]) {
			return nil, invalid("warehouse.%s is a required field and has not been provided", name)
		}
	}
	if slices.ContainsFunc(t.sites(), func(w *site) bool { return w.id != id && w.name == text(in["name"]) }) {
		return nil, invalid("warehouse.name %s is taken by another warehouse", text(in["name"]))
	}
	return in, nil
}

func (t *store) describe(w *site, in map[string]any) {
	w.name, w.said = text(in["name"]), in
	if kind := text(in["type"]); kind != "" {
		w.kind = kind
	}
	if truth(in["default_warehouse"]) {
		for _, other := range t.sites() {
			other.first = other == w
		}
	}
}

// Ways of delivery.
const (
	standardOption = "7091000000000000001"
	expressOption  = "7091000000000000002"
	sellerOption   = "7091000000000000003"
)

func (o *order) option() (id, name string) {
	if o.seller {
		return sellerOption, "Shipped from seller"
	}
	return standardOption, "Standard shipping"
}

func (s *Sandbox) listDeliveryOptions(c *call) (any, *refusal) {
	w := c.store.site(c.ids.Get("warehouse_id"))
	if w == nil {
		return nil, refuse(200, 11034009, "warehouse %s does not exist", c.ids.Get("warehouse_id"))
	}
	list := []map[string]any{}
	for i, o := range [...][3]string{
		{standardOption, "Standard shipping", "STANDARD"}, {expressOption, "Express shipping", "EXPRESS"}, {sellerOption, "Shipped from seller", "SEND_BY_SELLER"},
	} {
		if w.kind == returnSite {
			break // nothing is sent from there
		}
		list = append(list, map[string]any{
			"id": o[0], "name": o[1], "type": o[2], "description": o[1] + " of the sample shop", "platform": []string{"TIKTOK_SHOP"},
			"dimension_limit": map[string]any{"max_height": 100, "max_length": 150, "max_width": 100, "unit": "CM"},
			"weight_limit":    map[string]any{"min_weight": 1, "max_weight": 30000 - 5000*i, "unit": "GRAM"},
		})
	}
	return project(c.rt.op.Response, map[string]any{"delivery_options": list}), nil
}

func (s *Sandbox) listShippingProviders(c *call) (any, *refusal) {
	switch id := c.ids.Get("delivery_option_id"); id {
	case sellerOption:
	case standardOption, expressOption:
		return nil, refuse(200, 21008117, "delivery option %s is the platform's: it picks the provider", id)
	default:
		return nil, refuse(200, 21008116, "the shop has no delivery option %s", id)
	}
	list := []map[string]any{}
	for n := range 4 {
		id := sellerCarrier[:len(sellerCarrier)-1] + strconv.Itoa(2+n)
		list = append(list, map[string]any{"id": id, "name": providerName(id)})
	}
	return map[string]any{"shipping_providers": list}, nil
}

func (s *Sandbox) listShippingTemplates(c *call) (any, *refusal) {
	weight := object(object(c.body["product_attribute"])["weight"])
	heavy, _ := cents(weight["weight"])
	return project(c.rt.op.Response, map[string]any{"templates": []map[string]any{{
		"template": map[string]any{
			"template_id": "7301000000000000001", "template_name": "Sample template", "is_default": true, "template_party": 1,
		},
		"template_is_available": heavy <= 30000*100, "service_unreachable_reason": []any{},
	}}}), nil
}

// standardizeAddress tidies an address up: spaces, letters, the region.
func (s *Sandbox) standardizeAddress(c *call) (any, *refusal) {
	in := object(c.body["address"])
	if isEmpty(in["region_code"]) || isEmpty(in["address_line1"]) {
		return nil, invalid("address.region_code and address.address_line1 are required fields")
	}
	out, updated := map[string]any{}, false
	for name, v := range in {
		old := text(v)
		neat := strings.Join(strings.Fields(old), " ")
		switch name {
		case "region_code", "postal_code":
			neat = strings.ToUpper(neat)
		default:
			words := strings.Fields(neat)
			for i, w := range words {
				r := []rune(w)
				words[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
			}
			neat = strings.Join(words, " ")
		}
		out[name], updated = neat, updated || neat != old
	}
	return project(c.rt.op.Response, map[string]any{"standardization_result": map[string]any{
		"standardized_address": out, "updated": updated,
	}}), nil
}
