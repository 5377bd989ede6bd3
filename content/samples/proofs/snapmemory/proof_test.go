package snapmemory

import (
	"context"
	"database/sql"
	"strconv"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite"
)

type fetchFunc func(*snapshot, context.Context) ([]opencdc.Record, error)

const (
	pageSize = 100
	memory   = 500 // rows
	starts   = 10
)

// table makes a table with that many rows.
func table(t *testing.T, rows int) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1) // each connection has a database of its own
	for _, statement := range []string{
		"CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)",
		`WITH RECURSIVE n(i) AS (
			SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO items SELECT i, printf('item %d', i) FROM n`,
	} {
		if _, err := db.ExecContext(t.Context(), statement, rows); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// run starts a snapshot, again whenever its process was killed, after the last
// record that it delivered. It returns how many records were delivered, and
// the error of the last start.
func run(t *testing.T, fetch fetchFunc, rows int) (delivered int, err error) {
	t.Helper()
	db := table(t, rows)
	var position opencdc.Position
	for range starts {
		s := &snapshot{db: db, fetch: fetch, pageSize: pageSize, memory: memory}
		if position != nil {
			if s.last, err = strconv.ParseInt(
				string(position), 10, 64); err != nil {
				t.Fatal(err)
			}
		}
		for {
			var recs []opencdc.Record
			if recs, err = s.next(t.Context(), 10); err != nil {
				break
			}
			if len(recs) == 0 {
				return delivered, nil
			}
			delivered += len(recs)
			position = recs[len(recs)-1].Position
		}
	}
	return delivered, err
}

func TestProof(t *testing.T) {
	for _, rows := range []int{1, memory, 20 * memory} {
		delivered, err := run(t, (*snapshot).goodFetch, rows)
		if delivered != rows || err != nil {
			t.Errorf("good: delivered %d of %d, %v", delivered, rows, err)
		}
	}
	if delivered, err := run(t, (*snapshot).badFetch, memory); err != nil {
		t.Errorf("bad: delivered %d of a small table, %v", delivered, err)
	}
	delivered, err := run(t, (*snapshot).badFetch, 20*memory)
	if delivered != 0 || err == nil {
		t.Errorf("bad: delivered %d, %v", delivered, err)
	}
	t.Logf("bad: a table of %d rows, memory for %d: %d records after %d "+
		"starts, the last one ended with %v",
		20*memory, memory, delivered, starts, err)
}
