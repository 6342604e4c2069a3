package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// printer is a form of the output.
type printer interface {
	item(it *item, rep compliance.Report) error
	end() error
}

func printerOf(format string, out io.Writer) (printer, error) {
	if format == "" {
		format = "json"
		if terminal(out) {
			format = "table"
		}
	}
	switch format {
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return &lines{enc}, nil
	case "sarif":
		return &document{out: out}, nil
	case "table":
		return &table{out: out}, nil
	default:
		return nil, fmt.Errorf("format %q: want table, json or sarif", format)
	}
}

// lines are the reports as they are, one a line.
type lines struct{ enc *json.Encoder }

func (l *lines) item(it *item, rep compliance.Report) error {
	return l.enc.Encode(struct {
		ID     string            `json:"id"`
		Report compliance.Report `json:"report"`
	}{it.ID, rep})
}

func (*lines) end() error { return nil }

// document is one SARIF document about all items: tools read no more than one
// in a file.
type document struct {
	out    io.Writer
	all    compliance.Report
	places []string // of the fields of all
}

func (d *document) item(it *item, rep compliance.Report) error {
	id := url.PathEscape(strings.ReplaceAll(it.ID, " ", "-"))
	first := len(d.places)
	for i := range it.Fields {
		d.places = append(d.places, fmt.Sprintf("%s/field-%d", id, i))
	}
	d.places = append(d.places, id) // what is about the item as a whole
	for _, f := range rep.Findings {
		if f.Field < 0 {
			f.Field = len(it.Fields)
		}
		f.Field += first
		d.all.Findings = append(d.all.Findings, f)
	}
	for _, n := range rep.NotChecked {
		if !slices.Contains(d.all.NotChecked, n) {
			d.all.NotChecked = append(d.all.NotChecked, n)
		}
	}
	d.all.Decision, d.all.PackVersion = max(d.all.Decision, rep.Decision), rep.PackVersion
	return nil
}

func (d *document) end() error {
	text, err := d.all.SARIF(func(field int) string { return d.places[field] })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.out, "%s\n", text)
	return err
}

// table is for people.
type table struct {
	out   io.Writer
	count [compliance.Refuse + 1]int // items by decision
}

func (t *table) item(it *item, rep compliance.Report) error {
	t.count[rep.Decision]++
	w := tabwriter.NewWriter(t.out, 0, 8, 2, ' ', 0)
	id := it.ID
	if strings.ContainsFunc(id, func(r rune) bool { return !strconv.IsPrint(r) }) { // it may steer the terminal
		id = strconv.Quote(id)
	}
	_, _ = fmt.Fprintf(w, "%s: %s\n", id, rep.Decision) // Flush gives the error
	for _, f := range rep.Findings {
		where, evidence := "item", ""
		if f.Field >= 0 {
			where = fmt.Sprintf("field %d, %d-%d", f.Field, f.Span.RuneStart, f.Span.RuneEnd)
		}
		if f.Evidence != "" {
			evidence = fmt.Sprintf("%q", f.Evidence)
		}
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", f.Severity, f.Rule, where, evidence, f.Suggestion)
	}
	missing := map[string]bool{}
	need := ""
	for _, n := range rep.NotChecked {
		if n.Rule == "*" {
			_, _ = fmt.Fprintf(w, "  not understood: %s\n", n.Needs)
			continue
		}
		missing[n.Rule] = true
		if need == "" || !strings.HasPrefix(need, "Facts.") || strings.HasPrefix(need, "Facts.Shop") { // the easiest to tell
			need = n.Needs
		}
	}
	if len(missing) > 0 {
		_, _ = fmt.Fprintf(w, "  rules that lack facts: %d; one needs %s, -format json tells the others\n", len(missing), need)
	}
	return w.Flush()
}

func (t *table) end() error {
	var counts []string
	for d, n := range t.count {
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, compliance.Decision(d)))
		}
	}
	_, err := fmt.Fprintf(t.out, "items: %s\n", strings.Join(counts, ", "))
	return err
}
