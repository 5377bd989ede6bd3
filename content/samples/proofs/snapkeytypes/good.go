package snapkeytypes

import (
	"context"
	"database/sql"
)

// #region good

type goodPosition struct {
	// LastID is missing before the first row.
	LastID *int64 `json:"lastID,omitempty"`
}

func goodPage(
	ctx context.Context, db *sql.DB, pos goodPosition, size int,
) ([]int64, error) {
	query, args := "SELECT id FROM accounts", []any{}
	if pos.LastID != nil {
		query += " WHERE id > ?"
		args = append(args, *pos.LastID)
	}
	query += " ORDER BY id LIMIT ?"
	return scan(ctx, db, query, append(args, size)...)
}

// #endregion good
