// Package snapnokey proves the guideline SNAP-NO-KEY: a table that is skipped
// because it has no primary key never arrives, and nothing fails.
package snapnokey

import (
	"context"
	"database/sql"
	"errors"
)

// table is one to be read.
type table struct {
	name string
	key  []string // columns of the primary key
}

// describe looks up the primary key of a table.
func describe(
	ctx context.Context, db *sql.DB, name string,
) (t table, err error) {
	t.name = name
	rows, err := db.QueryContext(ctx, `SELECT name FROM pragma_table_info(?)
		WHERE pk > 0 ORDER BY pk`, name)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			return t, err
		}
		t.key = append(t.key, column)
	}
	return t, rows.Err()
}
