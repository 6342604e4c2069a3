package sandbox

import "time"

// managedSPU is a product that a supplier proposes.
type managedSPU struct {
	code     string
	category string
	created  int64
	skcs     []*managedSKC
}

// managedSKC is one color of a product.
type managedSKC struct {
	spu            *managedSPU
	code, external string
	color          string
	skus           []*managedSKU
}

// managedSKU is one size of a color.
type managedSKU struct {
	skc            *managedSKC
	code, external string
	size           string
	status         string
	reason         string // why it was rejected
	updated        int64
	mode           string // NORMAL or JIT
	price, sale    amount // in cents of CNY: the supplier's price, and the reference for buyers
	stock          map[string]int
}

// Statuses of SKUs in fully managed mode.
const (
	skuAuditing = "AUDITING"
	skuPricing  = "PRICE_CONFIRMING"
	skuOnline   = "ONLINE"
	skuRejected = "REJECTED"
)

// proposalFault says what a proposed product lacks, "" if nothing.
func proposalFault(spu map[string]any) string {
	for _, name := range []string{"category_id", "product_name_en", "product_name_zh", "skcs"} {
		if isEmpty(spu[name]) {
			return "spu." + name
		}
	}
	if id := text(spu["category_id"]); !isManagedLeaf(id) {
		return "a leaf category as spu.category_id, which " + id + " is not"
	}
	seen := map[string]bool{}
	for _, skc := range objects(spu["skcs"]) {
		if isEmpty(skc["skus"]) {
			return "spu.skcs.skus"
		}
		for _, sku := range objects(skc["skus"]) {
			code := text(sku["external_sku_code"])
			price := object(sku["price"])
			value, ok := chinese.read(price["amount"])
			switch {
			case code == "" || seen[code]:
				return "an external_sku_code of its own for each SKU"
			case !ok || value <= 0 || text(price["currency"]) != chinese.currency:
				return "a price above zero in CNY for SKU " + code
			case isEmpty(sku["weight"]) || isEmpty(sku["dimensions"]):
				return "weight and dimensions of SKU " + code
			case number(sku["inventory"]) < 0 || number(sku["inventory"]) > maxVirtualStock:
				return "inventory of 0 to 99999 for SKU " + code
			}
			seen[code] = true
		}
	}
	return ""
}

// chinese is how suppliers' prices are written.
var chinese = market{currency: "CNY", decimals: 2}

func (s *Sandbox) createManagedProduct(c *call) (any, *refusal) {
	in := object(c.body["spu"])
	if fault := proposalFault(in); fault != "" {
		return nil, unmet("%s", fault)
	}
	m := c.store.supply()
	for _, skc := range objects(in["skcs"]) {
		for _, sku := range objects(skc["skus"]) {
			for _, old := range m.skus {
				if old.external == text(sku["external_sku_code"]) && old.status != skuRejected {
					return nil, unmet("a new external_sku_code: %s belongs to %s", old.external, old.code)
				}
			}
		}
	}
	spu := c.store.propose(in)
	s.after(s.tempo.Audit, func(time.Time) { c.store.auditSupply(spu) })
	c.applied = true
	return map[string]any{"spu_code": spu.code}, nil
}

