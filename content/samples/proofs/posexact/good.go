package posexact

import (
	"context"
	"database/sql"
)

// #region good

// goodFetch returns the changes after the one that was delivered last.
func goodFetch(
	ctx context.Context, db *sql.DB, last int64,
) ([]change, error) {
	return query(ctx, db,
		`SELECT seq, row FROM changes WHERE seq > ? ORDER BY seq`, last)
}

// #endregion good
