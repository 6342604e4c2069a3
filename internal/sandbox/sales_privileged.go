package sandbox

import (
	"bytes"
	"encoding/json"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// getPrivilegedOrders shows orders of the platform's warehouse in clear.
func (s *Sandbox) getPrivilegedOrders(c *call) (any, *refusal) {
	t := c.store
	fields := api.Find(c.rt.op.Response, "orders").Items.Properties
	list := []map[string]any{}
	for _, id := range c.list("ids") {
		o, refused := t.findOrder(id)
		if refused != nil {
			return nil, refused
		}
		if o.fields != nil || !o.fbt {
			return nil, refuse(200, 21008111, "order %s is not one that the platform's warehouse ships", id)
		}
		w := t.orderWire(o, c.now.Unix())
		p := t.buyer(o)
		w.RecipientAddress = p.address()
		var m map[string]any
		d := json.NewDecoder(bytes.NewReader(encode(w)))
		d.UseNumber()
		if err := d.Decode(&m); err != nil {
			return nil, refuse(500, 36009003, "order %s cannot be shown", id)
		}
		list = append(list, project(fields, m))
	}
	return map[string]any{"orders": list}, nil
}
