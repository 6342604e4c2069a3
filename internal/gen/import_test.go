package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCatalogueIsWhatTheStudySays(t *testing.T) {
	t.Parallel()
	study := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(filepath.Join(study, "api", "operations.csv")); err != nil {
		if os.Getenv("TIKTOKSHOP_FIXTURES") == "required" {
			t.Fatal(err)
		}
		t.Skip("no API study beside the module")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "facts"), 0o750); err != nil {
		t.Fatal(err)
	}
	choices, err := os.ReadFile(filepath.Join("api", "newer.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "newer.json"), choices, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	m := importer{from: study, to: dir}
	if err := m.run(); err != nil {
		t.Fatal(err)
	}
	have := tree(t, "api")
	for name, want := range tree(t, dir) {
		if diff := cmp.Diff(want, have[name]); diff != "" {
			t.Errorf("%s differs from the study: run go run ./internal/gen -import ../shared (-study +here):\n%.2000s", name, diff)
		}
	}
}
