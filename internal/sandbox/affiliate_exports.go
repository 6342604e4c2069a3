package sandbox

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"strconv"
	"time"
)

// export is a file of affiliate figures that is made in the background.
type export struct {
	id, module, plan, name string
	from, to               int64
	ready                  bool
	content                []byte
}

// exportDays is how many days a window covers.
func exportDays(window string) (int, bool) {
	switch window {
	case "DAY", "DAILY", "1D", "LAST_1_DAY", "1":
		return 1, true
	case "", "WEEK", "WEEKLY", "7D", "LAST_7_DAYS", "7":
		return 7, true
	case "MONTH", "MONTHLY", "28D", "30D", "LAST_28_DAYS", "LAST_30_DAYS", "28", "30":
		return 30, true
	default:
		return 30, len(window) < 40
	}
}

func (s *Sandbox) createExport(c *call) (any, *refusal) {
	if refused := c.need("module_type", "window_type", "end_day"); refused != nil {
		return nil, refused
	}
	t := c.store
	days, ok := exportDays(text(c.body["window_type"]))
	if !ok {
		return nil, wrongParam("window_type", "no such window")
	}
	end, err := time.Parse("20060102", strconv.FormatInt(number(c.body["end_day"]), 10))
	if err != nil {
		end = c.now // other forms are taken as today
	}
	start := end.AddDate(0, 0, 1-days)
	x := &export{
		id: s.allianceID(), module: text(c.body["module_type"]), plan: text(c.body["plan_type"]), from: start.Unix(), to: end.AddDate(0, 0, 1).Unix(),
		name: fmt.Sprintf("Transaction_Analysis_%s_%s-%s", text(c.body["module_type"]), start.Format("20060102"), end.Format("20060102")),
	}
	t.ally().exports = append(t.ally().exports, x)
	s.after(s.tempo.Reply, func(time.Time) { x.content, x.ready = t.affiliateCSV(x), true })
	c.applied = true
	return c.form1(map[string]any{"task": map[string]any{"id": x.id}}), nil
}

// affiliateCSV is the orders that creators brought in a window.
func (t *store) affiliateCSV(x *export) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"Order ID", "Product ID", "SKU ID", "Creator", "Quantity", "Commission base", "Commission rate", "Estimated commission", "Currency"})
	for _, o := range t.led(func(o *order) bool { return o.created >= x.from && o.created < x.to }) {
		for _, k := range commissions(o.order) {
			product := ""
			if k.product != nil {
				product = k.product.id
			}
			_ = w.Write([]string{
				o.id, product, k.sku, o.username(), strconv.Itoa(k.quantity), t.market.write(k.base),
				strconv.Itoa(k.rate), t.market.write(k.due), t.market.currency,
			})
		}
	}
	w.Flush()
	return b.Bytes()
}

func (s *Sandbox) listExports(c *call) (any, *refusal) {
	tasks := []map[string]any{}
	for _, x := range c.store.ally().exports {
		status := "RUNNING"
		if x.ready {
			status = "SUCCEEDED"
		}
		tasks = append(tasks, map[string]any{"id": x.id, "module_type": x.module, "file_name": x.name, "status": status})
	}
	return c.form1(map[string]any{"tasks": tasks}), nil
}

func (s *Sandbox) downloadExport(c *call) (any, *refusal) {
	for _, x := range c.store.ally().exports {
		if x.id != c.ids.Get("task_id") {
			continue
		}
		if !x.ready {
			return nil, wrongParam("task_id", "the task is still running")
		}
		return c.form1(map[string]any{"file": map[string]any{"base64": base64.StdEncoding.EncodeToString(x.content)}}), nil
	}
	return nil, wrongParam("task_id", "the shop has no such task")
}
