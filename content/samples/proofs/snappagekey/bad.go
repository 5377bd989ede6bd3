package snappagekey

import (
	"context"
	"database/sql"
)

// #region bad

// badPage skips as many rows as were read.
func badPage(
	ctx context.Context, db *sql.DB, read []order, size int,
) ([]order, error) {
	query := "SELECT shop, number FROM orders"
	query += " ORDER BY shop, number LIMIT ? OFFSET ?"
	return scan(ctx, db, query, size, len(read))
}

// #endregion bad
