// Package snapkeytypes proves the guideline SNAP-KEY-TYPES: a snapshot that
// begins after the key 0 does not contain the keys up to 0.
package snapkeytypes

import (
	"context"
	"database/sql"
	"errors"
)

// scan reads all keys of a result.
func scan(ctx context.Context, db *sql.DB, query string, args ...any) (
	page []int64, err error,
) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		page = append(page, id)
	}
	return page, rows.Err()
}
