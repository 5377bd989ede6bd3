package lifeclose

import (
	"context"
	"database/sql"
)

// #region bad

func badNames(ctx context.Context, db *sql.DB) (result []string, err error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM items")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		result = append(result, name)
	}
	return result, rows.Err()
}

// #endregion bad