// propose takes a product in.
func (t *store) propose(in map[string]any) *managedSPU {
	s, now := t.box, t.box.now()
	spu := &managedSPU{code: s.serialCode("S", now, 6), category: text(in["category_id"]), created: now.Unix()}
	for _, skcIn := range objects(in["skcs"]) {
		skc := &managedSKC{spu: spu, external: text(skcIn["external_skc_code"]), color: text(skcIn["first_key_attribute_value_name"])}
		spu.skcs = append(spu.skcs, skc)
		skc.code = spu.code + twoDigits(len(spu.skcs))
		for _, skuIn := range objects(skcIn["skus"]) {
			sku := &managedSKU{
				skc: skc, external: text(skuIn["external_sku_code"]), size: text(skuIn["second_key_attribute_value_name"]), status: skuAuditing,
				updated: now.Unix(), mode: "NORMAL", stock: map[string]int{supplyHouse: int(number(skuIn["inventory"]))},
			}
			if text(skuIn["stockup_mode"]) == "JIT" {
				sku.mode = "JIT"
			}
			sku.price, _ = chinese.read(object(skuIn["price"])["amount"])
			sku.sale, _ = chinese.read(object(skuIn["reference_sale_price"])["amount"])
			skc.skus = append(skc.skus, sku)
			sku.code = skc.code + twoDigits(len(skc.skus))
			t.managed.skus[sku.code] = sku
		}
	}
	t.managed.spus = append(t.managed.spus, spu)
	return spu
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

func (p *managedSPU) each(f func(*managedSKU)) {
	for _, skc := range p.skcs {
		for _, sku := range skc.skus {
			f(sku)
		}
	}
}

// auditSupply ends the review. Prices above the reference for buyers leave
// nothing to earn; the others are talked about and agreed.
func (t *store) auditSupply(spu *managedSPU) {
	s := t.box
	spu.each(func(sku *managedSKU) {
		sku.status, sku.updated = skuPricing, s.now().Unix()
		if sku.sale > 0 && sku.price > sku.sale {
			sku.status, sku.reason = skuRejected, "The supply price is above the reference sale price."
		}
	})
	s.after(s.tempo.Reply, func(now time.Time) {
		spu.each(func(sku *managedSKU) {
			if sku.status == skuPricing {
				sku.status, sku.updated = skuOnline, now.Unix()
			}
		})
		s.after(s.tempo.Reply, func(time.Time) {
			for _, skc := range spu.skcs {
				t.orderStock(skc, true)
			}
		})
	})
}

func (s *Sandbox) checkManagedProduct(c *call) (any, *refusal) {
	spu := object(c.body["spu"])
	if spu == nil {
		return nil, unmet("spu")
	}
	fault := proposalFault(spu)
	reasons := []map[string]any{}
	if fault != "" {
		reasons = append(reasons, map[string]any{"reason_type": 14, "reason_information": "Required: " + fault})
	}
	return map[string]any{"product_publish_detail": []map[string]any{
		{"region": c.store.market.region, "can_publish": fault == "", "unpublishable_reasons": reasons},
	}}, nil
}

func (s *Sandbox) searchManagedProducts(c *call) (any, *refusal) {
	shown := func(sku *managedSKU) bool {
		return anyOf(c.body["external_sku_codes"], sku.external) && anyOf(c.body["platform_sku_codes"], sku.code) &&
			same(c.body["sku_status"], sku.status)
	}
	var found []*managedSPU
	for _, spu := range c.store.supply().spus {
		fits := false
		spu.each(func(sku *managedSKU) { fits = fits || shown(sku) })
		if fits && anyOf(c.body["platform_spu_codes"], spu.code) && between(c.body, "push_time", spu.created) {
			found = append(found, spu)
		}
	}
	return coded(c, found, func(p *managedSPU) (int64, string) { return p.created, p.code }, func(p *managedSPU) map[string]any {
		skus := []map[string]any{}
		p.each(func(sku *managedSKU) {
			if shown(sku) {
				skus = append(skus, map[string]any{
					"code": sku.code, "external_sku_code": sku.external, "status": sku.status, "reject_reason": sku.reason, "update_time": sku.updated,
				})
			}
		})
		return map[string]any{"spu_code": p.code, "skus": skus}
	})
}

func (s *Sandbox) uploadManagedImage(c *call) (any, *refusal) {
	content := c.form.files["data"]
	size, ok := measure(content)
	if !ok || len(content) > maxImage {
		return nil, unmet("a picture of at most %d bytes", maxImage)
	}
	uri := imageURI(s.next())
	s.images[uri] = size
	c.applied = true
	return map[string]any{"uri": uri, "url": s.baseURL + imagePath + uri, "length": size.Height, "width": size.Width}, nil
}
