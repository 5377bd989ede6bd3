package sqlidentifiers

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

type insertFunc func(table string, fields []string) string

// try writes one field into a table, and returns how many tables are left and
// the error.
func try(t *testing.T, insert insertFunc, table, field string) string {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE customers (name TEXT, "order" TEXT, "5"" pipes" TEXT);
		CREATE TABLE "Price List" (name TEXT)`)
	if err != nil {
		t.Fatal(err)
	}
	_, writeErr := db.ExecContext(t.Context(),
		insert(table, []string{field}), "x")
	var left int
	err = db.QueryRowContext(t.Context(),
		"SELECT count(*) FROM sqlite_master").Scan(&left)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d of 2 tables left, %v", left, writeErr)
}

func TestProof(t *testing.T) {
	const fine = "2 of 2 tables left, <nil>"
	const attack = "name) VALUES ('x'); DROP TABLE customers; --"
	for _, test := range []struct {
		table, field, good, bad string
	}{
		{"customers", "name", fine, fine},
		{"customers", "order", fine, `near "order": syntax error`},
		{"Price List", "name", fine, `near "List": syntax error`},
		{"customers", `5" pipes`, fine, `near "5": syntax error`},
		{
			"customers", attack,
			"2 of 2 tables left, ", "1 of 2 tables left, <nil>",
		},
	} {
		got := try(t, goodInsert, test.table, test.field)
		if !strings.Contains(got, test.good) {
			t.Errorf("good, %s: got %s, want %s", test.field, got, test.good)
		}
		got = try(t, badInsert, test.table, test.field)
		if !strings.Contains(got, test.bad) {
			t.Errorf("bad, %s: got %s, want %s", test.field, got, test.bad)
		}
		if got != fine {
			t.Logf("bad: field %q of %s: %s",
				test.field, test.table, got)
		}
	}

	// Go's own quotes are no better for a name that has one.
	got := try(t, func(table string, fields []string) string {
		return badInsert(strconv.Quote(table), []string{
			strconv.Quote(fields[0])})
	}, "customers", `5" pipes`)
	if got == fine {
		t.Errorf("strconv.Quote: got %s, want an error", got)
	}
}
