package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// dumper writes everything that can be reached from a value, one fact a line.
// Pointers are named by the order in which they are met, maps are sorted.
type dumper struct {
	out  strings.Builder
	seen map[uintptr]int
}

func (d *dumper) value(at string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		d.pointer(at, v)
	case reflect.Interface:
		if !v.IsNil() {
			d.value(at, v.Elem())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			fmt.Fprintf(&d.out, "%s %s\n", at, instant(v))
			return
		}
		for field, inner := range v.Fields() {
			d.value(at+"."+field.Name, inner)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			fmt.Fprintf(&d.out, "%s %.300q\n", at, fmt.Sprint(v))
			return
		}
		for i := range v.Len() {
			d.value(fmt.Sprintf("%s[%d]", at, i), v.Index(i))
		}
	case reflect.Map:
		d.table(at, v)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
	default:
		fmt.Fprintf(&d.out, "%s %v\n", at, v)
	}
}

// instant is a time without the machine's own clock.
func instant(v reflect.Value) string {
	wall, ext := v.Field(0).Uint(), v.Field(1).Int()
	if wall>>63 == 1 { // seconds since 1885 in the wall, the machine's clock in ext
		return fmt.Sprint(int64(wall<<1>>31)+59453308800, wall&(1<<30-1))
	}
	return fmt.Sprint(ext, wall&(1<<30-1))
}

func (d *dumper) pointer(at string, v reflect.Value) {
	if v.IsNil() || v.Type().Elem().PkgPath() != "" && !strings.HasSuffix(v.Type().Elem().PkgPath(), "/sandbox") && v.Type().Elem() != reflect.TypeFor[time.Time]() {
		return
	}
	n, met := d.seen[v.Pointer()]
	if !met {
		n = len(d.seen)
		d.seen[v.Pointer()] = n
	}
	fmt.Fprintf(&d.out, "%s -> %d\n", at, n)
	if !met {
		d.value(at, v.Elem())
	}
}

func (d *dumper) table(at string, v reflect.Value) {
	type entry struct {
		name string
		v    reflect.Value
	}
	var entries []entry
	for it := v.MapRange(); it.Next(); {
		entries = append(entries, entry{d.key(it.Key()), it.Value()})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	for _, e := range entries {
		d.value(at+"{"+e.name+"}", e.v)
	}
}

// key is a map's key as text; pointers are named by their identifying fields.
func (d *dumper) key(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer:
		if n, met := d.seen[v.Pointer()]; met {
			return fmt.Sprintf("%08d", n)
		}
		for _, name := range []string{"id", "openID", "key", "template"} {
			if f := v.Elem().FieldByName(name); f.IsValid() {
				return fmt.Sprint(f)
			}
		}
		return v.Type().String()
	case reflect.Struct:
		var parts []string
		for _, inner := range v.Fields() {
			parts = append(parts, d.key(inner))
		}
		return strings.Join(parts, "|")
	case reflect.Interface:
		return d.key(v.Elem())
	default:
		return fmt.Sprint(v)
	}
}

// worldOf is everything that a sandbox holds and has sent.
func worldOf(s *Sandbox) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &dumper{seen: map[uintptr]int{reflect.ValueOf(s).Pointer(): 0}}
	s.clock.base, s.clock.running = time.Time{}, nil
	for _, part := range []string{"stores", "access", "stage", "creators", "clock", "agenda", "serial", "products", "assets", "keys", "globals", "writes"} {
		d.value(part, reflect.ValueOf(&s.world).Elem().FieldByName(part))
	}
	for _, e := range s.hooks.log {
		fmt.Fprintf(&d.out, "delivery %d %s %s %d %s %s\n", e.Topic, e.ID, e.Of, e.Time.Unix(), e.Outcome, e.Body)
	}
	return strings.Split(d.out.String(), "\n")
}

func TestEqualRunsLiveTheSameLife(t *testing.T) {
	t.Parallel()
	run := func(seed uint64, days int) []string {
		k := start(t, Options{Webhook: accepting(), Scenario: scenario(t, `{"version":1,"start":"2026-03-01T09:00:00Z","speed":0,"seed":`+strconv.FormatUint(seed, 10)+`,"sellers":[
			{"name":"One","shops":[
				{"name":"US","market":"US","products":30,"orders":100,"orders_per_day":40,"auto_ship":"5h"},
				{"name":"GB","market":"GB","products":10,"orders_per_day":20}]},
			{"name":"Two","shops":[{"name":"ID","market":"ID","products":12,"orders":40,"orders_per_day":30,"auto_ship":"1d"}]}]}`)})
		tokens := map[string]string{
			"seller": k.token, "creator": k.shop.Issue(Creator).Access, "partner": k.shop.Issue(Partner).Access,
		}
		var answers []string
		for day := 1; day <= days; day++ {
			k.shop.Advance(24 * time.Hour)
			if err := k.shop.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			if day%4 != 1 {
				continue
			}
			for _, op := range catalogue(t).Operations {
				if op.Name != "shop.Authorizations.RevokeShop" {
					answers = append(answers, op.Name+" "+string(k.do(t, sample(t, k, op, tokens)).Body))
				}
			}
		}
		return append(answers, worldOf(k.shop)...)
	}
	one, two, other := run(3, 9), run(3, 9), run(4, 1)
	diffs := 0
	for i := range min(len(one), len(two)) {
		if one[i] != two[i] {
			if diffs++; diffs < 10 {
				t.Errorf("fact %d:\n  %.600s\n  %.600s", i, one[i], two[i])
			}
		}
	}
	if len(one) != len(two) || len(one) < 100_000 {
		t.Errorf("%d and %d facts", len(one), len(two))
	}
	if slices.Equal(one[:500], other[:500]) {
		t.Error("another seed makes no difference")
	}
}

// accepting takes every webhook.
func accepting() http.Handler {
	return http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
}
