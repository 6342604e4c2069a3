// Compliance measures how fast package compliance is beside strings.ToLower on
// the same texts, one core, and what New takes.
//
//	go -C internal/bench run ./cmd/compliance               with the built-in packs
//	go -C internal/bench run ./cmd/compliance -words 40000  with that many made-up words beside them
package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/tiktokshop-go/tiktokshop/compliance"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
)

func main() {
	data := flag.String("data", "../../../shared/compliance/data", "folder of the texts")
	words := flag.Int("words", 0, "made-up words to add to the packs")
	cycles := flag.Int("cycles", 25, "cycles of each comparison")
	strict := flag.Bool("strict", false, "fail when a goal is missed")
	flag.Parse()
	missed, err := run(*data, *words, *cycles)
	if err == nil && *strict && missed > 0 {
		err = fmt.Errorf("goals missed: %d", missed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compliance:", err)
		os.Exit(1)
	}
}

// corpus are texts of one kind.
type corpus struct {
	name, lang string
	texts      []string
	bytes      int
}

func run(data string, words, cycles int) (missed int, err error) {
	sets, err := read(data)
	if err != nil {
		return 0, err
	}
	var opts []compliance.Option
	if words > 0 {
		opts = append(opts, compliance.WithPacks(madeUp(sets, words)...))
	}
	c, err := compliance.New(opts...)
	if err != nil {
		return 0, err
	}
	speed := goal.Table{Title: "Speed", Note: "Of strings.ToLower on the same bytes: its time over ours, median with 95 % interval."}
	for _, s := range sets {
		r, err := paired.Compare(paired.Plan{Cycles: cycles, Block: 30 * time.Millisecond},
			paired.Variant{Name: "ToLower", Do: func() error { return s.each(func(t string) { _ = strings.ToLower(t) }) }},
			paired.Variant{Name: "Quick", Do: func() error { return s.each(func(t string) { c.Quick(t) }) }},
			paired.Variant{Name: "Check", Do: func() error {
				return s.each(func(t string) {
					c.Check(compliance.Item{Lang: s.lang, Fields: []compliance.Field{{Surface: compliance.ProductDescription, Text: t}}})
				})
			}})
		if err != nil {
			return 0, err
		}
		for _, v := range r[1:] {
			row := goal.Info(v.Name+", "+s.name, figure(v, s))
			if s.lang == "" {
				limit := map[string]float64{"Quick": 0.60, "Check": 0.30}[v.Name]
				row = goal.AtLeast(v.Name+", all texts", figure(v, s), 1/v.Ratio.Median, limit)
			}
			speed.Rows = append(speed.Rows, row)
		}
	}
	made := build(opts)
	made.Rows = append(made.Rows, allocations(c)...)
	for _, t := range []goal.Table{speed, made} {
		if _, err := t.WriteTo(os.Stdout); err != nil {
			return 0, err
		}
		missed += t.Missed()
	}
	return missed, nil
}

func (s *corpus) each(do func(string)) error {
	for _, t := range s.texts {
		do(t)
	}
	return nil
}

func figure(r paired.Result, s corpus) string {
	return fmt.Sprintf("%.2f [%.2f-%.2f], %.0f MB/s", 1/r.Ratio.Median, 1/r.Ratio.High, 1/r.Ratio.Low, float64(s.bytes)/r.Time.Seconds()/1e6)
}

// build measures New.
func build(opts []compliance.Option) goal.Table {
	var before, after runtime.MemStats
	best := time.Hour
	var kept *compliance.Checker
	for range 5 {
		kept = nil //nolint:ineffassign // so that the one before is collected and not counted
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		kept, _ = compliance.New(opts...)
		best = min(best, time.Since(start))
		runtime.GC()
		runtime.ReadMemStats(&after)
	}
	mib := float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
	runtime.KeepAlive(kept)
	return goal.Table{Title: "New and allocations", Rows: []goal.Row{
		goal.AtMost("New, ms", fmt.Sprintf("%.0f", best.Seconds()*1e3), best.Seconds()*1e3, 150),
		goal.AtMost("a checker, MiB", fmt.Sprintf("%.1f", mib), mib, 40),
	}}
}

func allocations(c *compliance.Checker) []goal.Row {
	const text = "A sturdy oak table for the garden, delivered in two parcels."
	quick := testing.AllocsPerRun(100, func() { c.Quick(text) })
	it := compliance.Item{Lang: "en", Fields: []compliance.Field{{Surface: compliance.ProductDescription, Text: text}}}
	check := testing.AllocsPerRun(100, func() { c.Check(it) })
	return []goal.Row{
		goal.AtMost("objects of Quick, clean text", fmt.Sprint(quick), quick, 0),
		goal.AtMost("objects of Check, clean text", fmt.Sprint(check), check, 2),
	}
}

// read gives the texts by language and, last, all of them.
func read(data string) ([]corpus, error) {
	files, err := filepath.Glob(filepath.Join(data, "*.dev.csv"))
	if err != nil {
		return nil, err
	}
	var sets []corpus
	all := corpus{name: "all"}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".dev.csv")
		if !strings.HasPrefix(name, "commerce_real") && name != "banking77_en" && name != "wisesight_th" && name != "nsmc_ko" {
			continue
		}
		s := corpus{name: name, lang: name[strings.LastIndexByte(name, '_')+1:]}
		if err := s.read(file); err != nil {
			return nil, err
		}
		sets = append(sets, s)
		all.texts, all.bytes = append(all.texts, s.texts...), all.bytes+s.bytes
	}
	if all.bytes == 0 {
		return nil, errors.New("no texts in " + data)
	}
	return append(sets, all), nil
}

func (s *corpus) read(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	column := 0
	for i, name := range rows[0] {
		if name == "text" {
			column = i
		}
	}
	for _, row := range rows[1:] {
		s.texts, s.bytes = append(s.texts, row[column]), s.bytes+len(row[column])
	}
	return nil
}

// madeUp are packs of words that look like those of the texts; one in twenty is
// one of them.
func madeUp(sets []corpus, n int) []*compliance.Pack {
	rnd := rand.New(rand.NewPCG(1, 2))
	var packs []*compliance.Pack
	for _, s := range sets {
		if !strings.HasPrefix(s.name, "commerce_real") {
			continue
		}
		p := &compliance.Pack{Schema: 1, Name: "made up " + s.lang, Version: "1", Lang: s.lang, Classes: map[string][]string{}, Patterns: map[string][]string{}}
		var seen []string
		for _, t := range s.texts {
			seen = append(seen, strings.FieldsFunc(t, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) })...)
		}
		for i := range n / 14 {
			w := []rune(seen[rnd.IntN(len(seen))])
			w = w[:min(len(w), 10)]
			if other := []rune(seen[rnd.IntN(len(seen))]); i%20 != 0 {
				w = append(w[:(len(w)+1)/2], other[len(other)/3:min(len(other), len(other)/3+8)]...)
			}
			if len(string(w)) < 3 {
				w = append(w, w...)
			}
			class := fmt.Sprintf("made %s %d", s.lang, i%60)
			p.Classes[class] = append(p.Classes[class], string(w)+"xy"[:min(2, max(0, 3-len(string(w))))])
		}
		for i := range 59 {
			p.Patterns["MIS-001"] = append(p.Patterns["MIS-001"], fmt.Sprintf("{made %s %d} ~3 {made %s %d} ~3 {made %s %d}", s.lang, i, s.lang, i+1, s.lang, (i+7)%60))
		}
		packs = append(packs, p)
	}
	return packs
}
