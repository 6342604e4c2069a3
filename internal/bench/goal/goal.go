// Package goal judges measured figures and prints them as Markdown.
package goal

import (
	"fmt"
	"io"
	"strings"
)

// Row is one figure. A row without a goal is there to be read beside the others.
type Row struct {
	What     string
	Measured string
	Goal     string // "" for none
	Met      bool
}

// AtMost is a figure that must not exceed limit; text is how it reads.
func AtMost(what, text string, value, limit float64) Row {
	return Row{What: what, Measured: text, Goal: fmt.Sprintf("<= %g", limit), Met: value <= limit}
}

// AtLeast is a figure that must reach limit; text is how it reads.
func AtLeast(what, text string, value, limit float64) Row {
	return Row{What: what, Measured: text, Goal: fmt.Sprintf(">= %g", limit), Met: value >= limit}
}

// Info is a figure without a goal.
func Info(what, text string) Row { return Row{What: what, Measured: text} }

// Table is one section of the report.
type Table struct {
	Title string
	Note  string // how to read it, one sentence
	Rows  []Row
}

// Missed counts the goals that were not met.
func (t Table) Missed() int {
	n := 0
	for _, r := range t.Rows {
		if r.Goal != "" && !r.Met {
			n++
		}
	}
	return n
}

// WriteTo writes the table as Markdown.
func (t Table) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", t.Title)
	if t.Note != "" {
		fmt.Fprintf(&b, "%s\n\n", t.Note)
	}
	b.WriteString("| what | measured | goal | |\n|---|---|---|---|\n")
	for _, r := range t.Rows {
		verdict := ""
		switch {
		case r.Goal == "":
		case r.Met:
			verdict = "ok"
		default:
			verdict = "**MISSED**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.What, r.Measured, r.Goal, verdict)
	}
	b.WriteByte('\n')
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}
