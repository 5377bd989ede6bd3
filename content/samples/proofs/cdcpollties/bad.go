package cdcpollties

import (
	"context"
	"database/sql"
)

// #region bad

// badPage returns the rows with a later time than the last one.
func badPage(
	ctx context.Context, db *sql.DB, last point, size int,
) ([]customer, error) {
	return scan(ctx, db,
		`SELECT updated_at, id FROM customers
			WHERE updated_at > ?1
			ORDER BY updated_at, id LIMIT ?3`,
		last.At, last.ID, size)
}

// #endregion bad
