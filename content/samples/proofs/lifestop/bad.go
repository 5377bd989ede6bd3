package lifestop

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad waits for the same records.
type Bad struct{ source }

// #region bad

// ReadN returns the next record. It waits for one.
func (s *Bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	rec := <-s.records
	return []opencdc.Record{rec}, nil
}

// #endregion bad
