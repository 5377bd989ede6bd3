package destempty

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ destination }

// Wrong on purpose: the number is that of changed rows.

// #region bad

func (d *bad) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	rows := rowsOf(records) // without those that the user left out
	return d.upsert(ctx, rows)
}

// #endregion bad
