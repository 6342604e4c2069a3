package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
)

func readCases(file string) ([]text, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var out []text
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			ID, Rule, Lang, Text string
			Expect               bool
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil { //nolint:musttag // names differ in their case only
			return nil, err
		}
		out = append(out, text{ID: c.ID, Lang: c.Lang, Rule: c.Rule, Text: c.Text, Found: c.Expect})
	}
	return out, lines.Err()
}

func readCSV(file string) ([]map[string]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[min(i, len(row)-1)]
		}
		out = append(out, m)
	}
	return out, nil
}

// printf writes to the program's output.
func (p *program) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format, args...) }
