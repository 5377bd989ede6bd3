package destorder

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite" // the driver
)

const (
	create  = opencdc.OperationCreate
	deleted = opencdc.OperationDelete
)

func record(op opencdc.Operation, id int) opencdc.Record {
	return opencdc.Record{
		Operation: op, Key: opencdc.StructuredData{"id": id},
	}
}

func TestProof(t *testing.T) {
	batch := []opencdc.Record{
		record(create, 1), record(create, 2), record(deleted, 1),
		record(create, 1), record(deleted, 2), record(create, 3),
	}
	var single [][]opencdc.Record
	for _, rec := range batch {
		single = append(single, []opencdc.Record{rec})
	}
	for name, test := range map[string]struct {
		runs [][]opencdc.Record
		want []int
	}{
		"one by one": {single, []int{1, 3}},
		"good":       {goodRuns(batch), []int{1, 3}},
		"bad":        {badRuns(batch), []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			got := ids(t, test.runs)
			if !slices.Equal(got, test.want) {
				t.Fatalf("%s: rows %v, want %v", name, got, test.want)
			}
			if name == "bad" {
				t.Logf("bad: %s", list(batch))
				t.Logf("bad: in %d statements: rows %v; one by one: rows %v",
					len(test.runs), got, ids(t, single))
			}
		})
	}
	if got := len(goodRuns(batch)); got != 5 {
		t.Errorf("good: %d runs, want 5", got)
	}
}

// list names the records of a batch.
func list(batch []opencdc.Record) string {
	var records []string
	for _, rec := range batch {
		records = append(records, fmt.Sprint(rec.Operation, " ",
			rec.Key.(opencdc.StructuredData)["id"]))
	}
	return strings.Join(records, ", ")
}

// ids writes the runs into an empty table and returns what it holds then.
func ids(t *testing.T, runs [][]opencdc.Record) (result []int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = tx.ExecContext(t.Context(),
		"CREATE TABLE users (id INTEGER PRIMARY KEY)")
	if err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), tx, runs); err != nil {
		t.Fatal(err) // no variant fails: nothing reports the loss
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	found, err := db.QueryContext(t.Context(),
		"SELECT id FROM users ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var id int
		if err := found.Scan(&id); err != nil {
			t.Fatal(err)
		}
		result = append(result, id)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return result
}
