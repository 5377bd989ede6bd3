package snapend

import (
	"context"
	"database/sql"
)

// #region good

// goodStart returns the position to read on from. Bound is where the snapshot
// ends. A restart has it in its position, so only the first start looks.
func goodStart(
	ctx context.Context, db *sql.DB, pos position,
) (position, error) {
	if pos.Bound != nil {
		return pos, nil
	}
	err := db.QueryRowContext(ctx,
		"SELECT max(id) FROM orders").Scan(&pos.Bound)
	return pos, err
}

// #endregion good
