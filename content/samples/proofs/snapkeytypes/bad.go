package snapkeytypes

import (
	"context"
	"database/sql"
)

// #region bad

type badPosition struct {
	// LastID is 0 before the first row.
	LastID int64 `json:"lastID"`
}

func badPage(
	ctx context.Context, db *sql.DB, pos badPosition, size int,
) ([]int64, error) {
	query := "SELECT id FROM accounts WHERE id > ?"
	query += " ORDER BY id LIMIT ?"
	return scan(ctx, db, query, pos.LastID, size)
}

// #endregion bad
