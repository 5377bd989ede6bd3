package snapnokey

import (
	"context"
	"database/sql"
	"testing"

	_ "modernc.org/sqlite"
)

type tablesFunc func(
	ctx context.Context, db *sql.DB, names []string,
) ([]table, error)

// open does what a source does first. It returns how many rows of each table
// the snapshot will have.
func open(
	t *testing.T, db *sql.DB, tables tablesFunc, names []string,
) (rows map[string]int, err error) {
	t.Helper()
	list, err := tables(t.Context(), db, names)
	if err != nil {
		return nil, err
	}
	rows = map[string]int{}
	for _, table := range list {
		rows[table.name] = count(t, db, table.name)
	}
	return rows, nil
}

func count(t *testing.T, db *sql.DB, table string) (n int) {
	t.Helper()
	err := db.QueryRowContext(t.Context(),
		"SELECT count(*) FROM "+table).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestProof(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE customers (id INTEGER PRIMARY KEY);
		CREATE TABLE visits (customer INTEGER);
		CREATE VIEW loyal AS SELECT id FROM customers;
		INSERT INTO customers VALUES (1), (2);
		INSERT INTO visits VALUES (1), (1), (2)`)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := open(t, db, goodTables, []string{"customers"})
	if err != nil || rows["customers"] != 2 {
		t.Errorf("good: got %v and error %v", rows, err)
	}
	for _, unusable := range []string{"visits", "loyal"} {
		names := []string{"customers", unusable}
		_, err = open(t, db, goodTables, names)
		want := `table "` + unusable + `" has no primary key`
		if err == nil || err.Error() != want {
			t.Errorf("good: got error %v, want %s", err, want)
		}

		rows, err = open(t, db, badTables, names)
		if err != nil || rows["customers"] != 2 || rows[unusable] != 0 {
			t.Errorf("bad: got %v and error %v", rows, err)
		}
		t.Logf("bad: Open with %s and %s: error %v; %d of %d rows of %s are "+
			"read", names[0], unusable, err, rows[unusable],
			count(t, db, unusable), unusable)
	}
}
