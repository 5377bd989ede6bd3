package destdurable

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

func (d *good) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	if err := d.store(records); err != nil {
		return 0, err
	}
	return len(records), nil
}

// #endregion good
