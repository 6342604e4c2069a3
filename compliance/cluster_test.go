package compliance

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpansAreWidenedToWholeCharacters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, part, want string }{
		{"letters", "abc", "b", "b"},
		{"an accent behind", "abe\u0301c", "be", "be\u0301"},
		{"an accent in front", "abe\u0301c", "\u0301c", "e\u0301c"},
		{"sara am", "\u0e19\u0e33a", "\u0e19", "\u0e19\u0e33"},
		{"a voiced mark of half width", "\uff76\uff9e", "\uff76", "\uff76\uff9e"},
		{"a sign that joins nothing", "a\u200cb", "a", "a\u200c"},
		{"a family", "\U0001f468\u200d\U0001f469 a", "\U0001f469 ", "\U0001f468\u200d\U0001f469 "},
		{"a keycap behind a joiner", "\u200d\u20e3", "\u200d", "\u200d\u20e3"},
		{"half a flag", "\U0001f1fa\U0001f1f8\U0001f1ee\U0001f1e9", "\U0001f1ee", "\U0001f1ee\U0001f1e9"},
		{"the other half", "\U0001f1fa\U0001f1f8\U0001f1ee\U0001f1e9", "\U0001f1e9", "\U0001f1ee\U0001f1e9"},
		{"a flag among flags", "\U0001f1fa\U0001f1f8\U0001f1ee\U0001f1e9\U0001f1fa\U0001f1f8", "\U0001f1ee\U0001f1e9", "\U0001f1ee\U0001f1e9"},
		{"Hangul of letters and syllables", "\u1100\uac01", "\u1100", "\u1100\uac01"},
		{"a sign for a number", "\u0600\u0661", "\u0661", "\u0600\u0661"},
		{"a mark behind a new line", "a\n\u0301", "a\n", "a\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			at := strings.Index(tt.text, tt.part)
			from, to := wholeClusters(tt.text, at, at+len(tt.part))
			if diff := cmp.Diff(tt.want, tt.text[from:to]); diff != "" {
				t.Errorf("stretch (-want +got):\n%s", diff)
			}
		})
	}
}
