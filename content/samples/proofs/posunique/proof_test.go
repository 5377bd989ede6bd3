package posunique

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// TestProof stops after row 1 of an event with three rows, and restarts.
func TestProof(t *testing.T) {
	log := []event{{offset: 7, rows: []string{"row 1", "row 2", "row 3"}}}
	for name, test := range map[string]struct {
		read      func([]event, position) ([]opencdc.Record, error)
		positions int
		want      []string
	}{
		"good": {goodRead, 3, []string{"row 2", "row 3"}},
		"bad":  {badRead, 1, nil}, // rows 2 and 3 are lost
	} {
		t.Run(name, func(t *testing.T) {
			first, err := test.read(log, position{})
			if err != nil {
				t.Fatal(err)
			}
			unique := map[string]bool{}
			for _, rec := range first {
				unique[string(rec.Position)] = true
			}
			if len(first) != 3 || len(unique) != test.positions {
				t.Fatalf("%s: %d records have %d positions, want %d", name,
					len(first), len(unique), test.positions)
			}

			var acked position
			err = json.Unmarshal(first[0].Position, &acked)
			if err != nil {
				t.Fatal(err)
			}
			rest, err := test.read(log, acked)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, rec := range rest {
				got = append(got, string(rec.Payload.After.Bytes()))
			}
			if !slices.Equal(got, test.want) {
				t.Fatalf("%s: got %q, want %q", name, got, test.want)
			}
			if name == "bad" {
				t.Logf("bad: %d rows of an event have %d position",
					len(first), len(unique))
				t.Logf("bad: stopped after row 1, the restart delivers %d of "+
					"2 rows: row 2 and row 3 are lost", len(got))
			}
		})
	}
}
