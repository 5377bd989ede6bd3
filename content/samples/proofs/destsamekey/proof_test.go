package destsamekey

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite" // the driver
)

func record(fields opencdc.StructuredData) opencdc.Record {
	return opencdc.Record{
		Operation: opencdc.OperationUpdate,
		Key:       opencdc.StructuredData{"id": fields["id"]},
		Payload:   opencdc.Change{After: fields},
	}
}

func TestProof(t *testing.T) {
	type row = opencdc.StructuredData
	batch := []opencdc.Record{
		record(row{"id": 1, "name": "Ann", "mail": "a@example.com"}),
		record(row{"id": 2, "name": "Bob", "mail": "b@example.com"}),
		record(row{"id": 1, "name": "Anne", "mail": "a@example.com"}),
		record(row{"id": 1, "mail": "anne@example.com"}), // what changed
	}
	for name, test := range map[string]struct {
		runs [][]opencdc.Record
		want []string
		err  string
	}{
		"good": {runs: goodRuns(batch), want: []string{
			"1 Anne anne@example.com", "2 Bob b@example.com"}},
		"bad": {runs: badRuns(batch), want: []string{
			"1 NULL anne@example.com", "2 Bob b@example.com"}},
		// What both are meant to avoid.
		"one statement": {
			runs: [][]opencdc.Record{batch[:3]},
			err:  "cannot affect row a second time",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := written(t, test.runs)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("%s: error %v, want %q", name, err, test.err)
				}
				return
			}
			if err != nil || !slices.Equal(got, test.want) {
				t.Fatalf("%s: rows %q, %v; want %q", name, got, err, test.want)
			}
			if name == "bad" {
				t.Logf("bad: %d records, the last one of user 1 has no name",
					len(batch))
				t.Logf("bad: rows %q", got)
			}
		})
	}
}

// written writes the runs into an empty table and returns its rows.
func written(t *testing.T, runs [][]opencdc.Record) ([]string, error) {
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
	defer tx.Rollback() // nothing here is kept
	_, err = tx.ExecContext(t.Context(), `CREATE TABLE users
		(id INTEGER PRIMARY KEY, name TEXT, mail TEXT)`)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs {
		if err := upsert(t.Context(), tx, run); err != nil {
			return nil, err
		}
	}
	found, err := tx.QueryContext(t.Context(), `SELECT id || ' ' ||
		coalesce(name, 'NULL') || ' ' || coalesce(mail, 'NULL')
		FROM users ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var result []string
	for found.Next() {
		var text string
		if err := found.Scan(&text); err != nil {
			t.Fatal(err)
		}
		result = append(result, text)
	}
	return result, found.Err()
}
