package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// sizeChartID is the one template of size charts there is.
const sizeChartID = "7267563252536723205"

// people are the manufacturers or responsible persons of a shop's seller.
func (t *store) people(kind string) *collection {
	if t.goods.people == nil {
		t.goods.people = map[string]*collection{}
	}
	if t.goods.people[kind] == nil {
		t.goods.people[kind] = newCollection()
	}
	return t.goods.people[kind]
}

func peopleHandlers() map[string]handler {
	profile := []string{"name", "email", "phone_number", "address"}
	return map[string]handler{
		"shop.Manufacturers.Create":      createPerson("manufacturers", "manufacturer_id", append(profile, "registered_trade_name", "locale")),
		"shop.Manufacturers.Patch":       patchPerson("manufacturers", "manufacturer_id"),
		"shop.Manufacturers.Search":      searchPeople("manufacturers", "manufacturer_ids"),
		"shop.ResponsiblePersons.Create": createPerson("responsible_persons", "responsible_person_id", append(profile, "locale")),
		"shop.ResponsiblePersons.Patch":  patchPerson("responsible_persons", "responsible_person_id"),
		"shop.ResponsiblePersons.Search": searchPeople("responsible_persons", "responsible_person_ids"),
		"shop.SizeCharts.Search":         (*Sandbox).searchSizeCharts,
		"shop.Listings.Check":            (*Sandbox).checkListing,
		"shop.ProductAudits.Search":      (*Sandbox).searchAudited,
	}
}

// checkPerson compares what was sent of a person with what the platform takes.
func checkPerson(body map[string]any) *refusal {
	if email := text(body["email"]); email != "" && strings.Count(email, "@") != 1 {
		return refuse(200, 38023042, "email %q is no address", email)
	}
	phone := object(body["phone_number"])
	if code := text(phone["country_code"]); code != "" && !strings.HasPrefix(code, "+") {
		return refuse(200, 38023046, "phone_number.country_code %q does not begin with +", code)
	}
	if n := text(phone["local_number"]); strings.Trim(n, "0123456789") != "" {
		return refuse(200, 38023041, "phone_number.local_number %q has more than digits", n)
	}
	return nil
}

func createPerson(kind, idName string, required []string) handler {
	return func(s *Sandbox, c *call) (any, *refusal) {
		for _, name := range required {
			if isEmpty(c.body[name]) && name != "registered_trade_name" {
				return nil, invalid("%s is a required field and has not been provided", name)
			}
		}
		if refused := checkPerson(c.body); refused != nil {
			return nil, refused
		}
		id := fmt.Sprintf("66d3cbe4%016x", s.next())
		c.store.people(kind).add(id, map[string]any{
			"id": id, "create_time": c.now.Unix(), "regional_profiles": []map[string]any{personProfile(c.body)},
		}, false)
		c.applied = true
		return map[string]any{idName: id}, nil
	}
}

func personProfile(body map[string]any) map[string]any {
	p := map[string]any{}
	for _, name := range []string{"name", "email", "phone_number", "address", "registered_trade_name", "locale"} {
		if v, ok := body[name]; ok {
			p[name] = v
		}
	}
	return p
}

// patchPerson changes the profile of a language, or adds one.
func patchPerson(kind, idName string) handler {
	return func(_ *Sandbox, c *call) (any, *refusal) {
		r := c.store.people(kind).byID[c.ids.Get(idName)]
		if r == nil {
			return nil, refuse(200, 38023051, "%s %s does not exist", idName, c.ids.Get(idName))
		}
		if refused := checkPerson(c.body); refused != nil {
			return nil, refused
		}
		profiles := objects(r.fields["regional_profiles"])
		fresh, locale := personProfile(c.body), text(c.body["locale"])
		at := slices.IndexFunc(profiles, func(p map[string]any) bool { return locale == "" || text(p["locale"]) == locale })
		if at < 0 {
			profiles, at = append(profiles, map[string]any{}), len(profiles)
		}
		maps.Copy(profiles[at], fresh)
		r.fields["regional_profiles"] = profiles
		r.touch()
		c.applied = true
		return nil, nil
	}
}

