// Package lifeclose is the proof of LIFE-CLOSE: a query that gives its
// connection back on every way out, and one that does so at the end only.
package lifeclose

import (
	"context"
	"database/sql"
	"errors"
)

// #region good

func goodNames(ctx context.Context, db *sql.DB) (result []string, err error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM items")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()

	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		result = append(result, name)
	}
	return result, rows.Err()
}

// #endregion good
