package schemaattach

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// #region bad

// ReadN returns the rows that are left.
func (s *bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	recs := s.next()
	return recs, nil
}

// #endregion bad
