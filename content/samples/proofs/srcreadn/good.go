package srcreadn

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good reads pages of its own size.
type Good struct{ source }

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
