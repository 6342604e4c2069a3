package sandbox

import (
	"strings"
	"unicode/utf8"
)

// needed are what a product cannot do without.
var needed = []string{"title", "description", "category_id", "main_images", "package_weight", "skus"}

const (
	maxDescription = 10000
	maxMainSide    = 4000
	maxGrams       = 100_000
)

// longTitles reports whether titles need 25 characters and more.
func (m *market) longTitles() bool { return strings.Contains("ID MY PH SG TH VN", m.region) }

// checkInput compares what was sent of a product with what the platform takes.
func (t *store) checkInput(body map[string]any) *refusal {
	title := text(body["title"])
	switch n := utf8.RuneCountInString(title); {
	case title != "" && strings.TrimSpace(title) == "":
		return refuse(200, 12052261, "title is blank")
	case title != "" && t.market.longTitles() && n < 25:
		return refuse(200, 12052910, "title has %d characters, this market wants 25 and more", n)
	case utf8.RuneCountInString(text(body["description"])) > maxDescription:
		return refuse(200, 12052013, "description has more than %d characters", maxDescription)
	}
	for _, check := range []func(map[string]any) *refusal{t.checkImages, t.checkPackage, t.checkBrand, t.checkFiles} {
		if refused := check(body); refused != nil {
			return refused
		}
	}
	return nil
}

func (t *store) checkImages(body map[string]any) *refusal {
	for i, img := range objects(body["main_images"]) {
		p, ok := t.box.images[text(img["uri"])]
		switch {
		case !ok:
			return refuse(200, 12052300, "main_images[%d].uri is not a picture of this shop: upload it first", i)
		case min(p.Width, p.Height) < minMainSide:
			return refuse(200, 12052301, "main_images[%d] is %d x %d, each side needs %d or more", i, p.Width, p.Height, minMainSide)
		case max(p.Width, p.Height) > maxMainSide:
			return refuse(200, 12052302, "main_images[%d] is %d x %d, no side may have more than %d", i, p.Width, p.Height, maxMainSide)
		}
	}
	return nil
}

// checkPackage looks at weight and dimensions.
func (t *store) checkPackage(body map[string]any) *refusal {
	weight, size := object(body["package_weight"]), object(body["package_dimensions"])
	pound, inch := text(weight["unit"]) == "POUND", text(size["unit"]) == "INCH"
	if (pound || inch) && t.market.region != "US" {
		return refuse(200, 12019061, "this market takes metric units only")
	}
	if weight != nil {
		v := text(weight["value"])
		n, ok := milli(v)
		per := map[string]int64{"GRAM": 1, "POUND": 454}[text(weight["unit"])]
		if per == 0 {
			per = 1000
		}
		switch {
		case !ok || per == 1 && strings.Contains(v, "."):
			return refuse(200, 12052006, "package_weight.value %q is no weight", v)
		case n == 0:
			return refuse(200, 12052181, "package_weight.value must be above zero")
		case n*per/1000 > maxGrams:
			return refuse(200, 12052401, "package_weight is above %d kg", maxGrams/1000)
		}
	}
	if size == nil {
		return nil
	}
	if weight != nil && pound != inch && text(size["unit"]) != "" && text(weight["unit"]) != "" {
		return refuse(200, 12052915, "package_weight and package_dimensions mix metric and imperial units")
	}
	for _, side := range []struct {
		name string
		code int
	}{{"height", 12052003}, {"width", 12052004}, {"length", 12052005}} {
		v := text(size[side.name])
		if n := number(v); v == "" || strings.Trim(v, "0123456789") != "" || n == 0 {
			return refuse(200, side.code, "package_dimensions.%s %q is no whole number above zero", side.name, v)
		}
		if number(v) > 999 {
			return refuse(200, 12052116, "package_dimensions.%s is above 999", side.name)
		}
	}
	return nil
}

// milli reads a number with at most three decimals, in thousandths.
func milli(v string) (int64, bool) {
	whole, fraction, _ := strings.Cut(v, ".")
	if whole == "" || len(whole) > 9 || len(fraction) > 3 || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false
	}
	return number(whole)*1000 + number((fraction + "000")[:3]), true
}

func (t *store) checkBrand(body map[string]any) *refusal {
	id := text(body["brand_id"])
	if id == "" || id == "0" {
		return nil
	}
	r := t.allBrands().byID[id]
	switch {
	case r == nil:
		return refuse(200, 12052026, "brand %s does not exist", id)
	case text(r.fields["authorized_status"]) == notAuthorized && text(body["save_mode"]) != "AS_DRAFT":
		return refuse(200, 12052208, "brand %s wants an authorization before its products are listed", id)
	}
	return nil
}

