// Compliance checks texts of a shop before they go out: JSON lines in, findings
// out. On a terminal they are a table, elsewhere JSON lines, or SARIF for CI.
//
//	echo '{"market":"US","fields":[{"surface":"ad","text":"Cures diabetes!"}]}' | go run ./examples/compliance
//	go run ./examples/compliance -format sarif texts.jsonl
//
// The exit status is 0 when all items pass, 1 when one is to be reviewed or
// refused (with -strict also when one gets a warning), 2 when something is wrong
// with the input.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// maxLine is the longest line of input.
const maxLine = 32 << 20

// item is a line of input.
type item struct {
	ID     string           `json:"id"` // "line 3" when it is left out
	Market string           `json:"market"`
	Mode   compliance.Mode  `json:"mode"`
	Lang   string           `json:"lang"`
	Fields []field          `json:"fields"`
	Facts  compliance.Facts `json:"facts"`
}

type field struct {
	Surface compliance.Surface `json:"surface"`
	Text    string             `json:"text"`
}

func main() {
	status, err := run(os.Args[1:], os.Stdin, os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "compliance:", err)
		os.Exit(2)
	}
	os.Exit(status)
}

func run(args []string, in io.Reader, out io.Writer) (status int, err error) {
	flags := flag.NewFlagSet("compliance", flag.ContinueOnError)
	flags.SetOutput(out)
	format := flags.String("format", "", "table, json or sarif; table on a terminal, else json")
	strict := flags.Bool("strict", false, "a warning counts as well")
	if err := flags.Parse(args); err != nil {
		return 2, err
	}
	show, err := printer(*format, out)
	if err != nil {
		return 2, err
	}
	switch flags.NArg() {
	case 0:
	case 1:
		f, err := os.Open(flags.Arg(0))
		if err != nil {
			return 2, err
		}
		defer func() { _ = f.Close() }()
		in = f
	default:
		return 2, fmt.Errorf("want one file, not %d", flags.NArg())
	}
	checker, err := compliance.New()
	if err != nil {
		return 2, err
	}
	worst, err := each(checker, in, show)
	if err != nil {
		return 2, err
	}
	if worst >= compliance.Review || *strict && worst >= compliance.Warn {
		return 1, nil
	}
	return 0, nil
}

// each checks every line and gives the worst decision.
func each(checker *compliance.Checker, in io.Reader, show func(id string, rep compliance.Report) error) (worst compliance.Decision, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var it item
		d := json.NewDecoder(strings.NewReader(lines.Text()))
		d.DisallowUnknownFields()
		if err := d.Decode(&it); err != nil { //nolint:musttag // facts have the names of their fields
			return worst, fmt.Errorf("line %d: %w", n, err)
		}
		if len(it.Fields) == 0 {
			return worst, fmt.Errorf(`line %d: no fields; want {"market":"US","fields":[{"surface":"ad","text":"..."}]}`, n)
		}
		if it.ID == "" {
			it.ID = fmt.Sprintf("line %d", n)
		}
		check := compliance.Item{Market: it.Market, Mode: it.Mode, Lang: it.Lang, Facts: it.Facts}
		for _, f := range it.Fields {
			check.Fields = append(check.Fields, compliance.Field(f))
		}
		rep := checker.Check(check)
		worst = max(worst, rep.Decision)
		if err := show(it.ID, rep); err != nil {
			return worst, err
		}
	}
	if err := lines.Err(); err != nil {
		return worst, fmt.Errorf("line %d: %w", n+1, err)
	}
	return worst, nil
}

// printer is the form of the output.
func printer(format string, out io.Writer) (func(id string, rep compliance.Report) error, error) {
	if format == "" {
		format = "json"
		if f, ok := out.(*os.File); ok {
			if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
				format = "table"
			}
		}
	}
	switch format {
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return func(id string, rep compliance.Report) error {
			return enc.Encode(struct {
				ID     string            `json:"id"`
				Report compliance.Report `json:"report"`
			}{id, rep})
		}, nil
	case "sarif":
		return func(id string, rep compliance.Report) error {
			doc, err := rep.SARIF(func(field int) string { return fmt.Sprintf("%s/field-%d", strings.ReplaceAll(id, " ", "-"), field) })
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "%s\n", doc)
			return err
		}, nil
	case "table":
		return func(id string, rep compliance.Report) error { return table(out, id, rep) }, nil
	default:
		return nil, fmt.Errorf("format %q: want table, json or sarif", format)
	}
}

func table(out io.Writer, id string, rep compliance.Report) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	if _, err := fmt.Fprintf(w, "%s\t%s\n", id, rep.Decision); err != nil {
		return err
	}
	for _, f := range rep.Findings {
		where := "item"
		if f.Field >= 0 {
			where = fmt.Sprintf("field %d, %d-%d", f.Field, f.Span.RuneStart, f.Span.RuneEnd)
		}
		if _, err := fmt.Fprintf(w, "  %s\t%s\t%s\t%q\t%s\n", f.Severity, f.Rule, where, f.Evidence, f.Suggestion); err != nil {
			return err
		}
	}
	if n := len(rep.NotChecked); n > 0 {
		if _, err := fmt.Fprintf(w, "  %d rules could not be judged, %s for one: it needs %s\n", n, rep.NotChecked[0].Rule, rep.NotChecked[0].Needs); err != nil {
			return err
		}
	}
	return w.Flush()
}
