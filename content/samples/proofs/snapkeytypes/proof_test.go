package snapkeytypes

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

// restart is what Conduit does between two runs: it keeps the position as JSON.
func restart[P any](t *testing.T, raw string) (pos P) {
	t.Helper()
	if err := json.Unmarshal([]byte(raw), &pos); err != nil {
		t.Fatal(err)
	}
	return pos
}

// written is the text of a position.
func written(t *testing.T, pos any) string {
	t.Helper()
	raw, err := json.Marshal(pos)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// readAll reads page by page, with a restart after each one.
func readAll[P any](
	t *testing.T, first string, page func(P) ([]int64, error),
) (ids []int64) {
	t.Helper()
	raw := first
	for {
		next, err := page(restart[P](t, raw))
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			return ids
		}
		ids = append(ids, next...)
		raw = fmt.Sprintf(`{"lastID":%d}`, next[len(next)-1])
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
		good := readAll(t, written(t, goodPosition{}),
			func(pos goodPosition) ([]int64, error) {
				return goodPage(t.Context(), db, pos, size)
			})
		if want := []int64{-2, -1, 0, 1, 2}; !slices.Equal(good, want) {
			t.Errorf("good, pages of %d: got %v, want %v", size, good, want)
		}
		bad := readAll(t, written(t, badPosition{}),
			func(pos badPosition) ([]int64, error) {
				return badPage(t.Context(), db, pos, size)
			})
		if want := []int64{1, 2}; !slices.Equal(bad, want) {
			t.Errorf("bad, pages of %d: got %v, want %v", size, bad, want)
		}
		if size == 1 { // all other sizes miss the same ones
			t.Logf("bad: delivered the keys %v of %v", bad, good)
		}
	}
}