// checkFiles looks for the files and people that a product names.
func (t *store) checkFiles(body map[string]any) *refusal {
	chart := object(body["size_chart"])
	if uri := text(object(chart["image"])["uri"]); uri != "" {
		if _, ok := t.box.images[uri]; !ok {
			return refuse(200, 12052670, "size_chart.image.uri is not a picture of this shop: upload it first")
		}
	}
	if id := text(object(chart["template"])["id"]); id != "" && id != sizeChartID {
		return refuse(200, 12052128, "size chart %s does not exist", id)
	}
	if id := text(object(body["video"])["id"]); id != "" && t.box.uploadedFiles[id] == nil {
		return refuse(200, 12052360, "video %s does not exist: upload it first", id)
	}
	for i, paper := range objects(body["certifications"]) {
		if id := text(paper["id"]); id != certificate {
			return refuse(200, 12052655, "certifications[%d].id %s does not exist", i, id)
		}
		for _, f := range objects(paper["files"]) {
			if t.box.uploadedFiles[text(f["id"])] == nil {
				return refuse(200, 12052658, "certifications[%d] names a file that was not uploaded", i)
			}
		}
		for _, img := range objects(paper["images"]) {
			if _, ok := t.box.images[text(img["uri"])]; !ok {
				return refuse(200, 12052650, "certifications[%d] names a picture that was not uploaded", i)
			}
		}
	}
	for _, id := range texts(body["manufacturer_ids"]) {
		if t.people("manufacturers").byID[id] == nil {
			return refuse(200, 12052284, "manufacturer %s does not exist", id)
		}
	}
	for _, id := range texts(body["responsible_person_ids"]) {
		if t.people("responsible_persons").byID[id] == nil {
			return refuse(200, 12052289, "responsible person %s does not exist", id)
		}
	}
	return nil
}

// checkCategory compares a product with the rules of its category.
func (t *store) checkCategory(fields map[string]any, listing bool) *refusal {
	chain := objects(fields["category_chains"])
	if len(chain) == 0 {
		return nil
	}
	g, refused := leafOf(text(chain[len(chain)-1]["id"]))
	if refused != nil {
		return refused
	}
	ids, required := g.takes()
	battery := false
	for _, a := range objects(fields["product_attributes"]) {
		delete(required, text(a["id"]))
		for _, v := range objects(a["values"]) {
			battery = battery || text(v["id"]) == withBatteries
		}
	}
	if !listing {
		return nil
	}
	for _, id := range ids {
		if required[id] && !findAttribute(id).sale {
			return refuse(200, 12052104, "product_attributes lacks %s (%s), which category %s requires", id, findAttribute(id).name, g.id)
		}
	}
	switch {
	case g.has(prohibited):
		return refuse(200, 12052220, "category %s is prohibited", g.id)
	case g.has(needsDims) && isEmpty(fields["package_dimensions"]):
		return refuse(200, 12052116, "package_dimensions is missing, which category %s requires", g.id)
	case g.has(needsSize) && isEmpty(fields["size_chart"]):
		return refuse(200, 12052673, "size_chart is missing, which category %s requires", g.id)
	case g.has(needsPaper) && battery && isEmpty(fields["certifications"]):
		return refuse(200, 12052105, "certifications lacks %s, which products with batteries need", certificate)
	case t.market.inEU() && g.has(needsPerson) && isEmpty(fields["manufacturer_ids"]):
		return refuse(200, 12052282, "manufacturer_ids is missing, which category %s requires", g.id)
	case t.market.inEU() && g.has(needsPerson) && isEmpty(fields["responsible_person_ids"]):
		return refuse(200, 12052287, "responsible_person_ids is missing, which category %s requires", g.id)
	case t.market.takesCash() && g.has(noCOD) && truth(fields["is_cod_allowed"]):
		return refuse(200, 12052222, "category %s does not take cash on delivery", g.id)
	}
	return nil
}

// productAttributes reads the attributes of a product and adds their names.
func (t *store) productAttributes(in []map[string]any) ([]map[string]any, *refusal) {
	list, seen := []map[string]any{}, map[string]bool{}
	for i, v := range in {
		id := text(v["id"])
		a, values := findAttribute(id), objects(v["values"])
		switch {
		case a == nil || a.sale:
			return nil, refuse(200, 12052910, "product_attributes[%d].id %s is no product attribute", i, id)
		case seen[id]:
			return nil, refuse(200, 12052254, "product_attributes names %s twice", id)
		case len(values) > 1 && !a.multiple:
			return nil, refuse(200, 12052246, "product_attributes[%d] takes one value only", i)
		}
		seen[id] = true
		out, had := []map[string]any{}, map[string]bool{}
		for _, value := range values {
			vid, name := text(value["id"]), text(value["name"])
			known := a.valueName(vid)
			switch {
			case vid == "" && name == "":
				return nil, refuse(200, 12052248, "product_attributes[%d] has a value with neither id nor name", i)
			case known == "" && !a.custom:
				return nil, refuse(200, 12052247, "product_attributes[%d] takes the platform's values only", i)
			case had[vid+"/"+name]:
				return nil, refuse(200, 12052251, "product_attributes[%d] has a value twice", i)
			}
			if n, ok := milli(name); a.number && known == "" && (!ok || n == 0) {
				return nil, refuse(200, 12052256, "product_attributes[%d] wants a number above zero", i)
			}
			had[vid+"/"+name] = true
			if known != "" {
				name = known
			}
			out = append(out, map[string]any{"id": vid, "name": name})
		}
		list = append(list, map[string]any{"id": id, "name": a.name, "values": out})
	}
	return list, nil
}
