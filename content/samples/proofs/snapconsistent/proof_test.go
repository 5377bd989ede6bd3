package snapconsistent

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

type snapshotFunc func(
	ctx context.Context, db *sql.DB, read readFunc,
) (start int64, err error)

// replicate takes a snapshot while a transaction adds a customer and its order
// between the two tables, and then replays the changes. It returns the rows of
// the snapshot alone, and those after the replay.
func replicate(t *testing.T, take snapshotFunc) (snapshot, all []string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+
		filepath.Join(t.TempDir(), "shop.db")+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec(`
		CREATE TABLE customers (name TEXT);
		CREATE TABLE orders (name TEXT);
		CREATE TABLE changes (seq INTEGER PRIMARY KEY, name TEXT);
		CREATE TRIGGER c AFTER INSERT ON customers BEGIN
			INSERT INTO changes (name) VALUES (new.name); END;
		CREATE TRIGGER o AFTER INSERT ON orders BEGIN
			INSERT INTO changes (name) VALUES (new.name); END;
		INSERT INTO customers VALUES ('Ann');
		INSERT INTO orders VALUES ('order of Ann')`)

	names := func(rows *sql.Rows, err error) (list []string) {
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			list = append(list, name)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return list
	}
	start, err := take(t.Context(), db,
		func(ctx context.Context, tx *sql.Tx, table string) error {
			rows, err := tx.QueryContext(ctx, "SELECT name FROM "+table)
			snapshot = append(snapshot, names(rows, err)...)
			if table == "customers" {
				exec(`BEGIN IMMEDIATE;
					INSERT INTO customers VALUES ('Bob');
					INSERT INTO orders VALUES ('order of Bob');
					COMMIT`)
			}
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(),
		"SELECT name FROM changes WHERE seq > ? ORDER BY seq", start)
	all = append(slices.Clone(snapshot), names(rows, err)...)
	return snapshot, all
}

func TestProof(t *testing.T) {
	snapshot, all := replicate(t, goodSnapshot)
	want := []string{"Ann", "order of Ann"}
	if !slices.Equal(snapshot, want) {
		t.Errorf("good: the snapshot has %q, want %q", snapshot, want)
	}
	want = append(want, "Bob", "order of Bob")
	if !slices.Equal(all, want) {
		t.Errorf("good: got %q, want %q", all, want)
	}

	snapshot, all = replicate(t, badSnapshot)
	want = []string{"Ann", "order of Ann", "order of Bob"}
	if !slices.Equal(snapshot, want) || !slices.Equal(all, want) {
		t.Errorf("bad: the snapshot has %q, after the replay it is %q, "+
			"want %q", snapshot, all, want)
	}
	t.Logf("bad: the snapshot has %q", snapshot)
	t.Logf("bad: the changes after it are %q: Bob never arrives",
		all[len(snapshot):])
}
