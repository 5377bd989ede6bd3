package snappageerror

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

type pageFunc func(
	ctx context.Context, db *sql.DB, after int64, size int,
) ([]order, bool, error)

// readAll reads until the last page or an error.
func readAll(
	ctx context.Context, page pageFunc, db *sql.DB, after int64,
) (ids []int64, err error) {
	for {
		next, last, err := page(ctx, db, after, 3)
		for _, o := range next {
			ids = append(ids, o.id)
			after = o.id
		}
		if err != nil || last {
			return ids, err
		}
	}
}

func TestProof(t *testing.T) {
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
	// The second page delivers row 4 and fails at row 5.
	exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, payload TEXT)`)
	exec(`INSERT INTO orders VALUES
		(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '{'), (6, '6'), (7, '7')`)

	got, err := readAll(t.Context(), goodPage, db, 0)
	if want := []int64{1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("good: got %v, want %v", got, want)
	}
	if err == nil || !strings.Contains(err.Error(), "malformed JSON") {
		t.Errorf("good: got error %v, want malformed JSON", err)
	}
	got, err = readAll(t.Context(), badPage, db, 0)
	if want := []int64{1, 2, 3, 4}; !slices.Equal(got, want) || err != nil {
		t.Errorf("bad: got %v and error %v, want %v and none", got, err, want)
	}
	t.Logf("bad: 7 rows, row 5 cannot be read: delivered %v, error: %v; "+
		"the snapshot counts as complete", got, err)

	// Conduit starts the source again. The good one has lost nothing.
	exec(`UPDATE orders SET payload = '5' WHERE id = 5`)
	got, err = readAll(t.Context(), goodPage, db, 3)
	if want := []int64{4, 5, 6, 7}; !slices.Equal(got, want) || err != nil {
		t.Errorf("good: got %v and error %v, want %v and none", got, err, want)
	}
}
