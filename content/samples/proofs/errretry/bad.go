package errretry

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad stores one record after the other, too.
type Bad struct{ destination }

// Write stores the records in their order.
func (d *Bad) Write(
	ctx context.Context, recs []opencdc.Record,
) (int, error) {
	for i, rec := range recs {
		if err := d.write(ctx, rec); err != nil {
			return i, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	return len(recs), nil
}

// #region bad

// write stores a record.
func (d *Bad) write(ctx context.Context, rec opencdc.Record) error {
	return d.store(ctx, rec)
}

// #endregion bad
