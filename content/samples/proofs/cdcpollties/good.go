package cdcpollties

import (
	"context"
	"database/sql"
)

// #region good

// goodPage returns the rows after the last one. Several have the same time,
// so time and key are compared together.
func goodPage(
	ctx context.Context, db *sql.DB, last point, size int,
) ([]customer, error) {
	return scan(ctx, db,
		`SELECT updated_at, id FROM customers
			WHERE (updated_at, id) > (?1, ?2)
			ORDER BY updated_at, id LIMIT ?3`,
		last.At, last.ID, size)
}

// #endregion good
