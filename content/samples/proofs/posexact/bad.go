package posexact

import (
	"context"
	"database/sql"
)

// Wrong on purpose: the change at the position was delivered already.

// #region bad

// badFetch returns the changes from the one that was delivered last.
func badFetch(
	ctx context.Context, db *sql.DB, last int64,
) ([]change, error) {
	return query(ctx, db,
		`SELECT seq, row FROM changes WHERE seq >= ? ORDER BY seq`, last)
}

// #endregion bad
