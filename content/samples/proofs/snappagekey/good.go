package snappagekey

import (
	"context"
	"database/sql"
)

// #region good

// goodPage returns what comes after the last row that was read. It compares
// whole keys: (2, 1) comes after (1, 2).
func goodPage(
	ctx context.Context, db *sql.DB, read []order, size int,
) ([]order, error) {
	query, args := "SELECT shop, number FROM orders", []any{}
	if n := len(read); n > 0 {
		query += " WHERE (shop, number) > (?, ?)"
		args = append(args, read[n-1].shop, read[n-1].number)
	}
	query += " ORDER BY shop, number LIMIT ?"
	return scan(ctx, db, query, append(args, size)...)
}

// #endregion good
