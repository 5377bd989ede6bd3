package lifeclose

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// query is goodNames or badNames.
type query func(context.Context, *sql.DB) ([]string, error)

// twice queries a table with a NULL that cannot be read, corrects it, and
// queries again. It returns both errors.
func twice(t *testing.T, names query) (first, second error) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // a busy connector comes to its limit as well
	_, err = db.ExecContext(t.Context(), `CREATE TABLE items (name TEXT);
		INSERT INTO items VALUES ('a'), (NULL), ('c')`)
	if err != nil {
		t.Fatal(err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel() // lets a forgotten connection go
	_, first = names(ctx, db)

	again, cancelAgain := context.WithTimeout(t.Context(), time.Second/4)
	defer cancelAgain()
	_, second = db.ExecContext(again, "UPDATE items SET name = 'b' "+
		"WHERE name IS NULL")
	if second == nil {
		_, second = names(again, db)
	}
	return first, second
}

func TestProof(t *testing.T) {
	first, second := twice(t, goodNames)
	if !isScan(first) || second != nil {
		t.Errorf("good: %v, then %v", first, second)
	}
	first, second = twice(t, badNames)
	if !isScan(first) || !errors.Is(second, context.DeadlineExceeded) {
		t.Errorf("bad: %v, then %v", first, second)
	}
	t.Logf("bad: first query: %v", first)
	t.Logf("bad: next statement, with a pool of one connection: %v", second)
}

func isScan(err error) bool {
	return err != nil && strings.Contains(err.Error(), "converting NULL")
}
