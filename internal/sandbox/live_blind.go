package sandbox

// unboxing is what a blind box turned out to hold.
type unboxing struct {
	product, sku string
	at           int64 // Unix milliseconds
}

// Codes of blind boxes.
const (
	codeNoBlindBox   = 10007002
	codeBlindParams  = 10007006
	codeBlindOrder   = 10007008
	codeBlindChange  = 10007109
	codeBlindProduct = 10007143
)

// submitBlindBoxes takes the results of boxes opened in a LIVE: all or none.
// Orders made in a LIVE can hold such boxes.
func (s *Sandbox) submitBlindBoxes(c *call) (any, *refusal) {
	id, results := text(c.body["main_order_id"]), objects(c.body["blind_box_results"])
	if id == "" || len(results) == 0 {
		return nil, refuse(200, codeBlindParams, "invalid params: main_order_id and blind_box_results are required")
	}
	o := c.store.sales.byID[id]
	switch {
	case o == nil:
		return nil, refuse(200, codeBlindOrder, "no order %s is in this shop", id)
	case o.from == nil || o.from.kind != leadLive:
		return nil, refuse(200, codeNoBlindBox, "order %s is no blind box order: it was not made in a LIVE", id)
	case o.paid == 0 || o.status == cancelled:
		return nil, refuse(200, codeBlindChange, "order %s cannot be changed: it is %s", id, o.status)
	}
	boxes := map[string]unboxing{}
	for _, r := range results {
		line, box := text(r["order_line_id"]), unboxing{
			product: text(r["blind_result_product_id"]), sku: text(r["blind_result_sku_id"]), at: number(r["blind_open_time"]),
		}
		if refused := c.checkBox(o, line, box); refused != nil {
			return nil, refused
		}
		if _, twice := boxes[line]; twice {
			return nil, refuse(200, codeBlindParams, "invalid params: order line %s stands there twice", line)
		}
		boxes[line] = box
	}
	for line, box := range boxes {
		if c.store.rooms.boxes == nil {
			c.store.rooms.boxes = map[string]unboxing{}
		}
		c.store.rooms.boxes[line] = box
	}
	c.applied = true
	return nil, nil
}

// checkBox says what is wrong with the result of a line. A result that is there
// can be sent again, not changed.
func (c *call) checkBox(o *order, line string, box unboxing) *refusal {
	switch old, opened := c.store.rooms.boxes[line]; {
	case line == "" || box.product == "" || box.sku == "" || box.at <= 0:
		return refuse(200, codeBlindParams, "invalid params: every result needs order_line_id, product, SKU and blind_open_time")
	case o.line(line) == nil:
		return refuse(200, codeBlindOrder, "order %s has no line %s", o.id, line)
	case box.at < o.created*1000 || box.at > c.now.UnixMilli():
		return refuse(200, codeBlindParams, "invalid params: blind_open_time is in milliseconds, after the order and not in the future")
	case c.store.products.byID[box.product] == nil || c.store.productOfSKU(box.sku) != c.store.products.byID[box.product]:
		return refuse(200, codeBlindProduct, "the shop has no SKU %s of product %s", box.sku, box.product)
	case opened && old != box:
		return refuse(200, codeBlindChange, "the box of line %s was opened before", line)
	}
	return nil
}
