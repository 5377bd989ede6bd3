package srcstateafter

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good reads rows behind a cursor.
type Good struct {
	sdk.UnimplementedSource
	query  func(ctx context.Context, after int) ([]int, error)
	record func(ctx context.Context, row int) (opencdc.Record, error)
	after  int
	buffer []opencdc.Record
}

// #region good

// fetch fills the buffer with the rows after the last one.
func (s *Good) fetch(ctx context.Context) error {
	page, err := s.query(ctx, s.after)
	if err != nil {
		return err
	}
	for _, row := range page {
		rec, err := s.record(ctx, row)
		if err != nil && len(s.buffer) > 0 {
			return nil // these first; the row comes again
		}
		if err != nil {
			return err
		}
		s.buffer = append(s.buffer, rec)
		s.after = row
	}
	return nil
}

// #endregion good

// ReadN returns up to n records.
func (s *Good) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return readN(ctx, n, &s.buffer, s.fetch)
}
