package snapkeytypes

import (
	"database/sql"
	"encoding/json"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

// restart takes a position through JSON, as Conduit does between two runs.
func restart[P any](t *testing.T, pos P) (stored P) {
	t.Helper()
	raw, err := json.Marshal(pos)
	if err == nil {
		err = json.Unmarshal(raw, &stored)
	}
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// readAll reads page by page, with a restart after each one.
func readAll[P any](
	t *testing.T, page func(P) ([]int64, error), at func(int64) P,
) (ids []int64) {
	t.Helper()
	var pos P
	for {
		next, err := page(restart(t, pos))
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			return ids
		}
		ids = append(ids, next...)
		pos = at(next[len(next)-1])
	}
}

func TestProof(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE accounts (id INTEGER PRIMARY KEY);
		INSERT INTO accounts VALUES (-2), (-1), (0), (1), (2)`)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1; size <= 6; size++ {
		good := readAll(t, func(pos goodPosition) ([]int64, error) {
			return goodPage(t.Context(), db, pos, size)
		}, func(id int64) goodPosition { return goodPosition{LastID: &id} })
		if want := []int64{-2, -1, 0, 1, 2}; !slices.Equal(good, want) {
			t.Errorf("good, pages of %d: got %v, want %v", size, good, want)
		}
		bad := readAll(t, func(pos badPosition) ([]int64, error) {
			return badPage(t.Context(), db, pos, size)
		}, func(id int64) badPosition { return badPosition{LastID: id} })
		if want := []int64{1, 2}; !slices.Equal(bad, want) {
			t.Errorf("bad, pages of %d: got %v, want %v", size, bad, want)
		}
		if size == 1 { // all other sizes miss the same ones
			t.Logf("bad: delivered the keys %v of %v", bad, good)
		}
	}
}
