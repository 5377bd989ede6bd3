package destoperations

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func record(op opencdc.Operation, key, row string) opencdc.Record {
	rec := opencdc.Record{
		Position: opencdc.Position(key), Operation: op,
		Key: opencdc.RawData(key),
	}
	if row != "" {
		rec.Payload.After = opencdc.RawData(row)
	}
	return rec
}

func TestProof(t *testing.T) {
	const unknown = opencdc.Operation(9)
	records := []opencdc.Record{
		record(opencdc.OperationSnapshot, "1", "Ann"),
		record(opencdc.OperationSnapshot, "2", "Bob"),
		record(opencdc.OperationCreate, "3", "Eve"),
		record(opencdc.OperationUpdate, "3", "Eva"),
		record(opencdc.OperationDelete, "2", ""),
		record(unknown, "4", "Dan"),
	}
	for name, test := range map[string]struct {
		dest  func(base) sdk.Destination
		rows  []string
		acked int
	}{
		"good": {func(b base) sdk.Destination { return &good{b} },
			[]string{"1", "3"}, 5},
		"bad": {func(b base) sdk.Destination { return &bad{b} },
			[]string{"3"}, 6},
	} {
		t.Run(name, func(t *testing.T) {
			b := base{rows: map[string]string{}}
			d := adapter.StartDestination(t, test.dest(b))
			d.Send(t, records...)
			acked, rejected := d.Close(t)
			rows := slices.Sorted(maps.Keys(b.rows))
			if acked != test.acked || !slices.Equal(rows, test.rows) {
				t.Fatalf("%s: %d acknowledged, rows %q; want %d, %q", name,
					acked, rows, test.acked, test.rows)
			}
			if want := len(records) - test.acked; len(rejected) != want {
				t.Fatalf("%s: rejected %q, want %d", name, rejected, want)
			}
			if name == "bad" {
				var kinds []string
				for _, rec := range records {
					kinds = append(kinds, fmt.Sprintf("%v %s",
						rec.Operation, rec.Key.Bytes()))
				}
				t.Logf("bad: %q", kinds)
				t.Logf("bad: acknowledged %d of %d records, rows %q",
					acked, len(records), rows)
			}
		})
	}
}
