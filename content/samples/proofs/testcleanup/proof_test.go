package testcleanup

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

// TestProof lets a test with each helper pass, and counts what is left.
func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		create func(*testing.T, *sql.DB, string)
		left   int
	}{
		"good": {goodTable, 0},
		"bad":  {badTable, 1},
	} {
		db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })

		passed := t.Run(name, func(t *testing.T) {
			test.create(t, db, "items")
			if _, err := db.Exec("INSERT INTO items VALUES (1)"); err != nil {
				t.Fatal(err)
			}
		})
		var left int
		err = db.QueryRow("SELECT count(*) FROM sqlite_master").Scan(&left)
		if err != nil {
			t.Fatal(err)
		}
		if !passed || left != test.left {
			t.Errorf("%s: passed is %t, and %d tables are left, want %d",
				name, passed, left, test.left)
		}
		if name == "bad" {
			t.Logf("bad: passed is %t, and %d table is left on the server",
				passed, left)
		}
	}
}
