package destdurable

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// #region bad

func (d *bad) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	d.buffer = append(d.buffer, records...)
	if len(d.buffer) < bufferSize {
		return len(records), nil // Teardown writes the rest
	}
	if err := d.flush(); err != nil {
		return 0, err
	}
	return len(records), nil
}

// #endregion bad
