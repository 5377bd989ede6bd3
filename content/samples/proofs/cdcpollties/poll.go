// Package cdcpollties proves the guideline CDC-POLL-TIES: with the time alone
// as position, rows with equal times are skipped.
package cdcpollties

import (
	"context"
	"database/sql"
	"errors"
)

// point is the position: the time and the key of the last row delivered.
type point struct {
	At string `json:"at"`
	ID int64  `json:"id"`
}

// customer is a row.
type customer struct {
	at string
	id int64
}

// scan reads all rows of a result.
func scan(ctx context.Context, db *sql.DB, query string, args ...any) (
	page []customer, err error,
) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c customer
		if err := rows.Scan(&c.at, &c.id); err != nil {
			return nil, err
		}
		page = append(page, c)
	}
	return page, rows.Err()
}
