package snapend

import (
	"context"
	"database/sql"
	"encoding/json"
	"testing"

	_ "modernc.org/sqlite"
)

type startFunc func(context.Context, *sql.DB, position) (position, error)

// snapshot starts a source again and again. Each run reads a page of two rows
// while two rows are added. It returns how many rows the snapshot had, and
// whether it has come to its end within 50 runs.
func snapshot(t *testing.T, start startFunc, rows int) (read int, ended bool) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	exec := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE orders (id INTEGER PRIMARY KEY)")
	for range rows {
		exec("INSERT INTO orders DEFAULT VALUES")
	}

	stored := []byte("{}")
	for range 50 {
		var pos position
		if err := json.Unmarshal(stored, &pos); err != nil {
			t.Fatal(err)
		}
		if pos, err = start(t.Context(), db, pos); err != nil {
			t.Fatal(err)
		}
		n := page(t, db, &pos)
		read += n
		if n < 2 {
			return read, true
		}
		if stored, err = json.Marshal(pos); err != nil {
			t.Fatal(err)
		}
		exec("INSERT INTO orders DEFAULT VALUES")
		exec("INSERT INTO orders DEFAULT VALUES")
	}
	return read, false
}

// page moves the position over the next two rows up to the bound.
func page(t *testing.T, db *sql.DB, pos *position) (n int) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT id FROM orders
		WHERE (?1 IS NULL OR id > ?1) AND id <= ?2 ORDER BY id LIMIT 2`,
		pos.LastID, pos.Bound)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		pos.LastID = new(int64)
		if err := rows.Scan(pos.LastID); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestProof(t *testing.T) {
	for _, rows := range []int{0, 1, 6} {
		read, ended := snapshot(t, goodStart, rows)
		if read != rows || !ended {
			t.Errorf("good: of %d rows read %d, ended: %v", rows, read, ended)
		}
	}
	read, ended := snapshot(t, badStart, 6)
	if read != 100 || ended {
		t.Errorf("bad: read %d rows, want 100; ended: %v", read, ended)
	}
	t.Logf("bad: the table had 6 rows; after 50 starts %d were read, "+
		"and the snapshot had ended: %v", read, ended)
}
