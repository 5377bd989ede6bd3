package concchannels

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad reads a feed in the background, in the same way.
type Bad struct{ Good }

// #region bad

// ReadN returns the next record and blocks until there is one.
func (s *Bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion bad
