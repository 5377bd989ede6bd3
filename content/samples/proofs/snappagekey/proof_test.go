package snappagekey

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

type pageFunc func(
	ctx context.Context, db *sql.DB, read []order, size int,
) ([]order, error)

// missed reads nine rows in pages of two, while the first one is deleted after
// the first page. It returns the rows that are left and were not read.
func missed(t *testing.T, page pageFunc) (rows []order) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	exec := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE TABLE orders (
		shop INTEGER, number INTEGER, PRIMARY KEY (shop, number))`)
	exec(`INSERT INTO orders VALUES
		(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3)`)

	var read []order
	for {
		next, err := page(t.Context(), db, read, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			break
		}
		if len(read) == 0 {
			exec("DELETE FROM orders WHERE shop = 1 AND number = 1")
		}
		read = append(read, next...)
	}
	left, err := scan(t.Context(), db,
		"SELECT shop, number FROM orders ORDER BY shop, number")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(left, func(o order) bool {
		return slices.Contains(read, o)
	})
}

// byColumns compares one column at a time.
func byColumns(
	ctx context.Context, db *sql.DB, read []order, size int,
) ([]order, error) {
	query, args := "SELECT shop, number FROM orders", []any{}
	if n := len(read); n > 0 {
		query += " WHERE shop > ? AND number > ?"
		args = append(args, read[n-1].shop, read[n-1].number)
	}
	query += " ORDER BY shop, number LIMIT ?"
	return scan(ctx, db, query, append(args, size)...)
}

func TestProof(t *testing.T) {
	if got := missed(t, goodPage); len(got) > 0 {
		t.Errorf("good: missed %v", got)
	}
	for _, test := range []struct {
		name string
		page pageFunc
		want []order
	}{
		{"an OFFSET", badPage, []order{{1, 3}}},
		{"one comparison per column", byColumns, []order{
			{1, 3}, {2, 1}, {2, 2}, {3, 1}, {3, 2},
		}},
	} {
		got := missed(t, test.page)
		if !slices.Equal(got, test.want) {
			t.Errorf("bad, %s: missed %v, want %v", test.name, got, test.want)
		}
		t.Logf("bad: with %s, a snapshot of 9 rows never read %v",
			test.name, got)
	}
}
