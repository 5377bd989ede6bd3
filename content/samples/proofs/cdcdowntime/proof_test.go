package cdcdowntime

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

type teardownFunc func(*source, context.Context) error

// replicate changes rows while the source runs, while it is stopped, and while
// it runs again. It returns what the source delivered.
func replicate(t *testing.T, teardown teardownFunc) (delivered []string) {
	t.Helper()
	db, err := sql.Open("sqlite",
		"file:"+filepath.Join(t.TempDir(), "customers.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE customers (id INTEGER PRIMARY KEY)")

	var last int64
	run := func(statement string) {
		src, err := open(t.Context(), db, last)
		if err != nil {
			t.Fatal(err)
		}
		exec(statement)
		changes, err := src.read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		delivered = append(delivered, changes...)
		last = src.last
		if err := teardown(src, t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	run("INSERT INTO customers VALUES (1)")
	exec("INSERT INTO customers VALUES (2)")
	exec("DELETE FROM customers WHERE id = 1")
	run("INSERT INTO customers VALUES (3)")
	return delivered
}

func TestProof(t *testing.T) {
	all := []string{"insert 1", "insert 2", "delete 1", "insert 3"}
	got := replicate(t, (*source).goodTeardown)
	if !slices.Equal(got, all) {
		t.Errorf("good: got %q, want %q", got, all)
	}
	got = replicate(t, (*source).badTeardown)
	if want := []string{"insert 1", "insert 3"}; !slices.Equal(got, want) {
		t.Errorf("bad: got %q, want %q", got, want)
	}
	lost := slices.DeleteFunc(all, func(change string) bool {
		return slices.Contains(got, change)
	})
	t.Logf("bad: delivered %q", got)
	t.Logf("bad: lost what happened during the stop: %q", lost)
}
