package destempty

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ destination }

// #region good

func (d *good) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	rows := rowsOf(records) // without those that the user left out
	if len(rows) > 0 {
		if _, err := d.upsert(ctx, rows); err != nil {
			return 0, err
		}
	}
	return len(records), nil
}

// #endregion good
