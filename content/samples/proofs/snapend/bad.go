package snapend

import (
	"context"
	"database/sql"
)

// #region bad

// badStart looks for the end of the snapshot at each start.
func badStart(
	ctx context.Context, db *sql.DB, pos position,
) (position, error) {
	err := db.QueryRowContext(ctx,
		"SELECT max(id) FROM orders").Scan(&pos.Bound)
	return pos, err
}

// #endregion bad
