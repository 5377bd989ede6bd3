package errretry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good stores one record after the other.
type Good struct{ destination }

// Write stores the records in their order.
func (d *Good) Write(
	ctx context.Context, recs []opencdc.Record,
) (int, error) {
	for i, rec := range recs {
		if err := d.write(ctx, rec); err != nil {
			return i, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	return len(recs), nil
}

// #region good

// write stores a record. It gives up after five attempts.
func (d *Good) write(ctx context.Context, rec opencdc.Record) error {
	delay := firstDelay
	for attempt := 1; ; attempt++ {
		err := d.store(ctx, rec)
		if err == nil || !transient(err) || attempt == 5 {
			return err
		}
		sdk.Logger(ctx).Debug().Err(err).Int("attempt", attempt).
			Dur("pause", delay).Msg("will try again")
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(delay):
			delay *= 2
		}
	}
}

// #endregion good
