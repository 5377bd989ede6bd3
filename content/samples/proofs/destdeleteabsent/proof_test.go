package destdeleteabsent

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		remove func(context.Context, *sql.DB, any) error
		want   string // the error of the second delivery
	}{
		"good": {goodRemove, ""},
		"bad":  {badRemove, "delete user 1: not found"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			// A table that is missing is an error for both.
			if err := test.remove(t.Context(), db, 1); err == nil {
				t.Fatalf("%s: no table, and no error", name)
			}
			for _, statement := range []string{
				"CREATE TABLE users (id INTEGER PRIMARY KEY)",
				"INSERT INTO users VALUES (1)",
			} {
				_, err := db.ExecContext(t.Context(), statement)
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := test.remove(t.Context(), db, 1); err != nil {
				t.Fatalf("%s: first delivery: %v", name, err)
			}
			// However often the pipeline restarts, the answer is the same.
			var answers []string
			for range 3 {
				err := test.remove(t.Context(), db, 1)
				answers = append(answers, text(err))
				if text(err) != test.want {
					t.Fatalf("%s: second delivery: %q, want %q", name,
						text(err), test.want)
				}
			}
			if name == "bad" {
				t.Logf("bad: the delete comes again, in %d restarts: %q",
					len(answers), slices.Compact(answers))
			}
		})
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
