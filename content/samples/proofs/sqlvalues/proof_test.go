package sqlvalues

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite"
)

type deleteFunc func(
	context.Context, *sql.DB, opencdc.StructuredData,
) error

// try deletes a customer of three, and returns how many are left.
func try(t *testing.T, remove deleteFunc, name string) (left int, err error) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE customers (name TEXT PRIMARY KEY);
		INSERT INTO customers VALUES ('Ada'), ('O''Brien'), ('Grace')`)
	if err != nil {
		t.Fatal(err)
	}
	err = remove(t.Context(), db, opencdc.StructuredData{"name": name})
	if scanErr := db.QueryRowContext(t.Context(),
		"SELECT count(*) FROM customers").Scan(&left); scanErr != nil {
		t.Fatal(scanErr)
	}
	return left, err
}

func TestProof(t *testing.T) {
	const fine = "2 left, <nil>"
	const syntax = `SQL logic error: near "Brien": syntax error (1)`
	for _, test := range []struct {
		name, good, bad string
	}{
		{"Ada", fine, fine},
		{"O'Brien", fine, "3 left, " + syntax},
		{"x' OR 'a' = 'a", "3 left, <nil>", "0 left, <nil>"},
	} {
		left, err := try(t, goodDelete, test.name)
		if got := fmt.Sprintf("%d left, %v", left, err); got != test.good {
			t.Errorf("good, %s: got %s, want %s", test.name, got, test.good)
		}
		left, err = try(t, badDelete, test.name)
		got := fmt.Sprintf("%d left, %v", left, err)
		if got != test.bad {
			t.Errorf("bad, %s: got %s, want %s", test.name, got, test.bad)
		}
		if got != fine {
			t.Logf("bad: deleted %q: of 3 rows %d are left, error: %v",
				test.name, left, err)
		}
	}
}
