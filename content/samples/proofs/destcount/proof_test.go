package destcount

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	_ "modernc.org/sqlite" // the driver

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		dest  func(base) sdk.Destination
		acked int
	}{
		"good": {func(b base) sdk.Destination { return &good{b} }, 0},
		"bad":  {func(b base) sdk.Destination { return &bad{b} }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			_, err = db.ExecContext(context.Background(), `CREATE TABLE items
				(id INTEGER PRIMARY KEY, price INTEGER CHECK (price >= 0))`)
			if err != nil {
				t.Fatal(err)
			}
			var records []opencdc.Record
			for i, price := range []int{10, 20, -1, 40} {
				records = append(records, opencdc.Record{
					Position:  opencdc.Position(fmt.Sprint(i)),
					Operation: opencdc.OperationCreate,
					Payload: opencdc.Change{After: opencdc.StructuredData{
						"id": i, "price": price,
					}},
				})
			}
			d := adapter.StartDestination(t, test.dest(base{db: db}))
			d.Send(t, records...)
			acked, rejected := d.Close(t)

			var stored int
			err = db.QueryRowContext(t.Context(),
				"SELECT count(*) FROM items").Scan(&stored)
			if err != nil {
				t.Fatal(err)
			}
			if stored != 0 {
				t.Errorf("%s: %d rows are stored in spite of the error",
					name, stored)
			}
			if acked != test.acked {
				t.Errorf("%s: %d records acknowledged, want %d",
					name, acked, test.acked)
			}
			if len(rejected) != len(records)-test.acked {
				t.Fatalf("%s: rejected: %q", name, rejected)
			}
			if name == "bad" {
				t.Logf("bad: of %d records the third fails, stored %d rows, "+
					"acknowledged %d records", len(records), stored, acked)
			}
			// Also the last record, which was not tried.
			for _, text := range rejected {
				if !strings.Contains(text, "CHECK constraint failed") {
					t.Errorf("%s: rejected with %q", name, text)
				}
			}
		})
	}
}
