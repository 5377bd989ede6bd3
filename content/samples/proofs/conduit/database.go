package conduit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	_ "modernc.org/sqlite" // the driver
)

// openDatabase opens a file that the test has created. Several processes use
// it, so each waits for the others' locks.
func openDatabase(path string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+path+
		"?mode=rw&_txlock=immediate&_busy_timeout=30000")
}

// inTransaction calls write, and commits only if it succeeds.
func inTransaction(
	ctx context.Context, db *sql.DB, write func(*sql.Tx) error,
) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := write(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// queryAll returns what scan makes of each row.
func queryAll[T any](
	ctx context.Context, db *sql.DB, scan func(*sql.Rows) (T, error),
	query string, args ...any,
) (result []T, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		value, err := scan(rows)
		if err != nil {
			return nil, err
		}
		result = append(result, value)
	}
	return result, rows.Err()
}

// passes reports whether a record may be handed out. The test opens the gate
// step by step, so it knows how far the source has come.
func passes(ctx context.Context, db *sql.DB, id int64) (open bool, err error) {
	err = db.QueryRowContext(ctx,
		"SELECT ? <= coalesce(max(row), 0) FROM gate", id).Scan(&open)
	return open, err
}
