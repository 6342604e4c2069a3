package sandbox

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// record is one thing the shop keeps, with the fields of its fullest answer.
type record struct {
	id       string
	fields   map[string]any
	captured bool                       // answered as captured, unknown fields too
	views    map[string]json.RawMessage // by operation; dropped by touch
}

// touch is called after a change of fields.
func (r *record) touch() { r.views = nil }

// view is the record in the form that the operation answers with.
func (r *record) view(op *api.Operation, fields []api.Field) json.RawMessage {
	if v, ok := r.views[op.Name]; ok {
		return v
	}
	var form any = r.fields
	if !r.captured {
		form = project(fields, r.fields)
	}
	b := encode(form)
	if r.views == nil {
		r.views = map[string]json.RawMessage{}
	}
	r.views[op.Name] = b
	return b
}

// project keeps what the fields declare.
func project(fields []api.Field, object map[string]any) map[string]any {
	out := make(map[string]any, len(object))
	for i := range fields {
		f := &fields[i]
		v, ok := object[f.Name]
		if !ok {
			continue
		}
		switch {
		case f.Type == "object":
			if m, ok := v.(map[string]any); ok {
				v = project(f.Properties, m)
			}
		case f.Type == "array" && f.Items.Type == "object":
			list := []map[string]any{}
			for _, m := range objects(v) {
				list = append(list, project(f.Items.Properties, m))
			}
			v = list
		}
		out[f.Name] = v
	}
	return out
}

// collection keeps records by id.
type collection struct {
	list []*record
	byID map[string]*record
}

func newCollection() *collection { return &collection{byID: map[string]*record{}} }

// add takes a record in. Fields of a record with the same id are overwritten.
func (k *collection) add(id string, fields map[string]any, captured bool) {
	if r := k.byID[id]; r != nil {
		maps.Copy(r.fields, fields)
		r.touch()
		return
	}
	r := &record{id: id, fields: fields, captured: captured}
	k.byID[id], k.list = r, append(k.list, r)
}

func (k *collection) filter(keep func(*record) bool) []*record {
	var out []*record
	for _, r := range k.list {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

// inTime applies the filters create_time_ge, update_time_lt and the like.
func inTime(body map[string]any, r *record) bool {
	for name, v := range body {
		field, test, ok := cutLast(name, "_")
		if !ok || !strings.HasSuffix(field, "_time") {
			continue
		}
		have, want := number(r.fields[field]), number(v)
		switch test {
		case "ge":
			ok = have >= want
		case "lt":
			ok = have < want
		case "le":
			ok = have <= want
		}
		if !ok {
			return false
		}
	}
	return true
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

const defaultPageSize = 20

// page is one page of records and the token of the next. The token holds the
// place of the last record, so that changes between two pages lose nothing.
func (c *call) page(recs []*record, by string, desc bool) (page []*record, next string, refused *refusal) {
	place := func(r *record) (int64, string) { return number(r.fields[by]), r.id }
	order := func(an int64, aid string, bn int64, bid string) int {
		o := cmp.Or(cmp.Compare(an, bn), cmp.Compare(aid, bid))
		if desc {
			return -o
		}
		return o
	}
	slices.SortFunc(recs, func(a, b *record) int {
		an, aid := place(a)
		bn, bid := place(b)
		return order(an, aid, bn, bid)
	})
	if token := c.query.Get("page_token"); token != "" {
		n, id, ok := c.openToken(token)
		if !ok {
			return nil, "", invalid("page_token is not one of this search: take next_page_token of the page before, with the same filters")
		}
		i, _ := slices.BinarySearchFunc(recs, struct{}{}, func(r *record, _ struct{}) int {
			rn, rid := place(r)
			if order(rn, rid, n, id) <= 0 {
				return -1
			}
			return 1
		})
		recs = recs[i:]
	}
	size := c.pageSize()
	if len(recs) > size {
		recs = recs[:size]
		n, id := place(recs[size-1])
		next = c.sealToken(n, id)
	}
	return recs, next, nil
}

func (c *call) pageSize() int {
	if n, err := strconv.Atoi(c.query.Get("page_size")); err == nil && n > 0 {
		return n
	}
	return defaultPageSize
}

// tokenMark makes every token hold + and /, which must be escaped in a query.
const tokenMark = "\xfb\xff\xbf"

func (c *call) sealToken(n int64, id string) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s%08x.%d.%s", tokenMark, c.filters(), n, id))
}

func (c *call) openToken(token string) (n int64, id string, ok bool) {
	b, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return 0, "", false
	}
	parts := strings.SplitN(strings.TrimPrefix(string(b), tokenMark), ".", 3)
	if len(parts) != 3 || parts[0] != fmt.Sprintf("%08x", c.filters()) {
		return 0, "", false
	}
	n, err = strconv.ParseInt(parts[1], 10, 64)
	return n, parts[2], err == nil
}

// filters is a hash of what a page token belongs to.
func (c *call) filters() uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%s %s %s", c.rt.name(), c.ids.Encode(), encode(c.body))
	for _, name := range slices.Sorted(maps.Keys(c.query)) {
		if !common(name) && name != "page_token" && name != "page_size" {
			_, _ = fmt.Fprintf(h, " %s=%s", name, c.query.Get(name))
		}
	}
	return h.Sum32()
}

// answerPage is the answer of a search; the lock is held.
func (c *call) answerPage(recs []*record, total int, next string) json.RawMessage {
	var b bytes.Buffer
	b.WriteString(`{"` + c.rt.op.ListField + `":`)
	c.writeList(&b, recs)
	if len(c.rt.op.PageOut) > 0 {
		fmt.Fprintf(&b, `,"next_page_token":%s,"total_count":%d`, encode(next), total)
	}
	b.WriteByte('}')
	return b.Bytes()
}

func (c *call) writeList(b *bytes.Buffer, recs []*record) {
	item := api.Find(c.rt.op.Response, c.rt.op.ListField)
	b.WriteByte('[')
	for i, r := range recs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(r.view(c.rt.op, item.Items.Properties))
	}
	b.WriteByte(']')
}

// search sorts and pages; newest first unless the caller says otherwise.
func (c *call) search(found []*record) (any, *refusal) {
	by := "create_time"
	if field := c.query.Get("sort_field"); strings.HasSuffix(field, "_time") && field != "order_pay_time" {
		by = field
	}
	page, next, refused := c.page(found, by, c.query.Get("sort_order") != "ASC")
	if refused != nil {
		return nil, refused
	}
	return c.answerPage(page, len(found), next), nil
}

// whole is a record's JSON for answers that hold one thing.
func whole(r *record, c *call) json.RawMessage { return r.view(c.rt.op, c.rt.op.Response) }
