package testcleanup

import (
	"database/sql"
	"testing"
)

// Wrong on purpose: the context has ended when the table is to be dropped.

func badTable(t *testing.T, db *sql.DB, name string) {
	t.Helper()
	// #region bad
	t.Cleanup(func() {
		_, _ = db.ExecContext(t.Context(), "DROP TABLE IF EXISTS "+name)
	})
	// #endregion bad
	_, err := db.ExecContext(t.Context(),
		"CREATE TABLE "+name+" (id INTEGER PRIMARY KEY)")
	if err != nil {
		t.Fatal(err)
	}
}
