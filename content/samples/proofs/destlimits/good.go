package destlimits

import (
	"context"
	"fmt"
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ destination }

// #region good

func (d *good) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	written := 0
	for chunk := range slices.Chunk(records, maxRows) {
		if err := d.insert(ctx, chunk); err != nil {
			return written, fmt.Errorf("records %d to %d of %d: %w",
				written+1, written+len(chunk), len(records), err)
		}
		written += len(chunk)
	}
	return written, nil
}

// #endregion good
