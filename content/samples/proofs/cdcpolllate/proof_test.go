package cdcpolllate

import (
	"context"
	"database/sql"
	"slices"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

type pageFunc func(
	ctx context.Context, db *sql.DB, last point, now time.Time,
) ([]point, error)

// noon is when the test begins.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// write is a transaction with one row. SQLite has one writer at a time, so the
// test commits each one when it is due, with the time that it began at.
type write struct {
	id             int64
	began, commits int // seconds after noon
}

// poll reads every second for a minute, and returns the rows delivered.
func poll(t *testing.T, page pageFunc, writes []write) (ids []int64) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	exec := func(statement string, args ...any) {
		_, err := db.ExecContext(t.Context(), statement, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE customers (id INTEGER PRIMARY KEY, updated_at TEXT)")

	var last point
	for second := range 60 {
		now := noon.Add(time.Duration(second) * time.Second)
		for _, w := range writes {
			if w.commits == second {
				exec("INSERT INTO customers VALUES (?, ?)", w.id, noon.Add(
					time.Duration(w.began)*time.Second).Format(layout))
			}
		}
		rows, err := page(t.Context(), db, last, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			ids = append(ids, row.ID)
			last = row
		}
	}
	return ids
}

func TestProof(t *testing.T) {
	first := write{id: 1, began: 0, commits: 5}
	second := write{id: 2, began: 2, commits: 3}
	both := []int64{1, 2}

	got := poll(t, goodPage, []write{first, second})
	if !slices.Equal(got, both) {
		t.Errorf("good: got %v, want %v", got, both)
	}
	got = poll(t, badPage, []write{first, second})
	if want := []int64{2}; !slices.Equal(got, want) {
		t.Errorf("bad: got %v, want %v", got, want)
	}
	t.Logf("bad: row 1 began at second %d and was committed at second %d",
		first.began, first.commits)
	t.Logf("bad: row 2 began at second %d and was committed at second %d",
		second.began, second.commits)
	t.Logf("bad: polled every second: delivered the rows %v of %v", got, both)

	// In the order of their times, the bad query is right too.
	first.commits = 1
	if got := poll(t, badPage, []write{first, second}); !slices.Equal(
		got, both) {
		t.Errorf("bad, in order: got %v, want %v", got, both)
	}
	// The limit of a lag: what commits later than that is lost all the same.
	first.commits = second.began + int(lag/time.Second) + 2
	if got := poll(t, goodPage, []write{first, second}); slices.Equal(
		got, both) {
		t.Error("good: a row was found that was committed after the lag")
	}
}
