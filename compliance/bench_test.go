package compliance

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// honest are texts of shops, in all languages.
func honest(b *testing.B) (texts []string, size int64) {
	b.Helper()
	which := cmp.Or(os.Getenv("TEXTS"), "commerce_real_*")
	files, err := filepath.Glob("../../shared/compliance/data/" + which + ".dev.csv")
	if err != nil || len(files) == 0 {
		b.Skip("needs the shared data")
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			b.Fatal(err)
		}
		r := csv.NewReader(f)
		r.LazyQuotes = true
		rows, err := r.ReadAll()
		if err != nil {
			b.Fatal(err)
		}
		for _, row := range rows[1:] {
			text := row[slices.Index(rows[0], "text")]
			texts, size = append(texts, text), size+int64(len(text))
		}
		_ = f.Close()
	}
	return texts, size
}

func BenchmarkOnHonestTexts(b *testing.B) {
	c := full(b)
	texts, size := honest(b)
	for _, v := range []struct {
		name string
		do   func(string)
	}{
		{"ToLower", func(s string) { _ = strings.ToLower(s) }},
		{"Quick", func(s string) { c.Quick(s) }},
		{"Check", func(s string) { c.Check(Item{Fields: []Field{{ProductDescription, s}}}) }},
	} {
		b.Run(v.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range texts {
					v.do(text)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
