// Compliance checks texts of a shop before they go out: JSON lines in, findings
// out. On a terminal they are a table, elsewhere JSON lines, or SARIF for CI.
//
//	echo '{"market":"US","fields":[{"surface":"ad","text":"Cures diabetes!"}]}' | go run ./examples/compliance
//	go run ./examples/compliance -format sarif texts.jsonl > findings.sarif
//
// The exit status is 0 when all items pass, 1 when one is to be reviewed or
// refused (with -strict also when one gets a warning), 2 when something is wrong
// with the input, such as that there is none.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

const usage = `compliance checks texts of a shop: one item a line in, findings out.

	compliance [-format table|json|sarif] [-strict] [file ...]

Without a file it reads standard input. An item:

	{"id":"spring","market":"US","lang":"en","fields":[{"surface":"ad","text":"Only 3 left!"}],"facts":{"StockLeft":3}}

fields    the texts. Surfaces: video_caption live_script product_title product_description
          image_text affiliate_post ad comment_message
market    region such as US; without it the rules of every market where the language is spoken
lang      language such as en; without it the texts tell
mode      self_operated or fully_managed
facts     what is known besides, named as the fields of compliance.Facts
id        in front of the findings; without it the file's line

Exit status: 0 all items pass, 1 one is to be reviewed or refused, 2 wrong input.

`

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
	if len(os.Args) == 1 && terminal(os.Stdin) {
		fmt.Fprintln(os.Stderr, "compliance: reading items from standard input, one a line; -h shows their form")
	}
	status, err := run(os.Args[1:], os.Stdin, os.Stdout, func() (*compliance.Checker, error) { return compliance.New() })
	if err != nil {
		fmt.Fprintln(os.Stderr, "compliance:", err)
	}
	os.Exit(status)
}

// terminal reports whether a stream is one.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// run does it all. It asks for the checker once the arguments are right.
func run(args []string, in io.Reader, out io.Writer, checker func() (*compliance.Checker, error)) (status int, err error) {
	flags := flag.NewFlagSet("compliance", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the error tells
	format := flags.String("format", "", "table, json or sarif; table on a terminal, else json")
	strict := flags.Bool("strict", false, "a warning counts as well")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(out, usage)
		flags.SetOutput(out)
		flags.PrintDefaults()
		return 0, nil
	} else if err != nil {
		return 2, fmt.Errorf("%w; -h shows what there is", err)
	}
	show, err := printerOf(*format, out)
	if err != nil {
		return 2, err
	}
	w := work{show: show}
	if w.checker, err = checker(); err != nil {
		return 2, err
	}
	err = w.files(flags.Args(), in)
	if w.items > 0 {
		err = errors.Join(err, show.end())
	}
	if err = errors.Join(append(w.problems, err)...); err == nil && w.items == 0 {
		err = errors.New("no items in the input; -h shows their form")
	}
	if err != nil {
		return 2, err
	}
	if w.worst >= compliance.Review || *strict && w.worst >= compliance.Warn {
		return 1, nil
	}
	return 0, nil
}

// work is what was done so far.
type work struct {
	checker *compliance.Checker
	show    printer
	items   int
	worst   compliance.Decision

	problems []error // lines that were passed over
}

// mostProblems is after how many broken lines the rest is not read.
const mostProblems = 20

// files checks what lies in files, or in what comes in when there are none.
func (w *work) files(names []string, in io.Reader) error {
	if len(names) == 0 {
		return w.lines(in, "")
	}
	for _, name := range names {
		if err := w.file(name, len(names) > 1); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) file(name string, named bool) error {
	f, err := os.Open(name)
	if err != nil && strings.HasPrefix(name, "-") {
		return fmt.Errorf("%w; flags stand in front of the files", err)
	} else if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if !named {
		name = ""
	}
	return w.lines(f, name)
}

// lines checks every line. One that cannot be read is named in the end.
func (w *work) lines(in io.Reader, name string) error {
	if name != "" {
		name += " "
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		where := fmt.Sprintf("%sline %d", name, n)
		it, err := parse(line)
		if err != nil {
			if w.problems = append(w.problems, fmt.Errorf("%s: %w", where, err)); len(w.problems) == mostProblems {
				return fmt.Errorf("%s: %d lines cannot be read, the rest was not checked", where, mostProblems)
			}
			continue
		}
		if it.ID == "" {
			it.ID = where
		}
		if err := w.check(it); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%sline %d: %w", name, n+1, err)
	}
	return nil
}

func parse(line []byte) (*item, error) {
	it := &item{}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(it); err != nil { //nolint:musttag // facts have the names of their fields
		return nil, fmt.Errorf("%w; want one item as JSON in the line, -h shows its form", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the item; want one item a line")
	}
	if len(it.Fields) == 0 {
		return nil, errors.New(`no fields; want {"market":"US","fields":[{"surface":"ad","text":"..."}]}`)
	}
	return it, nil
}

func (w *work) check(it *item) error {
	check := compliance.Item{Market: it.Market, Mode: it.Mode, Lang: it.Lang, Facts: it.Facts}
	for _, f := range it.Fields {
		check.Fields = append(check.Fields, compliance.Field(f))
	}
	rep := w.checker.Check(check)
	w.items++
	w.worst = max(w.worst, rep.Decision)
	return w.show.item(it, rep)
}
