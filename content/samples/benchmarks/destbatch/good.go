package destbatch

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ db *sql.DB }

// #region good

// Write stores all records in one transaction, or none of them.
func (d *good) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	for _, rec := range records {
		_, err := tx.ExecContext(ctx, statement, values(rec)...)
		if err != nil {
			return 0, errors.Join(
				fmt.Errorf("write: %w", err), tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	return len(records), nil
}

// #endregion good
