package destcount

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// #region bad

// Write counts the records for which a statement succeeded.
func (d *bad) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // without effect after Commit
	for i, rec := range records {
		if err := insert(ctx, tx, rec); err != nil {
			return i, fmt.Errorf("record %d: %w", i, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return len(records), nil
}

// #endregion bad
