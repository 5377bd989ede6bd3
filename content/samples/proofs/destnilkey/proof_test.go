package destnilkey

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite" // the driver
)

const rows = 3 // two of tenant 1, one of tenant 2

func TestProof(t *testing.T) {
	const refused = `the record's key has no value for "tenant"`
	for _, test := range []struct {
		name      string
		key       opencdc.Data
		good, bad string // what a delete with this key does
	}{
		{"nil key", nil, refused, "panic: runtime error: invalid memory " +
			"address or nil pointer dereference"},
		{"empty key", opencdc.StructuredData{}, refused, "deleted 3 of 3 rows"},
		{"key {}", opencdc.RawData("{}"), refused, "deleted 3 of 3 rows"},
		{"key without id", opencdc.StructuredData{"tenant": 1},
			`the record's key has no value for "id"`, "deleted 2 of 3 rows"},
		{"whole key", opencdc.StructuredData{"tenant": 1, "id": 7},
			"deleted 1 of 3 rows", "deleted 1 of 3 rows"},
	} {
		t.Run(test.name, func(t *testing.T) {
			rec := opencdc.Record{
				Operation: opencdc.OperationDelete, Key: test.key,
			}
			if got := after(t, goodKey, rec); got != test.good {
				t.Errorf("good: %s, want %s", got, test.good)
			}
			got := after(t, badKey, rec)
			if got != test.bad {
				t.Errorf("bad: %s, want %s", got, test.bad)
			}
			if test.good != test.bad {
				t.Logf("bad: delete with %s: %s", test.name, got)
			}
		})
	}
}

// after deletes by the key of a record, and says what became of the table.
func after(t *testing.T, read keyReader, rec opencdc.Record) (result string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`CREATE TABLE users
			(tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id))`,
		"INSERT INTO users VALUES (1, 7), (1, 8), (2, 7)",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	defer func() {
		if reason := recover(); reason != nil {
			result = fmt.Sprint("panic: ", reason)
		}
	}()
	if err := remove(t.Context(), db, read, rec); err != nil {
		return err.Error()
	}
	var left int
	err = db.QueryRowContext(t.Context(),
		"SELECT count(*) FROM users").Scan(&left)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("deleted %d of %d rows", rows-left, rows)
}
