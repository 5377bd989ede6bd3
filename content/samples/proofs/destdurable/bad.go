package destdurable

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct {
	base
	buffer []opencdc.Record
}

const bufferSize = 10

// #region bad

func (d *bad) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	d.buffer = append(d.buffer, records...)
	if len(d.buffer) < bufferSize {
		return len(records), nil // Teardown writes the rest
	}
	if err := d.store(d.buffer); err != nil {
		return 0, err
	}
	d.buffer = d.buffer[:0]
	return len(records), nil
}

func (d *bad) Teardown(context.Context) error { return d.store(d.buffer) }

// #endregion bad
