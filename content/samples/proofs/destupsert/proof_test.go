package destupsert

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite" // the driver
)

// record is a create, or a change, of a user.
func record(op opencdc.Operation, id int, name string) opencdc.Record {
	return opencdc.Record{
		Operation: op,
		Payload: opencdc.Change{
			After: opencdc.StructuredData{"id": id, "name": name},
		},
	}
}

func TestProof(t *testing.T) {
	batch := []opencdc.Record{
		record(opencdc.OperationSnapshot, 1, "Ann"),
		record(opencdc.OperationCreate, 2, "Bob"),
	}
	for name, test := range map[string]struct {
		store storer
		want  string // the error of the second delivery
	}{
		"good": {goodStore, ""},
		"bad":  {badStore, "record 1: constraint failed: UNIQUE"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			_, err = db.ExecContext(t.Context(),
				"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")
			if err != nil {
				t.Fatal(err)
			}
			n, err := write(t.Context(), db, test.store, batch)
			if err != nil || n != len(batch) {
				t.Fatalf("%s: first delivery: %d, %v", name, n, err)
			}
			first := rows(t, db)

			// Conduit died before it stored the position. It will try again
			// and again: the error stays.
			for again := range 3 {
				n, err := write(t.Context(), db, test.store, batch)
				switch {
				case test.want == "" && (err != nil || n != len(batch)):
					t.Fatalf("%s: second delivery: %d, %v", name, n, err)
				case test.want != "" && (err == nil || n != 0 ||
					!strings.Contains(err.Error(), test.want)):
					t.Fatalf("%s: second delivery: %d, %v; want 0, %q", name,
						n, err, test.want)
				}
				if name == "bad" && again == 2 {
					t.Logf("bad: the batch came again, 3 times: wrote %d of %d",
						n, len(batch))
					t.Logf("bad: %v", err)
				}
			}
			if again := rows(t, db); !slices.Equal(again, first) {
				t.Fatalf("%s: rows %q became %q", name, first, again)
			}
		})
	}
}

func rows(t *testing.T, db *sql.DB) (result []string) {
	t.Helper()
	found, err := db.QueryContext(t.Context(),
		"SELECT id, name FROM users ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var id int
		var name string
		if err := found.Scan(&id, &name); err != nil {
			t.Fatal(err)
		}
		result = append(result, fmt.Sprint(id, " ", name))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return result
}
