// Package srcreadn is the proof of SRC-READN: a source that reads pages of its
// own size, and one that leaves the size to the SDK.
package srcreadn

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type config struct {
	sdk.UnimplementedSourceConfig
	sdk.SourceWithBatch
}

// Good reads pages of its own size.
type Good struct {
	sdk.UnimplementedSource
	config   config
	query    func(ctx context.Context, limit int) ([]opencdc.Record, error)
	pageSize int
	rest     []opencdc.Record
}

// #region good

// ReadN returns up to n records of a page, and the rest with the next calls.
func (s *Good) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	if len(s.rest) == 0 {
		page, err := s.query(ctx, s.pageSize) // waits for a row
		if err != nil {
			return nil, err
		}
		s.rest = page
	}
	if n < 1 || n > len(s.rest) {
		n = len(s.rest)
	}
	recs := s.rest[:n:n]
	s.rest = s.rest[n:]
	return recs, nil
}

// #endregion good
