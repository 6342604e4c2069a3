package goal_test

import (
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
)

func TestTableNamesTheGoalsThatWereMissed(t *testing.T) {
	t.Parallel()
	table := goal.Table{Title: "Calls", Note: "Ratios.", Rows: []goal.Row{
		goal.AtMost("time", "1.10x", 1.1, 1.1),
		goal.AtMost("objects", "21", 21, 20),
		goal.AtLeast("rate", "0.95x", 0.95, 0.95),
		goal.AtLeast("share", "0.9", 0.9, 0.95),
		goal.Info("bytes", "12 K"),
	}}
	var got strings.Builder
	if _, err := table.WriteTo(&got); err != nil {
		t.Fatal(err)
	}
	want := `## Calls

Ratios.

| what | measured | goal | |
|---|---|---|---|
| time | 1.10x | <= 1.1 | ok |
| objects | 21 | <= 20 | **MISSED** |
| rate | 0.95x | >= 0.95 | ok |
| share | 0.9 | >= 0.95 | **MISSED** |
| bytes | 12 K |  |  |

`
	if got.String() != want {
		t.Errorf("table:\n%s\nwant:\n%s", got.String(), want)
	}
	if got := table.Missed(); got != 2 {
		t.Errorf("Missed = %d, want 2", got)
	}
}
