package posversion

import (
	"fmt"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// TestProof stops after the first of three rows and reads on from its position.
func TestProof(t *testing.T) {
	rows := []int64{9007199254740995, 9007199254740996, 9007199254740997}
	for name, test := range map[string]struct {
		after func(opencdc.Position) (int64, error)
		want  []int64
	}{
		"good": {goodAfter, rows[1:]},
		"bad":  {badAfter, rows[2:]}, // the second row is lost
	} {
		t.Run(name, func(t *testing.T) {
			// What both structs write.
			raw := fmt.Appendf(nil, `{"lastID":%d}`, rows[0])
			after, err := test.after(raw)
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, row := range rows {
				if row > after {
					got = append(got, row)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Fatalf("%s: got %d, want %d", name, got, test.want)
			}
			if name == "bad" {
				t.Logf("bad: the position is %s, and reads as %d", raw, after)
				t.Logf("bad: rows %d: the restart delivers %d", rows, got)
			}
		})
	}
}
