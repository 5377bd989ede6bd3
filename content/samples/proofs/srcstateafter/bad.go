package srcstateafter

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad reads the same rows.
type Bad struct {
	sdk.UnimplementedSource
	query  func(ctx context.Context, after int) ([]int, error)
	record func(ctx context.Context, row int) (opencdc.Record, error)
	after  int
	buffer []opencdc.Record
}

// #region bad

// fetch fills the buffer with the rows after the last one.
func (s *Bad) fetch(ctx context.Context) error {
	page, err := s.query(ctx, s.after)
	if err != nil {
		return err
	}
	for _, row := range page {
		s.after = row
		rec, err := s.record(ctx, row)
		if err != nil && len(s.buffer) > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		s.buffer = append(s.buffer, rec)
	}
	return nil
}

// #endregion bad

// ReadN returns up to n records.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return readN(ctx, n, &s.buffer, s.fetch)
}
