// Package snapconsistent proves the guideline SNAP-CONSISTENT: a snapshot that
// reads each table at a moment of its own has orders without their customer.
package snapconsistent

import (
	"context"
	"database/sql"
	"errors"
)

// tables are read in this order.
var tables = []string{"customers", "orders"}

// readFunc delivers all rows of a table.
type readFunc func(ctx context.Context, tx *sql.Tx, table string) error

// inTx runs f in a transaction, which shows the moment of its first read.
func inTx(
	ctx context.Context, db *sql.DB, f func(tx *sql.Tx) error,
) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(f(tx), tx.Rollback())
}

// logEnd returns the number of the last change, as a transaction sees it.
func logEnd(ctx context.Context, tx *sql.Tx) (end int64, err error) {
	err = tx.QueryRowContext(ctx,
		"SELECT coalesce(max(seq), 0) FROM changes").Scan(&end)
	return end, err
}
