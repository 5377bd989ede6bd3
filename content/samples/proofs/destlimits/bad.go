package destlimits

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ destination }

// #region bad

func (d *bad) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	if err := d.insert(ctx, records); err != nil {
		return 0, err
	}
	return len(records), nil
}

// #endregion bad
