// Package cdcpolllate proves the guideline CDC-POLL-LATE: a row whose time was
// taken before that of a row already read, and that is committed after it, lies
// behind the position.
package cdcpolllate

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// lag is longer than the longest transaction.
const lag = 10 * time.Second

// layout is how the times are stored. As text they are in order.
const layout = "2006-01-02 15:04:05"

// point is the position: the time and the key of the last row delivered.
type point struct {
	At string `json:"at"`
	ID int64  `json:"id"`
}

// scan reads all rows of a result.
func scan(ctx context.Context, db *sql.DB, query string, args ...any) (
	page []point, err error,
) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var p point
		if err := rows.Scan(&p.At, &p.ID); err != nil {
			return nil, err
		}
		page = append(page, p)
	}
	return page, rows.Err()
}
