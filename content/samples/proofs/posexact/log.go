// Package posexact compares resuming after a position with resuming at it.
package posexact

import (
	"context"
	"database/sql"
	"errors"
)

// change is a row of a change table.
type change struct {
	seq int64
	row string
}

func query(
	ctx context.Context, db *sql.DB, text string, last int64,
) (changes []change, err error) {
	rows, err := db.QueryContext(ctx, text, last)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c change
		if err := rows.Scan(&c.seq, &c.row); err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, rows.Err()
}
