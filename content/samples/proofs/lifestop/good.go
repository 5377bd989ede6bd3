// Package lifestop is the proof of LIFE-STOP: a source whose waiting ends with
// its context, and one that waits for a record only.
package lifestop

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good waits for records that a client delivers.
type Good struct {
	sdk.UnimplementedSource
	records chan opencdc.Record
}

// #region good

// ReadN returns the next record. It waits for one until its context ends.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion good