func searchPeople(kind, idsName string) handler {
	return func(_ *Sandbox, c *call) (any, *refusal) {
		keyword, ids, locales := strings.ToLower(text(c.body["keyword"])), texts(c.body[idsName]), texts(c.body["locales"])
		found := c.store.people(kind).filter(func(r *record) bool {
			return oneOf(ids, r.id) && slices.ContainsFunc(objects(r.fields["regional_profiles"]), func(p map[string]any) bool {
				return strings.Contains(strings.ToLower(text(p["name"])), keyword) && oneOf(locales, text(p["locale"]))
			})
		})
		return c.search(found)
	}
}

func (s *Sandbox) searchSizeCharts(c *call) (any, *refusal) {
	name := "Sample size chart"
	k := newCollection()
	if ids := texts(c.body["ids"]); oneOf(ids, sizeChartID) && strings.Contains(strings.ToLower(name), strings.ToLower(text(c.body["keyword"]))) {
		uri := imageURI(0)
		s.images[uri] = picture{sampleSide, sampleSide}
		k.add(sizeChartID, map[string]any{
			"template_id": sizeChartID, "template_name": name,
			"images": []map[string]any{{"locale": c.store.market.locale, "uri": uri, "url": s.baseURL + imagePath + uri}},
		}, false)
	}
	return c.search(k.list)
}

// checkListing tells whether a creation would be taken.
func (s *Sandbox) checkListing(c *call) (any, *refusal) {
	answer := map[string]any{"check_result": "PASS", "fail_reasons": []any{}, "pre_check_results": []any{}, "warnings": map[string]any{"message": ""}}
	if _, refused := c.store.compose(c.body, nil, true); refused != nil {
		if refused.code == 36009004 {
			return nil, refused
		}
		answer["check_result"] = "FAILED"
		answer["fail_reasons"] = []map[string]any{{"code": refused.code, "message": refused.message}}
	}
	return project(c.rt.op.Response, answer), nil
}

// searchAudited finds products on sale by what they are.
func (s *Sandbox) searchAudited(c *call) (any, *refusal) {
	ids, brands, cats := texts(c.body["product_ids"]), texts(c.body["brand_ids"]), texts(c.body["category_ids"])
	title := strings.ToLower(text(c.body["product_title"]))
	k := newCollection()
	for _, r := range c.store.products.list {
		f := r.fields
		if productStatus(r) != active || !oneOf(ids, r.id) || !oneOf(brands, text(object(f["brand"])["id"])) || !oneOf(cats, leafID(f)) ||
			!strings.Contains(strings.ToLower(text(f["title"])), title) {
			continue
		}
		chain := []map[string]any{}
		for i, g := range objects(f["category_chains"]) {
			chain = append(chain, map[string]any{
				"id": g["id"], "parent_id": g["parent_id"], "name": g["local_name"], "is_leaf": g["is_leaf"], "level": i + 1,
			})
		}
		variants, urls := []map[string]any{}, []string{}
		for _, sku := range objects(f["skus"]) {
			variants = append(variants, map[string]any{"id": sku["id"]})
		}
		for _, uri := range uris(f["main_images"]) {
			urls = append(urls, s.baseURL+imagePath+uri)
		}
		k.add(r.id, map[string]any{
			"id": r.id, "title": f["title"], "description": f["description"], "country": c.store.market.region, "categories": chain,
			"brand_id": object(f["brand"])["id"], "brand_name": object(f["brand"])["name"], "main_image_urls": urls, "variants": variants,
			"listing_url": "https://shop.example.com/product/" + r.id, "seller_id": c.store.id, "seller_name": c.store.wire["name"],
			"create_time": f["create_time"],
		}, false)
	}
	return c.search(k.list)
}
