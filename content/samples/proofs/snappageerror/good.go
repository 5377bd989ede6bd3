package snappageerror

import (
	"context"
	"database/sql"
)

// #region good

// goodPage returns the next rows, and whether they are the last ones.
func goodPage(ctx context.Context, db *sql.DB, after int64, size int) (
	page []order, last bool, err error,
) {
	rows, err := db.QueryContext(ctx, pageQuery, after, size)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var o order
		if err := rows.Scan(&o.id, &o.payload); err != nil {
			return nil, false, err
		}
		page = append(page, o)
	}
	if err := rows.Err(); err != nil {
		return nil, false, err
	}
	return page, len(page) < size, nil
}

// #endregion good
