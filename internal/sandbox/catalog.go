package sandbox

import "strings"

func catalogHandlers() map[string]handler {
	return map[string]handler{
		"shop.Categories.List":                 (*Sandbox).listCategories,
		"shop.Categories.ListGlobal":           (*Sandbox).listCategories,
		"shop.Categories.Recommend":            (*Sandbox).recommendCategory,
		"shop.Categories.RecommendGlobal":      (*Sandbox).recommendCategory,
		"shop.Categories.ListAttributes":       (*Sandbox).listAttributes,
		"shop.Categories.ListGlobalAttributes": (*Sandbox).listAttributes,
		"shop.Categories.GetRules":             (*Sandbox).getCategoryRules,
		"shop.Categories.GetGlobalRules":       (*Sandbox).getGlobalRules,
		"shop.Brands.List":                     (*Sandbox).listBrands,
		"shop.Brands.Create":                   (*Sandbox).createBrand,
		"shop.Brands.Recommend":                (*Sandbox).recommendBrand,
	}
}

func (s *Sandbox) listCategories(c *call) (any, *refusal) {
	keyword := strings.ToLower(c.query.Get("keyword"))
	rows := []map[string]any{}
	for i := range categories {
		g := &categories[i]
		if !strings.Contains(strings.ToLower(g.name), keyword) || g.has(prohibited) && c.query.Get("include_prohibited_categories") != "true" {
			continue
		}
		rows = append(rows, map[string]any{
			"id": g.id, "parent_id": g.parent, "local_name": g.name, "is_leaf": g.leaf(), "permission_statuses": g.permissions(c.store.market),
		})
	}
	return project(c.rt.op.Response, map[string]any{"categories": rows}), nil
}

func (s *Sandbox) recommendCategory(c *call) (any, *refusal) {
	if isEmpty(c.body["product_title"]) {
		return nil, invalid("product_title is a required field and has not been provided")
	}
	for i, img := range objects(c.body["images"]) {
		if _, ok := s.images[text(img["uri"])]; !ok {
			return nil, refuse(200, 12019009, "images[%d].uri is not a picture of this shop: upload it first", i)
		}
	}
	g := guessCategory(text(c.body["product_title"]))
	rows := []map[string]any{}
	for i, at := range g.chain() {
		rows = append(rows, map[string]any{
			"id": at.id, "name": at.name, "level": i + 1, "is_leaf": at == g, "permission_statuses": at.permissions(c.store.market),
		})
	}
	return project(c.rt.op.Response, map[string]any{"categories": rows, "leaf_category_id": g.id}), nil
}

// leafOf is the category with this id, which must be at the end of the tree.
func leafOf(id string) (*category, *refusal) {
	g := findCategory(id)
	switch {
	case g == nil:
		return nil, refuse(200, 12052023, "category %s does not exist", id)
	case !g.leaf():
		return nil, refuse(200, 12052024, "category %s is no leaf: choose one below it", id)
	}
	return g, nil
}

func (s *Sandbox) listAttributes(c *call) (any, *refusal) {
	g, refused := leafOf(c.ids.Get("category_id"))
	if refused != nil {
		return nil, refused
	}
	ids, required := g.takes()
	rows := []map[string]any{}
	for _, id := range ids {
		a := findAttribute(id)
		row := map[string]any{
			"id": a.id, "name": a.name, "type": "PRODUCT_PROPERTY", "is_requried": required[id],
			"is_customizable": a.custom, "is_multiple_selection": a.multiple, "values": a.list(),
			"required_regions": []string{}, "optional_regions": []string{},
		}
		if a.sale {
			row["type"] = "SALES_PROPERTY"
		}
		if a.number {
			row["value_data_format"] = "POSITIVE_INT_OR_DECIMAL"
		}
		rows = append(rows, row)
	}
	return project(c.rt.op.Response, map[string]any{"attributes": rows}), nil
}

func (a *attribute) list() []map[string]any {
	out := []map[string]any{}
	for v := range strings.SplitSeq(a.values, ";") {
		if id, name, ok := strings.Cut(v, "="); ok {
			out = append(out, map[string]any{"id": id, "name": name})
		}
	}
	return out
}

// inEU reports whether products need someone responsible there.
func (m *market) inEU() bool { return m.currency == "EUR" }

// takesCash reports whether buyers can pay on delivery.
func (m *market) takesCash() bool {
	return strings.Contains("ID MY PH TH VN", m.region)
}

func (s *Sandbox) getCategoryRules(c *call) (any, *refusal) {
	g, refused := leafOf(c.ids.Get("category_id"))
	if refused != nil {
		return nil, refused
	}
	m := c.store.market
	person := map[string]any{"is_required": g.has(needsPerson) && m.inEU()}
	return project(c.rt.op.Response, map[string]any{
		"allowed_special_product_types": []string{"PRE_ORDER", "MADE_TO_ORDER"},
		"cod":                           map[string]any{"is_supported": m.takesCash() && !g.has(noCOD)},
		"epr":                           map[string]any{"is_required": false},
		"manufacturer":                  person, "responsible_person": person,
		"package_dimension":      map[string]any{"is_required": g.has(needsDims)},
		"product_certifications": g.papers(nil),
		"size_chart":             map[string]any{"is_required": g.has(needsSize), "is_supported": g.has(needsSize | takesSize)},
	}), nil
}

// papers are the certificates that products of the category need. With a
// region the condition holds there only, as in the rules for global products.
func (g *category) papers(regions []string) []map[string]any {
	if !g.has(needsPaper) {
		return []map[string]any{}
	}
	condition := map[string]any{"condition_type": "VALUE_ID_MATCH", "attribute_id": batteries, "attribute_value_id": withBatteries}
	return []map[string]any{{
		"id": certificate, "name": "Battery safety data sheet", "is_required": false, "document_details": "The maker's data sheet",
		"expiration_date": map[string]any{"is_required": false}, "requirement_conditions": []map[string]any{condition},
		"required_regions": regions, "optional_regions": []string{},
	}}
}

func (s *Sandbox) getGlobalRules(c *call) (any, *refusal) {
	g, refused := leafOf(c.ids.Get("category_id"))
	if refused != nil {
		return nil, refused
	}
	person := map[string]any{"is_required": g.has(needsPerson), "required_regions": []string{}, "optional_regions": []string{}}
	if g.has(needsPerson) {
		person["required_regions"] = []string{"DE", "ES", "FR", "IT", "IE"}
	}
	return project(c.rt.op.Response, map[string]any{
		"manufacturer": person, "responsible_person": person, "product_certifications": g.papers([]string{}),
		"size_chart": map[string]any{"is_required": g.has(needsSize), "is_supported": g.has(needsSize | takesSize)},
	}), nil
}
