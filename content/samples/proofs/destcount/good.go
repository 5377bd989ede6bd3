package destcount

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

// Write stores all records or none: the rollback takes back those that came
// before a fault.
func (d *good) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // without effect after Commit
	for i, rec := range records {
		if err := insert(ctx, tx, rec); err != nil {
			return 0, fmt.Errorf("record %d: %w", i, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return len(records), nil
}

// #endregion good
