// Package snappagekey proves the guideline SNAP-PAGE-KEY: pages that begin at
// an OFFSET, or that compare a composite key column by column, skip rows.
package snappagekey

import (
	"context"
	"database/sql"
	"errors"
)

// order is the key of a row.
type order struct{ shop, number int64 }

// scan reads all rows of a result.
func scan(ctx context.Context, db *sql.DB, query string, args ...any) (
	page []order, err error,
) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var o order
		if err := rows.Scan(&o.shop, &o.number); err != nil {
			return nil, err
		}
		page = append(page, o)
	}
	return page, rows.Err()
}
