package sandbox

import (
	"fmt"
	"regexp"
	"strings"
)

// The platform's word for brands that a shop may not sell.
const notAuthorized = "UNAUTHORIEZD"

// allBrands are the brands that a shop can see, made when they are asked for.
func (t *store) allBrands() *collection {
	if t.goods.brands != nil {
		return t.goods.brands
	}
	t.goods.brands = newCollection()
	for i, b := range [...]struct {
		id, name, allowed string
		big               bool
	}{
		{"7082000000000000001", "Sample brand", "AUTHORIZED", false},
		{"7082427311584347905", "Teas", "AUTHORIZED", false},
		{"7082000000000000003", "Example Home", "AUTHORIZED", false},
		{"7082000000000000004", "Northwind Test", notAuthorized, true},
	} {
		t.addBrand(b.id, b.name, b.allowed, b.big, int64(i))
	}
	return t.goods.brands
}

func (t *store) addBrand(id, name, allowed string, big bool, created int64) {
	t.goods.brands.add(id, map[string]any{
		"id": id, "name": name, "authorized_status": allowed, "brand_status": "AVAILABLE", "is_t1_brand": big, "create_time": created,
	}, false)
}

func (s *Sandbox) listBrands(c *call) (any, *refusal) {
	if id := c.query.Get("category_id"); id != "" && findCategory(id) == nil {
		return nil, refuse(200, 12052023, "category %s does not exist", id)
	}
	name, allowed := strings.ToLower(c.query.Get("brand_name")), c.query.Get("is_authorized")
	found := c.store.allBrands().filter(func(r *record) bool {
		own := text(r.fields["authorized_status"]) == "AUTHORIZED"
		return strings.Contains(strings.ToLower(text(r.fields["name"])), name) && (allowed == "" || allowed == "true" == own)
	})
	page, next, refused := c.page(found, "create_time", false)
	if refused != nil {
		return nil, refused
	}
	return c.answerPage(page, len(found), next), nil
}

var manyDigits = regexp.MustCompile(`[0-9]{5}`)

func (s *Sandbox) createBrand(c *call) (any, *refusal) {
	name := strings.TrimSpace(text(c.body["name"]))
	switch {
	case name == "":
		return nil, invalid("name is a required field and has not been provided")
	case len([]rune(name)) < 2:
		return nil, refuse(200, 12052189, "a brand's name has two characters or more")
	case manyDigits.MatchString(name):
		return nil, refuse(200, 12052192, "a brand's name cannot have five digits in a row")
	}
	for _, r := range c.store.allBrands().list {
		if strings.EqualFold(text(r.fields["name"]), name) {
			return nil, refuse(200, 12052205, "brand %s exists already: its id is %s", name, r.id)
		}
	}
	id := fmt.Sprintf("7082001%012d", s.next())
	c.store.addBrand(id, name, "AUTHORIZED", false, c.now.Unix())
	c.applied = true
	return map[string]any{"id": id}, nil
}

// recommendBrand finds a brand that the title names.
func (s *Sandbox) recommendBrand(c *call) (any, *refusal) {
	if isEmpty(c.body["product_title"]) {
		return nil, invalid("product_title is a required field and has not been provided")
	}
	title := strings.ToLower(text(c.body["product_title"]))
	for _, r := range c.store.allBrands().list {
		if strings.Contains(title, strings.ToLower(text(r.fields["name"]))) {
			return map[string]any{"brand": map[string]any{"id": r.id, "name": r.fields["name"]}}, nil
		}
	}
	return nil, nil
}
