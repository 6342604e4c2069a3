package types

import "testing"

func TestBothKindsOfTypesTakeThePage(t *testing.T) {
	t.Parallel()
	table, err := Measure(3)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) == 0 {
		t.Error("nothing was measured")
	}
}
