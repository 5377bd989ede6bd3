package cdcpolllate

import (
	"context"
	"database/sql"
	"time"
)

// #region bad

// badPage returns the rows after the last one, up to the youngest.
func badPage(
	ctx context.Context, db *sql.DB, last point, now time.Time,
) ([]point, error) {
	return scan(ctx, db,
		`SELECT updated_at, id FROM customers
			WHERE (updated_at, id) > (?, ?) AND updated_at < ?
			ORDER BY updated_at, id LIMIT 1000`,
		last.At, last.ID, now.Format(layout))
}

// #endregion bad
