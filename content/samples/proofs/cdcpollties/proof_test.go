package cdcpollties

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

type pageFunc func(
	ctx context.Context, db *sql.DB, last point, size int,
) ([]customer, error)

// pollAll reads page by page until nothing is left, like a source that polls.
func pollAll(t *testing.T, page pageFunc, db *sql.DB, size int) []int64 {
	t.Helper()
	var last point
	var ids []int64
	for {
		got, err := page(t.Context(), db, last, size)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			return ids
		}
		for _, c := range got {
			ids = append(ids, c.id)
			last = point{At: c.at, ID: c.id}
		}
	}
}

func TestProof(t *testing.T) {
	db, err := sql.Open("sqlite", "file:ties?mode=memory&cache=shared")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1) // else the database ends between two queries
	// Four rows of one second, as one UPDATE of many rows leaves them.
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE customers (id INTEGER PRIMARY KEY, updated_at TEXT);
		INSERT INTO customers VALUES (7, '2026-11-22 10:00:00'),
			(1, '2026-11-22 10:00:01'), (2, '2026-11-22 10:00:01'),
			(3, '2026-11-22 10:00:01'), (4, '2026-11-22 10:00:01'),
			(5, '2026-11-22 10:00:02')`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		size    int
		wantBad []int64
	}{
		{1, []int64{7, 1, 5}},          // one acknowledged, then a restart
		{2, []int64{7, 1, 5}},          // a page ends among the four
		{5, []int64{7, 1, 2, 3, 4, 5}}, // by chance between two times
	} {
		size, wantBad := c.size, c.wantBad
		all := []int64{7, 1, 2, 3, 4, 5}
		if got := pollAll(t, goodPage, db, size); !slices.Equal(got, all) {
			t.Errorf("good, pages of %d: got %v, want %v", size, got, all)
		}
		got := pollAll(t, badPage, db, size)
		if !slices.Equal(got, wantBad) {
			t.Errorf("bad, pages of %d: got %v, want %v", size, got, wantBad)
		}
		if lost := len(all) - len(got); lost > 0 {
			t.Logf("bad: pages of %d: delivered the rows %v, %d of %d are lost",
				size, got, lost, len(all))
		}
	}
}
