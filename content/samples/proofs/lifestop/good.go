package lifestop

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good waits for records that a client delivers.
type Good struct{ source }

// #region good

// ReadN returns the next record. It waits for one until its context ends.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	}
}

// #endregion good
