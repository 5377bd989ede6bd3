package destlimits

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

type writer interface {
	Write(context.Context, []opencdc.Record) (int, error)
}

func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		writer func(destination) writer
		want   string // the error for the large batch
	}{
		"good": {func(d destination) writer { return &good{d} }, ""},
		"bad": {func(d destination) writer { return &bad{d} },
			"too many SQL variables"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			limit(t, db)
			_, err = db.ExecContext(t.Context(), `CREATE TABLE users
				(id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''))`)
			if err != nil {
				t.Fatal(err)
			}
			d := test.writer(destination{db})
			for _, length := range []int{1, 100, 101, 250} {
				n, err := d.Write(t.Context(), batch(length))
				if length > maxRows && test.want != "" {
					if n != 0 || err == nil ||
						!strings.Contains(err.Error(), test.want) {
						t.Fatalf("%s: %d records: %d, %v; want 0, %q", name,
							length, n, err, test.want)
					}
					t.Logf("bad: %d rows, %d parameters: wrote %d, %v",
						length, 2*length, n, err)
					continue
				}
				if n != length || err != nil {
					t.Fatalf("%s: %d records: %d, %v", name, length, n, err)
				}
			}

			if test.want != "" {
				return
			}
			// What was in finished chunks counts, and is there.
			if _, err := db.ExecContext(t.Context(),
				"DELETE FROM users"); err != nil {
				t.Fatal(err)
			}
			records := batch(250)
			records[170].Payload.After = opencdc.StructuredData{
				"id": 170, "name": "",
			}
			n, err := d.Write(t.Context(), records)
			if n != 100 || err == nil ||
				!strings.Contains(err.Error(), "records 101 to 200 of 250") {
				t.Fatalf("%s: a bad record: %d, %v", name, n, err)
			}
			var stored int
			err = db.QueryRowContext(t.Context(),
				"SELECT count(*) FROM users").Scan(&stored)
			if err != nil || stored != n {
				t.Fatalf("%s: %d rows stored, %v; %d reported",
					name, stored, err, n)
			}
		})
	}
}

// limit lowers the number of parameters on the only connection.
func limit(t *testing.T, db *sql.DB) {
	t.Helper()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() // back to the pool
	_, err = sqlite.Limit(
		conn, sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, parameters)
	if err != nil {
		t.Fatal(err)
	}
}

func batch(length int) []opencdc.Record {
	records := make([]opencdc.Record, length)
	for i := range records {
		records[i].Payload.After = opencdc.StructuredData{
			"id": i, "name": "Ann",
		}
	}
	return records
}
