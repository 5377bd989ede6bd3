// Package testcleanup lets two helpers of tests create a table on a server
// that other tests use, too.
package testcleanup

import (
	"context"
	"database/sql"
	"testing"
	"time"
)

// #region good

// goodTable creates a table for one test.
func goodTable(t *testing.T, db *sql.DB, name string) {
	t.Helper()
	t.Cleanup(func() { // before the statement: it may fail half-way
		ctx, cancel := context.WithTimeout(
			context.WithoutCancel(t.Context()), 10*time.Second)
		defer cancel()
		_, err := db.ExecContext(ctx, "DROP TABLE IF EXISTS "+name)
		if err != nil {
			t.Errorf("drop table %s: %v", name, err)
		}
	})
	_, err := db.ExecContext(t.Context(),
		"CREATE TABLE "+name+" (id INTEGER PRIMARY KEY)")
	if err != nil {
		t.Fatal(err)
	}
}

// #endregion good
