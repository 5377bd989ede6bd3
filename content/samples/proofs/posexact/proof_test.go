package posexact

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

// TestProof delivers two changes, then starts three times without a new one.
func TestProof(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	_, err = db.Exec(`CREATE TABLE changes (seq INTEGER PRIMARY KEY, row TEXT);
		INSERT INTO changes VALUES (1, 'a'), (2, 'b')`)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		fetch func(context.Context, *sql.DB, int64) ([]change, error)
		want  []string
	}{
		"good": {goodFetch, []string{"a", "b"}},
		"bad":  {badFetch, []string{"a", "b", "b", "b", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			var last int64
			for range 1 + 3 {
				changes, err := test.fetch(t.Context(), db, last)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range changes {
					got = append(got, c.row)
					last = c.seq
				}
			}
			if !slices.Equal(got, test.want) {
				t.Fatalf("%s: got %q, want %q", name, got, test.want)
			}
			if name == "bad" {
				t.Logf("bad: 4 starts on the changes a and b deliver %q", got)
			}
		})
	}
}
