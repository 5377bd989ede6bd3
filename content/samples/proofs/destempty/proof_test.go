package destempty

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	_ "modernc.org/sqlite" // the driver

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func record(id int, row opencdc.StructuredData) opencdc.Record {
	row["id"] = id
	return opencdc.Record{
		Position:  opencdc.Position(fmt.Sprint(id)),
		Operation: opencdc.OperationSnapshot,
		Payload:   opencdc.Change{After: row},
	}
}

func person(id int) opencdc.Record {
	return record(id, opencdc.StructuredData{"name": "Ann"})
}

func robot(id int) opencdc.Record {
	return record(id, opencdc.StructuredData{"robot": true})
}

func TestProof(t *testing.T) {
	for _, test := range []struct {
		name  string
		batch []opencdc.Record
		times int
		bad   string // beginning of the answer to the last record
	}{
		{"comes again", []opencdc.Record{person(1), person(2)}, 3,
			"batch contained 2 messages, connector has only written 0"},
		{"one is left out", []opencdc.Record{robot(1), person(2)}, 1,
			"batch contained 2 messages, connector has only written 1"},
		{"all are left out", []opencdc.Record{robot(1), robot(2)}, 1,
			"upsert 0 rows: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := answers(t, test.batch, test.times,
				func(d destination) sdk.Destination { return &good{d} })
			if !slices.Equal(got, []string{"ack", "ack"}) {
				t.Errorf("good: %q", got)
			}
			got = answers(t, test.batch, test.times,
				func(d destination) sdk.Destination { return &bad{d} })
			if !strings.HasPrefix(got[len(got)-1], test.bad) {
				t.Errorf("bad: %q, want %q", got, test.bad)
			}
			t.Logf("bad: 2 records, %s: %q", test.name, got[len(got)-1])
		})
	}
	t.Run("no records", func(t *testing.T) {
		n, err := (&good{open(t)}).Write(t.Context(), nil)
		if n != 0 || err != nil {
			t.Errorf("good: %d, %v", n, err)
		}
		_, err = (&bad{open(t)}).Write(t.Context(), nil)
		if err == nil {
			t.Error("bad: no error")
		}
	})
}

// answers delivers a batch to a new table, as often as it says: a pipeline that
// fails starts again with the same batch. It returns the last answers.
func answers(
	t *testing.T, batch []opencdc.Record, times int,
	with func(destination) sdk.Destination,
) (last []string) {
	t.Helper()
	base := open(t)
	for range times {
		d := adapter.StartDestination(t, with(base))
		d.Send(t, batch...)
		d.Close(t)
		last = d.Answers()
	}
	return last
}

func open(t *testing.T) destination {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	_, err = db.ExecContext(t.Context(),
		"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")
	if err != nil {
		t.Fatal(err)
	}
	return destination{db: db}
}
