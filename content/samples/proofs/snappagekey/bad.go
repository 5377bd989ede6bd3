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

// badColumns compares one column at a time.
func badColumns(
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
